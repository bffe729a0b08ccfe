// How many tokens a call comes to at most, without any vendor's tokenizer.

#include "llm/llm.hpp"

#include <cstddef>

namespace buddy::llm {

namespace {

/// What a vendor puts around a message and around a call, and more than that.
constexpr std::int64_t around_a_message = 16;
constexpr std::int64_t around_a_call = 64;

}  // namespace

std::int64_t tokens_at_most(const ChatRequest& request) noexcept
{
    std::size_t bytes = 0;
    for (const auto& message : request.messages) bytes += message.content.size();
    if (request.answer) bytes += request.answer->name.size() + request.answer->schema.size();
    const auto messages = static_cast<std::int64_t>(request.messages.size());
    return static_cast<std::int64_t>(bytes) + (messages * around_a_message) + around_a_call +
           request.max_tokens;
}

}  // namespace buddy::llm
