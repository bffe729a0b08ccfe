// Alerts as guardians may read and answer them. Alerts about protected turns are not among them, for
// no question here.
//
// Threads  Any event loop. One function is one transaction.
// Errors   NotFound also stands for alerts of other families and for those no guardian may know of.
#pragma once

#include "conversation/conversation.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace buddy::moderation {

struct StoredAlert {
    AlertId id;
    ChildId child;
    Time raised_at;
    conversation::AlertFacts facts;
    std::optional<Time> acknowledged_at;
    bool was_nothing = false;
};

/// What a guardian says about an alert it has seen.
enum class Verdict : std::uint8_t { Matters, WasNothing };

struct Acknowledgement {
    AlertId alert;
    FamilyId family;
    GuardianId by;
    Time at;
    Verdict verdict = Verdict::Matters;
};

class AlertStore {
public:
    AlertStore() = default;
    AlertStore(const AlertStore&) = delete;
    AlertStore& operator=(const AlertStore&) = delete;
    AlertStore(AlertStore&&) = delete;
    AlertStore& operator=(AlertStore&&) = delete;
    virtual ~AlertStore() = default;
    /// Open ones before acknowledged ones, each newest first, at most 200.
    virtual Task<Result<std::vector<StoredAlert>>> list(FamilyId family) = 0;
    /// NotFound.
    virtual Task<Result<StoredAlert>> find(FamilyId family, AlertId alert) = 0;
    /// The first acknowledgement keeps its time; the verdict may change.  NotFound.
    virtual Task<Result<StoredAlert>> acknowledge(Acknowledgement acknowledgement) = 0;
};

}  // namespace buddy::moderation
