// OversightStore in memory, for tests. One event loop only.
#pragma once

#include "oversight/oversight_store.hpp"

#include <map>
#include <ranges>
#include <utility>

namespace buddy::oversight {

class FakeOversightStore final : public OversightStore {
public:
    std::map<AlertId, std::pair<FamilyId, AlertedTurn>> alerts;  ///< That guardians may know of.

    Task<std::vector<Change>> changes_of(conversation::ChildRef child) override
    {
        std::vector<Change> out;
        for (const auto& [whose, change] : changes_)
            if (whose == child) out.push_back(change);
        co_return out;
    }
    Task<> add_change(conversation::ChildRef child, Change change, GuardianId /*by*/) override
    {
        changes_.emplace_back(std::move(child), change);
        co_return;
    }
    Task<> tell(conversation::ChildRef child, Time newest, Time now) override
    {
        for (auto& [whose, change] : changes_)
            if (whose == child && change.changed_at <= newest && !change.told_at)
                change.told_at = now;
        co_return;
    }
    Task<> add_look(conversation::ChildRef child, Look look, std::string /*object*/) override
    {
        looks_.emplace_back(std::move(child), std::move(look));
        co_return;
    }
    Task<std::vector<Look>> looks_of(conversation::ChildRef child) override
    {
        std::vector<Look> out;
        for (const auto& [whose, look] : std::views::reverse(looks_))
            if (whose == child) out.push_back(look);
        co_return out;
    }
    Task<std::optional<AlertedTurn>> find_alerted_turn(FamilyId family, AlertId alert) override
    {
        const auto found = alerts.find(alert);
        if (found == alerts.end() || found->second.first != family) co_return std::nullopt;
        co_return found->second.second;
    }

private:
    std::vector<std::pair<conversation::ChildRef, Change>> changes_;
    std::vector<std::pair<conversation::ChildRef, Look>> looks_;
};

}  // namespace buddy::oversight
