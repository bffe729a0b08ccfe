// What identity remembers about families and their guardians.
//
// What a person did is accounted for in the same transaction: the entries given, or one that the
// record tells.
//
// Threads  From any event loop.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "core/ids.hpp"
#include "identity/records.hpp"
#include "identity/verification_mails.hpp"
#include "platform/async/task.hpp"
#include "platform/audit/audit.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace buddy::identity {

class FamilyStore {
public:
    FamilyStore() = default;
    FamilyStore(const FamilyStore&) = delete;
    FamilyStore& operator=(const FamilyStore&) = delete;
    FamilyStore(FamilyStore&&) = delete;
    FamilyStore& operator=(FamilyStore&&) = delete;
    virtual ~FamilyStore() = default;

    /// Stores a family with its first guardian and queues the mail, all or nothing.
    /// Conflict  the address has an account.
    virtual Task<Result<void>> add_family(
        FamilyRecord family,
        GuardianRecord guardian,
        VerificationRecord verification,
        VerificationMail mail
    ) = 0;
    virtual Task<std::optional<FamilyRecord>> find_family(FamilyId family) = 0;
    /// Stores all settings of a family that exists.
    virtual Task<> change_family(FamilyRecord family, audit::Entry entry) = 0;
    virtual Task<std::optional<TrustedAdultRecord>> find_trusted_adult(FamilyId family) = 0;
    /// Nothing removes the trusted adult.
    virtual Task<> set_trusted_adult(
        FamilyId family, std::optional<TrustedAdultRecord> adult, Time now, audit::Entry entry
    ) = 0;

    virtual Task<std::optional<GuardianRecord>> find_guardian(GuardianId guardian) = 0;
    virtual Task<std::optional<GuardianRecord>> find_guardian_by_email(std::string email_key) = 0;
    /// Oldest first.
    virtual Task<std::vector<GuardianRecord>> guardians_of(FamilyId family) = 0;
    virtual Task<> change_password(GuardianId guardian, std::string password_hash) = 0;

    /// Stores a new link beside older ones and queues its mail.
    /// TooMany  the last link was made after `last_before`.
    virtual Task<Result<void>> renew_verification(
        VerificationRecord verification, VerificationMail mail, Time last_before
    ) = 0;
    /// Confirms the address of the link's guardian and removes all their links.
    /// NotFound  there is no such link, or it has expired.
    virtual Task<Result<GuardianId>> use_verification(std::string token_hash, Time now) = 0;

    /// Removes the family and everything that hangs on it. Returns the number of people removed.
    virtual Task<std::int64_t> erase_family(FamilyId family) = 0;
};

}  // namespace buddy::identity
