// Which letters a digit or a sign stands for where people write "su1c1de" or "k!ll".
#pragma once

#include <string_view>

namespace buddy::text {

/// The small letters that `sign` may stand for, the likeliest first; empty: none.
[[nodiscard]] constexpr std::string_view leet_letters(char32_t sign) noexcept
{
    switch (sign) {
        case U'0': return "o";
        case U'1':
        case U'!':
        case U'|': return "il";
        case U'3': return "e";
        case U'4':
        case U'@': return "a";
        case U'5':
        case U'$': return "s";
        case U'7': return "t";
        default: return "";
    }
}

}  // namespace buddy::text
