// How easily a sentence reads, after Flesch and those who fitted his formula to other languages:
//
//     ease = base - per_word * words - per_syllable * syllables / words      (of one sentence; higher is easier)
//
// English: Flesch, A new readability yardstick (1948). Spanish: Fernández Huerta (1959). French: Kandel and Moles (1958).
// German: Amstad (1978). Portuguese: Martins and others (1996). The numbers stand in data/mentor/critics.
// Syllables are counted as groups of vowels, less the endings that a language leaves silent: near enough to
// count, too rough to stop anything.
//
// Threads  Pure functions.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace buddy::advisors {

struct EaseFormula {
    double base = 206.835;
    double per_word = 1.015;
    double per_syllable = 84.6;
};

/// Of a folded word (phrase_match.hpp); at least 1. `silent`: endings that are not heard.
[[nodiscard]] int syllables_of(std::string_view folded, std::span<const std::string> silent);
/// `words` is at least 1.
[[nodiscard]] double ease_of(const EaseFormula& formula, int words, int syllables);

}  // namespace buddy::advisors
