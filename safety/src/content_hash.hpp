// Names a piece of content: the same bytes, the same name. Not for secrets.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace buddy::safety {

/// FNV-1a over bytes; pass the last result to go on.
[[nodiscard]] constexpr std::uint64_t content_hash(
    std::string_view bytes, std::uint64_t before = 14695981039346656037ULL
) noexcept
{
    for (const char byte : bytes) {
        before ^= static_cast<unsigned char>(byte);
        before *= 1099511628211ULL;
    }
    return before;
}

/// 16 lower-case hex digits.
[[nodiscard]] inline std::string hash_name(std::uint64_t hash)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string name(16, '0');
    for (std::size_t i = name.size(); i-- > 0; hash >>= 4U) name[i] = digits[hash & 0xFU];
    return name;
}

}  // namespace buddy::safety
