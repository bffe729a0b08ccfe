#include "compliance/retention_report.hpp"

#include "platform/http/json.hpp"

#include <boost/json.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

namespace buddy::compliance {
namespace {

namespace json = boost::json;

std::string minute_of(Time at)
{
    return fmt::format("{:%Y-%m-%d %H:%M}", std::chrono::time_point_cast<std::chrono::seconds>(at));
}

json::value json_of(const std::optional<Time>& at)
{
    return at ? http::to_json(*at) : json::value{};
}

json::object json_of(const Swept& swept)
{
    return {
        {"class", swept.data_class},
        {"before", http::to_json(swept.before)},
        {"oldest", json_of(swept.oldest)},
        {"removed", swept.removed},
        {"held", swept.held}
    };
}

}  // namespace

std::string as_text(std::span<const RetentionRun> runs)
{
    if (runs.empty()) return "Retention has not run yet.\n";
    std::string out;
    for (const auto& run : runs) {
        out += fmt::format(
            "{}  {}{}\n",
            minute_of(run.began_at),
            run.mode == Mode::OnlyCount ? "would remove" : "removed",
            run.ended_at ? "" : ", but was cut off; the next run goes on"
        );
        if (run.swept.empty()) out += "    nothing\n";
        for (const auto& swept : run.swept)
            out += fmt::format(
                "    {:<20} {:>9}   older than {}{}{}\n",
                swept.data_class,
                swept.removed,
                minute_of(swept.before),
                swept.oldest ? ", the oldest of " + minute_of(*swept.oldest) : std::string{},
                swept.held > 0 ? fmt::format(", {} kept by a legal hold", swept.held)
                               : std::string{}
            );
    }
    return out;
}

std::string as_json(std::span<const RetentionRun> runs)
{
    json::array out;
    for (const auto& run : runs) {
        json::array swept;
        for (const auto& one : run.swept) swept.emplace_back(json_of(one));
        out.emplace_back(json::object{
            {"id", run.id},
            {"began_at", http::to_json(run.began_at)},
            {"ended_at", json_of(run.ended_at)},
            {"dry_run", run.mode == Mode::OnlyCount},
            {"classes", std::move(swept)}
        });
    }
    return json::serialize(json::object{{"runs", std::move(out)}});
}

}  // namespace buddy::compliance
