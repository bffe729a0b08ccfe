// How well the 28 labels of GoEmotions (Demszky et al. 2020) can be told: plain yardsticks beside the
// trainer's own bag of words with one hidden layer, all learned from the set's training part and
// measured on its dev part. The words of the set are read, never shown.
//
// Threads  One thread; the same file gives the same figures on the same processor family.
#pragma once

#include "network.hpp"

#include "core/result.hpp"
#include "text/normaliser.hpp"

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string>
#include <vector>

namespace buddy::train {

/// One post with its labels, indices into goemotions_names.
struct Post {
    std::string text;
    std::vector<std::size_t> labels;
    bool dev = false;
};

/// JSON Lines with "text", "split" (train or dev) and "labels": {"emotions": […]}.
/// Invalid: names the line, never its words.
[[nodiscard]] Result<std::vector<Post>> read_goemotions(std::istream& lines);

/// F1 of one label: twice the hits over all that was said and all that was so; 0 where neither.
struct LabelCounts {
    std::size_t hits = 0;
    std::size_t said = 0;
    std::size_t real = 0;
    [[nodiscard]] double f1() const noexcept;
};
[[nodiscard]] double macro_f1(std::span<const LabelCounts> counts) noexcept;

/// The least score that says yes with the best F1; scores and truth in the same order. 2 (never)
/// where nothing is true.
[[nodiscard]] double best_threshold(std::span<const double> scores, const std::vector<bool>& truth);

struct GoemotionsReport {
    std::size_t learned = 0;
    std::size_t held = 0;  ///< Of the training part, for thresholds alone.
    std::size_t dev = 0;
    struct Row {
        std::string name;
        std::vector<LabelCounts> labels;
    };
    std::vector<Row> rows;
};

/// What suits this set: short posts, many of them.
[[nodiscard]] Settings goemotions_settings();

[[nodiscard]] GoemotionsReport measure_goemotions(
    std::span<const Post> posts, const text::Normaliser& normaliser, const Settings& settings
);
/// The report as a table for people.
[[nodiscard]] std::string table_of(const GoemotionsReport& report);

}  // namespace buddy::train
