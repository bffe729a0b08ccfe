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

BOOST_DESCRIBE_ENUM(Verdict, Right, Nothing, Unsure)
BOOST_DESCRIBE_ENUM(Delivery, AtOnce, Digest, Page)

namespace {

namespace json = boost::json;
using http::Exchange;

struct AcknowledgementInput {
    Verdict verdict = Verdict::Unsure;
};
BOOST_DESCRIBE_STRUCT(AcknowledgementInput, (), (verdict))

struct PreferencesInput {
    std::optional<std::map<std::string, Delivery>> deliveries;
    std::optional<bool> weekly_digest;
};
BOOST_DESCRIBE_STRUCT(PreferencesInput, (), (deliveries, weekly_digest))

constexpr std::array<std::string_view, 5> severities{"low", "low", "medium", "high", "critical"};

json::array list_json(const std::vector<std::string>& sentences)
{
    json::array out;
    for (const auto& sentence : sentences) out.emplace_back(json::string(sentence));
    return out;
}

json::value time_json(const std::optional<Time>& time)
{
    return time ? http::to_json(*time) : json::value{};
}

json::value clock_json(const std::optional<AlertClock>& clock)
{
    if (!clock) return {};
    return json::object{
        {"received_at", http::to_json(clock->received_at)},
        {"queued_at", http::to_json(clock->queued_at)},
        {"reminders", clock->reminders},
        {"next_reminder_at", time_json(clock->next_reminder_at)}
    };
}

std::string alert_json(
    const StoredAlert& alert, const identity::ChildProfile& child, std::string_view language
)
{
    const auto words =
        words_for(alert.facts, {.nickname = child.nickname, .age_band = child.age_band}, language);
    const json::object out{
        {"id", alert.id.text()},
        {"child_id", alert.child.text()},
        {"nickname", child.nickname},
        {"raised_at", http::to_json(alert.raised_at)},
        {"severity",
         json::string_view{severities.at(static_cast<std::size_t>(alert.facts.severity))}},
        {"category", json::string_view{safety::id_of(alert.facts.category)}},
        {"headline", words.headline},
        {"what", words.what},
        {"why", words.why},
        {"helps_now", list_json(words.helps_now)},
        {"avoid_now", list_json(words.avoid_now)},
        {"clock", clock_json(alert.clock)},
        {"first_seen_at", time_json(alert.first_seen_at)},
        {"acknowledged_at", time_json(alert.acknowledged_at)},
        {"verdict",
         alert.verdict ? json::value(json::string_view{id_of(*alert.verdict)}) : json::value{}}
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
        if (alert.child == child && !alert.was_nothing()) times.push_back(alert.raised_at);
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
    constexpr std::string_view shared = "/api/shared-alerts";
    constexpr std::string_view live = "/api/alerts/live";
    constexpr std::string_view answer = "/api/alerts/{alert}/acknowledgement";
    constexpr std::string_view sight = "/api/alerts/{alert}/sighting";
    constexpr std::string_view wishes = "/api/alert-preferences";
    constexpr std::string_view ending = "/api/unsubscriptions/{token}";
    constexpr std::string_view cases = "/api/staff/cases";
    constexpr std::string_view take = "/api/staff/cases/{alert}/acknowledgement";
    constexpr std::string_view moods = "/api/children/{child}/moods";
    using Http = ModerationHttp;
    // clang-format off
    return {
        // operationId             verb   path    who may call      budget
        {"listAlerts",             Get,   alerts, Access::Guardian, Limit::Api,       http::to(&Http::list_alerts, this)},
        {"listSharedAlerts",       Get,   shared, Access::TrustedAdult, Limit::Api,   http::to(&Http::list_shared_alerts, this)},
        {"watchAlerts",            Get,   live,   Access::Guardian, Limit::Uncounted, http::to(&Http::watch_alerts, this)},
        {"acknowledgeAlert",       Put,   answer, Access::Guardian, Limit::Api,       http::to(&Http::acknowledge_alert, this)},
        {"noteAlertSighting",      Put,   sight,  Access::Guardian, Limit::Uncounted, http::to(&Http::note_sighting, this)},
        {"readAlertPreferences",   Get,   wishes, Access::Guardian, Limit::Api,       http::to(&Http::read_preferences, this)},
        {"changeAlertPreferences", Patch, wishes, Access::Guardian, Limit::Api,       http::to(&Http::change_preferences, this)},
        {"endDigest",              Post,  ending, Access::Link,     Limit::Api,       http::to(&Http::end_digest, this)},
        {"listCases",              Get,   cases,  Access::Staff,    Limit::Api,       http::to(&Http::list_cases, this)},
        {"takeCase",               Put,   take,   Access::Staff,    Limit::Api,       http::to(&Http::take_case, this)},
        {"listMoods",              Get,   moods,  Access::Guardian, Limit::Api,       http::to(&Http::list_moods, this)},
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

Task<bool> ModerationHttp::belongs_still(http::Principal guardian)
{
    const auto contacts = co_await parts_.directory.contacts_of(guardian.family);
    co_return contacts&& std::ranges::find(
        contacts->guardians, guardian.guardian, &identity::GuardianContact::id
    ) != contacts->guardians.end();
}

Task<Result<std::vector<std::string>>> ModerationHttp::alerts_for(http::Principal guardian)
{
    const auto alerts = co_await parts_.alerts.list(guardian.family);
    if (!alerts) co_return std::unexpected(alerts.error());
    const auto children = co_await parts_.directory.children_of(guardian.family);
    if (!children) co_return std::unexpected(children.error());
    std::map<ChildId, identity::ChildProfile> by_id;
    for (const auto& child : *children) by_id[child.id] = child;
    const auto language = co_await language_of(guardian);
    std::vector<std::string> out;
    for (const auto& alert : *alerts)
        out.push_back(alert_json(alert, by_id[alert.child], language));
    co_return out;
}

Task<Result<std::string>> ModerationHttp::alert_for(http::Principal guardian, AlertId alert)
{
    const auto found = co_await parts_.alerts.find(guardian.family, alert);
    if (!found) co_return std::unexpected(found.error());
    const auto child = co_await parts_.directory.find_child(found->child);
    const auto profile = child ? *child : identity::ChildProfile{};
    const auto language = co_await language_of(guardian);
    co_return alert_json(*found, profile, language);
}

Task<> ModerationHttp::list_alerts(Exchange& exchange)
{
    const auto alerts = co_await alerts_for(exchange.principal);
    if (!alerts) co_return co_await http::refuse(exchange, alerts.error());
    co_await parts_.account(look_of(exchange.principal, audit::Action::AlertsListed));
    co_await exchange.respond({.body = R"({"alerts":[)" + joined(*alerts) + "]}"});
}

/// For trusted adults: that something is wrong, how grave it is, and what helps. Not why, and nothing to
/// decide.
Task<> ModerationHttp::list_shared_alerts(Exchange& exchange)
{
    const auto& who = exchange.principal;
    const auto hearing = co_await parts_.directory.hearing_of(who.family, who.guardian);
    if (!hearing) co_return co_await http::refuse(exchange, http::Fault::NotAllowed);
    const auto alerts = co_await parts_.alerts.list(who.family);
    if (!alerts) co_return co_await http::refuse(exchange, alerts.error());
    json::array shared;
    for (const auto& alert : *alerts) {
        if (!hearing->hears_all && !insists(alert.facts.severity)) continue;
        const auto child = co_await parts_.directory.find_child(alert.child);
        if (!child) continue;
        const auto words = words_for(
            alert.facts,
            {.nickname = child->nickname, .age_band = child->age_band},
            hearing->language
        );
        shared.emplace_back(json::object{
            {"id", alert.id.text()},
            {"nickname", child->nickname},
            {"raised_at", http::to_json(alert.raised_at)},
            {"severity",
             json::string_view{severities.at(static_cast<std::size_t>(alert.facts.severity))}},
            {"headline", words.headline},
            {"helps_now", list_json(words.helps_now)},
            {"is_answered", alert.acknowledged_at.has_value()}
        });
    }
    co_await parts_.account(look_of(who, audit::Action::AlertsListed));
    co_await exchange.respond({.body = json::serialize(json::object{{"alerts", std::move(shared)}})}
    );
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
        if (heard.kind != events::Heard::Kind::Quiet && !co_await belongs_still(exchange.principal))
            break;
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
        .verdict = input->verdict
    };
    const auto done = co_await parts_.alerts.acknowledge(given);
    if (!done) co_return co_await http::refuse(exchange, done.error());
    if (done->acknowledged_at == given.at && done->clock)
        parts_.observer.answered_after(given.at - done->clock->received_at);
    parts_.observer.judged(co_await parts_.alerts.verdicts());
    parts_.bus.publish(alert_topic(given.family), given.alert.text());
    auto alert = co_await alert_for(exchange.principal, given.alert);
    if (!alert) co_return co_await http::refuse(exchange, alert.error());
    co_await exchange.respond({.body = std::move(*alert)});
}

Task<> ModerationHttp::note_sighting(Exchange& exchange)
{
    const Sighting sighting{
        .alert = AlertId{std::string{exchange.param("alert")}},
        .family = exchange.principal.family,
        .by = exchange.principal.guardian,
        .at = parts_.clock.now()
    };
    const auto noted = co_await parts_.alerts.note_sighting(sighting);
    if (!noted) co_return co_await http::refuse(exchange, noted.error());
    if (noted->first_seen_at == sighting.at && noted->clock)
        parts_.observer.seen_after(sighting.at - noted->clock->received_at);
    co_await exchange.respond({.status = 204});
}

/// Whether mail reaches a guardian: "arrives", "unconfirmed" or "comes_back".
Task<std::string> ModerationHttp::mail_state_of(http::Principal guardian)
{
    const auto contacts = co_await parts_.directory.contacts_of(guardian.family);
    if (!contacts) co_return "unconfirmed";
    for (const auto& contact : contacts->guardians) {
        if (contact.id != guardian.guardian) continue;
        if (co_await parts_.comes_back(contact.email)) co_return "comes_back";
        if (contact.email_verified) co_return "arrives";
    }
    co_return "unconfirmed";
}

Task<> ModerationHttp::answer_preferences(Exchange& exchange)
{
    const auto choices = co_await parts_.preferences.choices_of(exchange.principal.guardian);
    json::array kinds;
    for (const auto kind : alert_kinds) {
        const auto chosen = choices.deliveries.find(kind);
        const auto delivery = chosen == choices.deliveries.end() || !may_wait(kind)
                                  ? Delivery::AtOnce
                                  : chosen->second;
        kinds.emplace_back(json::object{
            {"kind", json::string_view{id_of(kind)}},
            {"delivery", json::string_view{id_of(delivery)}},
            {"may_wait", may_wait(kind)}
        });
    }
    auto mail = co_await mail_state_of(exchange.principal);
    co_await exchange.respond(
        {.body = json::serialize(json::object{
             {"kinds", std::move(kinds)},
             {"weekly_digest", choices.weekly_digest},
             {"mail", std::move(mail)}
         })}
    );
}

Task<> ModerationHttp::read_preferences(Exchange& exchange)
{
    co_await answer_preferences(exchange);
}

Task<> ModerationHttp::change_preferences(Exchange& exchange)
{
    const auto input = http::read_json<PreferencesInput>(exchange.body());
    if (!input) co_return co_await http::refuse(exchange, input.error());
    AlertChange change{.deliveries = {}, .weekly_digest = input->weekly_digest};
    if (input->deliveries) {
        for (const auto& [name, delivery] : *input->deliveries) {
            const auto kind = alert_kind_from(name);
            if (!kind)
                co_return co_await http::refuse(
                    exchange,
                    http::Mistake{.path = ".deliveries", .reason = "expected kinds of alerts only"}
                );
            if (!may_wait(*kind) && delivery != Delivery::AtOnce)
                co_return co_await http::refuse(
                    exchange,
                    http::Mistake{
                        .path = ".deliveries." + name,
                        .reason = "alerts of this kind are always sent at once"
                    }
                );
            change.deliveries[*kind] = delivery;
        }
    }
    const GuardianRef guardian{
        .family = exchange.principal.family, .guardian = exchange.principal.guardian
    };
    co_await parts_.preferences.change(guardian, std::move(change), parts_.clock.now());
    co_await answer_preferences(exchange);
}

/// A mail server may ask for this (RFC 8058), and whoever holds the mail: no session is looked at.
Task<> ModerationHttp::end_digest(Exchange& exchange)
{
    const auto guardian = parts_.links.guardian_in(exchange.param("token"));
    if (!guardian) co_return co_await http::refuse(exchange, http::Fault::NotFound);
    const auto contacts = co_await parts_.directory.contacts_of(guardian->family);
    const auto is_theirs = [&guardian](const identity::GuardianContact& one) {
        return one.id == guardian->guardian;
    };
    const bool is_there = contacts && std::ranges::any_of(contacts->guardians, is_theirs);
    if (is_there)
        co_await parts_.preferences.change(
            *guardian, {.deliveries = {}, .weekly_digest = false}, parts_.clock.now()
        );
    co_await exchange.respond({.status = 204});
}

Task<> ModerationHttp::list_cases(Exchange& exchange)
{
    json::array cases;
    for (const auto& one : co_await parts_.alerts.cases())
        cases.emplace_back(json::object{
            {"id", one.id.text()},
            {"raised_at", http::to_json(one.raised_at)},
            {"severity", json::string_view{severities.at(static_cast<std::size_t>(one.severity))}},
            {"acknowledged_at", time_json(one.acknowledged_at)},
            {"reminders", one.reminders},
            {"guardian_told", one.is_for_guardian}
        });
    co_await exchange.respond({.body = json::serialize(json::object{{"cases", std::move(cases)}})});
}

Task<> ModerationHttp::take_case(Exchange& exchange)
{
    const auto taken = co_await parts_.alerts.take_case(
        AlertId{std::string{exchange.param("alert")}}, exchange.principal.staff, parts_.clock.now()
    );
    if (!taken) co_return co_await http::refuse(exchange, taken.error());
    co_await exchange.respond({.status = 204});
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
