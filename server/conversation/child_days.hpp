// What a turn adds to the child's course over days (safety/trajectory.hpp), and whom that tells.
//
//     const auto step = live_on(kept, {.assessment = …, .mood = …, .day = day}, line);
//     keep(step.after);
//     if (step.alert) …                       // committed with the message, told to adults and child
//
// A protected turn adds nothing; a turn whose own rise goes past the guardians is one, too. When it is
// about danger at home, then for guarded_for after it whatever is raised is told to the other trusted
// adult and to moderators, since a guardian may be the cause.
//
// Threads  Pure functions.
#pragma once

#include "buddy/safety/engine.hpp"
#include "conversation/conversation.hpp"
#include "core/clock.hpp"
#include "emotion/emotion.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::conversation {

/// What is kept of a child from conversation to conversation.
struct ChildDays {
    std::string course;                          ///< safety::Trajectory::kept(), or unknown_course.
    std::optional<std::chrono::sys_days> guard;  ///< No guardian is told up to this day.
    friend bool operator==(const ChildDays&, const ChildDays&) = default;
};

/// Stands for a course that can no longer be read: it begins anew, looked at closely.
inline constexpr std::string_view unknown_course = "unknown";

/// A moment in the child's life. Its day begins at five in the morning, so that a night belongs to
/// the day before it.
struct ChildDay {
    std::chrono::sys_days date;
    bool at_night = false;  ///< Later than a child of this age should be up.
};
[[nodiscard]] ChildDay child_day(Time at, const std::string& time_zone, safety::AgeBand age_band);

/// The days of the last five weeks on which the child was here; minutes are not kept by day.
[[nodiscard]] std::vector<DayWithBuddy> days_with_buddy(
    const ChildDays& days, const ChildDay& today
);

/// Does the engine look closely at what this child says today?
[[nodiscard]] safety::Attention attention_for(const ChildDays& days, const ChildDay& today);

/// Danger at home was the matter of a message within guarded_for, in whichever conversation.
[[nodiscard]] bool is_guarded(const ChildDays& days, const ChildDay& today);
/// The guard that a protected turn of that moment left, at least; for when it can no longer be read.
[[nodiscard]] std::chrono::sys_days guard_after(Time protected_turn);
/// Whom an alert about this child goes to today. `wanted` is what the message itself asks for; while
/// the child is guarded, the other trusted adult and moderators stand in for every guardian. Where there
/// is neither (`reachable`), what is wanted stands: a danger of another kind must reach somebody
/// (docs/decisions/0010).
[[nodiscard]] safety::Notify routed(
    const safety::Notify& wanted,
    const ChildDays& days,
    const ChildDay& today,
    const safety::Notify& reachable
);

struct TurnOfDay {
    /// Borrowed for the call. As it was decided for the message alone: what is protected because of
    /// earlier days must not begin the guard anew, or it would never end.
    const safety::Assessment& assessment;
    emotion::Reading mood;
    ChildDay day;
    safety::Notify reachable;  ///< Whom the family and this server really have.
};

struct DaysStep {
    ChildDays after;
    std::optional<AlertFacts> alert;  ///< Of the course, never of the message itself.
};

inline constexpr std::chrono::days guarded_for{90};
/// How long the days of a child who does not come back are kept: never shorter than a guard, whose
/// last day ends in the child's own time zone.
inline constexpr std::chrono::days kept_without_visit = guarded_for + std::chrono::days{2};

/// A message that could not be judged adds nothing; one that raised an alert of its own raises no
/// second one. Adults know only of what somebody could be told: a rise that nobody would hear of
/// raises nothing yet, and does as soon as there is somebody.
[[nodiscard]] DaysStep live_on(
    const ChildDays& before, const TurnOfDay& turn, const safety::DaysLine& line
);

}  // namespace buddy::conversation
