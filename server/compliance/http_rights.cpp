#include "compliance/http_rights.hpp"

#include "compliance/byte_range.hpp"

#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <utility>

namespace buddy::compliance {
namespace {

namespace json = boost::json;
using http::Exchange;

struct ExportForm {
    std::string password;
};
BOOST_DESCRIBE_STRUCT(ExportForm, (), (password))

struct ErasureForm {
    std::string password;
    std::optional<ChildId> child_id;
};
BOOST_DESCRIBE_STRUCT(ErasureForm, (), (password, child_id))

json::value json_of(const std::optional<Time>& at)
{
    return at ? http::to_json(*at) : json::value{};
}

json::object json_of(const Export& made)
{
    return {
        {"id", made.id},
        {"state", made.state},
        {"asked_at", http::to_json(made.asked_at)},
        {"expires_at", http::to_json(made.expires_at)},
        {"parts", made.parts},
        {"parts_done", made.parts_done},
        {"bytes", made.bytes}
    };
}

json::object json_of(const Erasure& erasure)
{
    return {
        {"id", erasure.id},
        {"scope", json::string_view{id_of(erasure.scope)}},
        {"child_id", erasure.child ? json::value(erasure.child->text()) : json::value{}},
        {"state", json::string_view{id_of(erasure.state)}},
        {"asked_at", http::to_json(erasure.asked_at)},
        {"due_at", http::to_json(erasure.due_at)},
        {"ended_at", json_of(erasure.ended_at)},
        {"receipt", erasure.receipt.empty() ? json::value{} : json::value(erasure.receipt)}
    };
}

http::Response answer(unsigned status, const json::object& body)
{
    http::Response response;
    response.status = status;
    response.body = json::serialize(body);
    return response;
}

}  // namespace

http::Routes HttpRights::routes()
{
    using enum http::Verb;
    using http::Access;
    using http::Limit;
    constexpr std::string_view archive = "/api/exports/{export}/archive";
    constexpr std::string_view erasure = "/api/erasures/{erasure}";
    using Http = HttpRights;
    // clang-format off
    return {
        // operationId       verb    path              who may call      budget
        {"getRetention",     Get,    "/api/retention", Access::Public,   Limit::Api,       http::to(&Http::get_retention, this)},
        {"listExports",      Get,    "/api/exports",   Access::Guardian, Limit::Api,       http::to(&Http::list_exports, this)},
        {"createExport",     Post,   "/api/exports",   Access::Guardian, Limit::Api,       http::to(&Http::create_export, this)},
        {"downloadExport",   Get,    archive,          Access::Guardian, Limit::Api,       http::to(&Http::download_export, this)},
        {"listErasures",     Get,    "/api/erasures",  Access::Guardian, Limit::Api,       http::to(&Http::list_erasures, this)},
        {"createErasure",    Post,   "/api/erasures",  Access::Guardian, Limit::Api,       http::to(&Http::create_erasure, this)},
        {"undoErasure",      Delete, erasure,          Access::Guardian, Limit::Api,       http::to(&Http::undo_erasure, this)},
        {"getMyData",        Get,    "/api/my-data",   Access::Child,    Limit::Api,       http::to(&Http::get_my_data, this)},
    };
    // clang-format on
}

Task<bool> HttpRights::is_confirmed(Exchange& exchange, std::string password)
{
    const auto right = co_await parts_.confirm(exchange.principal.guardian, std::move(password));
    if (right) co_return true;
    if (right.error().code == ErrorCode::NotAllowed)
        co_await http::refuse(exchange, http::Fault::NotAllowed, {.code = "wrong_password"});
    else
        co_await http::refuse(exchange, right.error());
    co_return false;
}

Task<> HttpRights::get_retention(Exchange& exchange)
{
    json::array classes;
    for (const auto& rule : schedule())
        classes.emplace_back(json::object{
            {"id", json::string_view{rule.id}},
            {"what", json::string_view{rule.what}},
            {"counted", json::string_view{rule.clock}},
            {"days", parts_.times.of(rule.data_class).count()}
        });
    co_await exchange.respond(answer(200, {{"classes", std::move(classes)}}));
}

Task<> HttpRights::list_exports(Exchange& exchange)
{
    const auto exports =
        co_await parts_.export_store.of_family(exchange.principal.family, parts_.clock.now());
    json::array out;
    for (const auto& one : exports) out.emplace_back(json_of(one));
    co_await exchange.respond(answer(200, {{"exports", std::move(out)}}));
}

Task<bool> HttpRights::sees_all(Exchange& exchange)
{
    const auto contacts = co_await parts_.directory.contacts_of(exchange.principal.family);
    if (contacts)
        for (const auto& guardian : contacts->guardians)
            if (guardian.id == exchange.principal.guardian && guardian.visibility == "transcript")
                co_return true;
    co_await identity::refuse_limited(exchange, parts_.clock.now());
    co_return false;
}

Task<> HttpRights::create_export(Exchange& exchange)
{
    if (!co_await sees_all(exchange)) co_return;
    auto form = http::read_json<ExportForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, form.error());
    if (!co_await is_confirmed(exchange, std::move(form->password))) co_return;
    const auto asked =
        co_await parts_.exports.ask(exchange.principal.family, exchange.principal.guardian);
    if (!asked) co_return co_await http::refuse(exchange, asked.error());
    co_await exchange.respond(answer(201, json_of(*asked)));
}

Task<> HttpRights::download_export(Exchange& exchange)
{
    auto made = co_await parts_.export_store.find(std::string{exchange.param("export")});
    if (!made || made->family != exchange.principal.family || !made->is_ready(parts_.clock.now()))
        co_return co_await http::refuse(exchange, http::Fault::NotFound);
    if (!co_await sees_all(exchange)) co_return;
    co_await send_archive(exchange, std::move(*made));
}

Task<> HttpRights::send_archive(Exchange& exchange, Export made)
{
    const auto etag = "\"" + made.id + "\"";
    const auto if_range = exchange.header("if-range");
    auto asked = range_in(exchange.header("range"), made.bytes);
    if (!if_range.empty() && if_range != etag) asked = range_in({}, made.bytes);
    http::Response head{
        .status = 200, .content_type = "application/zip", .body = {}, .headers = {}
    };
    head.headers = {
        {"ETag", etag},
        {"Accept-Ranges", "bytes"},
        {"Content-Disposition", "attachment; filename=\"buddy-family.zip\""}
    };
    if (asked.kind == RangeKind::Impossible) {
        head.status = 416;
        head.headers.emplace_back("Content-Range", fmt::format("bytes */{}", made.bytes));
        co_return co_await exchange.respond(std::move(head));
    }
    const auto key = co_await parts_.keys.of_archive(made.family, made.id);
    if (!key) co_return co_await http::refuse(exchange, http::Fault::NotFound);
    const auto range = asked.range;
    if (asked.kind == RangeKind::Part) {
        head.status = 206;
        head.headers.emplace_back(
            "Content-Range", fmt::format("bytes {}-{}/{}", range.begin, range.end - 1, made.bytes)
        );
    }
    if (range.begin == 0)
        co_await parts_.trail.append(
            {.actor = audit::Actor::of(exchange.principal.guardian),
             .action = audit::Action::ExportFetched,
             .family = made.family,
             .child = {},
             .object = made.id,
             .detail = {}}
        );
    head.headers.emplace_back("Content-Length", std::to_string(range.end - range.begin));
    co_await exchange.begin_pieces(std::move(head));
    constexpr auto size = static_cast<std::int64_t>(Export::chunk_bytes);
    for (auto at = range.begin; at < range.end;) {
        const auto number = static_cast<std::size_t>(at / size);
        const auto sealed = co_await parts_.export_store.chunk(made.id, number);
        const auto row = chunk_row(made.id, number);
        const auto plain = sealed ? key->open(*sealed, {"export_chunks", "bytes", row})
                                  : failed(ErrorCode::NotFound, "the archive has gone");
        // The length was announced: a short answer must not look whole, so the connection ends.
        if (!plain) throw std::runtime_error{"an archive went while it was read"};
        const auto begin = static_cast<std::size_t>(at % size);
        const auto most = static_cast<std::size_t>(range.end - at);
        auto piece = plain->substr(begin, most);
        at += static_cast<std::int64_t>(piece.size());
        if (piece.empty()) throw std::runtime_error{"an archive is shorter than it was"};
        if (!co_await exchange.send(std::move(piece))) co_return;
    }
    co_await exchange.end_events();
}

Task<> HttpRights::list_erasures(Exchange& exchange)
{
    const auto erasures = co_await parts_.erasure_store.of_family(exchange.principal.family);
    const bool is_held = co_await parts_.retention.is_held(exchange.principal.family);
    json::array out;
    for (const auto& one : erasures) out.emplace_back(json_of(one));
    co_await exchange.respond(answer(200, {{"erasures", std::move(out)}, {"is_held", is_held}}));
}

Task<> HttpRights::create_erasure(Exchange& exchange)
{
    auto form = http::read_json<ErasureForm>(exchange.body());
    if (!form) co_return co_await http::refuse(exchange, form.error());
    const auto& who = exchange.principal;
    if (form->child_id) {
        const auto child = co_await parts_.directory.find_child(*form->child_id);
        if (!child || child->family != who.family)
            co_return co_await http::refuse(exchange, http::Fault::NotFound);
    }
    if (!co_await is_confirmed(exchange, std::move(form->password))) co_return;
    const auto asked =
        co_await parts_.erasures.ask(who.family, std::move(form->child_id), who.guardian);
    if (!asked) co_return co_await http::refuse(exchange, asked.error());
    co_await exchange.respond(answer(201, json_of(*asked)));
}

Task<> HttpRights::undo_erasure(Exchange& exchange)
{
    const auto& who = exchange.principal;
    const auto undone = co_await parts_.erasures.undo(
        who.family, std::string{exchange.param("erasure")}, who.guardian
    );
    if (!undone) co_return co_await http::refuse(exchange, undone.error());
    http::Response response;
    response.status = 204;
    response.content_type.clear();
    co_await exchange.respond(std::move(response));
}

Task<> HttpRights::get_my_data(Exchange& exchange)
{
    const auto family = exchange.principal.family;
    const auto child = exchange.principal.child;
    json::object amounts;
    for (auto* data : parts_.data) {
        auto count = [data, &family, &child] { return data->amounts_of(family, child); };
        const auto counted = co_await parts_.pool.run(std::move(count));
        if (!counted) co_return co_await http::refuse(exchange, counted.error());
        for (const auto& amount : *counted) amounts[amount.what] = amount.count;
    }
    const auto due = co_await parts_.erasure_store.due_of_child(family, child);
    co_await exchange.respond(answer(
        200,
        {{"amounts", std::move(amounts)},
         {"conversation_days", parts_.times.of(DataClass::Conversations).count()},
         {"erased_on", json_of(due)}}
    ));
}

}  // namespace buddy::compliance
