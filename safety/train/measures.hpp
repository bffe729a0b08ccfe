// How good a model is on cases it has not seen.
#pragma once

#include "corpus.hpp"

#include "safety/src/ranking.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace buddy::train {

/// Mean distance between promised and real share over fifteen equal-width bins, weighted by count.
[[nodiscard]] double calibration_error(std::span<const safety::Ranked> scored);

/// One line of a report.
struct Measure {
    std::string name;
    std::size_t cases = 0;
    std::size_t positives = 0;
    double average_precision = 0.0;
    double recall = 0.0;  ///< At 2 % false alarms.
    double calibration_error = 0.0;
};

struct Report {
    std::vector<Measure> groups;      ///< Needs action: all, by language, age, direction, context.
    std::vector<Measure> categories;  ///< Each category that occurs.
    std::vector<Measure> emotions;
    std::vector<std::pair<std::string, double>> shares;  ///< Right answers of the exclusive heads.
};

[[nodiscard]] Report measure(const text::Model& model, std::span<const Case* const> cases);
/// The report as a table for people.
[[nodiscard]] std::string table_of(const Report& report);

}  // namespace buddy::train
