// AlertStore in memory, for tests. One event loop only.
#pragma once

#include "moderation/alert_store.hpp"

#include <algorithm>
#include <map>
#include <ranges>
#include <utility>

namespace buddy::moderation {

class FakeAlertStore final : public AlertStore {
public:
    std::map<FamilyId, std::vector<StoredAlert>> alerts;

    Task<Result<std::vector<StoredAlert>>> list(FamilyId family) override
    {
        std::vector<StoredAlert> out;
        for (const auto& alert : alerts[family])
            if (alert.facts.notify.guardian) out.push_back(alert);
        std::ranges::sort(out, {}, [](const StoredAlert& alert) {
            return std::pair{alert.acknowledged_at.has_value(), -to_millis(alert.raised_at)};
        });
        co_return out;
    }
    Task<Result<StoredAlert>> find(FamilyId family, AlertId alert) override
    {
        auto* found = row(family, alert);
        if (found == nullptr) co_return failed(ErrorCode::NotFound, "no such alert");
        co_return *found;
    }
    Task<Result<StoredAlert>> acknowledge(Acknowledgement given) override
    {
        auto* found = row(given.family, given.alert);
        if (found == nullptr) co_return failed(ErrorCode::NotFound, "no such alert");
        if (!found->acknowledged_at) found->acknowledged_at = given.at;
        found->was_nothing = given.verdict == Verdict::WasNothing;
        co_return *found;
    }

private:
    StoredAlert* row(const FamilyId& family, const AlertId& id)
    {
        for (auto& alert : alerts[family])
            if (alert.id == id && alert.facts.notify.guardian) return &alert;
        return nullptr;
    }
};

}  // namespace buddy::moderation
