// Helps with one sum at a time: a hint, the next step, and only after two honest tries the way and
// the answer. Numbers are exact and come from arithmetic; words come from data/mentor/maths.
//
// Threads  Pure functions.
#pragma once

#include "advisors/arithmetic.hpp"
#include "advisors/lines.hpp"

#include <string>
#include <vector>

namespace buddy::advisors {

/// How a sum is best explained.
struct Lesson {
    std::string way;  ///< Names the parts "<way>.hint", "<way>.next", "<way>.show" in the words.
    Facts numbers;    ///< What fills their blanks.
};

/// Numbers that a child meets at school; beyond them the tutor does not teach.
[[nodiscard]] bool teachable(const Problem& problem) noexcept;
/// `problem` must be teachable.
[[nodiscard]] Lesson lesson_for(const Problem& problem);
/// All ways there are, for the linter and the tests.
[[nodiscard]] const std::vector<std::string>& lesson_ways();

}  // namespace buddy::advisors
