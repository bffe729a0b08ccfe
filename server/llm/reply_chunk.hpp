// What one event of a vendor's stream says, whoever the vendor is.
#pragma once

#include "core/result.hpp"
#include "llm/llm.hpp"
#include "llm/sse_parser.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::llm {

struct ReplyChunk {
    std::string text;              ///< What the model said; may be empty.
    std::optional<Finish> finish;  ///< Why the reply ended. Once Filtered, it stays that.
    std::optional<Usage> usage;    ///< What is known so far; the last one counts.
    bool is_end = false;           ///< Nothing comes after it.
};

/// Reads the events of one stream, in order.
/// Unavailable  the vendor reports an error inside the stream, or the event makes no sense; the detail holds machine words
/// only.
using ReadEvent = std::function<Result<ReplyChunk>(const SseEvent& event)>;

/// What a vendor's error body says, for logs and decisions: its code, else its type; machine words only, empty when there
/// is none.
[[nodiscard]] std::string error_code_in(std::string_view body);

}  // namespace buddy::llm
