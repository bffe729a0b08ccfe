// The words of problem documents: what happened, and what the person can do.
#pragma once

#include "platform/http/problem.hpp"

#include <string_view>

namespace buddy::http {

struct ProblemWords {
    std::string_view title;
    std::string_view detail;
};

/// `language`: one of language_for()'s.
[[nodiscard]] ProblemWords words_for(Fault fault, std::string_view language) noexcept;

}  // namespace buddy::http
