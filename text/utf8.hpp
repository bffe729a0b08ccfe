// Bytes to characters and back. Whatever is not UTF-8 becomes U+FFFD, one per bad byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::text {

/// A character with the bytes of the original it stands for (end exclusive).
struct Glyph {
    char32_t code = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// Decodes one character at `at` (which must lie inside `bytes`).
[[nodiscard]] Glyph decode_one(std::string_view bytes, std::size_t at) noexcept;
/// Decodes all of it, at most 4 GiB.
[[nodiscard]] std::vector<Glyph> decode(std::string_view bytes);
/// Appends `code` as UTF-8; what is no character is appended as U+FFFD.
void append_utf8(std::string& out, char32_t code);

/// First byte of a character (not one that continues it).
[[nodiscard]] constexpr bool starts_character(char byte) noexcept
{
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

}  // namespace buddy::text
