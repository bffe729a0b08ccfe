#include "feedback/figures.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace buddy::feedback {
namespace {

/// Two-sided, 95 in a hundred.
constexpr double deviations = 1.959964;

template <class Figure>
Counted<Figure> unless_few(std::int64_t answers, Figure figure)
{
    if (answers < least_shown) return {};
    return {.answers = answers, .figure = figure};
}

}  // namespace

Share share_of(std::int64_t part, std::int64_t whole)
{
    if (whole == 0) return {.share = 0, .low = 0, .high = 1};
    const auto n = static_cast<double>(whole);
    const auto p = static_cast<double>(part) / n;
    const auto z2 = deviations * deviations;
    const auto middle = (p + z2 / (2 * n)) / (1 + z2 / n);
    const auto reach = deviations / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    return {
        .share = p, .low = std::max(0.0, middle - reach), .high = std::min(1.0, middle + reach)
    };
}

Score promoter_score(std::int64_t promoters, std::int64_t detractors, std::int64_t whole)
{
    if (whole == 0) return {.score = 0, .low = -100, .high = 100};
    const auto n = static_cast<double>(whole);
    const auto for_it = static_cast<double>(promoters) / n;
    const auto against = static_cast<double>(detractors) / n;
    const auto score = for_it - against;
    const auto spread = std::max(0.0, for_it + against - score * score);
    const auto reach = deviations * std::sqrt(spread / n);
    return {
        .score = 100 * score,
        .low = std::max(-100.0, 100 * (score - reach)),
        .high = std::min(100.0, 100 * (score + reach))
    };
}

Figures figures_of(const std::vector<MarkCount>& marks, const std::vector<ThumbCount>& thumbs)
{
    constexpr int satisfied_from = 4;
    constexpr int promoters_from = 9;
    constexpr int detractors_to = 6;
    std::int64_t asked = 0;
    std::int64_t satisfied = 0;
    std::int64_t recommending = 0;
    std::int64_t promoters = 0;
    std::int64_t detractors = 0;
    for (const auto& count : marks) {
        if (count.question == Question::Satisfaction) {
            asked += count.marks;
            if (count.mark >= satisfied_from) satisfied += count.marks;
            continue;
        }
        recommending += count.marks;
        if (count.mark >= promoters_from) promoters += count.marks;
        if (count.mark <= detractors_to) detractors += count.marks;
    }
    std::map<std::pair<std::string, std::string>, std::pair<std::int64_t, std::int64_t>> by_kind;
    for (const auto& count : thumbs) {
        auto& [up, all] = by_kind[{count.advisor, count.voice}];
        all += count.thumbs;
        if (count.thumb == Thumb::Up) up += count.thumbs;
    }
    Figures figures{
        .satisfied = unless_few(asked, share_of(satisfied, asked)),
        .promoters = unless_few(recommending, promoter_score(promoters, detractors, recommending)),
        .thumbs = {}
    };
    for (const auto& [kind, counts] : by_kind)
        figures.thumbs.push_back(
            {.advisor = kind.first,
             .voice = kind.second,
             .up = unless_few(counts.second, share_of(counts.first, counts.second))}
        );
    return figures;
}

}  // namespace buddy::feedback
