// A moment as a clock on the wall shows it, daylight saving included.
//
//     const auto local = local_time(clock.now(), "America/Chicago");
//     if (local.hour >= 22) …
//
// Threads  Pure functions. An unknown time zone is UTC.
#pragma once

#include "core/clock.hpp"

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>

namespace buddy {

struct LocalTime {
    std::chrono::sys_days day;  ///< The date on the wall; no moment in time.
    int hour = 0;               ///< 0 to 23.
    friend bool operator==(const LocalTime&, const LocalTime&) = default;
};
/// A place on the wall clock: the date, and how far its hands are from 00:00.
struct WallTime {
    std::chrono::sys_days day;  ///< No moment in time.
    std::chrono::minutes since_midnight{0};
    friend auto operator<=>(const WallTime&, const WallTime&) = default;
};
/// Which moment is meant where the clock shows a time twice, when it is set back.
enum class Showing : std::uint8_t { First, Last };

[[nodiscard]] LocalTime local_time(Time at, const std::string& time_zone);
[[nodiscard]] WallTime wall_time(Time at, const std::string& time_zone);
/// When the clock there shows `wall`; where it never does, for it was set forward, the first moment
/// after the jump. `wall.since_midnight` may reach into the days that follow.
[[nodiscard]] Time moment_of(WallTime wall, Showing showing, const std::string& time_zone);

/// Midnight there, or the first moment of a day that has none.
[[nodiscard]] Time start_of_day(std::chrono::sys_days day, const std::string& time_zone);

}  // namespace buddy
