// AlertStore in memory, for tests. One event loop only.
#pragma once

#include "moderation/alert_store.hpp"

#include <algorithm>
#include <map>
#include <ranges>
#include <tuple>
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
        if (found->clock) found->clock->next_reminder_at = std::nullopt;
        const auto category = std::string{safety::id_of(found->facts.category)};
        if (found->verdict) --counts_[{category, std::string{id_of(*found->verdict)}}];
        ++counts_[{category, std::string{id_of(given.verdict)}}];
        found->verdict = given.verdict;
        co_return *found;
    }
    Task<Result<StoredAlert>> note_sighting(Sighting sighting) override
    {
        auto* found = row(sighting.family, sighting.alert);
        if (found == nullptr) co_return failed(ErrorCode::NotFound, "no such alert");
        if (!found->first_seen_at) found->first_seen_at = sighting.at;
        co_return *found;
    }
    Task<std::vector<VerdictCount>> verdicts() override
    {
        std::vector<VerdictCount> out;
        for (const auto& [of, alerts_found] : counts_)
            out.push_back({.category = of.first, .verdict = of.second, .alerts = alerts_found});
        co_return out;
    }
    Task<std::vector<Case>> cases() override
    {
        std::vector<Case> out;
        for (const auto& [family, theirs] : alerts)
            for (const auto& alert : theirs)
                if (is_case(alert))
                    out.push_back(
                        {.id = alert.id,
                         .raised_at = alert.raised_at,
                         .severity = alert.facts.severity,
                         .acknowledged_at =
                             alert.acknowledged_at ? alert.acknowledged_at : taken_at(alert.id),
                         .reminders = alert.clock ? alert.clock->reminders : 0,
                         .is_for_guardian = alert.facts.notify.guardian}
                    );
        std::ranges::sort(out, {}, [](const Case& one) {
            return std::tuple{
                one.acknowledged_at.has_value(),
                -static_cast<int>(one.severity),
                -to_millis(one.raised_at)
            };
        });
        co_return out;
    }
    Task<Result<void>> take_case(AlertId id, StaffId /*by*/, Time at) override
    {
        for (auto& [family, theirs] : alerts)
            for (auto& alert : theirs) {
                if (alert.id != id || !is_case(alert)) continue;
                if (alert.facts.notify.guardian)
                    taken_.emplace(id, at);
                else if (!alert.acknowledged_at)
                    alert.acknowledged_at = at;
                co_return Result<void>{};
            }
        co_return failed(ErrorCode::NotFound, "no such case");
    }

private:
    std::map<std::pair<std::string, std::string>, std::int64_t> counts_;
    std::map<AlertId, Time> taken_;  ///< By moderators, of those that guardians answer.

    static bool is_case(const StoredAlert& alert) { return alert.facts.notify.moderator; }
    [[nodiscard]] std::optional<Time> taken_at(const AlertId& id) const
    {
        const auto found = taken_.find(id);
        return found == taken_.end() ? std::nullopt : std::optional{found->second};
    }
    StoredAlert* row(const FamilyId& family, const AlertId& id)
    {
        for (auto& alert : alerts[family])
            if (alert.id == id && alert.facts.notify.guardian) return &alert;
        return nullptr;
    }
};

}  // namespace buddy::moderation
