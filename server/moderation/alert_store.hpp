// Alerts as guardians may read and answer them. Alerts about protected turns are not among them, for
// no question here but the two about cases, which staff asks and which tell no word and no name.
//
// Threads  Any event loop. One function is one transaction.
// Errors   NotFound also stands for alerts of other families and for those no guardian may know of.
#pragma once

#include "conversation/conversation.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::moderation {

/// What a grown-up says about an alert it has looked into.
enum class Verdict : std::uint8_t { Right, Nothing, Unsure };
[[nodiscard]] std::string_view id_of(Verdict verdict) noexcept;  ///< "right", "nothing", "unsure"
[[nodiscard]] std::optional<Verdict> verdict_from(std::string_view id) noexcept;

/// When an alert was told, and how often again.
struct AlertClock {
    Time received_at;  ///< The message came in.
    Time queued_at;    ///< Its mails stood in the outbox.
    int reminders = 0;
    std::optional<Time> next_reminder_at;
};

struct StoredAlert {
    AlertId id;
    ChildId child;
    Time raised_at;
    conversation::AlertFacts facts;
    std::optional<AlertClock> clock;    ///< Alerts of earlier releases have none.
    std::optional<Time> first_seen_at;  ///< A page showed it. Nobody has answered it by that.
    std::optional<Time> acknowledged_at;
    std::optional<Verdict> verdict;
    [[nodiscard]] bool was_nothing() const noexcept { return verdict == Verdict::Nothing; }
};

struct Acknowledgement {
    AlertId alert;
    FamilyId family;
    GuardianId by;
    Time at;
    Verdict verdict = Verdict::Right;
};

struct Sighting {
    AlertId alert;
    FamilyId family;
    GuardianId by;
    Time at;
};

/// How many alerts of a category were found right, nothing or neither.
struct VerdictCount {
    std::string category;
    std::string verdict;
    std::int64_t alerts = 0;
    friend bool operator==(const VerdictCount&, const VerdictCount&) = default;
};

/// An alert that moderators were told of, as staff sees it.
struct Case {
    AlertId id;
    Time raised_at;
    safety::Severity severity = safety::Severity::High;
    std::optional<Time> acknowledged_at;  ///< Or taken up by staff.
    int reminders = 0;
    bool is_for_guardian = false;  ///< A guardian may know of it, and should answer.
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
    /// The first acknowledgement keeps its time and ends the reminders; the verdict may change.  NotFound.
    virtual Task<Result<StoredAlert>> acknowledge(Acknowledgement acknowledgement) = 0;
    /// A guardian's first sighting keeps its time.  NotFound.
    virtual Task<Result<StoredAlert>> note_sighting(Sighting sighting) = 0;
    /// Over all families, by category and verdict; it knows neither family nor child.
    virtual Task<std::vector<VerdictCount>> verdicts() = 0;

    /// Alerts that moderators were told of: open ones first, then the gravest, then the newest; at most 200.
    virtual Task<std::vector<Case>> cases() = 0;
    /// Ends the moderators' reminders; the first one keeps its time. An alert that a guardian may know of
    /// stays the guardian's to answer.  NotFound  it is no such case.
    virtual Task<Result<void>> take_case(AlertId alert, StaffId by, Time at) = 0;
};

}  // namespace buddy::moderation
