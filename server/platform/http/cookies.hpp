// Cookies that only our own pages can use.
//
//     const auto name = cookie_name("buddy_session", exchange.is_secure());
//     response.headers.emplace_back("Set-Cookie", set_cookie({.name = name, .value = token,
//     .max_age = 30 days}, exchange.is_secure()));
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::http {

enum class SameSite : std::uint8_t {
    Strict,  ///< Never sent along with a call that another site started.
    Lax      ///< Sent when a person follows a link to us (sign-in by mail, single sign-on).
};

struct Cookie {
    std::string name;                             ///< Made by cookie_name().
    std::string value;                            ///< Letters, digits and -_.~+/= only.
    std::optional<std::chrono::seconds> max_age;  ///< Empty: until the browser is closed.
    SameSite same_site = SameSite::Strict;
};

/// "__Host-" and the name on a secure connection, which ties the cookie to this very host; the
/// plain name otherwise, as browsers refuse the prefix there.
[[nodiscard]] std::string cookie_name(std::string_view name, bool secure);

/// The value of a Set-Cookie header: HttpOnly, Path=/, SameSite, and Secure on a secure connection.
[[nodiscard]] std::string set_cookie(const Cookie& cookie, bool secure);
/// The value of a Set-Cookie header that removes it.
[[nodiscard]] std::string clear_cookie(const std::string& name, bool secure);

/// The value of `name` in a Cookie header; empty when absent. The first one wins.
[[nodiscard]] std::string_view find_cookie(std::string_view header, std::string_view name) noexcept;

}  // namespace buddy::http
