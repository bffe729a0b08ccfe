// RetentionStore on SQLite or PostgreSQL.
#pragma once

#include "compliance/retention_store.hpp"

#include "platform/audit/audit.hpp"
#include "platform/sql/database.hpp"

namespace buddy::compliance {

class SqlRetentionStore final : public RetentionStore {
public:
    /// Both outlive this.
    SqlRetentionStore(sql::Database& database, const audit::Trail& trail)
        : database_{database}, trail_{trail}
    {
    }

    Task<> begin_run(std::string id, Time now, Mode mode) override;
    Task<> end_run(std::string id, Time now) override;
    Task<std::vector<RetentionRun>> runs(std::size_t most) override;
    Task<Due> due(Sweep sweep) override;
    [[nodiscard]] bool removes(DataClass data_class) const override;
    Task<std::int64_t> sweep(std::string run, Sweep sweep, Due due) override;
    Task<> note(std::string run, Sweep sweep, Due due) override;
    Task<std::vector<FamilyId>> unfinished_before(Time before) override;
    Task<Result<void>> add_hold(Hold hold) override;
    Task<Result<void>> remove_hold(FamilyId family) override;
    Task<std::vector<Hold>> holds() override;
    Task<bool> is_held(FamilyId family) override;

private:
    sql::Database& database_;
    const audit::Trail& trail_;
};

}  // namespace buddy::compliance
