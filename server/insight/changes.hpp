// What is other than usual for this child, held against its own past alone, and worth a talk at home. Few things, and only
// those that last: who is told of every wobble stops listening.
//
// Mood: emotion/mood_course.hpp. Time: the minutes of the last seven days against those of the weeks before, by the
// median and the median deviation (the modified z-score of B. Iglewicz and D. C. Hoaglin, "How to detect and handle outliers",
// 1993, with their line of 3.5), with floors for few and quiet weeks. That a child comes less is no sign of anything.
//
// Threads  Pure functions.
#pragma once

#include "insight/insight.hpp"
#include "insight/period.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::insight {

enum class ChangeKind : std::uint8_t { MoodLower, MoodBrighter, MoreTime, LateEvenings, HardTopic };
[[nodiscard]] std::string_view id_of(ChangeKind kind) noexcept;  ///< "mood_lower" …

struct Change {
    ChangeKind kind = ChangeKind::MoodLower;
    int count = 0;      ///< Days that were so; of MoreTime: minutes.
    int of = 0;         ///< Of so many days; of MoreTime: minutes of a usual week.
    std::string topic;  ///< Of HardTopic: its title.
    friend bool operator==(const Change&, const Change&) = default;
};

inline constexpr int days_of_a_sign = 3;    ///< Of the last seven.
inline constexpr int weeks_of_a_usual = 4;  ///< With talks, before the last seven days.

/// As they stand at the end of the period, or today while it goes on. `facts`: from course_begin() on.
[[nodiscard]] std::vector<Change> changes_in(
    const Facts& facts, const Period& period, std::chrono::sys_days today
);

}  // namespace buddy::insight
