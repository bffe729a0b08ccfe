#include "linear_trainer.hpp"

#include "calibration.hpp"
#include "linear_bank.hpp"

#include "text/linear_model.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <random>
#include <vector>

namespace buddy::train {
namespace {

using Entries = LinearBank::Entries;

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
    LinearBank trained{1};
    for (int epoch = 0; epoch < epochs; ++epoch) {
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
        for (const std::size_t index : order) {
            const std::array<float, 1> needs{learn[index]->needs_action() ? 1.0F : 0.0F};
            trained.learn(read[index], needs);
        }
    }
    std::vector<Point> points;
    for (const Case* const one : calibrate) {
        points.push_back(
            {.raw = static_cast<double>(trained.sums(entries_of(*one, normaliser)).front()),
             .target = one->needs_action() ? 1.0 : 0.0}
        );
    }
    const Line line = fit_line(points, {}, 0.1);
    auto weights = trained.weights_of(0);
    for (float& weight : weights) weight *= static_cast<float>(line.slope);
    const double bias = line.slope * static_cast<double>(trained.bias_of(0)) + line.offset;
    return text::LinearModel::file_of(weights, static_cast<float>(bias));
}

}  // namespace buddy::train
