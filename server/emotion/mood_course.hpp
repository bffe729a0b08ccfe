// How a child's mood runs over weeks, held against that child's own usual: what has long passed fades,
// and a lasting change gives a sign. It knows days and valences, never a word.
//
//     std::vector<CourseDay> days = …;                        // oldest first, days with moods only
//     if (const auto change = change_in(days)) …              // "lower than usual on 4 of 5 days"
//
// Each day is held against the usual before it: the mean of earlier days, where a day's weight halves
// with each half_life. A sum collects by how many spreads a day lies off (Page's CUSUM, Biometrika 41,
// 1954, with an allowance of half a spread and a line of three), once for lower and once for
// brighter days. Silent days let the sum fade, too. So neither one bad day nor a child who is always
// quiet gives a sign, and what lasts becomes the usual within a month.
//
// Threads  Pure functions.
#pragma once

#include <chrono>
#include <optional>
#include <span>

namespace buddy::emotion {

/// A day on which moods were read.
struct CourseDay {
    std::chrono::sys_days day;
    double valence = 0.0;  ///< Mean of that day's moods, -1 to 1.
    double weight = 0.0;   ///< Sum of their certainties, over 0.
};

/// A lasting change, still there on the last day.
struct MoodChange {
    bool lower = false;  ///< Than usual; otherwise brighter.
    int on_days = 0;     ///< So many days were clearly so …
    int of_days = 0;     ///< … of the last so many days with moods.
    friend bool operator==(const MoodChange&, const MoodChange&) = default;
};

inline constexpr std::chrono::days half_life{14};      ///< Of what is usual.
inline constexpr std::chrono::days silence_fades{7};   ///< Half of the sum, in silent days.
inline constexpr std::chrono::days course_length{42};  ///< Older days need not be given.
inline constexpr int days_before_a_change = 7;         ///< Days with moods that make a usual.
inline constexpr int days_of_a_change = 3;             ///< Clear days at least.

/// `days`: oldest first, each at most once.
[[nodiscard]] std::optional<MoodChange> change_in(std::span<const CourseDay> days);

}  // namespace buddy::emotion
