// Keeps the corpus clean: what the reader cannot know about a single line.
#pragma once

#include "corpus.hpp"

#include <span>
#include <string>
#include <vector>

namespace buddy::train {

/// Complaints, each with file and line, never with a case's words: ids used twice, families without
/// a side, labels that contradict each other, texts on two sides of the wall, addresses, numbers
/// and links that could belong to somebody, long contexts, broken UTF-8.
[[nodiscard]] std::vector<std::string> complaints_about(
    std::span<const Case> cases, const Splits& splits
);

/// Whether a text holds something that could reach a real person: an e-mail address outside the
/// domains kept for examples, a phone number that is neither 555 nor a help line.
[[nodiscard]] bool may_reach_somebody(std::string_view text);

}  // namespace buddy::train
