// What a reader loses when it has never heard one author: recall on that author's cases, with and without
// the author's cases in the learning.
//
//     for (const AuthorGap& gap : author_gaps({"wick", "bram"}, sides, learner))
//         … gap.with.recall, gap.without.recall
//
// Recall is taken where the threshold is wrong about the same share of everybody's innocent cases, so that
// a reader that alarms more does not look better for it. Only cases that nobody learned from are judged.
#pragma once

#include "corpus.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace buddy::train {

/// Learns from cases; how much each of `judged` needs action follows, in order. Any rising scale will do.
using Learner = std::function<Result<std::vector<double>>(
    std::span<const Case* const> learn, std::span<const Case* const> judged
)>;

struct AuthorSides {
    std::vector<const Case*> learn;
    std::vector<const Case*> judged;  ///< Nobody learns from these.
};

/// The author's cases as one reader judges them.
struct AuthorScore {
    double recall = 0;             ///< Of those needing action, 0 to 1.
    double average_precision = 0;  ///< Area under the precision-recall curve.
};

struct AuthorGap {
    std::string author;
    std::size_t learned = 0;  ///< The author's cases on the side that is learned from.
    std::size_t judged = 0;
    std::size_t needing = 0;  ///< Of `judged`.
    AuthorScore with;
    AuthorScore without;
};

/// Learns once from everybody and once without each of `authors`. `share`: of all innocent judged cases,
/// how many may be called needing. NotFound: an author without a judged case that needs action.
[[nodiscard]] Result<std::vector<AuthorGap>> author_gaps(
    std::span<const std::string> authors,
    const AuthorSides& sides,
    double share,
    const Learner& learner
);

/// Gaps as a table for people.
[[nodiscard]] std::string table_of(std::span<const AuthorGap> gaps);

}  // namespace buddy::train
