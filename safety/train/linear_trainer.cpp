#include "linear_trainer.hpp"

#include "calibration.hpp"

#include "text/linear_model.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

namespace buddy::train {
namespace {

using Entries = std::vector<text::LinearModel::Entry>;

struct Weights {
    std::vector<float> weights = std::vector<float>(text::LinearModel::bucket_count);
    std::vector<float> squares = std::vector<float>(text::LinearModel::bucket_count, 1e-6F);
    float bias = 0;

    [[nodiscard]] float sum(const Entries& entries) const
    {
        float sum = bias;
        for (const auto& entry : entries) sum += weights[entry.bucket] * entry.value;
        return sum;
    }
    void learn(const Entries& entries, bool needs)
    {
        constexpr float rate = 0.1F;
        constexpr float pull = 1e-5F;  // towards zero
        const float error = 1.0F / (1.0F + std::exp(-sum(entries))) - (needs ? 1.0F : 0.0F);
        bias -= 0.01F * error;
        for (const auto& entry : entries) {
            float& weight = weights[entry.bucket];
            const float slope = error * entry.value + pull * weight;
            squares[entry.bucket] += slope * slope;
            weight -= rate * slope / std::sqrt(squares[entry.bucket]);
        }
    }
};

Entries entries_of(const Case& one, const text::Normaliser& normaliser)
{
    std::vector<text::SpokenTurn> turns;
    return text::LinearModel::entries_of(text::features_of(normaliser, input_of(one, turns)));
}

}  // namespace

std::string train_linear(
    std::span<const Case* const> learn,
    std::span<const Case* const> calibrate,
    const text::Normaliser& normaliser,
    std::uint64_t seed
)
{
    constexpr int epochs = 6;
    std::vector<Entries> read;
    for (const Case* const one : learn) read.push_back(entries_of(*one, normaliser));
    std::vector<std::size_t> order(learn.size());
    std::iota(order.begin(), order.end(), 0U);
    std::mt19937_64 random{seed};
    Weights trained;
    for (int epoch = 0; epoch < epochs; ++epoch) {
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
        for (const std::size_t index : order)
            trained.learn(read[index], learn[index]->needs_action());
    }
    std::vector<Point> points;
    for (const Case* const one : calibrate) {
        points.push_back(
            {.raw = static_cast<double>(trained.sum(entries_of(*one, normaliser))),
             .target = one->needs_action() ? 1.0 : 0.0}
        );
    }
    const Line line = fit_line(points, {}, 0.1);
    for (float& weight : trained.weights) weight *= static_cast<float>(line.slope);
    const double bias = line.slope * static_cast<double>(trained.bias) + line.offset;
    return text::LinearModel::file_of(trained.weights, static_cast<float>(bias));
}

}  // namespace buddy::train
