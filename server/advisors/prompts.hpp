// The system prompt of a model, from the versioned files of data/mentor/prompts, with the stances
// (data/stances) that the turn calls for and no others.
//
// Threads  Pure functions.
#pragma once

#include "advisors/advisors.hpp"
#include "advisors/content.hpp"
#include "advisors/stances.hpp"

#include <string>
#include <string_view>

namespace buddy::advisors {

/// Holds nothing that a child wrote: topic, mood and risk enter by their identifiers only.
[[nodiscard]] SystemPrompt system_prompt_for(
    const Content& content, const Stances& stances, const TurnView& turn, const Choice& choice
);

/// For an advisor who writes a note for the one who leads; what holds of system_prompt_for() holds here.
[[nodiscard]] SystemPrompt note_prompt_for(
    const Content& content, const TurnView& turn, const Choice& choice, Advisor supporter
);
[[nodiscard]] std::string summary_prompt_for(const Content& content, safety::AgeBand age_band);

/// A child's message between marks that it cannot close itself.
[[nodiscard]] std::string fenced_message(std::string_view text);
/// A summary of what was said earlier, likewise.
[[nodiscard]] std::string fenced_summary(std::string_view text);
/// A note, with the advisor who wrote it, likewise.
[[nodiscard]] std::string fenced_note(const Note& note);
/// Lines of a talk, likewise.
[[nodiscard]] std::string fenced_talk(std::string_view lines);

}  // namespace buddy::advisors
