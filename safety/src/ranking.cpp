#include "ranking.hpp"

#include "measure_table.hpp"

#include <algorithm>
#include <cstddef>

namespace buddy::safety {

namespace {

/// The threshold goes down; each step takes in all cases of one score.
struct Step {
    std::size_t positives = 0;  ///< Of this step.
    std::size_t found = 0;      ///< Positives so far, this step included.
    std::size_t taken = 0;      ///< Cases so far, this step included.
};

std::vector<Step> steps_of(std::vector<Ranked> all)
{
    std::ranges::sort(all, [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
    std::vector<Step> steps;
    Step step;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i > 0 && all[i].score < all[i - 1].score) {
            steps.push_back(step);
            step.positives = 0;
        }
        ++step.taken;
        if (!all[i].positive) continue;
        ++step.positives;
        ++step.found;
    }
    if (!all.empty()) steps.push_back(step);
    return steps;
}

}  // namespace

double average_precision(std::vector<Ranked> all)
{
    const auto steps = steps_of(std::move(all));
    double sum = 0;
    for (const auto& step : steps) {
        sum += static_cast<double>(step.positives) * share(step.found, step.taken);
    }
    const std::size_t found = steps.empty() ? 0 : steps.back().found;
    return found == 0 ? 0 : sum / static_cast<double>(found);
}

double recall_at_false_positives(std::vector<Ranked> all, double allowed)
{
    const auto steps = steps_of(std::move(all));
    if (steps.empty()) return 0;
    const std::size_t positives = steps.back().found;
    const std::size_t negatives = steps.back().taken - positives;
    double best = 0;
    for (const auto& step : steps) {
        if (share(step.taken - step.found, negatives) > allowed) break;
        best = share(step.found, positives);
    }
    return best;
}

}  // namespace buddy::safety
