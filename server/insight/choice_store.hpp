// Whether a family wants insights for a child. Nobody chose: they are shown.
//
// Threads  Any event loop. One function is one transaction; a change is accounted for in the audit log in it.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "platform/async/task.hpp"

namespace buddy::insight {

struct Choice {
    FamilyId family;
    ChildId child;
    GuardianId by;
    bool is_shown = true;
    Time at;
};

class ChoiceStore {
public:
    ChoiceStore() = default;
    ChoiceStore(const ChoiceStore&) = delete;
    ChoiceStore& operator=(const ChoiceStore&) = delete;
    ChoiceStore(ChoiceStore&&) = delete;
    ChoiceStore& operator=(ChoiceStore&&) = delete;
    virtual ~ChoiceStore() = default;

    virtual Task<bool> is_shown(FamilyId family, ChildId child) = 0;
    virtual Task<> choose(Choice choice) = 0;
};

}  // namespace buddy::insight
