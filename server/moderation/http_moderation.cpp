#include "moderation/http_moderation.hpp"

#include "moderation/alert_words.hpp"
#include "moderation/leaning_words.hpp"
#include "moderation/moderation.hpp"
#include "moderation/mood_week.hpp"
#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"
#include "platform/http/sse.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace buddy::moderation {
namespace {

namespace json = boost::json;
using http::Exchange;

struct AcknowledgementInput {
    bool was_nothing = false;
};
BOOST_DESCRIBE_STRUCT(AcknowledgementInput, (), (was_nothing))

constexpr std::array<std::string_view, 5> severities{"low", "low", "medium", "high", "critical"};

std::string alert_json(
    const StoredAlert& alert, const std::string& nickname, std::string_view language
)
{
    const auto words = words_for(alert.facts, nickname, language);
    json::array helps;
    for (const auto& sentence : words.helps_now) helps.emplace_back(json::string(sentence));
    const json::object out{
        {"id", alert.id.text()},
        {"child_id", alert.child.text()},
        {"nickname", nickname},
        {"raised_at", http::to_json(alert.raised_at)},
        {"severity",
         json::string_view{severities.at(static_cast<std::size_t>(alert.facts.severity))}},
        {"category", json::string_view{safety::id_of(alert.facts.category)}},
        {"headline", words.headline},
        {"what", words.what},
        {"why", words.why},
        {"helps_now", std::move(helps)},
        {"acknowledged_at",
         alert.acknowledged_at ? http::to_json(*alert.acknowledged_at) : json::value{}},
        {"was_nothing", alert.was_nothing}
    };
    return json::serialize(out);
}

std::string week_json(const MoodWeek& week)
{
    json::array days;
    for (const auto& day : week.days) {
        json::object moods;
        for (const auto& [mood, count] : day.moods) moods[emotion::id_of(mood)] = count;
        days.emplace_back(json::object{
            {"day", to_text(day.day)},
            {"turns", day.turns},
            {"mood",
             day.mood ? json::value(json::string_view{emotion::id_of(*day.mood)}) : json::value{}},
            {"certainty", day.certainty},
            {"moods", std::move(moods)}
        });
    }
    return json::serialize(json::object{{"days", std::move(days)}, {"sentence", week.sentence}});
}

/// When guardians were told of this child, but for what they called nothing.
std::vector<Time> times_of(const std::vector<StoredAlert>& alerts, const ChildId& child)
{
    std::vector<Time> times;
    for (const auto& alert : alerts)
        if (alert.child == child && !alert.was_nothing) times.push_back(alert.raised_at);
    return times;
}

audit::Entry look_of(const http::Principal& guardian, audit::Action action)
{
    return {
        .actor = audit::Actor::of(guardian.guardian), .action = action, .family = guardian.family
    };
}

std::string joined(const std::vector<std::string>& items)
{
    std::string out;
    for (const auto& item : items) {
        if (!out.empty()) out += ',';
        out += item;
    }
    return out;
}

}  // namespace

http::Routes ModerationHttp::routes()
{
    using enum http::Verb;
    using http::Access;
    using http::Limit;
    constexpr std::string_view alerts = "/api/alerts";
    constexpr std::string_view live = "/api/alerts/live";
    constexpr std::string_view answer = "/api/alerts/{alert}/acknowledgement";
    constexpr std::string_view moods = "/api/children/{child}/moods";
    using Http = ModerationHttp;
    // clang-format off
    return {
        // operationId       verb path    who may call      budget
        {"listAlerts",       Get, alerts, Access::Guardian, Limit::Api,       http::to(&Http::list_alerts, this)},
        {"watchAlerts",      Get, live,   Access::Guardian, Limit::Uncounted, http::to(&Http::watch_alerts, this)},
        {"acknowledgeAlert", Put, answer, Access::Guardian, Limit::Api,       http::to(&Http::acknowledge_alert, this)},
        {"listMoods",        Get, moods,  Access::Guardian, Limit::Api,       http::to(&Http::list_moods, this)},
    };
    // clang-format on
}

Task<std::string> ModerationHttp::language_of(http::Principal guardian)
{
    const auto contacts = co_await parts_.directory.contacts_of(guardian.family);
    if (!contacts) co_return std::string{"en"};
    for (const auto& contact : contacts->guardians)
        if (contact.id == guardian.guardian) co_return contact.language;
    co_return contacts->language;
}

Task<Result<std::vector<std::string>>> ModerationHttp::alerts_for(http::Principal guardian)
{
    const auto alerts = co_await parts_.alerts.list(guardian.family);
    if (!alerts) co_return std::unexpected(alerts.error());
    const auto children = co_await parts_.directory.children_of(guardian.family);
    if (!children) co_return std::unexpected(children.error());
    std::map<ChildId, std::string> nicknames;
    for (const auto& child : *children) nicknames[child.id] = child.nickname;
    const auto language = co_await language_of(guardian);
    std::vector<std::string> out;
    for (const auto& alert : *alerts)
        out.push_back(alert_json(alert, nicknames[alert.child], language));
    co_return out;
}

Task<Result<std::string>> ModerationHttp::alert_for(http::Principal guardian, AlertId alert)
{
    const auto found = co_await parts_.alerts.find(guardian.family, alert);
    if (!found) co_return std::unexpected(found.error());
    const auto child = co_await parts_.directory.find_child(found->child);
    const auto nickname = child ? child->nickname : std::string{};
    const auto language = co_await language_of(guardian);
    co_return alert_json(*found, nickname, language);
}

Task<> ModerationHttp::list_alerts(Exchange& exchange)
{
    const auto alerts = co_await alerts_for(exchange.principal);
    if (!alerts) co_return co_await http::refuse(exchange, alerts.error());
    co_await parts_.account(look_of(exchange.principal, audit::Action::AlertsListed));
    co_await exchange.respond({.body = R"({"alerts":[)" + joined(*alerts) + "]}"});
}

/// Listens first and reads the list then, so that nothing falls between the two: what was raised
/// meanwhile comes twice rather than never. The page knows alerts by their id.
Task<> ModerationHttp::watch_alerts(Exchange& exchange)
{
    auto executor = co_await asio::this_coro::executor;
    const auto news = parts_.bus.subscribe(alert_topic(exchange.principal.family), executor);
    co_await parts_.account(look_of(exchange.principal, audit::Action::AlertsListed));
    http::EventWriter events{exchange};
    co_await events.begin();
    bool read_all = true;
    while (true) {
        std::vector<std::string> alerts;
        if (read_all) {
            auto all = co_await alerts_for(exchange.principal);
            if (!all) break;
            alerts = std::move(*all);
            // Oldest first, so that the newest is the last a page hears of.
            std::ranges::reverse(alerts);
            read_all = false;
        }
        for (const auto& alert : alerts)
            if (!co_await events.send({.id = std::nullopt, .name = "alert", .data = alert}))
                co_return;
        const auto heard = co_await news->next(http::keep_alive_interval);
        if (heard.kind == events::Heard::Kind::Closed) break;
        if (heard.kind == events::Heard::Kind::Lost) read_all = true;
        if (heard.kind == events::Heard::Kind::Quiet && !co_await events.keep_alive()) co_return;
        if (heard.kind != events::Heard::Kind::News) continue;
        const auto alert = co_await alert_for(exchange.principal, AlertId{heard.body});
        if (alert && !co_await events.send({.id = std::nullopt, .name = "alert", .data = *alert}))
            co_return;
    }
    co_await events.end();
}

Task<> ModerationHttp::acknowledge_alert(Exchange& exchange)
{
    const auto input = http::read_json<AcknowledgementInput>(exchange.body());
    if (!input) co_return co_await http::refuse(exchange, input.error());
    const Acknowledgement given{
        .alert = AlertId{std::string{exchange.param("alert")}},
        .family = exchange.principal.family,
        .by = exchange.principal.guardian,
        .at = parts_.clock.now(),
        .verdict = input->was_nothing ? Verdict::WasNothing : Verdict::Matters
    };
    const auto done = co_await parts_.alerts.acknowledge(given);
    if (!done) co_return co_await http::refuse(exchange, done.error());
    parts_.bus.publish(alert_topic(given.family), given.alert.text());
    auto alert = co_await alert_for(exchange.principal, given.alert);
    if (!alert) co_return co_await http::refuse(exchange, alert.error());
    co_await exchange.respond({.body = std::move(*alert)});
}

Task<> ModerationHttp::list_moods(Exchange& exchange)
{
    const ChildId id{std::string{exchange.param("child")}};
    const auto child = co_await parts_.directory.find_child(id);
    if (!child || child->family != exchange.principal.family)
        co_return co_await http::refuse(exchange, http::Fault::NotFound);
    auto last = WeekFrame::today(parts_.clock.now(), child->time_zone);
    if (const auto until = exchange.query_param("until"); !until.empty()) {
        const auto day = day_from(until);
        if (!day)
            co_return co_await http::refuse(
                exchange, http::Mistake{.path = "until", .reason = "expected a day, YYYY-MM-DD"}
            );
        last = *day;
    }
    const WeekFrame frame{last, child->time_zone};
    const conversation::ChildRef whose{.family = child->family, .child = id};
    const auto marks =
        co_await parts_.moods.moods_between(whose, frame.course_begin(), frame.end());
    const auto alerts = co_await parts_.alerts.list(whose.family);
    if (!alerts) co_return co_await http::refuse(exchange, alerts.error());
    const auto times = times_of(*alerts, id);
    const auto language = co_await language_of(exchange.principal);
    auto week = week_of(frame, marks, times, language);
    if (frame.days().back() == WeekFrame::today(parts_.clock.now(), child->time_zone))
        week.sentence += leaning_in_words(
            marks,
            {.now = parts_.clock.now(), .time_zone = child->time_zone, .age_band = child->age_band},
            language
        );
    auto look = look_of(exchange.principal, audit::Action::MoodsViewed);
    look.child = id;
    co_await parts_.account(std::move(look));
    co_await exchange.respond({.body = week_json(week)});
}

}  // namespace buddy::moderation
