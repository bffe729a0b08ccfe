#include "admin/http_work.hpp"

#include "platform/http/json.hpp"
#include "platform/http/problem.hpp"

#include <boost/json.hpp>

#include <charconv>
#include <utility>

namespace buddy::admin {
namespace {

namespace json = boost::json;
using http::Exchange;

json::object item_json(const WorkItem& item, Time now)
{
    return {
        {"kind", item.kind},
        {"id", item.id},
        {"what", item.what},
        {"gravity", json::string_view{id_of(item.gravity)}},
        {"since", http::to_json(item.since)},
        {"due", item.due ? http::to_json(*item.due) : json::value{}},
        {"is_overdue", item.due && *item.due <= now},
        {"page", item.page}
    };
}

}  // namespace

http::Routes HttpWork::routes()
{
    using http::Access;
    using http::Limit;
    using http::Verb;
    return {
        {"listWork",
         Verb::Get,
         "/api/staff/work",
         Access::Staff,
         Limit::Uncounted,
         http::to(&HttpWork::list_work, this)},
    };
}

Task<> HttpWork::list_work(Exchange& exchange)
{
    WorkQuery query{.kind = exchange.query_param("kind"), .after = exchange.query_param("after")};
    if (const auto size = exchange.query_param("size"); !size.empty()) {
        const auto [end, error] =
            std::from_chars(size.data(), size.data() + size.size(), query.size);
        if (error != std::errc{} || end != size.data() + size.size() || query.size == 0 ||
            query.size > WorkQuery::largest_size)
            co_return co_await http::refuse(
                exchange, http::Mistake{.path = "size", .reason = "expected 1 to 200"}
            );
    }
    const auto page = co_await work_.page(std::move(query));
    if (!page)
        co_return co_await http::refuse(
            exchange,
            http::Mistake{
                .path = "after",
                .reason = "expected what an earlier page gave as next, and a kind that there is"
            }
        );
    json::array items;
    for (const auto& item : page->items) items.push_back(item_json(item, clock_.now()));
    json::object counts;
    for (const auto& [kind, count] : page->counts) counts[kind] = count;
    co_await exchange.respond(
        {.body = json::serialize(json::object{
             {"items", std::move(items)},
             {"next", page->next.empty() ? json::value{} : json::value(page->next)},
             {"counts", std::move(counts)},
             {"overdue", page->overdue}
         })}
    );
}

}  // namespace buddy::admin
