#include "linear_bank.hpp"

#include <cmath>

namespace buddy::train {
namespace {

float logistic(float sum)
{
    return 1.0F / (1.0F + std::exp(-sum));
}

}  // namespace

LinearBank::LinearBank(std::size_t outputs)
    : outputs_{outputs},
      weights_(text::LinearModel::bucket_count * outputs),
      squares_(text::LinearModel::bucket_count * outputs, 1e-6F),
      biases_(outputs)
{
}

std::vector<float> LinearBank::sums(const Entries& entries) const
{
    std::vector<float> sums = biases_;
    for (const auto& entry : entries) {
        const float* const weights = weights_.data() + entry.bucket * outputs_;
        for (std::size_t i = 0; i < outputs_; ++i) sums[i] += weights[i] * entry.value;
    }
    return sums;
}

std::vector<float> LinearBank::chances(const Entries& entries) const
{
    auto chances = sums(entries);
    for (float& chance : chances) chance = logistic(chance);
    return chances;
}

void LinearBank::learn(const Entries& entries, std::span<const float> targets)
{
    constexpr float rate = 0.1F;
    constexpr float pull = 1e-5F;  // towards zero
    auto errors = chances(entries);
    for (std::size_t i = 0; i < outputs_; ++i) {
        errors[i] -= targets[i];
        biases_[i] -= 0.01F * errors[i];
    }
    for (const auto& entry : entries) {
        float* const weights = weights_.data() + entry.bucket * outputs_;
        float* const squares = squares_.data() + entry.bucket * outputs_;
        for (std::size_t i = 0; i < outputs_; ++i) {
            const float slope = errors[i] * entry.value + pull * weights[i];
            squares[i] += slope * slope;
            weights[i] -= rate * slope / std::sqrt(squares[i]);
        }
    }
}

std::vector<float> LinearBank::weights_of(std::size_t output) const
{
    std::vector<float> weights;
    weights.reserve(text::LinearModel::bucket_count);
    for (std::size_t at = output; at < weights_.size(); at += outputs_)
        weights.push_back(weights_[at]);
    return weights;
}

}  // namespace buddy::train
