// One `data:` of a streamed chat completion (OpenAI), read.
#pragma once

#include "llm/reply_chunk.hpp"

#include <string_view>

namespace buddy::llm {

/// Unavailable  as ReadEvent.
[[nodiscard]] Result<ReplyChunk> read_completion(std::string_view data);

}  // namespace buddy::llm
