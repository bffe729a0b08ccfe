// A client that sends exactly the bytes it is told, for tests of the server. Blocks.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace buddy::http {

class RawClient {
public:
    explicit RawClient(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)}
    {
        const timeval patience{.tv_sec = 10, .tv_usec = 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the socket interface asks for it
        if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error{"cannot connect"};
    }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;
    RawClient(RawClient&&) = delete;
    RawClient& operator=(RawClient&&) = delete;
    ~RawClient() { hang_up(); }

    void send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;  // the server has closed: what it said can still be read
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    /// Reads until `mark` has come; returns everything up to its end. Shorter when the server closed.
    std::string read_until(std::string_view mark)
    {
        while (true) {
            if (const auto at = read_.find(mark); at != std::string::npos)
                return take(at + mark.size());
            if (!read_more()) return take(read_.size());
        }
    }
    /// One whole answer with a Content-Length.
    std::string read_answer()
    {
        auto head = read_until("\r\n\r\n");
        const auto at = head.find("Content-Length: ");
        if (at == std::string::npos) return head;
        const auto length = std::stoul(head.substr(at + 16));
        while (read_.size() < length && read_more()) {
        }
        return head + take(std::min(length, read_.size()));
    }
    /// Everything until the server closes.
    std::string read_to_end()
    {
        while (read_more()) {
        }
        return take(read_.size());
    }
    void hang_up()
    {
        if (socket_ >= 0) ::close(std::exchange(socket_, -1));
    }

private:
    bool read_more()
    {
        std::array<char, 4096> piece{};
        const auto got = ::recv(socket_, piece.data(), piece.size(), 0);
        if (got <= 0) return false;
        read_.append(piece.data(), static_cast<std::size_t>(got));
        return true;
    }
    std::string take(std::size_t length)
    {
        auto taken = read_.substr(0, length);
        read_.erase(0, length);
        return taken;
    }

    int socket_;
    std::string read_;
};

}  // namespace buddy::http
