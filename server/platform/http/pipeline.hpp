// What every request passes, as one ordered list with a reason beside each position:
// Pipeline::steps in pipeline.cpp.
//
//     Pipeline pipeline{{.authenticator = identity, .limiter = limiter, .log = log, .metrics =
//     metrics}, Router{routes}, settings}; Server server{loops, server_settings,
//     [&pipeline](Exchange& exchange) { return pipeline.handle(exchange); }, log};
//
// Threads  handle() from any loop.
// Errors   None leaves handle() but the cancellation of a stream whose reader is gone. Everything
// else becomes a problem document.
#pragma once

#include "platform/http/rate_limiter.hpp"
#include "platform/http/router.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>

namespace buddy::http {

/// Finds out who is calling. Implemented by identity.
class Authenticator {
public:
    Authenticator() = default;
    Authenticator(const Authenticator&) = delete;
    Authenticator& operator=(const Authenticator&) = delete;
    Authenticator(Authenticator&&) = delete;
    Authenticator& operator=(Authenticator&&) = delete;
    virtual ~Authenticator() = default;
    /// The principal of the cookie or of the bearer key; Anonymous when there is none or it does
    /// not hold any more.
    [[nodiscard]] virtual Task<Principal> authenticate(Exchange& exchange) = 0;
};

struct PipelineSettings {
    Budget api{.name = "api", .calls = 100, .window = std::chrono::minutes{15}};
    Budget chat{.name = "chat", .calls = 30, .window = std::chrono::minutes{1}};
    Budget sign_in{.name = "sign_in", .calls = 5, .window = std::chrono::minutes{15}};
    /// Before anyone is asked who they are: keeps one address from wearing the session store out.
    Budget address{.name = "address", .calls = 6000, .window = std::chrono::minutes{1}};
    std::string operator_token;  ///< Bearer token of Access::Operator; empty: loopback only.
};

class Pipeline {
public:
    struct Parts {
        Authenticator& authenticator;
        RateLimiter& limiter;
        log::Log& log;
        metrics::Metrics& metrics;
    };
    /// `fallback` answers GET of paths outside the table that do not begin with /api/ or /v1/: the
    /// web pages. May be empty.
    Pipeline(Parts parts, Router router, PipelineSettings settings, Handler fallback = {});
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;
    Pipeline(Pipeline&&) = delete;
    Pipeline& operator=(Pipeline&&) = delete;
    ~Pipeline();

    [[nodiscard]] Task<> handle(Exchange& exchange);
    [[nodiscard]] const Router& router() const noexcept { return router_; }

    struct Call;  ///< One request on its way; for pipeline.cpp.
    enum class Next : std::uint8_t {
        Continue,
        Refuse  ///< The call says with what.
    };
    struct NamedStep {
        std::string_view name;
        std::string_view reason;                          ///< Why it stands here.
        Next (Pipeline::*now)(Exchange&, Call&);          ///< Either this …
        Task<Next> (Pipeline::*later)(Exchange&, Call&);  ///< … or this; neither: the error page.
    };
    /// In the order of work.
    static const std::array<NamedStep, 13> steps;

private:
    Next start_metrics(Exchange& exchange, Call& call);
    Next name_request(Exchange& exchange, Call& call);
    Next add_security_headers(Exchange& exchange, Call& call);
    Next check_arrival(Exchange& exchange, Call& call);
    Next find_route(Exchange& exchange, Call& call);
    Task<Next> limit_address(Exchange& exchange, Call& call);
    Task<Next> find_session(Exchange& exchange, Call& call);
    Next check_access(Exchange& exchange, Call& call);
    Next check_origin(Exchange& exchange, Call& call);
    Task<Next> limit_account(Exchange& exchange, Call& call);
    Next check_body(Exchange& exchange, Call& call);
    Task<Next> run_handler(Exchange& exchange, Call& call);

    Task<> run_guarded(Exchange& exchange, Call& call);
    void report_failure(const Exchange& exchange, const Call& call, const std::exception_ptr& why);
    void finish_metrics(const Exchange& exchange, const Call& call);

    struct RouteMetrics;
    Parts parts_;
    Router router_;
    PipelineSettings settings_;
    Handler fallback_;
    std::unique_ptr<RouteMetrics> route_metrics_;
};

}  // namespace buddy::http
