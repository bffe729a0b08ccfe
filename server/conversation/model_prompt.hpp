// What a model is sent for a turn: never more than its window holds.
//
//     const auto request = prompt_for(model, {.instructions = mentor.system_prompt(view, choice), …});
//     if (!request) …                      // the message alone is too long for it: another voice answers
//
// What does not change from turn to turn comes first: the instructions that every child of an age shares, then what was
// said, so that vendors can keep it prepared. A wide window is shown examples as well. The instructions for this turn stand right before the message. What does not fit is left out from the oldest turn on, each
// turn whole; never the instructions, never the child's message. The bound is llm::tokens_at_most().
//
// Threads  Pure functions.
#pragma once

#include "advisors/advisors.hpp"
#include "conversation/conversation_store.hpp"
#include "conversation/model_voice.hpp"
#include "llm/llm.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::conversation {

/// Words of another model, fenced. They stand with the child's message, never among the instructions; what is told
/// of them is ours, and stands there.
struct Aside {
    std::string about;  ///< May be empty.
    std::string fenced;
};

/// Borrowed for the call, but for what is a value.
struct PromptParts {
    advisors::SystemPrompt instructions;
    std::string earlier;  ///< Sums up what was said before `said`, in words of ours; may be empty.
    std::vector<Aside>
        asides;  ///< In the order of their weight: one that does not fit is left out.
    const std::vector<Said>& said;
    std::string_view text;
    const std::vector<PrivateSpan>& private_spans;
    std::string end_user;
    llm::Account account;
};

/// Empty: not even instructions and message fit. What gives a child away is masked unless the model is local;
/// of a turn that a vendor refused no model sees anything again.
[[nodiscard]] std::optional<llm::ChatRequest> prompt_for(
    const ModelVoice& model, PromptParts parts
);

/// A child's words with "[…]" in the place of each span.
[[nodiscard]] std::string without(std::string_view text, const std::vector<PrivateSpan>& spans);

}  // namespace buddy::conversation
