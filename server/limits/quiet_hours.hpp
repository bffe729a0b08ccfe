// When it is quiet, as moments: the wall clock of a family, its daylight saving, and nights over midnight.
//
// Of a time that the clock shows twice the earlier one begins quiet hours and the later one ends them; of a time
// that it never shows the first moment after the jump counts. So each night is one stretch: quiet does not
// flicker when a clock is set back.
//
// Threads  Pure functions.
#pragma once

#include "limits/limits.hpp"

namespace buddy::limits {

/// From `begin`, inclusive, until `end`, exclusive.
struct Stretch {
    Time begin;
    Time end;
};

/// The quiet hours that begin on this day of the family's calendar.
[[nodiscard]] std::optional<Stretch> quiet_of(
    const Rules& rules, std::chrono::sys_days day, const std::string& time_zone
);
/// The end of the quiet hours around `at`, of those too that follow without a gap; nothing: it is not quiet.
[[nodiscard]] std::optional<Time> quiet_until(
    const Rules& rules, Time at, const std::string& time_zone
);
/// The next beginning after `at`, within eight days.
[[nodiscard]] std::optional<Time> next_quiet(
    const Rules& rules, Time at, const std::string& time_zone
);

}  // namespace buddy::limits
