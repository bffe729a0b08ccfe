// What applies to a child, and every rule there is, written out for people and for programs.
//
//     std::cout << as_text(packs->applicable(question));
//
// Threads  Pure functions.
#pragma once

#include "law/law.hpp"

#include <string>
#include <vector>

namespace buddy::law {

/// A table of powers with the reason for each, what else is asked, what does not count yet, and the
/// sources. Ends with a line break.
[[nodiscard]] std::string as_text(const Applicable& applicable);
/// The same as one JSON object.
[[nodiscard]] std::string as_json(const Applicable& applicable);

/// Twelve questions whose answers counsel can check by hand (docs/law.md), the two tables of that page
/// in Markdown.
[[nodiscard]] const std::vector<Question>& example_cases();
[[nodiscard]] std::string cases_table(const Packs& packs);
[[nodiscard]] std::string rules_table(const Packs& packs);

}  // namespace buddy::law
