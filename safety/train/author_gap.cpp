#include "author_gap.hpp"

#include "safety/src/ranking.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace buddy::train {
namespace {

/// The lowest score that may not be called needing, when `share` of the innocent cases may.
double threshold_of(
    std::span<const Case* const> judged, std::span<const double> scores, double share
)
{
    std::vector<double> innocent;
    for (std::size_t i = 0; i < judged.size(); ++i)
        if (!judged[i]->needs_action()) innocent.push_back(scores[i]);
    std::ranges::sort(innocent, std::greater{});
    const auto allowed = static_cast<std::size_t>(share * static_cast<double>(innocent.size()));
    return allowed < innocent.size() ? innocent[allowed] : -std::numeric_limits<double>::infinity();
}

AuthorScore score_of(
    const std::string& author,
    std::span<const Case* const> judged,
    std::span<const double> scores,
    double share
)
{
    const double threshold = threshold_of(judged, scores, share);
    std::vector<safety::Ranked> own;
    std::size_t needing = 0;
    std::size_t found = 0;
    for (std::size_t i = 0; i < judged.size(); ++i) {
        if (judged[i]->author != author) continue;
        const bool needs = judged[i]->needs_action();
        own.push_back({.score = scores[i], .positive = needs});
        needing += needs ? 1 : 0;
        found += needs && scores[i] > threshold ? 1 : 0;
    }
    return {
        .recall = static_cast<double>(found) / static_cast<double>(needing),
        .average_precision = safety::average_precision(std::move(own))
    };
}

std::size_t count_by(std::span<const Case* const> cases, const std::string& author)
{
    return static_cast<std::size_t>(std::ranges::count_if(cases, [&](const Case* one) {
        return one->author == author;
    }));
}

}  // namespace

Result<std::vector<AuthorGap>> author_gaps(
    std::span<const std::string> authors,
    const AuthorSides& sides,
    double share,
    const Learner& learner
)
{
    std::vector<AuthorGap> gaps;
    for (const std::string& author : authors) {
        const auto needing = std::ranges::count_if(sides.judged, [&](const Case* one) {
            return one->author == author && one->needs_action();
        });
        if (needing == 0)
            return failed(ErrorCode::NotFound, author + ": no case that needs action is judged");
        gaps.push_back(
            {.author = author,
             .learned = count_by(sides.learn, author),
             .judged = count_by(sides.judged, author),
             .needing = static_cast<std::size_t>(needing),
             .with = {},
             .without = {}}
        );
    }
    const auto with = learner(sides.learn, sides.judged);
    if (!with) return std::unexpected(with.error());
    for (AuthorGap& gap : gaps) {
        auto others = sides.learn;
        std::erase_if(others, [&](const Case* one) { return one->author == gap.author; });
        const auto without = learner(others, sides.judged);
        if (!without) return std::unexpected(without.error());
        gap.with = score_of(gap.author, sides.judged, *with, share);
        gap.without = score_of(gap.author, sides.judged, *without, share);
    }
    return gaps;
}

std::string table_of(std::span<const AuthorGap> gaps)
{
    std::string out = fmt::format(
        "{:<12} {:>7} {:>6} {:>7} {:>13} {:>7} {:>6} {:>12} {:>7}\n",
        "author",
        "learned",
        "judged",
        "needing",
        "recall with",
        "without",
        "gap",
        "AUPRC with",
        "without"
    );
    for (const AuthorGap& gap : gaps) {
        out += fmt::format(
            "{:<12} {:>7} {:>6} {:>7} {:>13.3f} {:>7.3f} {:>+6.1f} {:>12.3f} {:>7.3f}\n",
            gap.author,
            gap.learned,
            gap.judged,
            gap.needing,
            gap.with.recall,
            gap.without.recall,
            100 * (gap.with.recall - gap.without.recall),
            gap.with.average_precision,
            gap.without.average_precision
        );
    }
    return out;
}

}  // namespace buddy::train
