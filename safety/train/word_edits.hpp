// Says the same in other words or in another setting; what it means, and so its labels, stay.
// The words are English.
#pragma once

#include "corpus.hpp"

#include <random>
#include <span>
#include <string_view>

namespace buddy::train {

/// One way to rewrite a case. Returns the case as it is where there is nothing to rewrite.
struct WordEdit {
    std::string_view id;
    Case (*rewrite)(const Case& one, std::mt19937_64& random);
};

/// synonyms, two-turns, sentence-before, sentence-after, role-play, quotation.
[[nodiscard]] std::span<const WordEdit> word_edits() noexcept;

}  // namespace buddy::train
