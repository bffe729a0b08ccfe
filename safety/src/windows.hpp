// Cuts a long text into overlapping windows that never split a character.
#pragma once

#include "text/normaliser.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace buddy::safety {

/// Windows of at most `bytes` that overlap by a sixteenth; one (maybe empty) for a short text.
/// `bytes` is at least 64.
[[nodiscard]] std::vector<text::Span> windows_of(std::string_view text, std::size_t bytes);

}  // namespace buddy::safety
