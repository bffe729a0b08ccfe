// Which advisor leads, who helps, and why.
//
// Threads  Pure function.
#pragma once

#include "advisors/content.hpp"

namespace buddy::advisors {

/// Whether the engine names the risk itself: by a rule, by what was said before, or because its model
/// holds this risk more likely than not. Otherwise it only heard that something may be wrong.
[[nodiscard]] bool names_risk(const safety::Assessment& assessment);
[[nodiscard]] Choice chosen_for(const Content& content, const TurnView& turn);

}  // namespace buddy::advisors
