#include "platform/http/pipeline.hpp"

#include "platform/http/problem.hpp"
#include "platform/http/request_checks.hpp"
#include "platform/sql/database.hpp"

#include <algorithm>
#include <optional>
#include <random>
#include <stdexcept>
#include <utility>

namespace buddy::http {

using std::chrono::steady_clock;

// The order is the design: whoever moves a line owes the new reason.
const std::array<Pipeline::NamedStep, 13> Pipeline::steps = {{
    // clang-format off
    {"metrics",          "first, so that what any later step refuses is counted and timed too",             &Pipeline::start_metrics,        nullptr},
    {"request_id",       "before anything that may fail, so that every problem and log line can name it",   &Pipeline::name_request,         nullptr},
    {"error_page",       "around all that follows: a failure becomes a problem 500, logged without words",  nullptr,                         nullptr},
    {"security_headers", "before the first step that may answer: refusals need them as much as pages do",   &Pipeline::add_security_headers, nullptr},
    {"arrival",          "what is not HTTP has no path to look at",                                         &Pipeline::check_arrival,        nullptr},
    {"route",            "the row says who may call and what it costs; unknown paths cost no session",      &Pipeline::find_route,           nullptr},
    {"address_limit",    "before the session store, which a flood of bad cookies would wear out",           nullptr,                         &Pipeline::limit_address},
    {"session",          "who is calling: everything below decides by that",                                nullptr,                         &Pipeline::find_session},
    {"access",           "may they; before the limit, so that strangers cannot spend a budget",             &Pipeline::check_access,         nullptr},
    {"origin",           "and was it their own wish: our page sent it, with the session's token",           &Pipeline::check_origin,         nullptr},
    {"account_limit",    "after the session: signed-in people are counted by session, not by address",      nullptr,                         &Pipeline::limit_account},
    {"body",             "last, so that only callers who may call learn what the operation takes",          &Pipeline::check_body,           nullptr},
    {"handler",          "the feature",                                                                     nullptr,                         &Pipeline::run_handler},
    // clang-format on
}};

struct Pipeline::Call {
    steady_clock::time_point started = steady_clock::now();
    const Route* route = nullptr;  // null: a page, or nothing at all
    bool is_page = false;
    Fault fault = Fault::Internal;  // with Next::Refuse
    ProblemNotes notes;

    Next refuse_with(Fault what, ProblemNotes more = {})
    {
        fault = what;
        notes = std::move(more);
        return Next::Refuse;
    }
};

// The series of one row, looked up once.
struct Pipeline::RouteMetrics {
    struct Series {
        std::array<metrics::Counter, 5> by_class;  // 1xx … 5xx
        metrics::Histogram seconds;
    };
    RouteMetrics(metrics::Metrics& metrics, const Routes& routes)
        : pages{series_for(metrics, "page")}, unmatched{series_for(metrics, "none")}
    {
        rows.reserve(routes.size());
        for (const auto& route : routes)
            rows.push_back(series_for(metrics, std::string{route.operation_id}));
    }
    static Series series_for(metrics::Metrics& metrics, const std::string& operation)
    {
        const auto counter = [&](const char* status) {
            return metrics.counter(
                "buddy_http_requests_total",
                "Requests by operation and class of status.",
                {{"operation", operation}, {"status", status}}
            );
        };
        return {
            .by_class =
                {counter("1xx"), counter("2xx"), counter("3xx"), counter("4xx"), counter("5xx")},
            .seconds = metrics.histogram(
                "buddy_http_request_seconds",
                "Time from the whole request to the whole answer, streams left out.",
                metrics::duration_bounds(),
                {{"operation", operation}}
            )
        };
    }
    std::vector<Series> rows;  // as in the table
    Series pages;
    Series unmatched;
};

namespace {

std::string new_request_id()
{
    thread_local std::mt19937_64 random{std::random_device{}()};
    constexpr std::string_view hex = "0123456789abcdef";
    constexpr std::size_t length = 24;
    std::string id(length, '0');
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < length; ++i) {
        if (i % 16 == 0) bits = random();
        id[i] = hex[bits & 0x0FU];
        bits >>= 4U;
    }
    return id;
}

constexpr std::string_view security_headers =
    "Content-Security-Policy: default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n"
    "X-Frame-Options: DENY\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=()\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";

constexpr std::string_view transport_security = "Strict-Transport-Security: max-age=31536000\r\n";

// Signed-in people have a budget of their own; everyone else shares their address's.
std::string budget_key(const Exchange& exchange)
{
    const auto& who = exchange.principal;
    if (!who.session.empty()) return "session/" + who.session.text();
    if (!who.api_key.empty()) return "key/" + who.api_key.text();
    if (!who.device.empty()) return "device/" + who.device.text();
    return "address/" + limit_key(exchange.client_address());
}

void add_budget_headers(std::string& headers, const Budget& budget, const Allowance& allowance)
{
    headers += "RateLimit-Limit: " + std::to_string(budget.calls) + "\r\n";
    headers += "RateLimit-Remaining: " + std::to_string(allowance.remaining) + "\r\n";
    headers += "RateLimit-Reset: " + std::to_string(allowance.reset.count()) + "\r\n";
}

bool is_cancellation(const std::exception_ptr& why)
{
    try {
        std::rethrow_exception(why);
    } catch (const boost::system::system_error& error) {
        return error.code() == asio::error::operation_aborted;
    } catch (...) {  // any other failure is reported by the caller
        return false;
    }
}

}  // namespace

Pipeline::Pipeline(Parts parts, Router router, PipelineSettings settings, Handler fallback)
    : parts_{parts},
      router_{std::move(router)},
      settings_{std::move(settings)},
      fallback_{std::move(fallback)},
      route_metrics_{std::make_unique<RouteMetrics>(parts.metrics, router_.routes())}
{
}

Pipeline::~Pipeline() = default;

Task<> Pipeline::handle(Exchange& exchange)
{
    Call call;
    std::exception_ptr failure;
    try {
        co_await run_guarded(exchange, call);
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure && is_cancellation(failure)) {
        finish_metrics(exchange, call);
        std::rethrow_exception(failure);
    }
    if (failure) {
        report_failure(exchange, call, failure);
        if (!exchange.answered()) co_await refuse(exchange, Fault::Internal);
    }
    finish_metrics(exchange, call);
}

Task<> Pipeline::run_guarded(Exchange& exchange, Call& call)
{
    for (const auto& step : steps) {
        auto next = Next::Continue;
        if (step.now != nullptr) next = (this->*step.now)(exchange, call);
        if (step.later != nullptr) next = co_await (this->*step.later)(exchange, call);
        if (next == Next::Continue) continue;
        co_return co_await refuse(exchange, call.fault, std::move(call.notes));
    }
}

void Pipeline::report_failure(
    const Exchange& exchange, const Call& call, const std::exception_ptr& why
)
{
    const log::Code id{exchange.request_id};
    const log::Code operation{call.route == nullptr ? "page" : call.route->operation_id};
    try {
        std::rethrow_exception(why);
    } catch (const sql::DatabaseError& error) {
        parts_.log.error(
            "a statement failed",
            {{"request_id", id},
             {"operation", operation},
             {"statement", log::Code{error.statement()}},
             {"code", log::Code{error.code()}}}
        );
    } catch (const std::exception& error) {
        // Its text may quote what a person wrote; its type cannot.
        parts_.log.error(
            "a handler failed",
            {{"request_id", id}, {"operation", operation}, {"type", log::Code{typeid(error).name()}}
            }
        );
    } catch (...) {
        parts_.log.error("a handler failed", {{"request_id", id}, {"operation", operation}});
    }
}

// ---- the steps ---------------------------------------------------------------------------------

Pipeline::Next Pipeline::start_metrics(Exchange& /*exchange*/, Call& call)
{
    call.started = steady_clock::now();
    return Next::Continue;
}

void Pipeline::finish_metrics(const Exchange& exchange, const Call& call)
{
    const auto* series = call.is_page ? &route_metrics_->pages : &route_metrics_->unmatched;
    if (call.route != nullptr)
        series =
            &route_metrics_->rows[static_cast<std::size_t>(call.route - router_.routes().data())];
    if (exchange.status >= 100 && exchange.status < 600)
        series->by_class.at(exchange.status / 100 - 1).increment();
    if (!exchange.streamed)
        series->seconds.observe(
            std::chrono::duration<double>(steady_clock::now() - call.started).count()
        );
}

Pipeline::Next Pipeline::name_request(Exchange& exchange, Call& /*call*/)
{
    exchange.request_id = new_request_id();
    exchange.answer_headers = "X-Request-Id: " + exchange.request_id + "\r\n";
    return Next::Continue;
}

Pipeline::Next Pipeline::add_security_headers(Exchange& exchange, Call& /*call*/)
{
    exchange.answer_headers += security_headers;
    if (exchange.is_secure()) exchange.answer_headers += transport_security;
    return Next::Continue;
}

Pipeline::Next Pipeline::check_arrival(Exchange& exchange, Call& call)
{
    if (exchange.arrival == Arrival::Malformed) return call.refuse_with(Fault::Malformed);
    if (exchange.arrival == Arrival::HeadTooLong) return call.refuse_with(Fault::HeadTooLong);
    return Next::Continue;
}

Pipeline::Next Pipeline::find_route(Exchange& exchange, Call& call)
{
    auto match = router_.find(exchange.verb(), exchange.path());
    call.route = match.route;
    if (match.route != nullptr) {
        exchange.params = std::move(match.params);
        return Next::Continue;
    }
    if (!match.allow.empty()) {
        ProblemNotes notes;
        notes.headers.emplace_back("Allow", std::move(match.allow));
        return call.refuse_with(Fault::MethodNotAllowed, std::move(notes));
    }
    call.is_page = fallback_ && is_page_request(exchange);
    return call.is_page ? Next::Continue : call.refuse_with(Fault::NotFound);
}

Task<Pipeline::Next> Pipeline::limit_address(Exchange& exchange, Call& call)
{
    const auto& budget = settings_.address;
    const bool is_counted = call.route != nullptr && call.route->limit != Limit::Uncounted;
    if (!is_counted || budget.calls <= 0) co_return Next::Continue;
    const auto allowance =
        co_await parts_.limiter.take(budget, limit_key(exchange.client_address()));
    if (allowance.allowed) co_return Next::Continue;
    ProblemNotes notes;
    notes.retry_after = allowance.reset;
    co_return call.refuse_with(Fault::TooMany, std::move(notes));
}

Task<Pipeline::Next> Pipeline::find_session(Exchange& exchange, Call& call)
{
    const bool brings_any =
        !exchange.header("cookie").empty() || !exchange.header("authorization").empty();
    if (call.route != nullptr && brings_any)
        exchange.principal = co_await parts_.authenticator.authenticate(exchange);
    co_return Next::Continue;
}

Pipeline::Next Pipeline::check_access(Exchange& exchange, Call& call)
{
    if (call.route == nullptr) return Next::Continue;
    if (may_call(exchange, call.route->access, settings_.operator_token)) return Next::Continue;
    if (exchange.principal.kind != Principal::Kind::Anonymous)
        return call.refuse_with(Fault::NotAllowed);
    ProblemNotes notes;
    const auto access = call.route->access;
    if (access == Access::ApiKeySafety || access == Access::ApiKeyChat ||
        access == Access::Operator)
        notes.headers.emplace_back("WWW-Authenticate", "Bearer");
    return call.refuse_with(Fault::NotSignedIn, std::move(notes));
}

Pipeline::Next Pipeline::check_origin(Exchange& exchange, Call& call)
{
    if (call.route == nullptr || call.route->verb == Verb::Get) return Next::Continue;
    if (call.route->access == Access::Link) return Next::Continue;
    return is_own_wish(exchange) ? Next::Continue : call.refuse_with(Fault::CrossSite);
}

Task<Pipeline::Next> Pipeline::limit_account(Exchange& exchange, Call& call)
{
    const auto limit = call.route == nullptr ? Limit::Uncounted : call.route->limit;
    if (limit == Limit::Uncounted) co_return Next::Continue;
    const auto& budget = limit == Limit::Chat     ? settings_.chat
                         : limit == Limit::SignIn ? settings_.sign_in
                                                  : settings_.api;
    const auto allowance = co_await parts_.limiter.take(budget, budget_key(exchange));
    add_budget_headers(exchange.answer_headers, budget, allowance);
    if (allowance.allowed) co_return Next::Continue;
    if (limit == Limit::Chat) {
        // What a child writes is screened and recorded before anything is refused: it may be a cry for help.
        exchange.over_chat_budget = true;
        exchange.retry_after = allowance.reset;
        co_return Next::Continue;
    }
    ProblemNotes notes;
    notes.retry_after = allowance.reset;
    co_return call.refuse_with(Fault::TooMany, std::move(notes));
}

Pipeline::Next Pipeline::check_body(Exchange& exchange, Call& call)
{
    if (exchange.arrival == Arrival::BodyTooLarge) return call.refuse_with(Fault::TooLarge);
    if (call.route == nullptr || exchange.body().empty()) return Next::Continue;
    if (call.route->access == Access::Link) return Next::Continue;
    return is_json(exchange.header("content-type")) ? Next::Continue
                                                    : call.refuse_with(Fault::NotJson);
}

Task<Pipeline::Next> Pipeline::run_handler(Exchange& exchange, Call& call)
{
    if (call.route != nullptr)
        co_await call.route->handler(exchange);
    else
        co_await fallback_(exchange);
    if (!exchange.answered()) throw std::logic_error{"a handler gave no answer"};
    co_return Next::Continue;
}

}  // namespace buddy::http
