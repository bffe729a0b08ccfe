// LimitsStore in memory, for tests.
#pragma once

#include "limits/limits.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace buddy::limits {

class FakeLimitsStore final : public LimitsStore {
public:
    Task<Result<Kept>> find(FamilyId family, ChildId child) override
    {
        const auto found = kept_.find({std::move(family), std::move(child)});
        co_return found == kept_.end() ? Kept{} : found->second;
    }
    Task<Result<Kept>> change(Change change) override
    {
        auto& kept = kept_[{change.family, change.child}];
        if (kept.version != change.version)
            co_return failed(ErrorCode::Conflict, "the limits were changed since they were read");
        kept.rules = std::move(change.rules);
        ++kept.version;
        kept.changed_at = change.at;
        co_return kept;
    }
    Task<> note_seen(FamilyId family, ChildId child, std::int64_t version) override
    {
        const auto found = kept_.find({std::move(family), std::move(child)});
        if (found == kept_.end() || version > found->second.version) co_return;
        found->second.seen_version = std::max(found->second.seen_version, version);
    }

private:
    std::map<std::pair<FamilyId, ChildId>, Kept> kept_;
};

}  // namespace buddy::limits
