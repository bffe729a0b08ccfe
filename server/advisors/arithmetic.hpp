// Exact sums and fractions, and how children write them.
//
//     const auto problem = problem_in("what is 3/4 + 1/8");
//     const auto answer = answer_of(*problem);          // 7/8
//
// Threads  Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::advisors {

/// A fraction in lowest terms; the denominator is at least 1.
struct Fraction {
    std::int64_t top = 0;
    std::int64_t bottom = 1;
    friend bool operator==(const Fraction&, const Fraction&) = default;
    [[nodiscard]] bool whole() const noexcept { return bottom == 1; }
};

/// Nothing when `bottom` is 0 or a number is beyond 10^12.
[[nodiscard]] std::optional<Fraction> fraction(std::int64_t top, std::int64_t bottom = 1);

enum class Operation : std::uint8_t { Add, Subtract, Multiply, Divide };

struct Problem {
    Fraction left;
    Fraction right;
    Operation operation = Operation::Add;
    bool decimal = false;  ///< Written with decimal points; shown so as well.
    bool percent = false;  ///< "20 % of 60": left is 20/100.
    friend bool operator==(const Problem&, const Problem&) = default;
};

/// The first sum of a message: "7x8", "24 divided by 6", "1 1/2 - 3/4", "half of 30". Nothing when
/// there is none, when it has more than two numbers, or when it may be a score, a date or a time:
/// "5-0" is a sum only where one is asked for.
[[nodiscard]] std::optional<Problem> problem_in(std::string_view text);
/// The same where a sum was asked for: "12-5" is one then.
[[nodiscard]] std::optional<Problem> expected_problem_in(std::string_view text);
/// How many sums a message holds, roughly: a pasted worksheet has several.
[[nodiscard]] int sums_in(std::string_view text);
/// Exact; nothing for a division by zero or numbers too large.
[[nodiscard]] std::optional<Fraction> answer_of(const Problem& problem);
/// The number that a child offers as an answer: the last one in the message, words up to
/// ninety-nine in English.
[[nodiscard]] std::optional<Fraction> number_in(std::string_view text);

/// "7", "7/8", "1 1/2"; with `decimal`, "1.5" where that is exact.
[[nodiscard]] std::string shown(const Fraction& value, bool decimal = false);
[[nodiscard]] std::string shown(const Problem& problem);

/// For state: "3/4+1/8" and back.
[[nodiscard]] std::string encoded(const Problem& problem);
[[nodiscard]] std::optional<Problem> decoded_problem(std::string_view text);

}  // namespace buddy::advisors
