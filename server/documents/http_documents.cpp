#include "documents/http_documents.hpp"

#include "documents/blocks.hpp"

#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"

#include <boost/json.hpp>

#include <utility>

namespace buddy::documents {
namespace {

namespace json = boost::json;
using http::Exchange;

struct SeenForm {
    std::string kind;
    std::string version;
};
BOOST_DESCRIBE_STRUCT(SeenForm, (), (kind, version))

struct AnswerForm {
    std::vector<SeenForm> documents;
    std::string answer;
};
BOOST_DESCRIBE_STRUCT(AnswerForm, (), (documents, answer))

json::array json_of(const Runs& runs)
{
    json::array out;
    for (const auto& run : runs) {
        json::object one{{"text", run.text}, {"look", name_of(run.look)}};
        if (!run.to.empty()) one["to"] = run.to;
        out.push_back(std::move(one));
    }
    return out;
}

json::array json_of(const std::vector<Runs>& parts)
{
    json::array out;
    for (const auto& part : parts) out.push_back(json_of(part));
    return out;
}

json::array json_of(const std::vector<Block>& blocks)
{
    json::array out;
    for (const auto& block : blocks) {
        json::object one{{"kind", name_of(block.kind)}, {"parts", json_of(block.parts)}};
        if (block.kind == Block::Kind::Heading) one["level"] = block.level;
        if (block.kind == Block::Kind::Table) {
            json::array rows;
            for (const auto& row : block.rows) rows.push_back(json_of(row));
            one["rows"] = std::move(rows);
        }
        out.push_back(std::move(one));
    }
    return out;
}

json::array json_of(const std::vector<Change>& changes)
{
    json::array out;
    for (const auto& change : changes)
        out.push_back({{"on", change.on}, {"material", change.is_material}, {"says", change.says}});
    return out;
}

json::object json_of(const Page& page)
{
    return {
        {"kind", page.kind->id},
        {"audience", page.kind->audience == Audience::Children ? "children" : "grown_ups"},
        {"title", page.source->title},
        {"lead", page.source->lead},
        {"language", page.source->language},
        {"version", page.version.text},
        {"since", http::to_json(page.since)},
        {"reviewed", page.review.has_value()}
    };
}

json::object json_of(const Standing& standing)
{
    json::array changes;
    for (const auto& change : standing.changes)
        changes.push_back({{"before", change.before}, {"now", change.now}});
    json::object out{
        {"kind", standing.kind},
        {"title", standing.title},
        {"version", standing.version.text},
        {"state", name_of(standing.state)},
        {"changes", std::move(changes)}
    };
    out["accepted_at"] =
        standing.accepted ? json::value(http::to_json(standing.accepted->at)) : json::value{};
    return out;
}

std::string language_in(const Exchange& exchange)
{
    auto language = exchange.query_param("language");
    if (language.empty()) language = http::language_for(exchange.header("accept-language"));
    return language;
}

Task<> respond(Exchange& exchange, const json::object& body)
{
    http::Response response;
    response.body = json::serialize(body);
    co_await exchange.respond(std::move(response));
}

}  // namespace

http::Routes HttpDocuments::routes()
{
    using enum http::Verb;
    using http::Access;
    using http::Limit;
    using Http = HttpDocuments;
    constexpr std::string_view one = "/api/documents/{kind}";
    constexpr std::string_view answers = "/api/document-answers";
    // clang-format off
    return {
        // operationId           verb  path              who may call      budget
        {"listDocuments",        Get,  "/api/documents", Access::Public,   Limit::Api, http::to(&Http::list, this)},
        {"readDocument",         Get,  one,              Access::Public,   Limit::Api, http::to(&Http::read, this)},
        {"listDocumentAnswers",  Get,  answers,          Access::Guardian, Limit::Api, http::to(&Http::list_answers, this)},
        {"answerDocuments",      Post, answers,          Access::Guardian, Limit::Api, http::to(&Http::answer, this)},
    };
    // clang-format on
}

Task<> HttpDocuments::list(Exchange& exchange)
{
    const auto pages = co_await documents_.list(language_in(exchange));
    json::array out;
    for (const auto& page : pages) out.push_back(json_of(page));
    co_await respond(exchange, {{"documents", std::move(out)}});
}

Task<> HttpDocuments::read(Exchange& exchange)
{
    Wish wish{
        .kind = std::string{exchange.param("kind")},
        .language = language_in(exchange),
        .country = exchange.query_param("country")
    };
    const auto page = co_await documents_.read(std::move(wish));
    if (!page) co_return co_await http::refuse(exchange, page.error());
    auto out = json_of(*page);
    out["changes"] = json_of(page->changes);
    out["blocks"] = json_of(blocks_in(page->markdown));
    co_await respond(exchange, out);
}

Task<> HttpDocuments::list_answers(Exchange& exchange)
{
    const auto standing = co_await documents_.standing_of(exchange.principal.guardian);
    json::array out;
    for (const auto& one : standing) out.push_back(json_of(one));
    co_await respond(exchange, {{"documents", std::move(out)}});
}

Task<> HttpDocuments::answer(Exchange& exchange)
{
    auto form = http::read_json<AnswerForm>(exchange.body(), {.max_items = 10});
    if (!form) co_return co_await http::refuse(exchange, std::move(form.error()));
    const auto reply = reply_from(form->answer);
    if (!reply)
        co_return co_await http::refuse(
            exchange,
            http::Mistake{.path = ".answer", .reason = "expected accepted, declined or read"}
        );
    std::vector<Seen> seen;
    for (auto& [kind, version] : form->documents)
        seen.push_back({.kind = std::move(kind), .version = std::move(version)});
    const Who who{.family = exchange.principal.family, .guardian = exchange.principal.guardian};
    const auto recorded = co_await documents_.reply(who, std::move(seen), *reply);
    if (!recorded && recorded.error().code == ErrorCode::Conflict) {
        http::ProblemNotes notes;
        notes.code = "document_changed";
        co_return co_await http::refuse(exchange, http::Fault::Conflict, std::move(notes));
    }
    if (!recorded) co_return co_await http::refuse(exchange, recorded.error());
    co_await list_answers(exchange);
}

}  // namespace buddy::documents
