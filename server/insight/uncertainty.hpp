// How sure a figure of few things is: intervals that hold the truth nine times in ten, if talks are like draws from what
// was there.
//
// A share: the score interval of E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
// Journal of the American Statistical Association 22 (1927), 209-212. It stays within 0 and 1, and is honest for few.
// A mean of moods: its standard error, where the spread is held towards the spread that is usual for moods (that of
// emotion/mood_course.hpp), as if three talks had shown it; so few talks that happen to agree do not look sure.
//
// Talks are counted, not messages: those of one talk are much alike.
//
// Threads  Pure functions.
#pragma once

#include <span>

namespace buddy::insight {

struct Band {
    double middle = 0.0;
    double low = 0.0;
    double high = 0.0;
    friend bool operator==(const Band&, const Band&) = default;
};

/// Of `some` among `all`; `all` must be over 0.
[[nodiscard]] Band share_band(int some, int all);
/// `valences`: of each talk, -1 to 1; at least one.
[[nodiscard]] Band mean_band(std::span<const double> valences);

}  // namespace buddy::insight
