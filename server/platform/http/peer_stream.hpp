// One connection's bytes, with or without TLS. Inside of the server only.
//
// Threads  One loop.
#pragma once

#include "platform/async/task.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace buddy::http {

class PeerStream {
public:
    using Pieces = std::array<asio::const_buffer, 3>;
    using Tls = std::shared_ptr<asio::ssl::context>;

    /// `tls` null: plain.
    PeerStream(asio::ip::tcp::socket socket, Tls tls);

    [[nodiscard]] bool is_secure() const noexcept { return stream_.has_value(); }
    /// The other end's address; empty when it is gone already.
    [[nodiscard]] std::string peer() const;

    /// The TLS handshake; nothing to do on a plain connection.
    [[nodiscard]] Task<bool> begin();
    /// Waits for bytes. 0: the peer has closed, or the connection is broken.
    [[nodiscard]] Task<std::size_t> read_some(asio::mutable_buffer into);
    [[nodiscard]] Task<bool> write(Pieces pieces);

    enum class Sign : std::uint8_t { Gone, Bytes };
    /// Waits until the peer either leaves or sends something, without taking anything from a plain connection. On TLS, Bytes
    /// may also be the peer's good-bye: read to find out.
    [[nodiscard]] Task<Sign> watch();

    /// Says good-bye and closes. Up to `most_ignored` bytes that the peer still sends are read first: closing over unread
    /// bytes would reset the connection and take our last answer with it.
    [[nodiscard]] Task<> end(std::size_t most_ignored);
    /// At once. Whatever waits on the connection ends.
    void close() noexcept;

private:
    asio::ip::tcp::socket socket_;
    Tls tls_;
    std::optional<asio::ssl::stream<asio::ip::tcp::socket&>> stream_;
};

}  // namespace buddy::http
