// The language models that may answer a child, one after the other, and how asking each of them ends.
//
// Another model is asked only while no word was shown: two voices are never spliced. A vendor's refusal is an answer, not a
// fault: no other vendor is asked for what the first would not say.
#pragma once

#include "llm/llm.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace buddy::conversation {

/// A model that may answer.
struct ModelVoice {
    llm::ModelProvider& provider;
    bool is_local = false;  ///< It runs on this server: no third party.
    llm::Window window;     ///< It is never sent more, nor asked for a longer answer.
};

/// How asking one model ended.
enum class ModelOutcome : std::uint8_t {
    Answered,
    Failed,      ///< Before a word of it was shown: the next one is asked.
    Resting,     ///< As Failed, without a call: it had failed several times in a row.
    OverBudget,  ///< As Failed, without a call: it may cost no more.
    Unbooked,    ///< As Failed, without a call: the ledger cannot be written.
    TooLong,     ///< As Failed, without a call: the message does not fit into its window.
    Refused,     ///< The vendor did not want to answer.
    Broke,       ///< After words of it were shown: the turn ends.
    Replaced,    ///< A clause of it was not let through.
    Stopped      ///< By the child, by leaving, by a newer message, or with the server.
};
/// "answered", "failed" …; a metric label.
[[nodiscard]] std::string_view id_of(ModelOutcome outcome) noexcept;
/// No word was shown, and another one may be asked.
[[nodiscard]] bool leaves_the_floor(ModelOutcome outcome) noexcept;

/// One call of a model, without its words.
struct ModelCall {
    const llm::ModelProvider* provider = nullptr;
    ModelOutcome outcome = ModelOutcome::Failed;
    std::chrono::steady_clock::duration first_word{
    };  ///< From asking to the first word, or to the failure.
    llm::Usage usage;            ///< Zero when nothing came.
    std::optional<Error> error;  ///< Why there was no whole answer, when there is more to say.
};

}  // namespace buddy::conversation
