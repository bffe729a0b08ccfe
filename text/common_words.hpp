// Which words children and their mentor use, so that a misspelt one can be told from a rare one.
// Counted on the training side of data/corpus; misspellings that are common are words here, too.
#pragma once

#include "text/lexicon.hpp"

#include <string_view>

namespace buddy::text {

/// Lower case, accents folded (ñ excepted), white space between. Valid for ever.
struct CommonWords {
    std::string_view frequent;  ///< The most frequent first.
    std::string_view rare;      ///< Known, and never guessed.
};

[[nodiscard]] CommonWords common_words(Language language) noexcept;

}  // namespace buddy::text
