// What is wrong with rules that are sound one by one: names used twice, rules that contradict.
//
// Threads  Pure function.
#pragma once

#include "law/law.hpp"

#include <span>
#include <string>
#include <vector>

namespace buddy::law {

/// One line a mistake. Two rules of one pack and status that ask the same power of the same child on
/// the same day contradict each other: one of them must be wrong, or is an older reading of the other.
/// Lists that add up are excepted.
[[nodiscard]] std::vector<std::string> lint_together(std::span<const Rule> rules);

}  // namespace buddy::law
