// Where a child lives, as laws see it: a country and, where states make laws, a state.
//
//     const auto place = Place::parse("US-OR");
//
// Threads  Pure values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace buddy::law {

struct Place {
    std::string country;  ///< ISO 3166-1 alpha-2, capitals; empty: nobody knows.
    std::string
        region;  ///< The part of ISO 3166-2 behind the hyphen; empty: not known, or all of it.

    /// "GB" or "US-OR". Nothing when the text has neither form or names no country of ISO 3166-1.
    [[nodiscard]] static std::optional<Place> parse(std::string_view text);
    /// As parse() reads it; "" for nowhere known.
    [[nodiscard]] std::string text() const;
    /// A law of this place holds there, too: of a country in each of its regions, of a region nowhere
    /// else.
    [[nodiscard]] bool covers(const Place& there) const;
    friend auto operator<=>(const Place&, const Place&) = default;
};

}  // namespace buddy::law
