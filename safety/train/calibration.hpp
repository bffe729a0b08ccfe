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

/// probability = logistic(slope × raw + offset).
struct Line {
    double slope = 1.0;
    double offset = 0.0;
};
struct Point {
    double raw = 0.0;
    double target = 0.0;  ///< 0 to 1.
};
/// Logistic regression in one variable by Newton's method, with a pull towards `prior`.
[[nodiscard]] Line fit_line(std::span<const Point> points, Line prior, double pull);

[[nodiscard]] Calibration neutral_calibration(std::size_t outputs);

/// Fits a model that was written with a neutral calibration. Independent outputs get a slope and an
/// offset of their own, drawn towards those of their head (rare labels have few cases); exclusive
/// heads get one slope.
[[nodiscard]] Calibration calibrated(const text::Model& raw, std::span<const Case* const> cases);

}  // namespace buddy::train
