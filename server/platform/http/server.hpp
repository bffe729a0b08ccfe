// The HTTP/1.1 server: sockets in, one call of the pipeline per request.
//
//     Server server{loops, settings, [&pipeline](Exchange& exchange) { return
//     pipeline.handle(exchange); }, log}; if (auto listening = server.listen(); !listening) …
//     loops.start();
//     …                                                 // later, from a thread that is not a
//     loop's server.stop_accepting(); … close the live streams (Bus::close) … server.drain(10s);
//
// Each loop has an acceptor of its own (SO_REUSEPORT) and keeps the connections it accepted. A
// connection is read with Beast's parser; requests may be pipelined and are answered in order. Slow
// readers and writers are cut off; a stream of events may be quiet for as long as it likes. When
// the reader of a stream goes away its handler is cancelled; a handler that has not begun a stream
// always runs to its end.
//
// Threads  Every member function from any thread but a loop's own.
// Lifetime The server must outlive its loops' threads, so stop the loops first.
#pragma once

#include "platform/async/event_loops.hpp"
#include "platform/http/network.hpp"
#include "platform/http/route.hpp"
#include "platform/log/log.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace buddy::http {

struct ServerSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;               ///< 0: any free one.
    std::size_t head_limit = 16UL * 1024;    ///< Bytes of request line and headers.
    std::size_t body_limit = 1024UL * 1024;  ///< Bytes.
    std::size_t max_connections = 10'000;    ///< Per loop; more wait in the kernel's queue.
    std::chrono::milliseconds read_timeout{15'000
    };  ///< From the first byte of a request to its last.
    std::chrono::milliseconds write_timeout{30'000
    };  ///< For the peer to take one piece of an answer.
    std::chrono::milliseconds idle_timeout{75'000};  ///< Between two requests.
    std::chrono::milliseconds watch_interval{500};   ///< How often timeouts are looked at.
    std::filesystem::path certificate;               ///< PEM chain. Empty: plain HTTP.
    std::filesystem::path key;                       ///< PEM.
    std::vector<Network> trusted_proxies;
};

class Server {
public:
    Server(EventLoops& loops, ServerSettings settings, Handler handler, log::Log& log);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    Server(Server&&) = delete;
    Server& operator=(Server&&) = delete;
    ~Server();

    /// Opens the port and begins to accept as soon as the loops run.
    /// Unavailable  the port is taken or may not be opened.  Invalid  certificate or key cannot be
    /// used.
    [[nodiscard]] Result<void> listen();
    /// The port in use; valid after listen().
    [[nodiscard]] std::uint16_t port() const noexcept;
    /// Reads certificate and key again (SIGHUP). Connections keep theirs. On failure the old ones
    /// stay.
    [[nodiscard]] Result<void> reload_certificate();

    /// Closes the listening sockets and the connections that wait for a request; answers under way
    /// go on, each the last of its connection.
    void stop_accepting();
    /// Waits until every connection is gone, at most `grace`; then cancels what is left. true:
    /// nothing had to be cancelled.
    bool drain(std::chrono::milliseconds grace);
    /// Connections that are open now.
    [[nodiscard]] std::size_t connections() const noexcept;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace buddy::http
