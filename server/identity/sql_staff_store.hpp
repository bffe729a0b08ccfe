// StaffStore with SQL. `database` outlives it.
#pragma once

#include "identity/staff_store.hpp"
#include "platform/sql/database.hpp"

namespace buddy::identity {

class SqlStaffStore final : public StaffStore {
public:
    explicit SqlStaffStore(sql::Database& database) : database_{database} {}
    Task<bool> add_staff(StaffRecord staff) override;
    Task<std::vector<StaffRecord>> all_staff() override;
    Task<> add_api_key(ApiKeyRecord key) override;
    Task<std::optional<ApiKeyRecord>> find_api_key(std::string key_hash) override;
    Task<bool> revoke_api_key(ApiKeyId key, Time now) override;

private:
    sql::Database& database_;
};

}  // namespace buddy::identity
