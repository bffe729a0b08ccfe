// OpeningStore on SQLite or PostgreSQL. Reasons are sealed under the family's protected key: they may say
// what no guardian may know. Export and erasure: SqlOversightStore.
#pragma once

#include "oversight/opening_store.hpp"

#include "platform/audit/audit.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/sql/database.hpp"

namespace buddy::oversight {

class SqlOpeningStore final : public OpeningStore {
public:
    /// All outlive this.
    SqlOpeningStore(sql::Database& database, crypto::FamilyKeys& keys, const audit::Trail& trail)
        : database_{database}, keys_{keys}, trail_{trail}
    {
    }
    Task<Result<void>> begin(Opening opening) override;
    Task<std::optional<Opening>> find(std::string id) override;
    Task<std::vector<Opening>> of_staff(StaffId staff, Time since) override;
    Task<std::vector<Opening>> of_child(conversation::ChildRef child) override;
    Task<std::vector<Opening>> told_to(FamilyId family, Time since) override;
    Task<bool> end(std::string id, StaffId staff, Time now) override;
    Task<> note_view(Opening opening, std::optional<ConversationId> talk) override;
    Task<std::optional<AlertedTalk>> find_alert(AlertId alert) override;
    Task<bool> has_kept_back(conversation::ChildRef child) override;

private:
    sql::Database& database_;
    crypto::FamilyKeys& keys_;
    const audit::Trail& trail_;
};

}  // namespace buddy::oversight
