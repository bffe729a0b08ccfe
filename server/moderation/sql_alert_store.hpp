// AlertStore on SQLite or PostgreSQL. It holds the family's key only, never the protected one.
#pragma once

#include "moderation/alert_store.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/sql/database.hpp"

namespace buddy::moderation {

class SqlAlertStore final : public AlertStore {
public:
    /// All outlive this. An acknowledgement is accounted for in its transaction.
    SqlAlertStore(sql::Database& database, crypto::FamilyKeys& keys, const audit::Trail& trail)
        : database_{database}, keys_{keys}, trail_{trail}
    {
    }
    Task<Result<std::vector<StoredAlert>>> list(FamilyId family) override;
    Task<Result<StoredAlert>> find(FamilyId family, AlertId alert) override;
    Task<Result<StoredAlert>> note_sighting(Sighting sighting) override;
    Task<std::vector<VerdictCount>> verdicts() override;
    Task<std::vector<Case>> cases() override;
    Task<Result<void>> take_case(AlertId alert, StaffId by, Time at) override;
    Task<Result<StoredAlert>> acknowledge(Acknowledgement acknowledgement) override;

private:
    sql::Database& database_;
    crypto::FamilyKeys& keys_;
    const audit::Trail& trail_;
};

}  // namespace buddy::moderation
