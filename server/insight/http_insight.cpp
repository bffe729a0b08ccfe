#include "insight/http_insight.hpp"

#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"
#include "platform/time/local_time.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace buddy::insight {
namespace {

namespace json = boost::json;
using http::Exchange;
using std::chrono::sys_days;

struct ShownForm {
    bool shown = true;
};
BOOST_DESCRIBE_STRUCT(ShownForm, (), (shown))

json::string_view text_of(std::string_view text)
{
    return json::string_view{text};
}

std::vector<std::string> items_in(const std::string& list)
{
    std::vector<std::string> items;
    for (std::size_t at = 0; at < list.size();) {
        const auto comma = std::min(list.find(',', at), list.size());
        if (comma > at) items.push_back(list.substr(at, comma - at));
        at = comma + 1;
    }
    return items;
}

/// An answer's JSON, in the guardian's language.
class Answer {
public:
    Answer(const InsightWords& words, std::string language)
        : words_{words}, language_{std::move(language)}
    {
    }
    [[nodiscard]] json::object of(
        const std::optional<Summary>& shown, const Period& period, sys_days today
    ) const
    {
        const Summary nothing;
        const auto& summary = shown ? *shown : nothing;
        return {
            {"shown", shown.has_value()},
            {"period",
             {{"span", text_of(id_of(period.span()))},
              {"first", to_text(period.first())},
              {"last", to_text(period.last())},
              {"goes_on", today <= period.last()}}},
            {"sentence", shown ? sentence_of(summary) : say("off")},
            {"not_shown", say("not_shown")},
            {"interval", say("interval")},
            {"stretches", stretches_of(summary)},
            {"moods", moods_of(summary)},
            {"topics", topics_of(summary)},
            {"parts", parts_of(summary)},
            {"learning", learning_of(summary)},
            {"strengths", strengths_of(summary)},
            {"changes", changes_of(summary)}
        };
    }

private:
    [[nodiscard]] std::string say(std::string_view key, InsightWords::Values values = {}) const
    {
        return words_.say(language_, key, values);
    }
    [[nodiscard]] std::string sentence_of(const Summary& summary) const
    {
        auto text = summary.talks == 0
                        ? say("talks.none")
                        : say("talks.some",
                              {{"talks", std::to_string(summary.talks)},
                               {"days", std::to_string(summary.days)},
                               {"minutes", std::to_string(summary.minutes.count())}});
        if (summary.was_serious) text += " " + say("serious");
        return text;
    }
    [[nodiscard]] static json::object band_json(const Band& band)
    {
        return {{"middle", band.middle}, {"low", band.low}, {"high", band.high}};
    }
    [[nodiscard]] json::array stretches_of(const Summary& summary) const
    {
        json::array out;
        for (const auto& one : summary.stretches) {
            json::value felt;
            if (one.mood) {
                auto band = band_json(*one.mood);
                band["words"] = felt_in_words(*one.mood, words_, language_);
                felt = std::move(band);
            }
            out.push_back(json::object{
                {"first", to_text(one.stretch.first)},
                {"last", to_text(one.stretch.last)},
                {"talks", one.talks},
                {"minutes", one.minutes.count()},
                {"felt", std::move(felt)}
            });
        }
        return out;
    }
    [[nodiscard]] json::object moods_of(const Summary& summary) const
    {
        json::array shares;
        for (const auto& one : summary.moods) {
            auto share = band_json(one.share);
            share["mood"] = text_of(emotion::id_of(one.mood));
            share["talks"] = one.talks;
            shares.emplace_back(std::move(share));
        }
        std::string sentence;
        if (!summary.moods_are_read)
            sentence = say("moods.unread");
        else if (summary.moods.empty())
            sentence = say("too_little");
        return {
            {"read", summary.moods_are_read},
            {"talks", summary.talks_with_moods},
            {"sentence", std::move(sentence)},
            {"shares", std::move(shares)}
        };
    }
    [[nodiscard]] static json::array topics_of(const Summary& summary)
    {
        json::array out;
        for (const auto& one : summary.topics)
            out.push_back(json::object{{"title", one.title}, {"talks", one.talks}});
        return out;
    }
    [[nodiscard]] static json::array parts_of(const Summary& summary)
    {
        json::array out;
        for (std::size_t part = 0; part < day_parts; ++part)
            out.push_back(json::object{
                {"part", text_of(id_of(static_cast<DayPart>(part)))},
                {"minutes", summary.parts.at(part).count()}
            });
        return out;
    }
    [[nodiscard]] json::object learning_of(const Summary& summary) const
    {
        const auto& learning = summary.learning;
        std::string sentence = say("learning.note");
        if (!summary.shows_doings)
            sentence = say("doings.closed");
        else if (!learning.own)
            sentence = say("too_little") + " " + sentence;
        return {
            {"open", summary.shows_doings},
            {"found", learning.found},
            {"shown", learning.shown},
            {"hints", learning.hints},
            {"own", learning.own ? json::value(band_json(*learning.own)) : json::value{}},
            {"sentence", std::move(sentence)}
        };
    }
    [[nodiscard]] json::array strengths_of(const Summary& summary) const
    {
        json::array out;
        for (const auto& one : summary.strengths)
            out.emplace_back(say(
                "strength." + std::string{id_of(one.kind)}, {{"count", std::to_string(one.count)}}
            ));
        return out;
    }
    [[nodiscard]] json::array changes_of(const Summary& summary) const
    {
        json::array out;
        for (const auto& one : summary.changes) {
            const std::string kind{id_of(one.kind)};
            out.push_back(json::object{
                {"kind", kind},
                {"text",
                 say("change." + kind,
                     {{"count", std::to_string(one.count)},
                      {"of", std::to_string(one.of)},
                      {"topic", one.topic}})},
                {"opening", say("opening." + kind)}
            });
        }
        return out;
    }

    const InsightWords& words_;
    std::string language_;
};

/// Refuses what is wrong with the request, else sends the file.
Task<> send_file(Exchange& exchange, std::string type, const std::string& name, std::string body)
{
    http::Response response{.content_type = std::move(type), .body = std::move(body)};
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
    response.headers.emplace_back("Cache-Control", "no-store");
    co_await exchange.respond(std::move(response));
}

}  // namespace

http::Routes HttpInsight::routes()
{
    using enum http::Verb;
    using http::Access;
    using http::Limit;
    using Http = HttpInsight;
    constexpr std::string_view insights = "/api/children/{child}/insights";
    // clang-format off
    return {
        // operationId   verb path                    who may call      budget
        {"getInsights",  Get, insights,               Access::Guardian, Limit::Api, http::to(&Http::get_insights, this)},
        {"setInsights",  Put, insights,               Access::Guardian, Limit::Api, http::to(&Http::set_insights, this)},
        {"makeReport",   Get, "/api/insights/report", Access::Guardian, Limit::Api, http::to(&Http::make_report, this)},
    };
    // clang-format on
}

Task<Result<identity::ChildProfile>> HttpInsight::own_child(FamilyId family, ChildId child)
{
    auto found = co_await parts_.directory.find_child(std::move(child));
    if (!found || found->family != family) co_return failed(ErrorCode::NotFound, "no such child");
    co_return found;
}

Task<Reader> HttpInsight::reader_of(http::Principal guardian)
{
    const auto contacts = co_await parts_.directory.contacts_of(guardian.family);
    if (!contacts) co_return Reader{.language = "en", .visibility = "titles"};
    for (const auto& contact : contacts->guardians)
        if (contact.id == guardian.guardian)
            co_return Reader{.language = contact.language, .visibility = contact.visibility};
    co_return Reader{.language = contacts->language, .visibility = "titles"};
}

std::expected<Period, http::Mistake> HttpInsight::period_in(
    const Exchange& exchange, const std::string& time_zone
) const
{
    const auto span = span_from(exchange.query_param("period"));
    if (!span)
        return std::unexpected(http::Mistake{.path = "period", .reason = "expected week or month"});
    auto day = local_time(parts_.clock.now(), time_zone).day;
    if (const auto from = exchange.query_param("from"); !from.empty()) {
        const auto chosen = day_from(from);
        if (!chosen)
            return std::unexpected(
                http::Mistake{.path = "from", .reason = "expected a day, YYYY-MM-DD"}
            );
        day = *chosen;
    }
    return Period{*span, day, time_zone};
}

Task<Result<std::optional<Summary>>> HttpInsight::look_at(
    http::Principal guardian, identity::ChildProfile child, Period period, Reader reader
)
{
    if (!co_await parts_.choices.is_shown(guardian.family, child.id)) co_return std::nullopt;
    const auto facts = co_await parts_.facts.facts_between(
        child.id, period.course_begin(), period.end(), std::move(reader)
    );
    if (!facts) co_return std::unexpected(facts.error());
    co_await parts_.facts.note_look(
        guardian.family, child.id, guardian.guardian, facts->shows_doings
    );
    const auto today = local_time(parts_.clock.now(), child.time_zone).day;
    co_return summary_of(*facts, period, today);
}

Task<> HttpInsight::get_insights(Exchange& exchange)
{
    const auto child = co_await own_child(
        exchange.principal.family, ChildId{std::string{exchange.param("child")}}
    );
    if (!child) co_return co_await http::refuse(exchange, child.error());
    const auto period = period_in(exchange, child->time_zone);
    if (!period) co_return co_await http::refuse(exchange, period.error());
    auto reader = co_await reader_of(exchange.principal);
    const auto summary = co_await look_at(exchange.principal, *child, *period, reader);
    if (!summary) co_return co_await http::refuse(exchange, summary.error());
    const auto today = local_time(parts_.clock.now(), child->time_zone).day;
    const Answer answer{parts_.words, std::move(reader.language)};
    co_await exchange.respond({.body = json::serialize(answer.of(*summary, *period, today))});
}

Task<> HttpInsight::set_insights(Exchange& exchange)
{
    const auto form = http::read_json<ShownForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, form.error());
    const auto child = co_await own_child(
        exchange.principal.family, ChildId{std::string{exchange.param("child")}}
    );
    if (!child) co_return co_await http::refuse(exchange, child.error());
    // What one of two in dispute sees is not for the other to switch.
    if (co_await parts_.directory.is_disputed(child->family))
        co_return co_await identity::refuse_disputed(exchange, parts_.clock.now());
    Choice choice{
        .family = child->family,
        .child = child->id,
        .by = exchange.principal.guardian,
        .is_shown = form->shown,
        .at = parts_.clock.now()
    };
    co_await parts_.choices.choose(std::move(choice));
    co_await exchange.respond({.body = http::write_json(*form)});
}

Task<Result<std::vector<identity::ChildProfile>>> HttpInsight::chosen_children(
    FamilyId family, std::string list
)
{
    const auto ids = items_in(list);
    auto children = co_await parts_.directory.children_of(family);
    if (!children) co_return std::unexpected(children.error());
    std::erase_if(*children, [&ids](const identity::ChildProfile& child) {
        return std::ranges::find(ids, child.id.text()) == ids.end();
    });
    if (children->empty() || children->size() != ids.size())
        co_return failed(ErrorCode::NotFound, "a chosen child is not of the family");
    co_return children;
}

Task<Result<std::vector<ChildReport>>> HttpInsight::children_of(
    http::Principal guardian,
    std::vector<identity::ChildProfile> children,
    ReportOrder order,
    std::string visibility
)
{
    std::vector<ChildReport> reports;
    for (const auto& child : children) {
        auto summary = co_await look_at(
            guardian, child, order.period, {.language = order.language, .visibility = visibility}
        );
        if (!summary) co_return std::unexpected(summary.error());
        reports.push_back({.nickname = child.nickname, .summary = std::move(*summary)});
    }
    co_return reports;
}

Task<> HttpInsight::make_report(Exchange& exchange)
{
    const auto refuse = [&exchange](const char* path, const char* reason) {
        return http::refuse(exchange, http::Mistake{.path = path, .reason = reason});
    };
    const auto format = exchange.query_param("format");
    if (format != "pdf" && format != "csv")
        co_return co_await refuse("format", "expected pdf or csv");
    auto parts = all_parts();
    if (const auto list = exchange.query_param("parts"); !list.empty()) {
        parts.clear();
        for (const auto& item : items_in(list)) {
            const auto part = part_from(item);
            if (!part)
                co_return co_await refuse(
                    "parts", "expected changes, moods, times, topics, learning or strengths"
                );
            parts.insert(*part);
        }
    }
    if (items_in(exchange.query_param("children")).size() > most_children)
        co_return co_await refuse("children", "expected at most 12 children");
    const auto children =
        co_await chosen_children(exchange.principal.family, exchange.query_param("children"));
    if (!children) co_return co_await http::refuse(exchange, children.error());
    const auto& zone = children->front().time_zone;
    const auto period = period_in(exchange, zone);
    if (!period) co_return co_await http::refuse(exchange, period.error());
    if (format == "pdf" && !printer_) co_return co_await http::refuse(exchange, printer_.error());
    auto reader = co_await reader_of(exchange.principal);
    const ReportOrder order{
        .period = *period,
        .today = local_time(parts_.clock.now(), zone).day,
        .parts = std::move(parts),
        .language = std::move(reader.language)
    };
    const auto reports =
        co_await children_of(exchange.principal, *children, order, std::move(reader.visibility));
    if (!reports) co_return co_await http::refuse(exchange, reports.error());
    const auto name = file_name_of(*period) + "." + format;
    if (format == "csv")
        co_return co_await send_file(
            exchange, "text/csv; charset=utf-8; header=present", name, csv_of(*reports, order)
        );
    auto pdf = co_await drawing_.run([this, &reports = *reports, &order] {
        const auto document = document_of(reports, order, parts_.words);
        return printer_->print(document, parts_.words, order.language);
    });
    if (!pdf) co_return co_await http::refuse(exchange, pdf.error());
    co_await send_file(exchange, "application/pdf", name, std::move(*pdf));
}

}  // namespace buddy::insight
