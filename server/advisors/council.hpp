// Which advisor leads, who helps, and why.
//
// Threads  Pure function.
#pragma once

#include "advisors/content.hpp"
#include "advisors/understanding.hpp"

#include <span>

namespace buddy::advisors {

/// Whether the engine names the risk of a judged turn: by a rule, by what was said before, or because its
/// model holds this risk more likely than not; that somebody harms the child: nearly certain, or the
/// child used plain words. Otherwise it only heard that something may be wrong.
[[nodiscard]] bool names_risk(const Content& content, const TurnView& turn);
/// The topic that takes up the risk: one that the child names, or that is under way, and that knows
/// about this risk itself (council.json, "shared_risks"); else the risk's own. nullptr: none.
[[nodiscard]] const Topic* topic_for_risk(
    const Content& content,
    const safety::Assessment& assessment,
    std::span<const Mention> mentions,
    const Topic* under_way = nullptr
);
[[nodiscard]] Choice chosen_for(const Content& content, const TurnView& turn);

}  // namespace buddy::advisors
