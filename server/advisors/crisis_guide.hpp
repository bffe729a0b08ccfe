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
// taken the message too seriously. Whatever is answered but a yes, it asks once more. An answer that is
// a "no" and nothing else, or calm talk that the engine sees nothing in, lets go then; a "yes",
// evasion, a message that cannot be judged, a guess that is sure and any other alarm make it a path like
// any other (docs/decisions/0015).
//
// Threads  Never changes; share it freely.
#pragma once

#include "advisors/content.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace buddy::advisors {

enum class CrisisStep : std::uint8_t { Asked, Company, Words, Watch, Closed };

struct CrisisState {
    CrisisStep step = CrisisStep::Asked;
    std::string danger = "other";  ///< One of crisis_kinds().
    int turns = 0;                 ///< In the path, this opening.
    int here = 0;                  ///< Turns at this step.
    int quiet = 0;                 ///< Quiet turns in a row, in Watch.
    int lines_at = 0;              ///< Turn in which the numbers were last written out.
    std::string told;              ///< What the child was told about who is told.
    bool check_open = false;       ///< A check was asked and waits for its answer.
    bool doubted = false;          ///< A guess of the model alone opened it.
    bool eased = false;            ///< A doubt was let go in this conversation.
    SaidLately said;

    [[nodiscard]] std::string bytes() const;
    /// Empty bytes: Closed. Damaged bytes: an open path.
    [[nodiscard]] static CrisisState from_bytes(std::string_view bytes);
};

/// Quiet turns in Watch before the path closes.
inline constexpr int quiet_turns_to_close = 6;

/// A model's guess of at least this needs nobody beside it to be taken for sure. Chosen on the calibration side.
inline constexpr double sure_probability = 0.8;

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
