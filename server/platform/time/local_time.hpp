// A moment as a clock on the wall shows it, daylight saving included.
//
//     const auto local = local_time(clock.now(), "America/Chicago");
//     if (local.hour >= 22) …
//
// Threads  Pure functions. An unknown time zone is UTC.
#pragma once

#include "core/clock.hpp"

#include <chrono>
#include <string>

namespace buddy {

struct LocalTime {
    std::chrono::sys_days day;  ///< The date on the wall; no moment in time.
    int hour = 0;               ///< 0 to 23.
    friend bool operator==(const LocalTime&, const LocalTime&) = default;
};

[[nodiscard]] LocalTime local_time(Time at, const std::string& time_zone);

/// Midnight there, or the first moment of a day that has none.
[[nodiscard]] Time start_of_day(std::chrono::sys_days day, const std::string& time_zone);

}  // namespace buddy
