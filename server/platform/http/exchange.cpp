#include "platform/http/exchange.hpp"

#include "platform/http/cookies.hpp"
#include "platform/http/router.hpp"

#include <algorithm>

namespace buddy::http {

namespace {

// In a query, a plus sign is a blank.
std::string decode_query(std::string_view text)
{
    std::string blanks{text};
    std::ranges::replace(blanks, '+', ' ');
    return percent_decode(blanks).value_or(std::string{});
}

}  // namespace

std::string Exchange::query_param(std::string_view name) const
{
    std::string_view rest = query();
    while (!rest.empty()) {
        const auto end = std::min(rest.find('&'), rest.size());
        const auto pair = rest.substr(0, end);
        const auto equals = std::min(pair.find('='), pair.size());
        if (decode_query(pair.substr(0, equals)) == name)
            return decode_query(pair.substr(std::min(equals + 1, pair.size())));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {};
}

std::string_view Exchange::cookie(std::string_view name) const
{
    return find_cookie(header("cookie"), name);
}

}  // namespace buddy::http
