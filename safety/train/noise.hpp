// Misspells a case the way children's thumbs do, so that the model does not lean on spelling.
#pragma once

#include "corpus.hpp"

#include <random>

namespace buddy::train {

/// The case with its message and the child's turns misspelt (text/disguise.hpp); a mentor does not
/// misspell. The same state of `random` gives the same slips.
[[nodiscard]] Case noisy(const Case& one, std::mt19937_64& random);

}  // namespace buddy::train
