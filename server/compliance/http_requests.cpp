#include "compliance/http_requests.hpp"

#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace buddy::compliance {
namespace {

namespace json = boost::json;
using http::Exchange;

struct AskForm {
    std::string kind;
    std::string text;
    std::optional<ChildId> child_id;
};
BOOST_DESCRIBE_STRUCT(AskForm, (), (kind, text, child_id))

struct OwnForm {
    std::string kind;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(OwnForm, (), (kind, text))

struct TextForm {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(TextForm, (), (text))

struct StepForm {
    std::string step;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(StepForm, (), (step, text))

constexpr http::JsonRules rules{.max_text = Requests::longest_text};

json::value json_of(const std::optional<Time>& at)
{
    return at ? http::to_json(*at) : json::value{};
}

json::object json_of(const Said& said)
{
    return {{"step", id_of(said.step)}, {"at", http::to_json(said.at)}, {"text", said.words}};
}

json::array json_of(const std::vector<Said>& said)
{
    json::array out;
    for (const auto& one : said) out.emplace_back(json_of(one));
    return out;
}

/// As whoever asked sees it.
json::object json_of(const RightsRequest& request, const std::vector<Said>& said)
{
    return {
        {"id", request.id},
        {"kind", id_of(request.kind)},
        {"child_id", request.child ? json::value(request.child->text()) : json::value{}},
        {"state", id_of(request.state)},
        {"opened_at", http::to_json(request.opened_at)},
        {"due_at", http::to_json(request.due_at)},
        {"closed_at", json_of(request.closed_at)},
        {"messages", json_of(said)}
    };
}

json::value json_of(const Authority* authority)
{
    if (authority == nullptr) return nullptr;
    return json::object{{"name", authority->name}, {"url", authority->url}};
}

http::Response answer(unsigned status, const json::object& body)
{
    http::Response response;
    response.status = status;
    response.body = json::serialize(body);
    return response;
}

Task<> refuse_with(Exchange& exchange, const Error& error)
{
    http::ProblemNotes notes;
    if (error.code == ErrorCode::TooMany) notes.code = "too_many_requests_open";
    if (error.code == ErrorCode::Conflict) notes.code = "request_moved";
    const auto fault = error.code == ErrorCode::TooMany    ? http::Fault::TooMany
                       : error.code == ErrorCode::Conflict ? http::Fault::Conflict
                       : error.code == ErrorCode::NotFound ? http::Fault::NotFound
                                                           : http::Fault::Unavailable;
    co_await http::refuse(exchange, fault, std::move(notes));
}

bool is_blank(const std::string& text)
{
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

std::optional<http::Mistake> mistake_in(std::string_view kind, const std::string& text)
{
    if (!request_kind_from(kind))
        return http::Mistake{
            .path = ".kind", .reason = "expected access, correct, restrict, object or complain"
        };
    if (is_blank(text)) return http::Mistake{.path = ".text", .reason = "expected words"};
    return std::nullopt;
}

}  // namespace

http::Routes HttpRequests::routes()
{
    using enum http::Verb;
    using http::Access;
    using http::Limit;
    using Http = HttpRequests;
    constexpr std::string_view all = "/api/rights-requests";
    constexpr std::string_view replies = "/api/rights-requests/{request}/replies";
    constexpr std::string_view mine = "/api/my-requests";
    constexpr std::string_view my_replies = "/api/my-requests/{request}/replies";
    constexpr std::string_view one = "/api/staff/rights-requests/{request}";
    constexpr std::string_view steps = "/api/staff/rights-requests/{request}/steps";
    // clang-format off
    return {
        // operationId             verb  path        who may call      budget
        {"listRightsRequests",     Get,  all,        Access::Guardian, Limit::Api, http::to(&Http::list_requests, this)},
        {"createRightsRequest",    Post, all,        Access::Guardian, Limit::Api, http::to(&Http::create_request, this)},
        {"replyToRightsRequest",   Post, replies,    Access::Guardian, Limit::Api, http::to(&Http::reply_to_request, this)},
        {"listMyRequests",         Get,  mine,       Access::Child,    Limit::Api, http::to(&Http::list_my_requests, this)},
        {"createMyRequest",        Post, mine,       Access::Child,    Limit::Api, http::to(&Http::create_my_request, this)},
        {"replyToMyRequest",       Post, my_replies, Access::Child,    Limit::Api, http::to(&Http::reply_to_my_request, this)},
        {"readRightsRequest",      Get,  one,        Access::Staff,    Limit::Api, http::to(&Http::read_request, this)},
        {"stepRightsRequest",      Post, steps,      Access::Staff,    Limit::Api, http::to(&Http::step_request, this)},
    };
    // clang-format on
}

Task<> HttpRequests::list_requests(Exchange& exchange)
{
    const auto& who = exchange.principal;
    const auto requests = co_await requests_.of_guardian(who.family, who.guardian);
    if (!requests) co_return co_await refuse_with(exchange, requests.error());
    const auto contacts = co_await directory_.contacts_of(who.family);
    if (!contacts) co_return co_await refuse_with(exchange, contacts.error());
    json::array out;
    for (const auto& one : *requests) out.emplace_back(json_of(one.request, one.said));
    const auto& times = requests_.times();
    co_await exchange.respond(answer(
        200,
        {{"requests", std::move(out)},
         {"rule", times.rule_for(contacts->country).citation},
         {"authority", json_of(times.authority_of(contacts->country))}}
    ));
}

Task<> HttpRequests::create_request(Exchange& exchange)
{
    auto form = http::read_json<AskForm>(exchange.body(), rules);
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    if (auto mistake = mistake_in(form->kind, form->text))
        co_return co_await http::refuse(exchange, std::move(*mistake));
    const auto words = form->text;
    const auto& who = exchange.principal;
    const auto asked = co_await requests_.ask_as_guardian(
        who.family,
        who.guardian,
        *request_kind_from(form->kind),
        std::move(form->child_id),
        std::move(form->text)
    );
    if (!asked) co_return co_await refuse_with(exchange, asked.error());
    const std::vector<Said> said{{.step = Step::Asked, .at = asked->opened_at, .words = words}};
    co_await exchange.respond(answer(201, json_of(*asked, said)));
}

Task<> HttpRequests::reply_to_request(Exchange& exchange)
{
    auto form = http::read_json<TextForm>(exchange.body(), rules);
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    if (auto mistake = mistake_in(id_of(RequestKind::Access), form->text))
        co_return co_await http::refuse(exchange, std::move(*mistake));
    const auto& who = exchange.principal;
    const auto moved = co_await requests_.reply_as_guardian(
        who.family, who.guardian, std::string{exchange.param("request")}, std::move(form->text)
    );
    if (!moved) co_return co_await refuse_with(exchange, moved.error());
    co_await exchange.respond(answer(200, {{"state", id_of(moved->state)}}));
}

Task<> HttpRequests::list_my_requests(Exchange& exchange)
{
    const auto& who = exchange.principal;
    const auto requests = co_await requests_.of_child(who.family, who.child);
    if (!requests) co_return co_await refuse_with(exchange, requests.error());
    json::array out;
    for (const auto& one : *requests)
        out.emplace_back(json::object{
            {"id", one.request.id},
            {"state", id_of(one.request.state)},
            {"opened_at", http::to_json(one.request.opened_at)},
            {"messages", json_of(one.said)}
        });
    co_await exchange.respond(answer(200, {{"requests", std::move(out)}}));
}

Task<> HttpRequests::create_my_request(Exchange& exchange)
{
    auto form = http::read_json<OwnForm>(exchange.body(), rules);
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    if (auto mistake = mistake_in(form->kind, form->text))
        co_return co_await http::refuse(exchange, std::move(*mistake));
    const auto& who = exchange.principal;
    const auto asked = co_await requests_.ask_as_child(
        who.family, who.child, *request_kind_from(form->kind), std::move(form->text)
    );
    if (!asked) co_return co_await refuse_with(exchange, asked.error());
    co_await exchange.respond(answer(201, {{"show_help", asked->urgency != Urgency::Usual}}));
}

Task<> HttpRequests::reply_to_my_request(Exchange& exchange)
{
    auto form = http::read_json<TextForm>(exchange.body(), rules);
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    if (auto mistake = mistake_in(id_of(RequestKind::Access), form->text))
        co_return co_await http::refuse(exchange, std::move(*mistake));
    const auto& who = exchange.principal;
    const auto moved = co_await requests_.reply_as_child(
        who.family, who.child, std::string{exchange.param("request")}, std::move(form->text)
    );
    if (!moved) co_return co_await refuse_with(exchange, moved.error());
    co_await exchange.respond(answer(201, {{"show_help", moved->urgency != Urgency::Usual}}));
}

Task<> HttpRequests::read_request(Exchange& exchange)
{
    const auto read =
        co_await requests_.read(exchange.principal.staff, std::string{exchange.param("request")});
    if (!read) co_return co_await refuse_with(exchange, read.error());
    const auto& request = read->request;
    const auto& times = requests_.times();
    const auto& rule = times.rule(request.rule);
    co_await exchange.respond(answer(
        200,
        {{"id", request.id},
         {"kind", id_of(request.kind)},
         {"state", id_of(request.state)},
         {"severity", id_of(request.urgency)},
         {"by_child", request.is_protected()},
         {"country", request.country},
         {"opened_at", http::to_json(request.opened_at)},
         {"due_at", http::to_json(request.due_at)},
         {"closed_at", json_of(request.closed_at)},
         {"can_extend", request.is_open() && !request.extended_at && rule.longer_by.has_length()},
         {"rule",
          json::object{
              {"id", rule.id}, {"citation", rule.citation}, {"url", rule.url}, {"note", rule.note}
          }},
         {"authority", json_of(times.authority_of(request.country))},
         {"messages", json_of(read->said)}}
    ));
}

Task<> HttpRequests::step_request(Exchange& exchange)
{
    constexpr std::array<Step, 4> of_staff{
        Step::Question, Step::Extended, Step::Answered, Step::Refused
    };
    auto form = http::read_json<StepForm>(exchange.body(), rules);
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto* const step =
        std::ranges::find_if(of_staff, [&form](Step one) { return id_of(one) == form->step; });
    if (step == of_staff.end())
        co_return co_await http::refuse(
            exchange,
            http::Mistake{
                .path = ".step", .reason = "expected question, extended, answered or refused"
            }
        );
    if (is_blank(form->text))
        co_return co_await http::refuse(
            exchange, http::Mistake{.path = ".text", .reason = "expected words"}
        );
    const auto moved = co_await requests_.step(
        exchange.principal.staff,
        std::string{exchange.param("request")},
        *step,
        std::move(form->text)
    );
    if (!moved) co_return co_await refuse_with(exchange, moved.error());
    co_await exchange.respond(
        answer(200, {{"state", id_of(moved->state)}, {"due_at", http::to_json(moved->due_at)}})
    );
}

}  // namespace buddy::compliance
