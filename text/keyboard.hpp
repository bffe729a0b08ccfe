// Which keys lie beside which: where a thumb slips to.
#pragma once

#include <array>
#include <string_view>

namespace buddy::text {

/// By the letter's place in the alphabet (a to z), on a keyboard that begins with qwerty.
inline constexpr std::array<std::string_view, 26> keys_beside = {
    "sqz", "vn", "xv", "sf", "wr", "dg", "fh", "gj", "uo", "hk", "jl", "k",  "n",
    "bm",  "ip", "o",  "w",  "et", "ad", "ry", "yi", "cb", "qe", "zc", "tu", "x"
};

}  // namespace buddy::text
