// One request and its answer, as a handler sees it. No Beast here.
//
//     Task<> hello(http::Exchange& exchange) {
//         co_await exchange.respond({.status = 200, .content_type = "application/json", .body =
//         R"({"hello":"you"})"});
//     }
//
// Threads  An Exchange lives on one event loop and is used by one coroutine at a time.
// Lifetime The Exchange outlives the handler. Views returned by it live as long as the Exchange.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "platform/async/task.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::http {

/// Who is calling, as the session step found out.
struct Principal {
    enum class Kind : std::uint8_t {
        Anonymous,
        Device,
        Child,
        Guardian,
        TrustedAdult,  ///< As Guardian, with an account that decides nothing and reads no talk.
        Staff,
        ApiKey
    };
    Kind kind = Kind::Anonymous;
    SessionId session;    ///< Empty for Anonymous, Device and ApiKey.
    FamilyId family;      ///< Device, Child, Guardian, TrustedAdult.
    GuardianId guardian;  ///< Guardian, TrustedAdult.
    ChildId child;        ///< Child.
    DeviceId device;      ///< Device and Child.
    StaffId staff;        ///< Staff.
    ApiKeyId api_key;     ///< ApiKey.
    std::string scopes;   ///< ApiKey: space-separated.
    std::string csrf;  ///< Token that unsafe verbs of a cookie session must send in X-CSRF-Token.
};

/// How a request came in. Only a whole one reaches a handler; the pipeline answers the others.
enum class Arrival : std::uint8_t {
    Whole,
    Malformed,    ///< Not HTTP, or not the HTTP we speak.
    HeadTooLong,  ///< Request line and headers over the limit.
    BodyTooLarge  ///< The body, announced or sent, is over the limit.
};

struct Response {
    unsigned status = 200;
    std::string content_type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>>
        headers;  ///< Added to those every answer carries.
};

class Exchange {
public:
    Exchange() = default;
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;
    Exchange(Exchange&&) = delete;
    Exchange& operator=(Exchange&&) = delete;
    virtual ~Exchange() = default;

    [[nodiscard]] virtual std::string_view verb() const = 0;
    [[nodiscard]] virtual std::string_view path(
    ) const = 0;  ///< Percent-encoded, without the query.
    [[nodiscard]] virtual std::string_view query(
    ) const = 0;  ///< Without the question mark; empty when none.
    [[nodiscard]] virtual std::string_view header(std::string_view name
    ) const = 0;  ///< Empty when absent.
    [[nodiscard]] virtual std::string& body() = 0;
    [[nodiscard]] virtual std::string_view client_address(
    ) const = 0;                                       ///< After trusted proxies; canonical text.
    [[nodiscard]] virtual bool is_secure() const = 0;  ///< TLS here, or a trusted proxy says so.

    /// Sends a whole answer. Call once, and not after begin_events().
    virtual Task<> respond(Response response) = 0;
    /// Sends the head of a text/event-stream answer.
    virtual Task<> begin_events(std::vector<std::pair<std::string, std::string>> headers) = 0;
    /// Sends the head of an answer whose body follows piece by piece; `head.body` is not looked at. With a
    /// header Content-Length, exactly as many bytes must follow.
    virtual Task<> begin_pieces(Response head) = 0;
    /// Sends one piece: framed as SSE after begin_events(), as it is after begin_pieces(). false: the
    /// peer is gone; stop sending.
    virtual Task<bool> send(std::string piece) = 0;
    /// Ends what begin_events() or begin_pieces() began.
    virtual Task<> end_events() = 0;
    [[nodiscard]] virtual bool answered() const = 0;  ///< respond() or begin_events() was called.
    /// From now on the handler is cancelled when its reader goes away, as after begin_events(). For an
    /// answer that costs something while it is made.
    virtual void watch_reader() = 0;

    Arrival arrival = Arrival::Whole;  ///< Set by the session.
    std::string answer_headers;        ///< Header lines of every answer to this request, each ended
                                       ///< by CRLF. Set by the pipeline.
    unsigned status = 0;               ///< Of the answer, once it was given.
    bool streamed = false;             ///< begin_events() was called.
    /// The Chat budget is used up. Nothing was refused yet: the handler screens and records the
    /// message, then answers with `retry_after`.
    bool over_chat_budget = false;
    std::chrono::seconds retry_after{0};  ///< With over_chat_budget: when to come back.

    Principal principal;                                      ///< Set by the pipeline.
    std::string request_id;                                   ///< Set by the pipeline.
    std::vector<std::pair<std::string, std::string>> params;  ///< Path parameters, percent-decoded.

    [[nodiscard]] std::string_view param(std::string_view name) const
    {
        for (const auto& [key, value] : params)
            if (key == name) return value;
        return {};
    }
    /// A decoded query parameter; empty when absent.
    [[nodiscard]] std::string query_param(std::string_view name) const;
    /// A cookie's value; empty when absent.
    [[nodiscard]] std::string_view cookie(std::string_view name) const;
};

}  // namespace buddy::http
