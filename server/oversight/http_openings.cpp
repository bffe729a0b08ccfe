#include "oversight/http_openings.hpp"

#include "platform/crypto/random.hpp"
#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace buddy::oversight {
namespace {

namespace json = boost::json;
using http::Exchange;

struct OpeningForm {
    std::string purpose;
    std::string reason;
    std::optional<std::string> alert;
    std::optional<std::string> child;
    std::optional<std::string> conversation;
    std::optional<std::int64_t> minutes;
    std::optional<bool> quiet;
};
BOOST_DESCRIBE_STRUCT(
    OpeningForm, (), (purpose, reason, alert, child, conversation, minutes, quiet)
)

/// Characters of UTF-8 that are no blanks: a reason is written, not filled up.
std::size_t written(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char one) {
        const auto byte = static_cast<unsigned char>(one);
        return byte > ' ' && (byte & 0xC0U) != 0x80U;
    }));
}

std::optional<http::Mistake> mistake_in(const OpeningForm& form)
{
    const auto purpose = purpose_from(form.purpose);
    if (!purpose || *purpose == Purpose::Report)
        return http::Mistake{
            .path = ".purpose", .reason = "expected safety, quality, request, fault or law"
        };
    if (written(form.reason) < Opening::shortest_reason ||
        form.reason.size() > 4 * Opening::longest_reason)
        return http::Mistake{
            .path = ".reason", .reason = "expected the reason in your words, 10 to 500 characters"
        };
    if (form.alert.has_value() == form.child.has_value())
        return http::Mistake{.path = ".child", .reason = "expected either an alert or a child"};
    if (form.alert && form.conversation)
        return http::Mistake{
            .path = ".conversation", .reason = "an alert opens the talk in which it was raised"
        };
    if (form.minutes &&
        (*form.minutes < Opening::shortest.count() || *form.minutes > Opening::longest.count()))
        return http::Mistake{.path = ".minutes", .reason = "expected 5 to 240"};
    return std::nullopt;
}

json::object opening_json(const Opening& opening, Time now)
{
    return {
        {"id", opening.id},
        {"child_id", opening.child.child.text()},
        {"conversation_id",
         opening.conversation ? json::value(opening.conversation->text()) : json::value{}},
        {"purpose", json::string_view{id_of(opening.purpose)}},
        {"reason", opening.reason},
        {"begun_at", http::to_json(opening.begun_at)},
        {"ends_at", http::to_json(opening.end())},
        {"is_open", opening.is_open(now)},
        {"quiet", opening.is_quiet}
    };
}

Task<> answer(Exchange& exchange, unsigned status, json::object body)
{
    co_await exchange.respond({.status = status, .body = json::serialize(body)});
}

}  // namespace

http::Routes HttpOpenings::routes()
{
    using enum http::Verb;
    using http::Access;
    using http::Limit;
    using Http = HttpOpenings;
    constexpr std::string_view openings = "/api/staff/openings";
    constexpr std::string_view opening = "/api/staff/openings/{opening}";
    constexpr std::string_view talks = "/api/staff/openings/{opening}/talks";
    constexpr std::string_view talk = "/api/staff/openings/{opening}/talks/{conversation}";
    // clang-format off
    return {
        // operationId        verb    path                who may call      budget
        {"beginOpening",      Post,   openings,           Access::Staff,    Limit::Api, http::to(&Http::begin, this)},
        {"listOpenings",      Get,    openings,           Access::Staff,    Limit::Api, http::to(&Http::list, this)},
        {"endOpening",        Delete, opening,            Access::Staff,    Limit::Api, http::to(&Http::end, this)},
        {"listOpenedTalks",   Get,    talks,              Access::Staff,    Limit::Api, http::to(&Http::list_talks, this)},
        {"readOpenedTalk",    Get,    talk,               Access::Staff,    Limit::Api, http::to(&Http::read_talk, this)},
        {"listStaffLooks",    Get,    "/api/staff-looks", Access::Guardian, Limit::Api, http::to(&Http::list_told, this)},
    };
    // clang-format on
}

Task<> HttpOpenings::begin(Exchange& exchange)
{
    auto form = http::read_json<OpeningForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    if (auto mistake = mistake_in(*form))
        co_return co_await http::refuse(exchange, std::move(*mistake));
    const auto now = parts_.clock.now();
    Opening opening{
        .id = crypto::new_id_text(now),
        .child = {},
        .conversation = std::nullopt,
        .staff = exchange.principal.staff,
        .purpose = *purpose_from(form->purpose),
        .reason = std::move(form->reason),
        .begun_at = now,
        .ends_at = now + parts_.usual_length,
        .ended_at = std::nullopt,
        .is_quiet = form->quiet.value_or(false)
    };
    if (form->minutes) opening.ends_at = now + std::chrono::minutes{*form->minutes};
    if (form->alert) {
        const auto alerted = co_await parts_.store.find_alert(AlertId{*form->alert});
        if (!alerted) co_return co_await http::refuse(exchange, http::Fault::NotFound);
        opening.child = alerted->child;
        opening.conversation = alerted->conversation;
        opening.is_quiet = form->quiet.value_or(alerted->is_protected);
    } else {
        const auto child = co_await parts_.directory.find_child(ChildId{*form->child});
        if (!child) co_return co_await http::refuse(exchange, http::Fault::NotFound);
        opening.child = {.family = child->family, .child = child->id};
        if (form->conversation) opening.conversation = ConversationId{*form->conversation};
    }
    // Guardians have a right to know. Only where something was kept from them before may this be, too.
    if (opening.is_quiet && !co_await parts_.store.has_kept_back(opening.child))
        co_return co_await http::refuse(
            exchange,
            http::Mistake{
                .path = ".quiet",
                .reason =
                    "guardians are told, unless an alert about the child, or what it asked for "
                    "itself, was kept from them"
            }
        );
    const auto begun = co_await parts_.store.begin(opening);
    if (!begun) co_return co_await http::refuse(exchange, begun.error());
    co_await answer(exchange, 201, opening_json(opening, now));
}

Task<> HttpOpenings::list(Exchange& exchange)
{
    const auto now = parts_.clock.now();
    json::array out;
    for (const auto& one :
         co_await parts_.store.of_staff(exchange.principal.staff, now - staff_span))
        if (one.purpose != Purpose::Report) out.push_back(opening_json(one, now));
    co_await answer(exchange, 200, {{"openings", std::move(out)}});
}

Task<Result<Opening>> HttpOpenings::opening_in(const Exchange& exchange)
{
    auto opening = co_await parts_.store.find(std::string{exchange.param("opening")});
    if (!opening || opening->staff != exchange.principal.staff ||
        opening->purpose == Purpose::Report)
        co_return failed(ErrorCode::NotFound, "no such opening of this member of staff");
    if (!opening->is_open(parts_.clock.now()))
        co_return failed(ErrorCode::NotAllowed, "the opening is over");
    co_return std::move(*opening);
}

Task<> HttpOpenings::list_talks(Exchange& exchange)
{
    const auto opening = co_await opening_in(exchange);
    if (!opening) co_return co_await http::refuse(exchange, opening.error());
    const auto talks = co_await parts_.talks.talks_of(opening->child);
    if (!talks) co_return co_await http::refuse(exchange, talks.error());
    json::array out;
    for (const auto& talk : *talks)
        if (opening->opens(talk.id))
            out.push_back(json::object{
                {"id", talk.id.text()},
                {"started_at", http::to_json(talk.started_at)},
                {"turns", talk.turns}
            });
    co_await parts_.store.note_view(*opening, std::nullopt);
    co_await answer(exchange, 200, {{"talks", std::move(out)}});
}

Task<> HttpOpenings::read_talk(Exchange& exchange)
{
    const auto opening = co_await opening_in(exchange);
    if (!opening) co_return co_await http::refuse(exchange, opening.error());
    const ConversationId talk{std::string{exchange.param("conversation")}};
    if (!opening->opens(talk)) co_return co_await http::refuse(exchange, http::Fault::NotFound);
    const auto turns = co_await parts_.talks.read(opening->child, talk);
    if (!turns) co_return co_await http::refuse(exchange, turns.error());
    json::array out;
    for (const auto& turn : *turns)
        out.push_back(json::object{
            {"at", http::to_json(turn.started_at)},
            {"protected", turn.is_protected},
            {"child", turn.words.child},
            {"buddy", turn.words.mentor}
        });
    co_await parts_.store.note_view(*opening, talk);
    co_await answer(exchange, 200, {{"turns", std::move(out)}});
}

Task<> HttpOpenings::end(Exchange& exchange)
{
    const bool ended = co_await parts_.store.end(
        std::string{exchange.param("opening")}, exchange.principal.staff, parts_.clock.now()
    );
    if (!ended) co_return co_await http::refuse(exchange, http::Fault::NotFound);
    http::Response response;
    response.status = 204;
    response.content_type.clear();
    co_await exchange.respond(std::move(response));
}

Task<> HttpOpenings::list_told(Exchange& exchange)
{
    const auto& family = exchange.principal.family;
    const auto children = co_await parts_.directory.children_of(family);
    if (!children) co_return co_await http::refuse(exchange, children.error());
    const auto now = parts_.clock.now();
    json::array out;
    for (const auto& one : co_await parts_.store.told_to(family, now - guardian_span)) {
        const auto child =
            std::ranges::find(*children, one.child.child, &identity::ChildProfile::id);
        if (child == children->end()) continue;
        out.push_back(json::object{
            {"id", one.id},
            {"child_id", one.child.child.text()},
            {"nickname", child->nickname},
            {"purpose", json::string_view{told_as(one.purpose)}},
            {"begun_at", http::to_json(one.begun_at)},
            {"ends_at", http::to_json(one.end())},
            {"is_open", one.is_open(now)}
        });
    }
    co_await answer(exchange, 200, {{"looks", std::move(out)}});
}

}  // namespace buddy::oversight
