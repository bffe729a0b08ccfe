// Addresses of callers: canonical text, groups for limits, and which proxies may speak for whom.
#pragma once

#include "core/result.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::http {

/// An address range, "10.0.0.0/8" or "fd00::/8"; a bare address is a range of one.
class Network {
public:
    /// Invalid  not an address, or a prefix out of range.
    [[nodiscard]] static Result<Network> parse(std::string_view text);
    [[nodiscard]] bool contains(std::string_view address) const;

private:
    std::array<std::uint8_t, 16> bytes_{};  ///< IPv4 as ::ffff:a.b.c.d.
    unsigned prefix_ = 128;
};

/// The one spelling of an address: IPv4 in dots (also when mapped into IPv6), IPv6 shortened. Empty
/// when it is none.
[[nodiscard]] std::string canonical_address(std::string_view text);
/// What limits count by: an IPv4 address itself, of an IPv6 address its /64.
[[nodiscard]] std::string limit_key(std::string_view address);
[[nodiscard]] bool is_loopback(std::string_view address);

/// Who is calling, through the proxies that are trusted.
struct Caller {
    std::string address;  ///< Canonical.
    bool secure = false;
};
/// What the connection and its headers say: `peer` and `tls` of the socket, `forwarded_for` all
/// X-Forwarded-For lines joined by commas, `forwarded_proto` X-Forwarded-Proto. The headers count
/// only as far as each hop, from the nearest, is trusted.
struct Hops {
    std::string peer;
    bool tls = false;
    std::string_view forwarded_for;
    std::string_view forwarded_proto;
};
[[nodiscard]] Caller find_caller(const Hops& hops, const std::vector<Network>& trusted);

}  // namespace buddy::http
