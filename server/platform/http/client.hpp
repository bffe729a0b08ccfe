// Calls to other people's servers: libcurl, driven by the event loop of the calling coroutine.
//
//     auto stream = client.open(co_await asio::this_coro::executor, {.method = "POST", .url = url,
//     .body = body}); auto head = co_await stream->head(); while (true) { auto piece = co_await
//     stream->next(); if (!piece || !*piece) break; … }
//
//     auto answer = co_await client.fetch({.url = url});            // the whole body, with a limit
//
// The environment's proxy variables are ignored; redirects are not followed; certificates are
// checked.
//
// Threads  A Client may be used from any loop. A ClientStream stays on its loop.
// Errors   Unavailable  not reached, cut, too slow.  Invalid  the URL cannot be used or the
// certificate is not trusted. Lifetime Destroying a ClientStream ends the transfer at once. A
// stream must not outlive its loop.
#pragma once

#include "core/clock.hpp"
#include "platform/async/task.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::http {

struct ClientTimeouts {
    std::chrono::milliseconds connect{5'000};
    std::chrono::milliseconds idle{20'000};    ///< Between two pieces, and before the head.
    std::chrono::milliseconds total{120'000};  ///< From open() to the last byte. 0: no limit.
};

struct ClientRequest {
    std::string method = "GET";
    std::string url;  ///< http or https.
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    ClientTimeouts timeouts{};
};

struct ClientHead {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;  ///< Names in lower case.
    /// The first value; empty when absent. `name` in lower case.
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

struct ClientAnswer {
    ClientHead head;
    std::string body;
};

struct ClientSettings {
    std::filesystem::path ca_file;  ///< PEM. Empty: the system's.
    std::string proxy;              ///< "http://host:port". Empty: none.
    std::string user_agent = "buddy";
};

class ClientStream {
public:
    ClientStream(const ClientStream&) = delete;
    ClientStream& operator=(const ClientStream&) = delete;
    ClientStream(ClientStream&&) = delete;
    ClientStream& operator=(ClientStream&&) = delete;
    ~ClientStream();
    /// Status and headers, as soon as they are there, before the first byte of the body. Call once,
    /// first.
    [[nodiscard]] Task<Result<ClientHead>> head();
    /// Bytes of the body as they come; nullopt at its end.
    [[nodiscard]] Task<Result<std::optional<std::string>>> next();

    struct Transfer;

private:
    friend class Client;
    explicit ClientStream(std::unique_ptr<Transfer> transfer);
    std::unique_ptr<Transfer> transfer_;
};

class Client {
public:
    explicit Client(ClientSettings settings = {}) : settings_{std::move(settings)} {}
    /// Starts the call. Call it on the loop of `executor`.
    [[nodiscard]] std::unique_ptr<ClientStream> open(
        const asio::any_io_executor& executor, ClientRequest request
    ) const;
    /// The whole answer. Unavailable also when the body is longer than `max_body`.
    [[nodiscard]] Task<Result<ClientAnswer>> fetch(
        ClientRequest request, std::size_t max_body = 1024UL * 1024
    ) const;

private:
    ClientSettings settings_;
};

/// Reads a date as HTTP headers carry it ("Sun, 06 Nov 1994 08:49:37 GMT"). Empty when it is none.
[[nodiscard]] std::optional<Time> read_http_date(std::string_view text);

}  // namespace buddy::http
