// The crisis path: a conversation that stays with a child in danger until they are with somebody.
//
//     Asked ──▶ Company ──▶ Words ──▶ Watch ──▶ (closed)
//       ▲  the question      who can    what to    quiet turns, with a check between
//       │  that matters      be there   say
//       └── a new alarm at any step comes back to here, never further away from help
//
// "jk", "no" and "im fine" move it on, they never close it: it closes only after several quiet
// turns in Watch. State that cannot be read is an open path.
//
// A path in doubt, opened by a guess of the model alone, asks more softly and says that it may have
// taken the message too seriously (docs/decisions/0015). A "yes", evasion that lasts, an emergency and
// any alarm that is no guess make it a path like any other.
//
//     Asked ──▶ Quiet    a "no", a goodbye, or a second message about something else
//       ▲         │
//       └─────────┘      a new danger, the check, another day
//
// Quiet is open and leaves the talk to the ordinary mentor (docs/decisions/0018). Where the child used
// plain words of danger the doubt is held: it asks twice, and only a "no" and nothing else, or calm talk
// that the engine sees nothing in, leads to Quiet.
//
// Threads  Never changes; share it freely.
#pragma once

#include "advisors/content.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace buddy::advisors {

enum class CrisisStep : std::uint8_t { Asked, Company, Words, Watch, Closed, Quiet };

struct CrisisState {
    CrisisStep step = CrisisStep::Asked;
    std::string danger = "other";  ///< One of crisis_kinds().
    int turns = 0;                 ///< In the path, this opening.
    int here = 0;                  ///< Turns at this step.
    int quiet = 0;                 ///< In Watch: quiet turns in a row. In Quiet: guesses since.
    int lines_at = 0;              ///< Turn in which the numbers were last written out.
    std::string told;              ///< What the child was told about who is told.
    bool check_open = false;       ///< A check was asked and waits for its answer.
    bool doubted = false;          ///< A guess of the model alone opened it.
    bool eased = false;            ///< A doubt was denied in this conversation.
    bool held = false;             ///< The child used plain words of danger.
    int evaded = 0;                ///< Times the question of a doubt was evaded.
    bool checked = false;          ///< Asked once more, after a while of quiet.
    int aside_at = 0;              ///< Turn in which something last stood beside an answer.
    std::string asked;             ///< The dangers that were asked about, each followed by a blank.
    std::optional<std::chrono::sys_days> day;  ///< The child's day of the last question.
    SaidLately said;

    [[nodiscard]] std::string bytes() const;
    /// Empty bytes: Closed. Damaged bytes: an open path, and no doubt.
    [[nodiscard]] static CrisisState from_bytes(std::string_view bytes);
};

/// Quiet turns in Watch before the path closes.
inline constexpr int quiet_turns_to_close = 6;

/// Turns in Quiet before it is asked once more.
inline constexpr int quiet_turns_to_check = 4;

/// A model's guess of at least this needs nobody beside it to be taken for sure. Chosen on the calibration side.
inline constexpr double sure_probability = 0.8;
/// Without a plain word of the child's, and in an open doubt, whose memory lifts what the engine sees, it has to
/// be surer.
inline constexpr double sure_in_doubt = 0.9;

[[nodiscard]] PreparedReply crisis_answer(
    const Content& content,
    const TurnView& turn,
    std::string_view state,
    std::span<const HelpLine> lines,
    safety::Notify will_be_told
);
[[nodiscard]] bool crisis_is_open(std::string_view state) noexcept;

/// The kind of danger an assessment speaks of.
[[nodiscard]] std::string_view danger_of(const safety::Assessment& assessment) noexcept;

}  // namespace buddy::advisors
