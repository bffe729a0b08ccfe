#include "powers/http_powers.hpp"

#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

namespace buddy::powers {
namespace {

namespace json = boost::json;
using http::Exchange;

/// Laws that begin or end within it are shown beforehand.
constexpr std::chrono::days looks_ahead{365};

ChildId child_in(const Exchange& exchange)
{
    return ChildId{std::string{exchange.param("child")}};
}

json::value time_or_null(const std::optional<Time>& time)
{
    return time ? http::to_json(*time) : json::value{};
}

std::string_view word_for(law::Knowledge knowledge)
{
    switch (knowledge) {
        case law::Knowledge::Known: return "known";
        case law::Knowledge::RegionUnknown: return "region_unknown";
        case law::Knowledge::PlaceUnknown: break;
    }
    return "place_unknown";
}

json::object rule_json(const law::Rule& rule)
{
    return {
        {"rule", rule.id},
        {"citation", rule.source.citation},
        {"url", rule.source.url},
        {"status", law::name_of(rule.status)},
        {"verified", rule.verified_at.has_value()}
    };
}

/// How Buddy is with a child now. `forgotten`: as whoever reads it may know it.
json::object now_json(
    const Held& held, const std::optional<Time>& forgotten, const Reminders& reminders
)
{
    const auto& memory = held.memory;
    return {
        {"moods", held.reads_moods},
        {"memory",
         {{"hours", memory.window ? json::value(memory.window->count()) : json::value{}},
          {"sitting_only", memory.ends_with_session},
          {"nothing", memory.keeps_nothing},
          {"forgotten_at", time_or_null(forgotten)}}},
        {"persona", advisors::id_of(held.manner.persona)},
        {"praise", held.manner.praises},
        {"feeling_questions", held.manner.asks_about_feelings},
        {"opinions", held.manner.gives_opinions},
        {"ai_notice_minutes", reminders.ai_notice_every.count()},
        {"break_minutes", reminders.break_every.count()}
    };
}

json::array reasons_json(const Held& held)
{
    json::array out;
    for (const auto& reason : held.reasons) {
        json::array rules;
        for (const auto* rule : reason.rules) rules.emplace_back(rule_json(*rule));
        out.push_back(
            {{"switch", id_of(reason.one)},
             {"because", id_of(reason.because)},
             {"rules", std::move(rules)}}
        );
    }
    return out;
}

/// Rules for a child of this age and place that begin or end soon.
json::array coming_json(const law::Packs& packs, const law::Question& question)
{
    json::array out;
    const law::Day until{std::chrono::sys_days{question.on} + looks_ahead};
    const law::Day from{std::chrono::sys_days{question.on} + std::chrono::days{1}};
    for (const auto& change : packs.changes(from, until)) {
        const auto& rule = *change.rule;
        const bool is_here = std::ranges::any_of(rule.places, [&](const law::Place& place) {
            return question.place.region.empty() ? place.country == question.place.country
                                                 : place.covers(question.place);
        });
        if (!is_here || !rule.ages.overlaps(question.ages)) continue;
        auto one = rule_json(rule);
        one["on"] = law::text_of(change.on);
        one["begins"] = change.begins;
        out.emplace_back(std::move(one));
    }
    return out;
}

std::optional<int> number_in(const std::string& text, int least, int most)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_whole = error == std::errc{} && end == text.data() + text.size();
    return is_whole && number >= least && number <= most ? std::optional{number} : std::nullopt;
}

http::Mistake wrong(std::string path, std::string reason)
{
    return {.path = std::move(path), .reason = std::move(reason)};
}

/// A case to try, or what is wrong with it.
std::expected<law::Question, http::Mistake> question_in(const Exchange& exchange, Time now)
{
    const auto age = number_in(exchange.query_param("age"), 0, law::Ages{}.oldest);
    if (!age) return std::unexpected(wrong("age", "expected full years"));
    const auto place = law::Place::parse(exchange.query_param("place"));
    if (!place) return std::unexpected(wrong("place", "expected a country or a state: GB, US-OR"));
    const auto day = exchange.query_param("on");
    const auto today = law::Day{std::chrono::floor<std::chrono::days>(now)};
    const auto on = day.empty() ? std::optional{today} : law::day_in(day);
    if (!on) return std::unexpected(wrong("on", "expected a day such as 2027-01-15"));
    const auto setting = exchange.query_param("setting");
    if (!setting.empty() && setting != "home" && setting != "school")
        return std::unexpected(wrong("setting", "expected home or school"));
    return law::Question{
        .ages = {.youngest = *age, .oldest = *age},
        .place = *place,
        .on = *on,
        .setting = setting == "school" ? law::Setting::School : law::Setting::Home
    };
}

}  // namespace

http::Routes HttpPowers::routes()
{
    using enum http::Verb;
    using http::Access;
    using http::Limit;
    constexpr std::string_view powers = "/api/children/{child}/powers";
    constexpr std::string_view forget = "/api/children/{child}/forget";
    using Http = HttpPowers;
    // clang-format off
    return {
        // operationId     verb  path                   who may call      budget
        {"getPowers",      Get,  powers,                Access::Guardian, Limit::Api, http::to(&Http::get_powers, this)},
        {"forgetTalk",     Post, forget,                Access::Guardian, Limit::Api, http::to(&Http::forget_talk, this)},
        {"getOwnPowers",   Get,  "/api/powers",         Access::Child,    Limit::Api, http::to(&Http::get_own_powers, this)},
        {"forgetOwnTalk",  Post, "/api/powers/forget",  Access::Child,    Limit::Api, http::to(&Http::forget_own_talk, this)},
        {"listRegions",    Get,  "/api/law/regions",    Access::Guardian, Limit::Api, http::to(&Http::list_regions, this)},
        {"tryLaw",         Get,  "/api/law/applies",    Access::Staff,    Limit::Api, http::to(&Http::try_case, this)},
        {"getReferrals",   Get,  "/api/referrals",      Access::Public,   Limit::Api, http::to(&Http::get_referrals, this)},
    };
    // clang-format on
}

Task<Result<PowersDesk::Child>> HttpPowers::own_child(http::Principal guardian, ChildId child)
{
    auto found = co_await parts_.desk.of(std::move(child));
    if (found && found->profile.family != guardian.family)
        co_return failed(ErrorCode::NotFound, "the child is of another family");
    co_return found;
}

Task<> HttpPowers::get_powers(Exchange& exchange)
{
    const auto child = co_await own_child(exchange.principal, child_in(exchange));
    if (!child) co_return co_await http::refuse(exchange, child.error());
    const auto& applicable = child->held.applicable;
    const auto forgotten = co_await parts_.desk.forgotten_by_guardians(
        {.family = child->profile.family, .child = child->profile.id}
    );
    const auto consent_age = applicable.consent_age();
    const json::object body{
        {"place",
         {{"country", applicable.question.place.country},
          {"region", applicable.question.place.region},
          {"knowledge", word_for(applicable.knowledge)}}},
        {"age", child->profile.age},
        {"on", law::text_of(applicable.question.on)},
        {"now",
         now_json(child->held, forgotten, parts_.reminders(child->profile.age_band, child->held))},
        {"reasons", reasons_json(child->held)},
        {"consent_age", consent_age ? json::value(*consent_age) : json::value{}},
        {"coming", coming_json(parts_.desk.packs(), applicable.question)},
        {"law", json::parse(parts_.explain(applicable))}
    };
    co_await exchange.respond({.body = json::serialize(body)});
}

Task<> HttpPowers::get_own_powers(Exchange& exchange)
{
    const auto child = co_await parts_.desk.of(exchange.principal.child);
    if (!child) co_return co_await http::refuse(exchange, child.error());
    co_await exchange.respond(
        {.body = json::serialize(now_json(
             child->held, child->forgotten, parts_.reminders(child->profile.age_band, child->held)
         ))}
    );
}

Task<> HttpPowers::forget_talk(Exchange& exchange)
{
    const auto child = co_await own_child(exchange.principal, child_in(exchange));
    if (!child) co_return co_await http::refuse(exchange, child.error());
    // What Buddy knows of a child is not for one of two in dispute to take away.
    if (co_await parts_.desk.is_disputed(child->profile.family))
        co_return co_await identity::refuse_disputed(exchange, parts_.clock.now());
    co_await parts_.desk.forget(
        {.family = child->profile.family, .child = child->profile.id},
        audit::Actor::of(exchange.principal.guardian)
    );
    co_await exchange.respond({.status = 204, .content_type = {}, .body = {}});
}

Task<> HttpPowers::forget_own_talk(Exchange& exchange)
{
    const auto& principal = exchange.principal;
    co_await parts_.desk.forget(
        {.family = principal.family, .child = principal.child}, audit::Actor::of(principal.child)
    );
    co_await exchange.respond({.status = 204, .content_type = {}, .body = {}});
}

Task<> HttpPowers::list_regions(Exchange& exchange)
{
    json::array regions;
    for (const auto& region : parts_.desk.packs().regions_of(exchange.query_param("country")))
        regions.push_back({{"id", region.id}, {"name", region.name}});
    co_await exchange.respond(
        {.body = json::serialize(json::object{{"regions", std::move(regions)}})}
    );
}

Task<> HttpPowers::try_case(Exchange& exchange)
{
    const auto question = question_in(exchange, parts_.clock.now());
    if (!question) co_return co_await http::refuse(exchange, question.error());
    co_await exchange.respond({.body = parts_.explain(parts_.desk.packs().applicable(*question))});
}

Task<> HttpPowers::get_referrals(Exchange& exchange)
{
    const auto year = number_in(exchange.query_param("year"), 2000, 9999);
    if (!year)
        co_return co_await http::refuse(exchange, wrong("year", "expected a year such as 2026"));
    const auto place = exchange.query_param("place");
    if (!place.empty() && !law::Place::parse(place))
        co_return co_await http::refuse(
            exchange, wrong("place", "expected a country or a state: GB, US-WA")
        );
    const ReferralQuestion question{.year = *year, .place = place};
    const auto all =
        published(question, co_await parts_.referrals.counts_of(question), parts_.clock.now());
    const json::object body{
        {"year", *year},
        {"place", place},
        {"shown", all ? json::value(*all) : json::value{}},
        {"least", least_published}
    };
    co_await exchange.respond({.body = json::serialize(body)});
}

}  // namespace buddy::powers
