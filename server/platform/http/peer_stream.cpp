#include "platform/http/peer_stream.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

namespace buddy::http {

namespace {

using asio::ip::tcp;
using boost::system::error_code;

}  // namespace

PeerStream::PeerStream(tcp::socket socket, Tls tls)
    : socket_{std::move(socket)}, tls_{std::move(tls)}
{
    error_code ignored;  // without it answers are slower, nothing more
    socket_.set_option(tcp::no_delay{true}, ignored);
    if (tls_) stream_.emplace(socket_, *tls_);
}

std::string PeerStream::peer() const
{
    error_code error;
    const auto endpoint = socket_.remote_endpoint(error);
    return error ? std::string{} : endpoint.address().to_string();
}

Task<bool> PeerStream::begin()
{
    if (!stream_) co_return true;
    error_code error;
    co_await stream_->async_handshake(
        asio::ssl::stream_base::server, asio::redirect_error(asio::use_awaitable, error)
    );
    co_return !error;
}

Task<std::size_t> PeerStream::read_some(asio::mutable_buffer into)
{
    error_code error;
    std::size_t bytes = 0;
    if (stream_)
        bytes = co_await stream_->async_read_some(
            into, asio::redirect_error(asio::use_awaitable, error)
        );
    else
        bytes = co_await socket_.async_read_some(
            into, asio::redirect_error(asio::use_awaitable, error)
        );
    co_return error ? 0 : bytes;
}

Task<bool> PeerStream::write(Pieces pieces)
{
    error_code error;
    if (stream_)
        co_await asio::async_write(
            *stream_, pieces, asio::redirect_error(asio::use_awaitable, error)
        );
    else
        co_await asio::async_write(
            socket_, pieces, asio::redirect_error(asio::use_awaitable, error)
        );
    co_return !error;
}

Task<PeerStream::Sign> PeerStream::watch()
{
    while (true) {
        error_code error;
        co_await socket_.async_wait(
            tcp::socket::wait_read, asio::redirect_error(asio::use_awaitable, error)
        );
        if (error) co_return Sign::Gone;
        char byte = 0;
        const auto got = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        if (got > 0) co_return Sign::Bytes;
        const bool again = got < 0 && (errno == EAGAIN || errno == EINTR);
        if (!again) co_return Sign::Gone;
    }
}

Task<> PeerStream::end(std::size_t most_ignored)
{
    error_code error;
    if (stream_) co_await stream_->async_shutdown(asio::redirect_error(asio::use_awaitable, error));
    socket_.shutdown(tcp::socket::shutdown_send, error);
    std::array<char, 4096> ignored{};
    std::size_t read = 0;
    while (read < most_ignored && !error)
        read += co_await socket_.async_read_some(
            asio::buffer(ignored), asio::redirect_error(asio::use_awaitable, error)
        );
    close();
}

void PeerStream::close() noexcept
{
    error_code ignored;
    socket_.close(ignored);
}

}  // namespace buddy::http
