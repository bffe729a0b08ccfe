// Texts cut into pieces, written for the encoder's training programs (safety/train/encoder).
//
// In   JSON Lines: {"text", "direction"?, "age_band"?, "lang"?, "context"?: [{"role", "text"}]}, as in the
//      corpus; what is missing reads as an input of the middle age band, English, without turns.
// Out  for each line, in order: a 16-bit number of sequences, then each as a 16-bit length and its
//      16-bit pieces, little-endian. A line that cannot be read has no sequence.
#pragma once

#include "corpus.hpp"

#include "core/result.hpp"
#include "text/normaliser.hpp"
#include "text/pieces.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <string_view>

namespace buddy::train {

/// The fields of a Case that a sequence and small talk need; without text when the line cannot be
/// read. A public text names no actions, so that none of them is taken for small talk.
[[nodiscard]] Case read_case(const std::string& line);

/// Calls `each` with every normalised text of a file, turns included.
void for_each_text(
    std::istream& lines,
    const text::Normaliser& normaliser,
    const std::function<void(std::string_view)>& each
);

/// The bytes of a token file. `copies`: how many misspelt copies follow each line's own entry.
[[nodiscard]] std::string tokens_of(
    std::istream& lines,
    const text::Normaliser& normaliser,
    const text::Pieces& pieces,
    std::size_t copies,
    std::uint64_t seed
);

}  // namespace buddy::train
