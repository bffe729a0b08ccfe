// Exact answers to "how many days are 6 weeks", "5 km in miles", "from 3 May to 20 June".
//
//     const auto measure = measure_in("how many days is 6 weeks");   // "6 weeks" is "42 days"
//
// Threads  Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace buddy::advisors {

/// A conversion, in words that may stand in a sentence.
struct Measure {
    std::string asked;   ///< "6 weeks"
    std::string answer;  ///< "42 days"
    std::string one;     ///< "1 week"; empty for dates.
    std::string rate;    ///< "7 days"; empty for dates.
    /// The words in data/mentor/maths: measure, measure_about (rounded to two places), measure_dates,
    /// measure_leap (a leap day may lie between).
    std::string way;
};

/// The conversion that a message in English asks for: time, length, weight, volume, temperature, or the
/// days between two dates of one year. Nothing when none is asked for, or when it has no single answer
/// (the days of two months).
[[nodiscard]] std::optional<Measure> measure_in(std::string_view text);

}  // namespace buddy::advisors
