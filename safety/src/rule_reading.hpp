// What the rules say about one text, once idioms, games, books and negations are taken out.
//
//     const RuleReading reading = read_with_rules(rules, MatchText{normalised.text}, Voice::Child);
//     if (reading.strongest(Category::SelfHarm)) …
//
// Threads  Pure functions. Errors: as RuleSet::find().
#pragma once

#include "rule_set.hpp"

#include <array>
#include <optional>
#include <vector>

namespace buddy::safety {

struct RuleReading {
    std::vector<RuleHit> risks;  ///< Those that stand.
    std::vector<RuleHit> questions;
    std::vector<RuleHit> answers;
    std::vector<RuleHit> stages;
    std::vector<RuleHit> vetoes;  ///< Those that had something to say.
    /// Per category: the frame a veto saw for it, real when none did.
    std::array<Frame, category_count> vetoed_as{};
    std::array<bool, category_count> negated{};  ///< A risk was there and was denied.
    std::array<bool, category_count> over{};     ///< A veto saw that it is past.
    std::optional<Frame> settled;  ///< By a veto that explains unease which names nothing.

    /// The hit with the highest severity, then weight; null when no rule stands.
    [[nodiscard]] const RuleHit* strongest(Category category) const noexcept;
    [[nodiscard]] bool means(Meaning meaning) const noexcept;  ///< Among answers and stages.
};

/// Takes out the risks that count at the opening of a conversation only.
void forget_openings(RuleReading& reading);

[[nodiscard]] RuleReading read_with_rules(const RuleSet& rules, const MatchText& text, Voice voice);

}  // namespace buddy::safety
