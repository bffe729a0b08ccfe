#include "platform/http/request_checks.hpp"

#include <sodium.h>

#include <algorithm>

namespace buddy::http {

namespace {

constexpr std::string_view bearer = "Bearer ";

bool equal_ignoring_case(std::string_view left, std::string_view right)
{
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return std::ranges::equal(left, right, {}, lower, lower);
}

std::string_view bearer_of(const Exchange& exchange)
{
    const auto header = exchange.header("authorization");
    if (!equal_ignoring_case(header.substr(0, bearer.size()), bearer)) return {};
    return header.substr(bearer.size());
}

// A proxy on this machine that we were not told to trust makes everybody look local.
bool is_local(const Exchange& exchange)
{
    return is_loopback(exchange.client_address()) && exchange.header("x-forwarded-for").empty() &&
           exchange.header("forwarded").empty();
}

bool is_operator(const Exchange& exchange, std::string_view token)
{
    if (!token.empty() && equal_in_constant_time(bearer_of(exchange), token)) return true;
    return is_local(exchange);
}

bool comes_from_own_page(const Exchange& exchange)
{
    const auto site = exchange.header("sec-fetch-site");
    if (!site.empty()) return site == "same-origin";
    const auto origin = exchange.header("origin");
    const std::string own =
        (exchange.is_secure() ? "https://" : "http://") + std::string{exchange.header("host")};
    return !origin.empty() && equal_ignoring_case(origin, own);
}

}  // namespace

bool equal_in_constant_time(std::string_view left, std::string_view right) noexcept
{
    return left.size() == right.size() &&
           sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

bool has_scope(std::string_view scopes, std::string_view wanted) noexcept
{
    while (!scopes.empty()) {
        const auto end = std::min(scopes.find(' '), scopes.size());
        if (scopes.substr(0, end) == wanted) return true;
        scopes.remove_prefix(std::min(end + 1, scopes.size()));
    }
    return false;
}

bool is_page_request(const Exchange& exchange)
{
    const bool reads = exchange.verb() == "GET" || exchange.verb() == "HEAD";
    const auto path = exchange.path();
    return reads && !path.starts_with("/api/") && !path.starts_with("/v1/");
}

bool may_call(const Exchange& exchange, Access access, std::string_view operator_token)
{
    using Kind = Principal::Kind;
    const auto kind = exchange.principal.kind;
    switch (access) {
        case Access::Public:
        case Access::Link: return true;
        // A paired device on which a guardian is signed in is a paired device as well.
        case Access::Device: return !exchange.principal.device.empty() || kind == Kind::Child;
        case Access::Child: return kind == Kind::Child;
        case Access::Guardian: return kind == Kind::Guardian;
        case Access::TrustedAdult: return kind == Kind::TrustedAdult;
        case Access::GrownUp: return kind == Kind::Guardian || kind == Kind::TrustedAdult;
        case Access::Person:
            return kind == Kind::Child || kind == Kind::Guardian || kind == Kind::TrustedAdult;
        case Access::Staff: return kind == Kind::Staff;
        case Access::ApiKeySafety:
            return kind == Kind::ApiKey && has_scope(exchange.principal.scopes, "safety");
        case Access::ApiKeyChat:
            return kind == Kind::ApiKey && has_scope(exchange.principal.scopes, "chat");
        case Access::Operator: return is_operator(exchange, operator_token);
    }
    return false;
}

bool is_own_wish(const Exchange& exchange)
{
    const auto& who = exchange.principal;
    const bool has_session = !who.session.empty() || !who.csrf.empty();
    if (!has_session && !bearer_of(exchange).empty()) return true;
    if (!comes_from_own_page(exchange)) return false;
    if (!has_session) return true;
    return !who.csrf.empty() && equal_in_constant_time(exchange.header("x-csrf-token"), who.csrf);
}

bool is_json(std::string_view content_type)
{
    auto type = content_type.substr(0, content_type.find(';'));
    while (type.ends_with(' ') || type.ends_with('\t')) type.remove_suffix(1);
    return equal_ignoring_case(type, "application/json");
}

}  // namespace buddy::http
