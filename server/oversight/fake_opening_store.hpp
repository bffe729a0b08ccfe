// OpeningStore in memory, for tests. One event loop only.
#pragma once

#include "oversight/opening_store.hpp"

#include <algorithm>
#include <map>
#include <ranges>
#include <set>
#include <utility>

namespace buddy::oversight {

class FakeOpeningStore final : public OpeningStore {
public:
    std::map<AlertId, AlertedTalk> alerts;  ///< That moderators were told of.
    std::set<ChildId> guarded;              ///< With something that was kept from guardians.
    std::vector<std::pair<std::string, std::string>>
        views;  ///< Opening and talk; no talk: the list.

    Task<Result<void>> begin(Opening opening) override
    {
        openings_.push_back(std::move(opening));
        co_return Result<void>{};
    }
    Task<std::optional<Opening>> find(std::string id) override
    {
        const auto found = std::ranges::find(openings_, id, &Opening::id);
        if (found == openings_.end()) co_return std::nullopt;
        co_return without_reason(*found);
    }
    Task<std::vector<Opening>> of_staff(StaffId staff, Time since) override
    {
        std::vector<Opening> out;
        for (const auto& one : std::views::reverse(openings_))
            if (one.staff == staff && one.begun_at >= since) out.push_back(one);
        co_return out;
    }
    Task<std::vector<Opening>> of_child(conversation::ChildRef child) override
    {
        std::vector<Opening> out;
        for (const auto& one : std::views::reverse(openings_))
            if (one.child == child) out.push_back(without_reason(one));
        co_return out;
    }
    Task<std::vector<Opening>> told_to(FamilyId family, Time since) override
    {
        std::vector<Opening> out;
        for (const auto& one : std::views::reverse(openings_))
            if (one.child.family == family && one.begun_at >= since && !one.is_quiet)
                out.push_back(without_reason(one));
        co_return out;
    }
    Task<bool> end(std::string id, StaffId staff, Time now) override
    {
        for (auto& one : openings_) {
            if (one.id != id || one.staff != staff || !one.is_open(now)) continue;
            one.ended_at = now;
            co_return true;
        }
        co_return false;
    }
    Task<> note_view(Opening opening, std::optional<ConversationId> talk) override
    {
        views.emplace_back(opening.id, talk ? talk->text() : std::string{});
        co_return;
    }
    Task<std::optional<AlertedTalk>> find_alert(AlertId alert) override
    {
        const auto found = alerts.find(alert);
        if (found == alerts.end()) co_return std::nullopt;
        co_return found->second;
    }
    Task<bool> has_kept_back(conversation::ChildRef child) override
    {
        co_return guarded.contains(child.child);
    }

private:
    static Opening without_reason(Opening opening)
    {
        opening.reason.clear();
        return opening;
    }
    std::vector<Opening> openings_;
};

}  // namespace buddy::oversight
