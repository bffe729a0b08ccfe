// Serves one connection from its first byte to its last. Inside of the server only.
#pragma once

#include "platform/async/task_group.hpp"
#include "platform/http/peer_stream.hpp"
#include "platform/http/server.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <unordered_set>

namespace buddy::http {

/// What the watch of a loop knows about one connection.
struct Connection {
    static constexpr auto never = std::chrono::steady_clock::time_point::max();
    PeerStream* stream = nullptr;
    std::chrono::steady_clock::time_point expires = never;  ///< Closed by the watch after this.
    bool waiting = true;                                    ///< Between two requests.
};

/// What the connections of one loop share.
struct ServerLoop {
    ServerLoop(asio::io_context& on, TaskGroup& group, ServerSettings chosen, Handler pipeline);

    ServerSettings settings;
    Handler handler;
    TaskGroup& tasks;  ///< The server's: tasks hold this struct, so it must not hold them.
    asio::ip::tcp::acceptor acceptor;
    std::unordered_set<Connection*> connections;
    std::string date_line;  ///< "Date: …\r\n"
    std::atomic<bool> stopping =
        false;  ///< Set from outside; answers given after that end their connections.
    std::shared_ptr<std::atomic<std::size_t>> open;  ///< Connections of all loops.
};

/// Starts serving `socket` in the loop's task group.
void start_session(
    const std::shared_ptr<ServerLoop>& loop, asio::ip::tcp::socket socket, PeerStream::Tls tls
);

}  // namespace buddy::http
