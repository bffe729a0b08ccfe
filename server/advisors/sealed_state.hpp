// Wraps state that a caller keeps between turns, so that damage is noticed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace buddy::advisors {

/// The largest state, in bytes, with its wrapping.
inline constexpr std::size_t most_state_bytes = 4096;

/// `mark` names kind and version, such as "guided1".
[[nodiscard]] std::string sealed(std::string_view mark, std::string_view body);
/// The body; nothing when mark or checksum do not fit.
[[nodiscard]] std::optional<std::string> unsealed(std::string_view mark, std::string_view bytes);

}  // namespace buddy::advisors
