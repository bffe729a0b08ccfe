// What the engine remembers of a conversation from turn to turn, and how it is kept as bytes.
//
//     RiskMemory memory = remembered(before);            // damaged bytes: memory.unknown
//     memory.add_turn(findings, signs);
//     after.bytes = kept(memory);
//
// It holds levels and counts, never a word. A risk that was seen once stays open for a number of
// turns: "jk" does not close it, and nor does silence.
#pragma once

#include "policy.hpp"
#include "rule_set.hpp"

#include "buddy/safety/engine.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace buddy::safety {

/// What one turn showed beside its findings.
struct TurnSigns {
    std::uint16_t stages = 0;  ///< Bits of stage_bit().
    bool fiction = false;      ///< A story was told, or a game played.
    bool caregiver_danger = false;
};

/// One bit for each stage of grooming; 0 for other meanings.
[[nodiscard]] std::uint16_t stage_bit(Meaning meaning) noexcept;

class RiskMemory {
public:
    /// So many of the child's turns a risk stays open after it was last seen.
    static constexpr std::uint8_t open_turns = 10;

    bool unknown = false;  ///< The bytes were damaged: any risk may have been there.

    /// Counts a turn of the child and what was found in it.
    void add_turn(const Findings& findings, TurnSigns signs) noexcept;

    /// Adds to the turn that was counted last: a second opinion sees this in it.
    void add_to_last_turn(Category category, Severity severity) noexcept;

    /// High or critical, and seen within the last open_turns turns.
    [[nodiscard]] bool open(Category category) const noexcept;
    [[nodiscard]] std::uint8_t turns_since(Category category) const noexcept;
    /// Distress and veiled danger summed over turns, fading by a third with each; 0 to about 3.
    [[nodiscard]] double build_up() const noexcept;
    [[nodiscard]] std::uint16_t stages() const noexcept { return stages_; }
    [[nodiscard]] bool told_a_story() const noexcept { return turns_since_fiction_ <= 6; }
    [[nodiscard]] bool caregiver_danger() const noexcept { return caregiver_danger_; }
    /// Something was kept from the guardian: so is what follows.
    void remember_danger_at_home() noexcept { caregiver_danger_ = true; }
    /// The category that a story was about, if any: fiction may turn real.
    [[nodiscard]] std::optional<Category> story_risk() const noexcept;
    void remember_story(Category category) noexcept;
    [[nodiscard]] std::uint32_t turns() const noexcept { return turns_; }

private:
    friend RiskMemory remembered(const RiskState& state) noexcept;
    friend RiskState kept(const RiskMemory& memory);
    static constexpr std::uint8_t never = 255;
    static constexpr std::uint8_t no_story = 255;

    struct Trace {
        std::uint8_t peak = 0;  ///< Severity.
        std::uint8_t since = never;
    };
    std::array<Trace, category_count> traces_{};
    std::uint32_t turns_ = 0;
    std::uint16_t stages_ = 0;
    std::uint16_t build_up_milli_ = 0;
    std::uint8_t turns_since_fiction_ = never;
    std::uint8_t story_ = no_story;
    bool caregiver_danger_ = false;
};

/// Empty bytes give a fresh memory; bytes of another version, or damaged ones, an unknown one.
[[nodiscard]] RiskMemory remembered(const RiskState& state) noexcept;
/// At most RiskState::max_bytes, and in truth under a hundred.
[[nodiscard]] RiskState kept(const RiskMemory& memory);

}  // namespace buddy::safety
