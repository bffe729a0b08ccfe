// AlertPreferences in memory, for tests. One event loop only.
#pragma once

#include "moderation/alert_preferences.hpp"

#include <map>

namespace buddy::moderation {

class FakeAlertPreferences final : public AlertPreferences {
public:
    std::map<GuardianId, AlertChoices> choices;

    Task<AlertChoices> choices_of(GuardianId guardian) override { co_return choices[guardian]; }
    Task<> change(GuardianRef guardian, AlertChange change, Time /*now*/) override
    {
        auto& kept = choices[guardian.guardian];
        for (const auto& [kind, delivery] : change.deliveries) kept.deliveries[kind] = delivery;
        if (change.weekly_digest) kept.weekly_digest = *change.weekly_digest;
        co_return;
    }
};

}  // namespace buddy::moderation
