// Families and the people in them, as other features may see them.
//
//     const auto child = co_await directory.find_child(principal.child);
//     if (!child) co_return std::unexpected(child.error());
//     const auto contacts = co_await directory.contacts_of(child->family);
//
// Threads  From any event loop.
// Errors   NotFound  the child or family does not exist (or its keys were destroyed).
#pragma once

#include "buddy/safety/assessment.hpp"
#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"
#include "platform/async/task.hpp"

#include <optional>
#include <string>
#include <vector>

namespace buddy::identity {

/// A child, as a turn and the pages need to know it.
struct ChildProfile {
    ChildId id;
    FamilyId family;
    std::string nickname;
    safety::AgeBand age_band = safety::AgeBand::From10To12;  ///< Now; it follows the birth month.
    std::string avatar;                                      ///< "fox" …
    std::vector<std::string> interests;
    std::string language;                     ///< "en", "es", "fr", "de" or "pt".
    std::string country;                      ///< ISO 3166-1 alpha-2.
    std::string time_zone;                    ///< The family's, IANA.
    std::vector<std::string> trusted_adults;  ///< Names the family gave; may be empty.
    bool allow_third_party = false;  ///< May a model outside this server see the conversation.
};

/// A guardian whom an alert may reach.
struct GuardianContact {
    GuardianId id;
    std::string email;
    bool email_verified = false;
    std::string language;
};

/// The other trusted adult: somebody outside the household whom the family named.
struct TrustedAdult {
    std::string name;
    std::string email;
    friend bool operator==(const TrustedAdult&, const TrustedAdult&) = default;
};

/// Whom to tell about a child of a family.
struct FamilyContacts {
    std::vector<GuardianContact> guardians;  ///< Oldest first.
    std::optional<TrustedAdult> trusted_adult;
    bool alert_emails = true;  ///< Also by e-mail, not only on the page.
    std::string country;
    std::string language;
    std::string time_zone;
};

/// A member of staff who reviews protected turns.
struct ModeratorContact {
    StaffId id;
    std::string email;
};

/// Who is who, for other features. Identity implements it; tests use FakeDirectory.
class Directory {
public:
    Directory() = default;
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;
    Directory(Directory&&) = delete;
    Directory& operator=(Directory&&) = delete;
    virtual ~Directory() = default;

    virtual Task<Result<ChildProfile>> find_child(ChildId child) = 0;
    /// Oldest profile first. Empty for an unknown family.
    virtual Task<Result<std::vector<ChildProfile>>> children_of(FamilyId family) = 0;
    virtual Task<Result<FamilyContacts>> contacts_of(FamilyId family) = 0;
    /// Staff who are told about protected turns. Empty: nobody; `buddy doctor` warns about that.
    virtual Task<std::vector<ModeratorContact>> moderators() = 0;
    /// Remembers that the child did something now (shown to guardians as "last active").
    virtual Task<> note_activity(ChildId child) = 0;
};

}  // namespace buddy::identity
