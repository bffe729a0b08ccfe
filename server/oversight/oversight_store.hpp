// What oversight remembers: a guardian's choices, and who looked.
//
// Each change and each look is accounted for in the audit log in the same transaction.
//
// Threads  Any event loop. One function is one transaction.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "oversight/level.hpp"

#include "conversation/conversation.hpp"

#include <optional>
#include <string>
#include <vector>

namespace buddy::oversight {

struct Look {
    GuardianId by;
    Level what = Level::Titles;  ///< Excerpts: of an alert.
    Time at;
    friend bool operator==(const Look&, const Look&) = default;
};

/// Where an alert points at.
struct AlertedTurn {
    ChildId child;
    TurnId turn;
    Time at;  ///< When it was said.
};

class OversightStore {
public:
    OversightStore() = default;
    OversightStore(const OversightStore&) = delete;
    OversightStore& operator=(const OversightStore&) = delete;
    OversightStore(OversightStore&&) = delete;
    OversightStore& operator=(OversightStore&&) = delete;
    virtual ~OversightStore() = default;

    /// Oldest first.
    virtual Task<std::vector<Change>> changes_of(conversation::ChildRef child) = 0;
    virtual Task<> add_change(conversation::ChildRef child, Change change, GuardianId by) = 0;
    /// The child was shown every change until `newest`, inclusive.
    virtual Task<> tell(conversation::ChildRef child, Time newest, Time now) = 0;

    /// `object`: the id of what was looked at, for the audit log.
    virtual Task<> add_look(conversation::ChildRef child, Look look, std::string object) = 0;
    /// Newest first, at most 100.
    virtual Task<std::vector<Look>> looks_of(conversation::ChildRef child) = 0;

    /// Nothing for an alert of another family, or one that no guardian may know of.
    virtual Task<std::optional<AlertedTurn>> find_alerted_turn(FamilyId family, AlertId alert) = 0;
};

}  // namespace buddy::oversight
