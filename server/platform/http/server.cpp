#include "platform/http/server.hpp"

#include "platform/async/guarded.hpp"
#include "platform/http/session.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/chrono.h>
#include <sys/socket.h>

#include <atomic>
#include <thread>
#include <utility>

namespace buddy::http {

namespace {

using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::steady_clock;
namespace ssl = asio::ssl;

constexpr int backlog = 4096;  // a school's tablets come back all at once
constexpr std::chrono::milliseconds accept_pause{50};

Result<PeerStream::Tls> load_tls(const ServerSettings& settings)
{
    if (settings.certificate.empty()) return PeerStream::Tls{};
    try {
        auto tls = std::make_shared<ssl::context>(ssl::context::tls_server);
        tls->set_options(
            ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
            ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1 | ssl::context::no_compression
        );
        tls->use_certificate_chain_file(settings.certificate.string());
        tls->use_private_key_file(settings.key.string(), ssl::context::pem);
        if (SSL_CTX_check_private_key(tls->native_handle()) != 1)
            return failed(ErrorCode::Invalid, "the TLS key does not belong to the certificate");
        return tls;
    } catch (const boost::system::system_error& error) {
        return failed(
            ErrorCode::Invalid,
            "the TLS certificate or key cannot be used: " + error.code().message()
        );
    }
}

Task<> pause(std::chrono::milliseconds span)
{
    asio::steady_timer timer{co_await asio::this_coro::executor, span};
    co_await timer.async_wait(asio::use_awaitable);
}

std::string date_line_now()
{
    const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} GMT\r\n", fmt::gmtime(now));
}

// Looks, now and then, for connections whose time is up. One timer a loop costs less than one an operation.
Task<> watch_connections(std::shared_ptr<ServerLoop> loop)
{
    while (true) {
        loop->date_line = date_line_now();
        const auto now = steady_clock::now();
        for (const auto* connection : loop->connections)
            if (connection->expires <= now) connection->stream->close();
        co_await pause(loop->settings.watch_interval);
    }
}

using SharedTls = Guarded<PeerStream::Tls>;

Task<> accept_connections(std::shared_ptr<ServerLoop> loop, std::shared_ptr<SharedTls> tls)
{
    while (!loop->stopping) {
        if (loop->connections.size() >= loop->settings.max_connections) {
            co_await pause(accept_pause);
            continue;
        }
        error_code error;
        auto socket =
            co_await loop->acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (loop->stopping) co_return;
        if (error)
            co_await pause(accept_pause);  // no descriptors left, most often: spinning frees none
        else
            start_session(loop, std::move(socket), tls->with([](const auto& now) { return now; }));
    }
}

// Whether another program listens here already. SO_REUSEPORT alone would let two share the port unnoticed.
error_code probe(const tcp::endpoint& endpoint)
{
    asio::io_context context;
    tcp::acceptor acceptor{context};
    error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address{true}, error);
    if (!error) acceptor.bind(endpoint, error);
    return error;
}

error_code open_acceptor(tcp::acceptor& acceptor, const tcp::endpoint& endpoint)
{
    using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
    error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address{true}, error);
    if (!error) acceptor.set_option(ReusePort{true}, error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(backlog, error);
    return error;
}

// On the loop: no new connections, and none that only waits for its next request.
void stop_loop(ServerLoop& loop)
{
    error_code ignored;
    loop.acceptor.close(ignored);
    for (const auto* connection : loop.connections)
        if (connection->waiting) connection->stream->close();
}

// On the loop: nothing is waited for any more.
void cancel_loop(ServerLoop& loop)
{
    loop.tasks.stop();
    for (const auto* connection : loop.connections) connection->stream->close();
}

}  // namespace

ServerLoop::ServerLoop(
    asio::io_context& on, TaskGroup& group, ServerSettings chosen, Handler pipeline
)
    : settings{std::move(chosen)}, handler{std::move(pipeline)}, tasks{group}, acceptor{on}
{
}

struct Server::Parts {
    EventLoops& loops;
    ServerSettings settings;
    std::shared_ptr<SharedTls> tls = std::make_shared<SharedTls>();
    std::shared_ptr<std::atomic<std::size_t>> open = std::make_shared<std::atomic<std::size_t>>(0);
    std::vector<std::unique_ptr<TaskGroup>> groups;
    std::vector<std::shared_ptr<ServerLoop>> served;
    std::uint16_t port = 0;

    [[nodiscard]] bool wait_until_empty(std::chrono::milliseconds grace) const
    {
        constexpr std::chrono::milliseconds look{5};
        const auto end = steady_clock::now() + grace;
        while (*open > 0 && steady_clock::now() < end) std::this_thread::sleep_for(look);
        return *open == 0;
    }
    void on_each_loop(void (*act)(ServerLoop&)) const
    {
        for (std::size_t i = 0; i < served.size(); ++i)
            loops.post(i, [act, loop = served[i]] { act(*loop); });
    }
};

Server::Server(EventLoops& loops, ServerSettings settings, Handler handler, log::Log& log)
    : parts_{std::make_unique<Parts>(loops, std::move(settings))}
{
    const auto report = [&log](std::string_view task, const std::exception_ptr&) {
        log.error("a server task failed", {{"task", log::Code{task}}});
    };
    for (std::size_t i = 0; i < loops.size(); ++i) {
        auto& context = loops.context(i);
        auto& group =
            *parts_->groups.emplace_back(std::make_unique<TaskGroup>(context.get_executor(), report)
            );
        auto loop = std::make_shared<ServerLoop>(context, group, parts_->settings, handler);
        loop->open = parts_->open;
        parts_->served.push_back(std::move(loop));
    }
}

Server::~Server() = default;

Result<void> Server::listen()
{
    auto tls = load_tls(parts_->settings);
    if (!tls) return std::unexpected(tls.error());
    parts_->tls->with([&](auto& current) { current = *tls; });

    error_code error;
    const auto address = asio::ip::make_address(parts_->settings.address, error);
    if (error) return failed(ErrorCode::Invalid, "the address to listen on is no IP address");
    tcp::endpoint endpoint{address, parts_->settings.port};
    if (endpoint.port() != 0) error = probe(endpoint);
    for (const auto& loop : parts_->served) {
        if (!error) error = open_acceptor(loop->acceptor, endpoint);
        if (!error) endpoint = loop->acceptor.local_endpoint(error);
    }
    if (error) {
        for (const auto& loop : parts_->served) loop->acceptor.close();
        return failed(ErrorCode::Unavailable, "cannot listen: " + error.message());
    }
    parts_->port = endpoint.port();
    for (std::size_t i = 0; i < parts_->served.size(); ++i)
        parts_->loops.post(i, [loop = parts_->served[i], shared = parts_->tls] {
            loop->tasks.spawn("http watch", watch_connections(loop));
            loop->tasks.spawn("http accept", accept_connections(loop, shared));
        });
    return {};
}

std::uint16_t Server::port() const noexcept
{
    return parts_->port;
}

Result<void> Server::reload_certificate()
{
    auto tls = load_tls(parts_->settings);
    if (!tls) return std::unexpected(tls.error());
    parts_->tls->with([&](auto& current) { current = *tls; });
    return {};
}

void Server::stop_accepting()
{
    for (const auto& loop : parts_->served) loop->stopping = true;
    parts_->on_each_loop(stop_loop);
}

bool Server::drain(std::chrono::milliseconds grace)
{
    const bool drained = parts_->wait_until_empty(grace);
    parts_->on_each_loop(cancel_loop);
    constexpr std::chrono::milliseconds last_wait{1000};
    const bool emptied = parts_->wait_until_empty(last_wait);
    return drained && emptied;
}

std::size_t Server::connections() const noexcept
{
    return *parts_->open;
}

}  // namespace buddy::http
