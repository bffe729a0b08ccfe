// FamilyStore with SQL. All outlive it.
#pragma once

#include "identity/family_store.hpp"
#include "platform/audit/audit.hpp"
#include "platform/sql/database.hpp"

namespace buddy::identity {

class SqlFamilyStore final : public FamilyStore {
public:
    SqlFamilyStore(sql::Database& database, const audit::Trail& trail, VerificationMails& mails)
        : database_{database}, trail_{trail}, mails_{mails}
    {
    }
    Task<Result<void>> add_family(
        FamilyRecord family,
        GuardianRecord guardian,
        VerificationRecord verification,
        VerificationMail mail
    ) override;
    Task<std::optional<FamilyRecord>> find_family(FamilyId family) override;
    Task<> change_family(FamilyRecord family, audit::Entry entry) override;
    Task<std::optional<TrustedAdultRecord>> find_trusted_adult(FamilyId family) override;
    Task<> set_trusted_adult(
        FamilyId family, std::optional<TrustedAdultRecord> adult, Time now, audit::Entry entry
    ) override;
    Task<std::optional<GuardianRecord>> find_guardian(GuardianId guardian) override;
    Task<std::optional<GuardianRecord>> find_guardian_by_email(std::string email_key) override;
    Task<std::vector<GuardianRecord>> guardians_of(FamilyId family) override;
    Task<> change_password(GuardianId guardian, std::string password_hash) override;
    Task<Result<void>> renew_verification(
        VerificationRecord verification, VerificationMail mail, Time last_before
    ) override;
    Task<Result<GuardianId>> use_verification(std::string token_hash, Time now) override;
    Task<std::int64_t> erase_family(FamilyId family) override;

private:
    sql::Database& database_;
    const audit::Trail& trail_;
    VerificationMails& mails_;
};

}  // namespace buddy::identity
