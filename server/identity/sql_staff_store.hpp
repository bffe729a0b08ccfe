// StaffStore with SQL. `database` and `trail` outlive it.
#pragma once

#include "identity/staff_store.hpp"
#include "platform/audit/audit.hpp"
#include "platform/sql/database.hpp"

namespace buddy::identity {

class SqlStaffStore final : public StaffStore {
public:
    SqlStaffStore(sql::Database& database, const audit::Trail& trail)
        : database_{database}, trail_{trail}
    {
    }
    Task<bool> add_staff(StaffRecord staff) override;
    Task<std::vector<StaffRecord>> all_staff() override;
    Task<> add_api_key(ApiKeyRecord key) override;
    Task<std::optional<ApiKeyRecord>> find_api_key(std::string key_hash) override;
    Task<bool> revoke_api_key(ApiKeyId key, Time now) override;

private:
    sql::Database& database_;
    const audit::Trail& trail_;
};

}  // namespace buddy::identity
