// Directory in memory, for tests of other features and for `buddy chat`. One event loop only.
#pragma once

#include "identity/identity.hpp"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace buddy::identity {

class FakeDirectory final : public Directory {
public:
    std::map<ChildId, ChildProfile> children;
    std::map<FamilyId, FamilyContacts> contacts;
    std::vector<ModeratorContact> staff;
    std::vector<ChildId> active;  ///< What note_activity() was told.
    std::optional<FamilyId> disputed;
    std::map<GuardianId, Hearing> hearing;

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
    Task<std::optional<Hearing>> hearing_of(FamilyId /*family*/, GuardianId adult) override
    {
        const auto found = hearing.find(adult);
        if (found == hearing.end()) co_return std::nullopt;
        co_return found->second;
    }
    Task<bool> is_disputed(FamilyId family) override { co_return disputed == family; }
};

}  // namespace buddy::identity
