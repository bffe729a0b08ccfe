// What a caller of POST /v1/chat/completions asks for, in OpenAI's words, and what Buddy makes of it.
//
//     auto asked = read_completion_request(exchange.body());
//     if (!asked) co_return co_await exchange.respond(http::openai_error(asked.error()));
//
// What would change an answer and Buddy does not do (several answers, tools, log probabilities, forms of
// answer, stop words, system messages) is refused in words. Hints of style and length (temperature,
// max_tokens …) are checked for their type and left alone: Buddy decides how it speaks to a child.
// Members nobody knows are passed over, as OpenAI's own servers do.
//
// Threads  Pure functions.
#pragma once

#include "conversation/conversation_store.hpp"
#include "platform/http/openai_error.hpp"

#include <cstddef>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::conversation {

/// What GET /v1/models lists: the model says how old the child is.
struct OfferedModel {
    std::string_view id;
    safety::AgeBand age_band;
};
/// "buddy" first, which is for the youngest: whoever does not say the age gets the strictest rules.
[[nodiscard]] std::span<const OfferedModel> offered_models() noexcept;
/// Null: not offered.
[[nodiscard]] const OfferedModel* find_model(std::string_view id) noexcept;
/// 404, with OpenAI's code for it. Never repeats what was asked for.
[[nodiscard]] http::OpenAiError no_such_model();

struct CompletionRequest {
    /// Characters of what the child says now, inclusive; and of one earlier message.
    static constexpr std::size_t longest_message = 4000;
    static constexpr std::size_t longest_earlier = 16'000;

    std::string model;  ///< As it was asked for.
    safety::AgeBand age_band = safety::AgeBand::From7To9;
    std::string locale = "en";  ///< metadata.locale
    std::string country;        ///< metadata.country; empty: not known.
    std::vector<Said> earlier;  ///< Oldest first.
    std::string text;      ///< What the child says now: every user message since the last answer.
    std::string end_user;  ///< safety_identifier, else user; empty: neither.
    bool streams = false;
    bool wants_usage = false;  ///< stream_options.include_usage
};

[[nodiscard]] std::expected<CompletionRequest, http::OpenAiError> read_completion_request(
    std::string_view body
);

}  // namespace buddy::conversation
