#include "calibration.hpp"

#include "trainer.hpp"

#include <algorithm>
#include <cmath>

namespace buddy::train {
namespace {

/// The slope with the least loss; the loss is convex in it.
double fit_temperature(std::span<const std::vector<Point>> rows)
{
    const auto loss = [&](double slope) {
        double sum = 0.0;
        for (const auto& row : rows) {
            double total = 0.0;
            for (const Point& point : row) total += std::exp(slope * point.raw);
            for (const Point& point : row)
                sum -= point.target * (slope * point.raw - std::log(total));
        }
        return sum;
    };
    double low = 0.05;
    double high = 4.0;
    for (int round = 0; round < 60; ++round) {
        const double third = (high - low) / 3.0;
        if (loss(low + third) < loss(high - third)) {
            high -= third;
        } else {
            low += third;
        }
    }
    return (low + high) / 2.0;
}

/// Raw outputs back from neutral probabilities (exclusive ones up to a constant, which is enough).
double raw_of(float probability, text::HeadKind kind)
{
    const double p = std::clamp(static_cast<double>(probability), 1e-7, 1.0 - 1e-7);
    return kind == text::HeadKind::Independent ? std::log(p / (1.0 - p)) : std::log(p);
}

/// points[output][case]; cases whose output is not labelled are left out.
using Table = std::vector<std::vector<Point>>;

Table measure(const text::Model& raw, std::span<const Case* const> cases)
{
    Table table(raw.heads().back().first + raw.heads().back().labels.size());
    std::vector<text::SpokenTurn> turns;
    std::vector<float> targets;
    std::vector<float> weights;
    for (const Case* const one : cases) {
        const auto prediction = raw.predict(input_of(*one, turns));
        set_targets(*one, raw.heads(), targets, weights);
        for (const text::Head& head : raw.heads()) {
            for (std::size_t i = head.first; i < head.first + head.labels.size(); ++i) {
                if (weights[i] == 0.0F) continue;
                const double target = static_cast<double>(targets[i]);
                table[i].push_back({raw_of(prediction.values.at(i), head.kind), target});
            }
        }
    }
    return table;
}

void fit_independent(const text::Head& head, const Table& table, Calibration& calibration)
{
    constexpr double pull = 4.0;
    std::vector<Point> all;
    for (std::size_t i = head.first; i < head.first + head.labels.size(); ++i)
        all.insert(all.end(), table[i].begin(), table[i].end());
    const Line shared = fit_line(all, {}, 0.1);
    for (std::size_t i = head.first; i < head.first + head.labels.size(); ++i) {
        const Line line = head.labels.size() == 1 ? shared : fit_line(table[i], shared, pull);
        calibration.slopes[i] = static_cast<float>(line.slope);
        calibration.offsets[i] = static_cast<float>(line.offset);
    }
}

void fit_exclusive(const text::Head& head, const Table& table, Calibration& calibration)
{
    std::vector<std::vector<Point>> rows(table[head.first].size());
    for (std::size_t label = 0; label < head.labels.size(); ++label) {
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i].push_back(table[head.first + label][i]);
    }
    const auto slope = static_cast<float>(fit_temperature(rows));
    for (std::size_t label = 0; label < head.labels.size(); ++label)
        calibration.slopes[head.first + label] = slope;
}

}  // namespace

Line fit_line(std::span<const Point> points, Line prior, double pull)
{
    Line line = prior;
    for (int round = 0; round < 30; ++round) {
        double g0 = pull * (line.slope - prior.slope);
        double g1 = pull * (line.offset - prior.offset);
        double h00 = pull + 1e-6;
        double h01 = 0.0;
        double h11 = pull + 1e-6;
        for (const Point& point : points) {
            const double guess = 1.0 / (1.0 + std::exp(-(line.slope * point.raw + line.offset)));
            const double error = guess - point.target;
            const double spread = guess * (1.0 - guess);
            g0 += error * point.raw;
            g1 += error;
            h00 += spread * point.raw * point.raw;
            h01 += spread * point.raw;
            h11 += spread;
        }
        const double determinant = h00 * h11 - h01 * h01;
        const double step0 = (h11 * g0 - h01 * g1) / determinant;
        const double step1 = (h00 * g1 - h01 * g0) / determinant;
        // Half steps at most of one unit: Newton may overshoot far from the optimum.
        line.slope -= std::clamp(step0, -0.5, 0.5);
        line.offset -= std::clamp(step1, -0.5, 0.5);
    }
    line.slope = std::max(line.slope, 0.05);
    return line;
}

Calibration neutral_calibration(std::size_t outputs)
{
    return {std::vector<float>(outputs, 1.0F), std::vector<float>(outputs, 0.0F)};
}

Calibration calibrated(const text::Model& raw, std::span<const Case* const> cases)
{
    const Table table = measure(raw, cases);
    Calibration calibration = neutral_calibration(table.size());
    if (cases.empty()) return calibration;
    for (const text::Head& head : raw.heads()) {
        if (head.kind == text::HeadKind::Independent) {
            fit_independent(head, table, calibration);
        } else {
            fit_exclusive(head, table, calibration);
        }
    }
    return calibration;
}

}  // namespace buddy::train
