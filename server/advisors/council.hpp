// Which advisor leads, who helps, and why.
//
// Threads  Pure function.
#pragma once

#include "advisors/content.hpp"

namespace buddy::advisors {

[[nodiscard]] Choice chosen_for(const Content& content, const TurnView& turn);

}  // namespace buddy::advisors
