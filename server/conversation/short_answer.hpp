// A short answer of a model, heard to its end: for those who are not shown to a child (the judge, the supporters,
// the one who sums up).
//
//     const auto answer = co_await with_deadline(limit, short_answer(model, std::move(request)));
//     if (!answer) …                // too late: the call has been cancelled
//     else if (!*answer) …          // it failed
//
// Threads  As the model's.
// Errors   The model's.
#pragma once

#include "llm/llm.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::conversation {

/// In bytes. What is longer is none of the answers that are asked for here; nobody pays for more of it.
inline constexpr std::size_t longest_short_answer = 4'096;

struct ShortAnswer {
    /// Empty when it was cut off or the vendor filtered it. What ran into the token limit counts.
    std::string text;
    llm::Usage usage;
};

/// Reads a little more than longest_short_answer at most. `model` outlives the task.
[[nodiscard]] Task<Result<ShortAnswer>> short_answer(
    llm::ModelProvider& model, llm::ChatRequest request
);

/// How a call with a deadline ended.
struct TimedAnswer {
    std::optional<ShortAnswer> answer;
    bool was_late = false;       ///< No answer within the deadline.
    std::optional<Error> error;  ///< Why there is none, when it says so.
    std::chrono::steady_clock::duration took{};
};

/// The same within `limit`. A failure close to it is lateness, too: connections give up a little earlier than
/// we do, so that the provider hears of it and rests.
[[nodiscard]] Task<TimedAnswer> short_answer_within(
    std::chrono::milliseconds limit, llm::ModelProvider& model, llm::ChatRequest request
);

/// `text` on one line, with single blanks and nothing else that steers a terminal or a parser; at most `most`
/// bytes, cut between words where it can be.
[[nodiscard]] std::string on_one_line(std::string_view text, std::size_t most);

}  // namespace buddy::conversation
