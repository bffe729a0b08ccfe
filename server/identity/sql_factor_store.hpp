// FactorStore with SQL. `database` and `trail` outlive it.
#pragma once

#include "identity/factor_store.hpp"
#include "platform/sql/database.hpp"

namespace buddy::identity {

class SqlFactorStore final : public FactorStore {
public:
    SqlFactorStore(sql::Database& database, const audit::Trail& trail)
        : database_{database}, trail_{trail}
    {
    }
    Task<bool> begin(FactorRecord factor) override;
    Task<std::optional<FactorRecord>> find(std::string account) override;
    Task<bool> confirm(Confirmation confirmation) override;
    Task<bool> use_step(std::string account, std::int64_t step) override;
    Task<bool> use_recovery_code(
        std::string account, std::string code_hash, audit::Actor by, Time now
    ) override;
    Task<std::int64_t> recovery_codes_left(std::string account) override;
    Task<bool> reset(std::string account, audit::Actor by) override;

private:
    sql::Database& database_;
    const audit::Trail& trail_;
};

}  // namespace buddy::identity
