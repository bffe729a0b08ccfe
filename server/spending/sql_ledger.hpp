// The ledger in a database, exact under any number of callers: each function is one transaction.
//
//     SqlLedger ledger{database, config.budget.limits};
#pragma once

#include "spending/spending.hpp"

#include "core/personal_data.hpp"
#include "platform/sql/database.hpp"

namespace buddy::spending {

class SqlLedger final : public Ledger {
public:
    /// `database` outlives this.
    SqlLedger(sql::Database& database, Limits limits) : database_{database}, limits_{limits} {}

    Task<std::optional<Budget>> reserve(Reservation reservation) override;
    Task<> settle(Settlement settlement) override;
    Task<> release(std::string id, Time at) override;
    Task<std::size_t> settle_lost(Time now) override;
    Task<std::int64_t> forget_before(std::chrono::sys_days day) override;
    Task<std::vector<CallSum>> sums_since(std::chrono::sys_days day) override;
    Task<std::int64_t> families_since(std::chrono::sys_days day) override;

private:
    sql::Database& database_;
    Limits limits_;
};

/// What the ledger keeps about a family.
class SqlSpendingData final : public PersonalData {
public:
    explicit SqlSpendingData(sql::Database& database) : database_{database} {}
    [[nodiscard]] std::string_view name() const override { return "spending"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override
    {
        return {"model_calls", "spending"};
    }
    /// An empty list: these are the server's accounts, and a day with a cost would show that a child
    /// was here on a day that is protected.
    [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
    /// The amounts stay in the server's accounts, without the family.
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
    /// Nothing: no call names a child.
    [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
        override;

private:
    sql::Database& database_;
};

}  // namespace buddy::spending
