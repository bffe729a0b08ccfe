// When a child is reminded that Buddy is a program, and of a break: told from the times of its turns alone.
//
//     const auto cadence = cadence_for(band, by_law);
//     const auto due = reminders_due(memory.turn_times, clock.now(), cadence);
//     if (due.ai_notice) …      // before the answer
//     if (due.pause) …          // after it, and never to a child in danger
//
// A sitting is a run of turns, in whichever conversation, without a pause between them; reminders are due at its
// full hours, as it were, with the first turn that follows. Nothing is kept for this: a server that was
// killed forgets no reminder.
//
// Threads  Pure functions.
#pragma once

#include "buddy/safety/assessment.hpp"
#include "core/clock.hpp"

#include <chrono>
#include <span>

namespace buddy::conversation {

struct Cadence {
    std::chrono::minutes ai_notice_every{0};  ///< Also with the first turn of a sitting.
    std::chrono::minutes pause_every{0};
    friend bool operator==(const Cadence&, const Cadence&) = default;
};

/// What a law asks for that asks for nothing.
inline constexpr Cadence unasked_cadence{
    .ai_notice_every = std::chrono::minutes::max(), .pause_every = std::chrono::minutes::max()
};
/// Buddy's own for a child of this age, or what the law asks for where that is more often.
[[nodiscard]] Cadence cadence_for(safety::AgeBand age_band, const Cadence& by_law);

/// A pause as long as this ends a sitting. Shorter for the reminder of a break, which the child has then
/// taken.
inline constexpr std::chrono::minutes sitting_ends_after{60};
inline constexpr std::chrono::minutes pause_lasts{15};
/// How far back turns have to be known. Who sat for longer is reminded with every turn.
inline constexpr std::chrono::hours longest_sitting{24};

/// When the sitting of `now` began: back from there while the pauses are shorter than `pause`.
[[nodiscard]] Time sitting_began(
    std::span<const Time> earlier, Time now, std::chrono::minutes pause
);

struct RemindersDue {
    bool ai_notice = false;
    bool pause = false;
    friend bool operator==(const RemindersDue&, const RemindersDue&) = default;
};

/// `earlier`: when the child's turns began, of all its conversations, oldest first, without the one of
/// `now`. Times after `now` (the clock was set back) count as now.
[[nodiscard]] RemindersDue reminders_due(
    std::span<const Time> earlier, Time now, const Cadence& cadence
);

}  // namespace buddy::conversation
