// One `data:` of a streamed chat completion, read.
#pragma once

#include "core/result.hpp"
#include "llm/llm.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace buddy::llm {

struct CompletionChunk {
    std::string text;              ///< What the model said; may be empty.
    std::optional<Finish> finish;  ///< Present in the last chunk with a choice.
    std::optional<Usage> usage;    ///< Present in the chunk that carries the totals.
    bool is_end = false;           ///< "[DONE]".
};

/// Unavailable  not JSON, or the vendor reports an error inside the stream; the detail holds its type and code only.
[[nodiscard]] Result<CompletionChunk> read_chunk(std::string_view data);

/// What a vendor's error body says, for logs and decisions: its code, else its type; machine words only, empty when there
/// is none.
[[nodiscard]] std::string error_code_in(std::string_view body);

}  // namespace buddy::llm
