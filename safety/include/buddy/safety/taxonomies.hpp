// Our 23 categories in the words of others: KORA's 26 risks of artificial intelligence for children,
// the 12 hazards of MLCommons AILuminate, and the 13 categories of OpenAI's moderation endpoint.
//
//     for (const Risk& risk : safety::kora_risks()) report(risk.id, safety::score_of(risk, assessment));
//     const auto scores = safety::openai_scores(assessment);   // in the order of openai_categories
//
// Threads  Pure functions over constant tables.
#pragma once

#include "buddy/safety/assessment.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace buddy::safety {

/// Where a risk of another taxonomy can be seen.
enum class SeenIn : std::uint8_t {
    Message,       ///< In one message: by the categories that stand for it.
    Conversation,  ///< In no single message; people judge whole conversations.
    Nowhere,       ///< The engine does not look for it.
};

/// One risk or hazard of another taxonomy.
struct Risk {
    std::string_view id;  ///< Stable, snake_case.
    std::span<const Category>
        categories;  ///< Ours that stand for it; empty unless seen in a message.
    SeenIn seen = SeenIn::Message;
};

/// In the order of the taxonomy.
[[nodiscard]] std::span<const Risk> kora_risks() noexcept;
[[nodiscard]] std::span<const Risk> ailuminate_hazards() noexcept;

/// How likely a message shows the risk, 0 to 1: that of its likeliest category.
[[nodiscard]] double score_of(const Risk& risk, const Assessment& assessment) noexcept;

/// OpenAI's moderation categories, in the order of its documentation.
inline constexpr std::array<std::string_view, 13> openai_categories{
    "harassment",
    "harassment/threatening",
    "hate",
    "hate/threatening",
    "illicit",
    "illicit/violent",
    "self-harm",
    "self-harm/instructions",
    "self-harm/intent",
    "sexual",
    "sexual/minors",
    "violence",
    "violence/graphic"
};

/// How likely each of OpenAI's categories applies, 0 to 1. What is no risk in OpenAI's sense
/// (distress, dependency, personal details …) maps to none of them: grief is not flagged.
[[nodiscard]] std::array<double, openai_categories.size()> openai_scores(
    const Assessment& assessment
) noexcept;

}  // namespace buddy::safety
