#include "release_record.hpp"

#include "json_reading.hpp"
#include "measure_table.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <iomanip>
#include <sstream>

namespace buddy::safety {

namespace {

std::string percent(double rate)
{
    constexpr double hundred = 100;
    std::ostringstream text;
    text << std::fixed << std::setprecision(1) << rate * hundred << " %";
    return text.str();
}

std::string json_text(std::string_view text)
{
    return boost::json::serialize(boost::json::string{text});
}

Result<FamilyMeasures> read_measures(const boost::json::value& value, const std::string& place)
{
    ObjectReader reader{value, place};
    reader.require({"needing", "met", "innocent", "alarms"});
    reader.allow_only({"needing", "met", "innocent", "alarms"});
    const auto count = [&reader](std::string_view field) {
        const double number = reader.number(field, 0);
        constexpr double most = 1e6;
        if (number < 0 || number > most) reader.complain(std::string{field} + " is no count");
        return reader.good() ? static_cast<std::size_t>(number) : std::size_t{0};
    };
    const FamilyMeasures measures{
        .needing = count("needing"),
        .met = count("met"),
        .innocent = count("innocent"),
        .alarms = count("alarms")
    };
    if (measures.met > measures.needing || measures.alarms > measures.innocent) {
        reader.complain("counts more than there are");
    }
    if (!reader.good()) return failed(ErrorCode::Invalid, reader.problem());
    return measures;
}

void compare(
    const std::string& name,
    const FamilyMeasures& last,
    const FamilyMeasures& now,
    std::vector<std::string>& falls
)
{
    // Counts make rates such as 0.33 - 0.32; what is just a point apart must not fail by rounding.
    constexpr double rounding = 1e-9;
    if (last.recall() - now.recall() > tolerated_fall + rounding) {
        falls.push_back(
            name + ": recall fell from " + percent(last.recall()) + " to " + percent(now.recall())
        );
    }
    if (now.false_alarm_rate() - last.false_alarm_rate() > tolerated_fall + rounding) {
        falls.push_back(
            name + ": false alarms rose from " + percent(last.false_alarm_rate()) + " to " +
            percent(now.false_alarm_rate())
        );
    }
}

}  // namespace

double FamilyMeasures::recall() const noexcept
{
    return share(met, needing);
}
double FamilyMeasures::false_alarm_rate() const noexcept
{
    return share(alarms, innocent);
}
FamilyMeasures& FamilyMeasures::operator+=(const FamilyMeasures& other) noexcept
{
    needing += other.needing;
    met += other.met;
    innocent += other.innocent;
    alarms += other.alarms;
    return *this;
}

Result<ReleaseRecord> ReleaseRecord::read(const std::filesystem::path& file)
{
    const auto bytes = read_file(file);
    if (!bytes) return std::unexpected(bytes.error());
    const auto name = file.filename().string();
    const auto json = parse_json(name, *bytes);
    if (!json) return std::unexpected(json.error());
    ObjectReader reader{*json, name};
    reader.require({"release", "recorded", "model", "rules", "policy", "families"});
    ReleaseRecord record{
        .release = reader.text("release"),
        .recorded = reader.text("recorded"),
        .model = reader.text("model"),
        .rules = reader.text("rules"),
        .policy = reader.text("policy"),
        .families = {}
    };
    const auto* const families = reader.find("families");
    const auto* const table = families == nullptr ? nullptr : families->if_object();
    if (table == nullptr || table->empty()) reader.complain("families must be a table");
    if (!reader.good()) return failed(ErrorCode::Invalid, reader.problem());
    for (const auto& entry : *table) {
        const std::string id{entry.key()};
        const auto measures = read_measures(entry.value(), name + ": " + id);
        if (!measures) return std::unexpected(measures.error());
        record.families.emplace(id, *measures);
    }
    return record;
}

std::string ReleaseRecord::json() const
{
    std::ostringstream out;
    out << "{\n  \"release\": " << json_text(release)
        << ",\n  \"recorded\": " << json_text(recorded) << ",\n  \"model\": " << json_text(model)
        << ",\n  \"rules\": " << json_text(rules) << ",\n  \"policy\": " << json_text(policy)
        << ",\n  \"families\": {";
    std::string_view separator = "\n";
    for (const auto& [id, measures] : families) {
        out << separator << "    " << json_text(id) << ": {\"needing\": " << measures.needing
            << ", \"met\": " << measures.met << ", \"innocent\": " << measures.innocent
            << ", \"alarms\": " << measures.alarms << "}";
        separator = ",\n";
    }
    out << "\n  }\n}\n";
    return out.str();
}

std::vector<std::string> falls_since(
    const ReleaseRecord& last, const std::map<std::string, FamilyMeasures>& now
)
{
    std::vector<std::string> falls;
    FamilyMeasures all_then;
    FamilyMeasures all_now;
    for (const auto& [id, then] : last.families) {
        const auto found = now.find(id);
        if (found == now.end()) {
            falls.push_back(id + ": the family is gone");
            continue;
        }
        compare(id, then, found->second, falls);
        all_then += then;
        all_now += found->second;
    }
    compare("all families together", all_then, all_now, falls);
    return falls;
}

}  // namespace buddy::safety
