// One way to write each letter: NFKC, case, accents, invisible characters, letters of other scripts
// that pretend to be Latin.
#pragma once

#include "text/normaliser.hpp"
#include "text/utf8.hpp"

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace buddy::text {

[[nodiscard]] bool is_letter_beyond_ascii(char32_t code) noexcept;
[[nodiscard]] bool is_white_beyond_ascii(char32_t code) noexcept;
[[nodiscard]] inline bool is_letter(char32_t code) noexcept
{
    if (code >= 0x80) return is_letter_beyond_ascii(code);
    return (code | 0x20U) >= 'a' && (code | 0x20U) <= 'z';
}
[[nodiscard]] constexpr bool is_digit(char32_t code) noexcept
{
    return code >= U'0' && code <= U'9';
}
[[nodiscard]] inline bool is_white(char32_t code) noexcept
{
    if (code >= 0x80) return is_white_beyond_ascii(code);
    return code == ' ' || (code >= 0x09 && code <= 0x0D);
}
[[nodiscard]] bool is_picture(char32_t code) noexcept;  ///< Emojis and other pictographs.

/// Marks a glyph whose word is already settled (an emoji's meaning): no later step may change it.
struct FoldedGlyph {
    char32_t code = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool settled = false;
};

class Folding {
public:
    /// Builds the tables (some milliseconds).
    Folding();
    /// Folds one character and the accents that follow it; appends to `out`. Returns how many
    /// glyphs were read (at least one). Linear: surplus accents are skipped, not normalised.
    std::size_t fold(
        const std::vector<Glyph>& glyphs,
        std::size_t at,
        std::vector<FoldedGlyph>& out,
        Disguises& disguises
    ) const;
    /// Replaces look-alikes in words that mix scripts, and in words that look Latin throughout when
    /// the rest of the message is Latin.
    void unmask(std::vector<FoldedGlyph>& glyphs, Disguises& disguises) const;

private:
    [[nodiscard]] char32_t latin_twin(char32_t code) const noexcept;
    void fold_slowly(std::u32string_view cluster, std::u32string& out) const;

    std::array<std::u32string, 0x180> small_;             // folded form of U+0000 … U+017F
    std::unordered_map<char32_t, char32_t> latin_twins_;  // other letters that look Latin
};

}  // namespace buddy::text
