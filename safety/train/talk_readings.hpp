// What the talk reader (safety/src/talk_reader.hpp) is given for each of many messages, written for the
// program that teaches it (safety/train/talks.py).
#pragma once

#include "text/model.hpp"

#include <istream>
#include <string>

namespace buddy::train {

/// In: JSON Lines as in the corpus (token_files.hpp says which fields are read). Out: a JSON line for each, in
/// order: the inputs as a list of numbers, or null where the mentor said nothing before, and the talk
/// reader would not be asked.
[[nodiscard]] std::string talk_readings_of(std::istream& lines, const text::Model& model);

}  // namespace buddy::train
