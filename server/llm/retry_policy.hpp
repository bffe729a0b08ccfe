// Whether, and when, to ask a vendor again before the first byte of an answer has come.
#pragma once

#include "core/clock.hpp"
#include "platform/http/client.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace buddy::llm {

/// What a vendor asked for with an answer that was no stream. `code` is error_code_in() of its body.
/// Empty: asking again is pointless. Zero: it named no time.
[[nodiscard]] std::optional<std::chrono::milliseconds> wait_asked_for(
    const http::ClientHead& head, std::string_view code, Time now
);

/// Before attempt `attempt` (1 is the first repetition): a random time up to `first` doubled for each further attempt.
[[nodiscard]] std::chrono::milliseconds backoff(int attempt, std::chrono::milliseconds first);

}  // namespace buddy::llm
