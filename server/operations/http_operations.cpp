#include "operations/http_operations.hpp"

#include "sql/operations.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace buddy::operations {

namespace json = boost::json;

namespace {

http::Response health(const std::vector<Check>& checks)
{
    json::array rows;
    for (const auto& check : checks) {
        rows.push_back(
            json::object{{"name", check.name}, {"ok", check.ok}, {"detail", check.detail}}
        );
    }
    const bool ok = std::ranges::all_of(checks, &Check::ok);
    http::Response response;
    response.status = ok ? 200 : 503;
    response.body =
        json::serialize(json::object{{"status", ok ? "ok" : "failing"}, {"checks", std::move(rows)}}
        );
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

}  // namespace

http::Routes HttpOperations::routes()
{
    using http::Access, http::Limit, http::to, http::Verb;
    return {
        {"isAlive",
         Verb::Get,
         "/livez",
         Access::Public,
         Limit::Uncounted,
         to(&HttpOperations::is_alive, this)},
        {"isReady",
         Verb::Get,
         "/readyz",
         Access::Public,
         Limit::Uncounted,
         to(&HttpOperations::is_ready, this)},
        {"readMetrics",
         Verb::Get,
         "/metrics",
         Access::Operator,
         Limit::Uncounted,
         to(&HttpOperations::read_metrics, this)},
    };
}

Task<> HttpOperations::is_alive(http::Exchange& exchange)
{
    co_await exchange.respond(health({}));
}

Task<Check> HttpOperations::check_database()
{
    try {
        co_await parts_.database.read([](sql::Connection& db) {
            return db.run(sql::operations::ping).size();
        });
    } catch (const sql::DatabaseError& error) {
        // The reason goes to the check, so that it is not silent.
        co_return Check{"database", false, error.what()};
    }
    co_return Check{
        "database", true, parts_.database.is_postgres() ? "PostgreSQL answers" : "SQLite answers"
    };
}

Task<> HttpOperations::is_ready(http::Exchange& exchange)
{
    std::vector<Check> checks;
    checks.push_back(parts_.safety.check());
    checks.push_back(co_await check_database());
    if (parts_.stopping)
        checks.push_back({"serving", false, "stopping: running turns are being finished"});
    co_await exchange.respond(health(checks));
}

Task<> HttpOperations::read_metrics(http::Exchange& exchange)
{
    http::Response response;
    response.content_type = std::string{metrics::Metrics::content_type};
    response.body = parts_.metrics.text();
    co_await exchange.respond(std::move(response));
}

}  // namespace buddy::operations
