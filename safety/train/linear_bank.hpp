// Logistic regressions over the bag's features that share one pass over the cases, by AdaGrad (Duchi,
// Hazan, Singer 2011): a yardstick, never what decides.
//
//     LinearBank bank{10};
//     bank.learn(entries, targets);                  // one step on one example
//     const auto chances = bank.chances(entries);
//
// Threads  One thread, one order of operations: equal examples in equal order give equal weights.
#pragma once

#include "text/linear_model.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace buddy::train {

class LinearBank {
public:
    using Entries = std::vector<text::LinearModel::Entry>;

    explicit LinearBank(std::size_t outputs);
    /// One step; `targets`: 0 or 1 for each output.
    void learn(const Entries& entries, std::span<const float> targets);
    /// Before the logistic function.
    [[nodiscard]] std::vector<float> sums(const Entries& entries) const;
    [[nodiscard]] std::vector<float> chances(const Entries& entries) const;
    /// Of one output, a number for each bucket.
    [[nodiscard]] std::vector<float> weights_of(std::size_t output) const;
    [[nodiscard]] float bias_of(std::size_t output) const { return biases_.at(output); }

private:
    std::size_t outputs_;
    std::vector<float> weights_;  ///< bucket × outputs
    std::vector<float> squares_;
    std::vector<float> biases_;
};

}  // namespace buddy::train
