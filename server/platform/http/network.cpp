#include "platform/http/network.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/address_v6.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace buddy::http {

namespace {

namespace ip = boost::asio::ip;
using Bytes = std::array<std::uint8_t, 16>;
constexpr unsigned mapped_bits = 96;  // of ::ffff:a.b.c.d, before the IPv4 part

std::optional<ip::address_v6> parse_address(std::string_view text)
{
    boost::system::error_code error;
    const auto address = ip::make_address(std::string{text}, error);
    if (error) return std::nullopt;
    if (address.is_v4()) return ip::make_address_v6(ip::v4_mapped, address.to_v4());
    auto v6 = address.to_v6();
    v6.scope_id(0);
    return v6;
}

std::string spell(const ip::address_v6& address)
{
    if (address.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, address).to_string();
    return address.to_string();
}

Bytes masked(Bytes bytes, unsigned prefix)
{
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const unsigned from = static_cast<unsigned>(i) * 8;
        const unsigned kept = prefix <= from ? 0 : std::min(prefix - from, 8U);
        bytes.at(i) = static_cast<std::uint8_t>(bytes.at(i) & (0xFF00U >> kept));
    }
    return bytes;
}

Bytes bytes_of(const ip::address_v6& address)
{
    Bytes bytes{};
    std::ranges::copy(address.to_bytes(), bytes.begin());
    return bytes;
}

std::string_view without_blanks(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Proxies write "1.2.3.4", "1.2.3.4:567", "[2001:db8::1]:567" or "2001:db8::1".
std::string_view without_port(std::string_view hop)
{
    if (hop.starts_with('[')) return hop.substr(1, std::min(hop.find(']'), hop.size()) - 1);
    if (std::ranges::count(hop, ':') == 1) return hop.substr(0, hop.find(':'));
    return hop;
}

bool is_trusted(const std::string& address, const std::vector<Network>& trusted)
{
    return std::ranges::any_of(trusted, [&](const Network& network) {
        return network.contains(address);
    });
}

}  // namespace

Result<Network> Network::parse(std::string_view text)
{
    const auto slash = std::min(text.find('/'), text.size());
    const auto address = parse_address(text.substr(0, slash));
    if (!address) return failed(ErrorCode::Invalid, "a network is written 10.0.0.0/8 or fd00::/8");
    const unsigned offset = address->is_v4_mapped() ? mapped_bits : 0;
    unsigned prefix = 128 - offset;
    if (slash < text.size()) {
        const auto digits = text.substr(slash + 1);
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
        const bool whole = error == std::errc{} && end == digits.data() + digits.size();
        if (!whole || prefix > 128 - offset)
            return failed(ErrorCode::Invalid, "the number of bits of a network is out of range");
    }
    Network network;
    network.prefix_ = prefix + offset;
    network.bytes_ = masked(bytes_of(*address), network.prefix_);
    return network;
}

bool Network::contains(std::string_view address) const
{
    const auto parsed = parse_address(address);
    return parsed && masked(bytes_of(*parsed), prefix_) == bytes_;
}

std::string canonical_address(std::string_view text)
{
    const auto address = parse_address(text);
    return address ? spell(*address) : std::string{};
}

std::string limit_key(std::string_view address)
{
    const auto parsed = parse_address(address);
    if (!parsed) return std::string{address};
    if (parsed->is_v4_mapped()) return spell(*parsed);
    const auto bytes = masked(bytes_of(*parsed), 64);
    ip::address_v6::bytes_type network{};
    std::ranges::copy(bytes, network.begin());
    return ip::address_v6{network}.to_string() + "/64";
}

bool is_loopback(std::string_view address)
{
    const auto parsed = parse_address(address);
    if (!parsed) return false;
    if (parsed->is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, *parsed).is_loopback();
    return parsed->is_loopback();
}

Caller find_caller(const Hops& hops, const std::vector<Network>& trusted)
{
    Caller caller{.address = canonical_address(hops.peer), .secure = hops.tls};
    if (!is_trusted(caller.address, trusted)) return caller;
    if (!hops.forwarded_proto.empty()) {
        // With several proxies the first entry is what the person's browser spoke.
        const auto first = hops.forwarded_proto.substr(0, hops.forwarded_proto.find(','));
        caller.secure = without_blanks(first) == "https";
    }
    std::string_view rest = hops.forwarded_for;
    while (!rest.empty() && is_trusted(caller.address, trusted)) {
        const auto comma = rest.rfind(',');
        const auto hop = comma == std::string_view::npos ? rest : rest.substr(comma + 1);
        auto address = canonical_address(without_port(without_blanks(hop)));
        if (address.empty()) break;  // not an address: the last hop that can be believed stands
        caller.address = std::move(address);
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(0, comma);
    }
    return caller;
}

}  // namespace buddy::http
