// ChoiceStore in memory, for tests.
#pragma once

#include "insight/choice_store.hpp"

#include <map>
#include <utility>

namespace buddy::insight {

class FakeChoiceStore final : public ChoiceStore {
public:
    Task<bool> is_shown(FamilyId family, ChildId child) override
    {
        const auto found = shown_.find({std::move(family), std::move(child)});
        co_return found == shown_.end() || found->second;
    }
    Task<> choose(Choice choice) override
    {
        shown_[{choice.family, choice.child}] = choice.is_shown;
        co_return;
    }

private:
    std::map<std::pair<FamilyId, ChildId>, bool> shown_;
};

}  // namespace buddy::insight
