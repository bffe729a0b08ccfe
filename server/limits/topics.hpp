// Topics and words that a family keeps to itself, and those that it cannot.
//
// Threads  Pure functions.
#pragma once

#include "limits/limits.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace buddy::limits {

/// The words of a text: letters folded, without accents and invisible characters, pretenders unmasked; what
/// is neither letter nor digit parts them.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

/// A word with which children ask for help, in any of our languages: no family can turn it off.
[[nodiscard]] bool is_word_of_help(std::string_view word);

[[nodiscard]] std::optional<Objection> objection_to_topics(const Rules& rules);

}  // namespace buddy::limits
