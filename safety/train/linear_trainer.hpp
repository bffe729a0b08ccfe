// Learns the linear yardstick (text/linear_model.hpp): logistic regression on "needs action" by AdaGrad
// (Duchi, Hazan, Singer 2011), slope and offset fitted on the calibration side. Deterministic.
#pragma once

#include "corpus.hpp"

#include "text/normaliser.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace buddy::train {

/// The bytes of the file.
[[nodiscard]] std::string train_linear(
    std::span<const Case* const> learn,
    std::span<const Case* const> calibrate,
    const text::Normaliser& normaliser,
    std::uint64_t seed
);

}  // namespace buddy::train
