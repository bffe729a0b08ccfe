#include "advisors/reading_ease.hpp"

#include <algorithm>

namespace buddy::advisors {

int syllables_of(std::string_view folded, std::span<const std::string> silent)
{
    int groups = 0;
    bool in_vowels = false;
    for (const char letter : folded) {
        const bool is_vowel = std::string_view{"aeiouy"}.contains(letter);
        groups += is_vowel && !in_vowels ? 1 : 0;
        in_vowels = is_vowel;
    }
    const bool ends_silently = std::ranges::any_of(silent, [folded](const std::string& ending) {
        const auto stem = folded.size() - std::min(folded.size(), ending.size());
        return folded.ends_with(ending) && stem > 0 &&
               !std::string_view{"aeiouy"}.contains(folded[stem - 1]);
    });
    if (ends_silently && groups > 1) --groups;
    return std::max(groups, 1);
}

double ease_of(const EaseFormula& formula, int words, int syllables)
{
    return formula.base - (formula.per_word * words) - (formula.per_syllable * syllables / words);
}

}  // namespace buddy::advisors
