// Makes probabilities honest: of the cases that get 0.9, nine in ten shall be right.
#pragma once

#include "corpus.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace buddy::train {

/// logit = slope × raw + offset, one pair per output.
struct Calibration {
    std::vector<float> slopes;
    std::vector<float> offsets;
};

[[nodiscard]] Calibration neutral_calibration(std::size_t outputs);

/// Fits a model that was written with a neutral calibration. Independent outputs get a slope and an
/// offset of their own, drawn towards those of their head (rare labels have few cases); exclusive
/// heads get one slope.
[[nodiscard]] Calibration calibrated(const text::Model& raw, std::span<const Case* const> cases);

}  // namespace buddy::train
