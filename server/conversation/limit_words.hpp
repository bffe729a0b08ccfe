// What a child hears of its family's limits, in en, es, fr, de and pt; other locales get English. Kind, without
// blame, with when Buddy is back, and that help is there at any hour.
//
// Threads  Pure functions.
#pragma once

#include "buddy/safety/assessment.hpp"
#include "conversation/turn_limits.hpp"

#include <string>
#include <string_view>

namespace buddy::conversation {

/// Said in the place of an answer while a limit closes the talk; `standing` is closed.
[[nodiscard]] std::string closed_words(
    const limits::Standing& standing,
    Time now,
    const std::string& time_zone,
    safety::AgeBand age_band,
    std::string_view locale
);
/// Said in the place of an answer about what the family keeps to itself.
[[nodiscard]] std::string_view off_words(
    safety::AgeBand age_band, std::string_view locale
) noexcept;
/// Said in the place of an answer when the family has taken back its agreement: nothing is kept any more.
[[nodiscard]] std::string_view unkept_words(
    safety::AgeBand age_band, std::string_view locale
) noexcept;
/// Beside an answer: how long there still is.
[[nodiscard]] std::string coming_words(const ComingEnd& coming, std::string_view locale);

}  // namespace buddy::conversation
