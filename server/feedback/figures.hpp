// What people say of Buddy, as figures that tell of nobody: shares and scores with how sure they are.
//
//     const auto figures = figures_of(marks, thumbs);
//     if (figures.satisfaction.share) …           // nothing: too few have answered
//
// Threads  Pure functions.
#pragma once

#include "feedback/feedback.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace buddy::feedback {

/// Below so many answers a figure is kept back: it could be read as somebody's.
inline constexpr std::int64_t least_shown = 5;
/// The product's targets.
inline constexpr double satisfaction_target = 0.8;
inline constexpr double promoter_target = 50;

/// A share with the ends of its 95 % interval (Wilson); nothing while too few have answered.
struct Share {
    double share = 0;
    double low = 0;
    double high = 0;
};
/// From -100 to 100, likewise.
struct Score {
    double score = 0;
    double low = 0;
    double high = 0;
};

template <class Figure>
struct Counted {
    std::optional<std::int64_t> answers;  ///< Nothing: fewer than least_shown.
    std::optional<Figure> figure;
};

struct ThumbShare {
    std::string advisor;
    std::string voice;
    Counted<Share> up;
};

struct Figures {
    Counted<Share> satisfied;  ///< Marks of four and five.
    Counted<Score> promoters;  ///< Nine and ten, less zero to six, in a hundred.
    std::vector<ThumbShare> thumbs;
};

[[nodiscard]] Share share_of(std::int64_t part, std::int64_t whole);
[[nodiscard]] Score promoter_score(
    std::int64_t promoters, std::int64_t detractors, std::int64_t whole
);
[[nodiscard]] Figures figures_of(
    const std::vector<MarkCount>& marks, const std::vector<ThumbCount>& thumbs
);

}  // namespace buddy::feedback
