#include "limits/http_limits.hpp"

#include "limits/rules_json.hpp"

#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"

#include <optional>
#include <utility>

namespace buddy::limits {
namespace {

namespace json = boost::json;
using http::Exchange;

struct LimitsInput {
    std::int64_t version = 0;
    std::optional<json::value> daily_minutes;
    std::optional<json::value> school_nights;
    std::optional<json::value> weekend;
    std::vector<std::string> topics_off;
    std::vector<std::string> words_off;
    bool models = true;
    std::optional<json::value> moods;
    std::optional<json::value> memory;
    std::optional<json::value> only_tutor;
};
BOOST_DESCRIBE_STRUCT(
    LimitsInput,
    (),
    (version,
     daily_minutes,
     school_nights,
     weekend,
     topics_off,
     words_off,
     models,
     moods,
     memory,
     only_tutor)
)

struct SeenInput {
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(SeenInput, (), (version))

struct Wanted {
    std::int64_t version = 0;
    Rules rules;
};

ChildId child_in(const Exchange& exchange)
{
    return ChildId{std::string{exchange.param("child")}};
}

json::value time_or_null(const std::optional<Time>& time)
{
    return time ? http::to_json(*time) : json::value{};
}

json::value count_or_null(const std::optional<std::chrono::minutes>& length)
{
    return length ? json::value(length->count()) : json::value{};
}

std::expected<Wanted, http::Mistake> wanted_in(const std::string& body)
{
    auto input = http::read_json<LimitsInput>(body);
    if (!input) return std::unexpected(std::move(input.error()));
    const auto mistake = [](Objection objection) {
        return std::unexpected(
            http::Mistake{.path = std::move(objection.path), .reason = std::move(objection.reason)}
        );
    };
    auto rules = rules_from(json::parse(body).as_object());
    if (!rules) return mistake(std::move(rules.error()));
    if (auto objection = objection_to(*rules)) return mistake(std::move(*objection));
    if (input->version < 0) return mistake({".version", "expected the version that was read"});
    return Wanted{.version = input->version, .rules = std::move(*rules)};
}

/// What a guardian reads: the rules as they are, and the version that a change has to name.
json::object guardians_json(const Kept& kept)
{
    auto out = to_json(kept.rules);
    out["version"] = kept.version;
    out["changed_at"] = time_or_null(kept.changed_at);
    return out;
}

/// What a child may know: everything that concerns its time, and which topics; not the family's own words.
json::object childs_json(const Kept& kept, const Standing& standing)
{
    json::array topics;
    for (const auto& topic : kept.rules.topics_off) topics.emplace_back(json::string(topic));
    return {
        {"version", kept.version},
        {"changed", kept.version > kept.seen_version},
        {"daily_minutes", count_or_null(kept.rules.daily)},
        {"minutes_left", count_or_null(standing.left)},
        {"quiet_from", time_or_null(standing.quiet_from)},
        {"quiet_until", time_or_null(standing.quiet_until)},
        {"closed",
         standing.closed ? json::value(json::string_view{id_of(*standing.closed)}) : json::value{}},
        // No child is invited for an hour that nobody chose.
        {"back_at", standing.back_with_the_day ? json::value{} : time_or_null(standing.back)},
        {"topics_off", std::move(topics)},
        {"models", kept.rules.models}
    };
}

}  // namespace

http::Routes LimitsHttp::routes()
{
    using enum http::Verb;
    using http::Access;
    using http::Limit;
    constexpr std::string_view limits = "/api/children/{child}/limits";
    constexpr std::string_view own = "/api/limits";
    constexpr std::string_view seen = "/api/limits/seen";
    using Http = LimitsHttp;
    // clang-format off
    return {
        // operationId    verb path    who may call      budget
        {"getLimits",     Get, limits, Access::Guardian, Limit::Api, http::to(&Http::get_limits, this)},
        {"changeLimits",  Put, limits, Access::Guardian, Limit::Api, http::to(&Http::change_limits, this)},
        {"getOwnLimits",  Get, own,    Access::Child,    Limit::Api, http::to(&Http::get_own_limits, this)},
        {"seeOwnLimits",  Put, seen,   Access::Child,    Limit::Api, http::to(&Http::see_own_limits, this)},
    };
    // clang-format on
}

Task<Result<ChildPlace>> LimitsHttp::own_child(http::Principal guardian, ChildId child)
{
    auto place = co_await parts_.place_of(std::move(child));
    if (place && place->family != guardian.family)
        co_return failed(ErrorCode::NotFound, "the child is of another family");
    co_return place;
}

Task<> LimitsHttp::get_limits(Exchange& exchange)
{
    const auto child = child_in(exchange);
    const auto place = co_await own_child(exchange.principal, child);
    if (!place) co_return co_await http::refuse(exchange, place.error());
    const auto kept = co_await parts_.store.find(place->family, child);
    if (!kept) co_return co_await http::refuse(exchange, kept.error());
    co_await exchange.respond({.body = json::serialize(guardians_json(*kept))});
}

Task<> LimitsHttp::change_limits(Exchange& exchange)
{
    auto wanted = wanted_in(exchange.body());
    if (!wanted) co_return co_await http::refuse(exchange, std::move(wanted.error()));
    const auto child = child_in(exchange);
    const auto place = co_await own_child(exchange.principal, child);
    if (!place) co_return co_await http::refuse(exchange, place.error());
    if (parts_.is_disputed && co_await parts_.is_disputed(place->family)) {
        const auto before = co_await parts_.store.find(place->family, child);
        if (!before) co_return co_await http::refuse(exchange, before.error());
        if (gives_back(before->rules, wanted->rules))
            co_return co_await parts_.refuse_disputed(exchange);
    }
    const auto kept = co_await parts_.store.change(
        {.family = place->family,
         .child = child,
         .version = wanted->version,
         .rules = std::move(wanted->rules),
         .at = parts_.clock.now(),
         .by = exchange.principal.guardian}
    );
    if (!kept) co_return co_await http::refuse(exchange, kept.error());
    co_await exchange.respond({.body = json::serialize(guardians_json(*kept))});
}

Task<> LimitsHttp::get_own_limits(Exchange& exchange)
{
    const auto child = exchange.principal.child;
    const auto place = co_await parts_.place_of(child);
    if (!place) co_return co_await http::refuse(exchange, place.error());
    const auto kept = co_await parts_.store.find(place->family, child);
    if (!kept) co_return co_await http::refuse(exchange, kept.error());
    const auto now = parts_.clock.now();
    std::chrono::minutes talked{0};
    if (kept->rules.daily)
        talked =
            co_await parts_.talked_since(place->family, child, day_began(now, place->time_zone));
    const auto standing = standing_at(kept->rules, now, place->time_zone, talked);
    co_await exchange.respond({.body = json::serialize(childs_json(*kept, standing))});
}

Task<> LimitsHttp::see_own_limits(Exchange& exchange)
{
    const auto input = http::read_json<SeenInput>(exchange.body());
    if (!input) co_return co_await http::refuse(exchange, input.error());
    const auto& principal = exchange.principal;
    co_await parts_.store.note_seen(principal.family, principal.child, input->version);
    co_await exchange.respond({.status = 204, .content_type = {}, .body = {}});
}

}  // namespace buddy::limits
