// Whether a child leans on Buddy in place of people: told from the days, nights and minutes that are kept anyway, and from
// words such as "you're my only friend", which the safety engine scores as dependency. Never a score, for nobody.
//
//     const auto signs = leaning_in(days, today, band);
//     if (!signs.empty()) …          // Buddy points to people, and the guardian reads one sentence
//
// Words on two days of the last seven are enough. Of days in a row, nights and minutes two must come together: a child
// that is here every day for ten minutes does nobody any harm.
//
// Threads  Pure functions.
#pragma once

#include "buddy/safety/assessment.hpp"
#include "core/clock.hpp"

#include <chrono>
#include <span>
#include <string>
#include <vector>

namespace buddy::conversation {

/// A day of the child's own calendar on which it talked with Buddy.
struct DayWithBuddy {
    std::chrono::sys_days day;
    bool at_night = false;            ///< Also later than a child of this age should be up.
    bool in_words = false;            ///< It said that Buddy stands in for people.
    std::chrono::minutes minutes{0};  ///< 0: not known.
};

enum class Leaning : std::uint8_t { Words, DaysInARow, Nights, Minutes };

inline constexpr int leaning_days_in_words = 2;  ///< Of the last seven.
inline constexpr int leaning_days_in_a_row = 14;
inline constexpr int leaning_nights = 3;  ///< Of the last seven.
/// On one day: longer than any age should sit with a program.
[[nodiscard]] std::chrono::minutes leaning_minutes(safety::AgeBand age_band) noexcept;

/// What speaks for it; empty: it does not. `days` are in the order of the calendar, each once.
[[nodiscard]] std::vector<Leaning> leaning_in(
    std::span<const DayWithBuddy> days, std::chrono::sys_days today, safety::AgeBand age_band
);

/// Minutes between turns, oldest first; a pause counts nothing (pause_lasts, cadence.hpp).
[[nodiscard]] std::chrono::minutes minutes_of(std::span<const Time> turns);

/// The days of these turns, oldest first. Nobody's words are known here.
[[nodiscard]] std::vector<DayWithBuddy> days_of(
    std::span<const Time> turns, const std::string& time_zone, safety::AgeBand age_band
);

}  // namespace buddy::conversation
