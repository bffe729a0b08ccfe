// Server-sent events, framed.
//
//     EventWriter events{exchange};
//     co_await events.begin();
//     if (!co_await events.send({.id = 7, .name = "delta", .data = R"({"text":"Hi"})"})) co_return;
//     // the reader is gone co_await events.keep_alive();                     // when nothing was
//     sent for 15 seconds co_await events.end();
//
// A handler that has begun events is cancelled when its reader goes away: it throws
// operation_aborted at the next suspension. Work that must be finished belongs into a TaskGroup,
// not into the handler.
#pragma once

#include "platform/http/exchange.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::http {

/// The pause after which a stream that has nothing to say should send a comment, so that no proxy
/// gives up on it.
constexpr std::chrono::seconds keep_alive_interval{15};

struct ServerEvent {
    std::optional<std::int64_t> id;
    std::string_view name;  ///< Empty: none.
    std::string_view data;  ///< Any text; line ends of every kind are framed.
};

[[nodiscard]] std::string frame(const ServerEvent& event);
/// A comment, which readers ignore.
[[nodiscard]] std::string frame_keep_alive();

/// The Last-Event-ID header; 0 when absent or not a number.
[[nodiscard]] std::int64_t last_event_id(const Exchange& exchange) noexcept;

class EventWriter {
public:
    explicit EventWriter(Exchange& exchange) : exchange_{exchange} {}
    [[nodiscard]] Task<> begin();
    /// false: the reader is gone.
    [[nodiscard]] Task<bool> send(ServerEvent event);
    [[nodiscard]] Task<bool> keep_alive();
    [[nodiscard]] Task<> end();

private:
    Exchange& exchange_;
};

}  // namespace buddy::http
