#include "law/place.hpp"

#include <unicode/uloc.h>

#include <algorithm>
#include <span>

namespace buddy::law {
namespace {

bool is_country(std::string_view text)
{
    for (const char* const* country = uloc_getISOCountries(); *country != nullptr; ++country)
        if (text == *country) return true;
    return false;
}

bool is_region(std::string_view text)
{
    return !text.empty() && text.size() <= 3 && std::ranges::all_of(text, [](char letter) {
        return (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
    });
}

}  // namespace

std::optional<Place> Place::parse(std::string_view text)
{
    const auto hyphen = text.find('-');
    const auto country = text.substr(0, hyphen);
    if (!is_country(country)) return std::nullopt;
    if (hyphen == std::string_view::npos)
        return Place{.country = std::string{country}, .region = {}};
    const auto region = text.substr(hyphen + 1);
    if (!is_region(region)) return std::nullopt;
    return Place{.country = std::string{country}, .region = std::string{region}};
}

std::string Place::text() const
{
    return region.empty() ? country : country + "-" + region;
}

bool Place::covers(const Place& there) const
{
    return country == there.country && (region.empty() || region == there.region);
}

}  // namespace buddy::law
