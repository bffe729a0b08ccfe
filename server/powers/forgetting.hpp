// A guardian or the child lets Buddy forget what was said: from then on neither mentor nor model is told of it.
// The record stays where it was, for the child, for guardians as far as they may see it, and for safety.
//
// Threads  From any event loop.
#pragma once

#include "conversation/conversation.hpp"
#include "core/clock.hpp"
#include "platform/async/task.hpp"
#include "platform/audit/audit.hpp"

#include <optional>

namespace buddy::powers {

class Forgetting {
public:
    Forgetting() = default;
    Forgetting(const Forgetting&) = delete;
    Forgetting& operator=(const Forgetting&) = delete;
    Forgetting(Forgetting&&) = delete;
    Forgetting& operator=(Forgetting&&) = delete;
    virtual ~Forgetting() = default;
    /// Everything said before `now`, summaries included; with its entry in the audit log, in one transaction (Full). That of
    /// a child is protected: it concerns no guardian.
    virtual Task<> forget(conversation::ChildRef child, Time now, audit::Actor by) = 0;
    /// Since when, if ever.
    virtual Task<std::optional<Time>> last(conversation::ChildRef child) = 0;
    /// As guardians may know it: since when guardians let it forget, whatever the child did.
    virtual Task<std::optional<Time>> last_by_guardians(conversation::ChildRef child) = 0;
};

}  // namespace buddy::powers
