// Directory in memory, for tests of other features and for `buddy chat`. One event loop only.
#pragma once

#include "identity/identity.hpp"

#include <map>
#include <utility>
#include <vector>

namespace buddy::identity {

class FakeDirectory final : public Directory {
public:
    std::map<ChildId, ChildProfile> children;
    std::map<FamilyId, FamilyContacts> contacts;
    std::vector<ModeratorContact> staff;
    std::vector<ChildId> active;  ///< What note_activity() was told.

    Task<Result<ChildProfile>> find_child(ChildId child) override
    {
        const auto found = children.find(child);
        if (found == children.end()) co_return failed(ErrorCode::NotFound, "no such child");
        co_return found->second;
    }
    Task<Result<std::vector<ChildProfile>>> children_of(FamilyId family) override
    {
        std::vector<ChildProfile> out;
        for (const auto& [id, child] : children)
            if (child.family == family) out.push_back(child);
        co_return out;
    }
    Task<Result<FamilyContacts>> contacts_of(FamilyId family) override
    {
        const auto found = contacts.find(family);
        if (found == contacts.end()) co_return failed(ErrorCode::NotFound, "no such family");
        co_return found->second;
    }
    Task<std::vector<ModeratorContact>> moderators() override { co_return staff; }
    Task<> note_activity(ChildId child) override
    {
        active.push_back(std::move(child));
        co_return;
    }
};

}  // namespace buddy::identity
