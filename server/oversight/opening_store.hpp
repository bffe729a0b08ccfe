// What staff opened: kept for the family, and accounted for in the audit log in the same transaction.
//
// Threads  Any event loop. One function is one transaction.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "oversight/opening.hpp"

#include <optional>
#include <string>
#include <vector>

namespace buddy::oversight {

/// Whom an alert is about, and in which talk it was raised.
struct AlertedTalk {
    conversation::ChildRef child;
    ConversationId conversation;
    bool is_protected = false;  ///< No guardian may know of the alert.
};

class OpeningStore {
public:
    OpeningStore() = default;
    OpeningStore(const OpeningStore&) = delete;
    OpeningStore& operator=(const OpeningStore&) = delete;
    OpeningStore(OpeningStore&&) = delete;
    OpeningStore& operator=(OpeningStore&&) = delete;
    virtual ~OpeningStore() = default;

    /// NotFound  the family has no keys any more.
    virtual Task<Result<void>> begin(Opening opening) = 0;
    /// Without its reason.
    virtual Task<std::optional<Opening>> find(std::string id) = 0;
    /// Begun since then, newest first, at most 100, with their reasons as far as families still have keys.
    virtual Task<std::vector<Opening>> of_staff(StaffId staff, Time since) = 0;
    /// Newest first, at most 100, without reasons.
    virtual Task<std::vector<Opening>> of_child(conversation::ChildRef child) = 0;
    /// What guardians are told, begun since then: as of_child(), without the quiet ones.
    virtual Task<std::vector<Opening>> told_to(FamilyId family, Time since) = 0;
    /// false: it is over, or somebody else's.
    virtual Task<bool> end(std::string id, StaffId staff, Time now) = 0;

    /// A look behind it, before its answer is sent: at the list of talks, or at one of them.
    virtual Task<> note_view(Opening opening, std::optional<ConversationId> talk) = 0;

    /// Nothing: no such alert that moderators were told of, or its talk is gone.
    virtual Task<std::optional<AlertedTalk>> find_alert(AlertId alert) = 0;
    /// Whether something about the child was kept from its guardians: an alert, or what it asked for itself.
    virtual Task<bool> has_kept_back(conversation::ChildRef child) = 0;
};

}  // namespace buddy::oversight
