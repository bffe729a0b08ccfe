// When a help line answers, in words: "usually Mon–Sat 14:00–20:00".
//
// Threads  Pure functions.
#pragma once

#include "advisors/content_reader.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::advisors {

/// Spans of each day, Monday first, as written in the registry; all empty: not known.
struct OpeningHours {
    std::array<std::vector<std::string>, 7> week;
    friend bool operator==(const OpeningHours&, const OpeningHours&) = default;
};

/// Mistakes become findings.
[[nodiscard]] OpeningHours opening_hours_from(const Node& node);
/// `checked`: somebody verified them; else they read "usually". `language` is one of ours.
[[nodiscard]] std::string hours_in_words(
    const OpeningHours& hours, std::string_view language, bool checked
);

}  // namespace buddy::advisors
