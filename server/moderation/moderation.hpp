// What adults learn: alerts as they happen, and the moods of a week. Never a quote, and nothing of
// a protected turn.
#pragma once

#include "core/ids.hpp"

#include <string>

namespace buddy::moderation {

/// Where the bus tells a family's guardians of a new or changed alert; the body is the alert's id.
/// Publish only what a guardian may know (conversation::AlertRaised::guardian_may_know).
[[nodiscard]] inline std::string alert_topic(const FamilyId& family)
{
    return "family:" + family.text();
}

}  // namespace buddy::moderation
