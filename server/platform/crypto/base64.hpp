// Bytes that came as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace buddy::crypto {

/// Reads base64 in the usual alphabet, with padding. Nothing when it is not that, to the last
/// character.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace buddy::crypto
