// A family's limits in a child's turn: whether they close it, what it is told beforehand, and when they do not count.
//
//     const auto standing = standing_of(limits, now, zone);
//     if (standing.closed && !needs_somebody(signs)) …     // kind words, no model
//
// A limit holds for plain talk only. A message is screened, recorded and told to adults whatever it says; a child
// that needs somebody is answered in full, at any hour.
//
// Threads  Pure functions.
#pragma once

#include "limits/limits.hpp"

#include "advisors/advisors.hpp"
#include "buddy/safety/assessment.hpp"
#include "conversation/conversation.hpp"
#include "emotion/emotion.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::conversation {

/// What a turn must know of its child's limits.
struct TurnLimits {
    limits::Rules rules;
    /// When the child's turns of its day began, oldest first, without the one of now: none of a protected turn,
    /// nor of one that a limit had closed. May be empty where no minutes are settled.
    std::vector<Time> turns_today;
};
using LimitsOf = std::function<Task<TurnLimits>(ChildRef child, std::string time_zone, Time now)>;

/// How the child stands with a turn that begins now.
[[nodiscard]] limits::Standing standing_of(
    const TurnLimits& limits, Time now, const std::string& time_zone
);

/// What is coming, while there is time: the minutes to name.
struct ComingEnd {
    limits::Closed kind = limits::Closed::OverTime;
    std::chrono::minutes left{0};
    friend bool operator==(const ComingEnd&, const ComingEnd&) = default;
};
/// Told at ten minutes and at three, once each: told from the times of turns alone, as every reminder is
/// (cadence.hpp). `previous` is the child's last turn before this one; after a pause it comes anew.
[[nodiscard]] std::optional<ComingEnd> coming_end(
    const TurnLimits& limits, std::optional<Time> previous, Time now, const std::string& time_zone
);

/// What a turn shows of a child's need.
struct SignsOfNeed {
    const safety::Assessment& assessment;  ///< Borrowed for the call.
    const emotion::Reading& mood;          ///< Likewise.
    bool crisis = false;                   ///< The crisis path is open.
    bool alert = false;                    ///< Adults are told something with this turn.
    bool comforting = false;               ///< Buddy was comforting the child just before.
};
/// Limits do not count: the child is in danger, in need or low, or cannot be judged.
[[nodiscard]] bool needs_somebody(const SignsOfNeed& signs) noexcept;

/// Whether the family keeps this to itself. Topics by the mentor's choice; the family's own words where the
/// mentor would tell or play, never where it listens to something of the child's own.
[[nodiscard]] bool is_off(
    const limits::Rules& rules, const advisors::Choice& choice, std::string_view text
);

}  // namespace buddy::conversation
