#include "platform/http/cookies.hpp"

#include <algorithm>

namespace buddy::http {

namespace {

std::string attributes(SameSite same_site, bool secure)
{
    std::string text = "; Path=/; HttpOnly";
    if (secure) text += "; Secure";
    text += same_site == SameSite::Strict ? "; SameSite=Strict" : "; SameSite=Lax";
    return text;
}

std::string_view without_blanks(std::string_view text) noexcept
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::string cookie_name(std::string_view name, bool secure)
{
    return (secure ? "__Host-" : "") + std::string{name};
}

std::string set_cookie(const Cookie& cookie, bool secure)
{
    std::string text = cookie.name + "=" + cookie.value;
    if (cookie.max_age) text += "; Max-Age=" + std::to_string(cookie.max_age->count());
    return text + attributes(cookie.same_site, secure);
}

std::string clear_cookie(const std::string& name, bool secure)
{
    return name + "=; Max-Age=0" + attributes(SameSite::Strict, secure);
}

std::string_view find_cookie(std::string_view header, std::string_view name) noexcept
{
    while (!header.empty()) {
        const auto end = std::min(header.find(';'), header.size());
        const auto pair = without_blanks(header.substr(0, end));
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name)
            return pair.substr(equals + 1);
        header.remove_prefix(std::min(end + 1, header.size()));
    }
    return {};
}

}  // namespace buddy::http
