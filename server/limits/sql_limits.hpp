// LimitsStore on SQLite or PostgreSQL, and what a family may see of it.
#pragma once

#include "limits/limits.hpp"

#include "core/personal_data.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/sql/database.hpp"

namespace buddy::limits {

class SqlLimitsStore final : public LimitsStore {
public:
    /// All outlive this.
    SqlLimitsStore(sql::Database& database, crypto::FamilyKeys& keys, const audit::Trail& trail)
        : database_{database}, keys_{keys}, trail_{trail}
    {
    }
    Task<Result<Kept>> find(FamilyId family, ChildId child) override;
    Task<Result<Kept>> change(Change change) override;
    Task<> note_seen(FamilyId family, ChildId child, std::int64_t version) override;

private:
    sql::Database& database_;
    crypto::FamilyKeys& keys_;
    const audit::Trail& trail_;
};

class SqlLimitsData final : public PersonalData {
public:
    /// Both outlive this.
    SqlLimitsData(sql::Database& database, crypto::FamilyKeys& keys)
        : database_{database}, keys_{keys}
    {
    }
    [[nodiscard]] std::string_view name() const override { return "limits"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override { return {"child_limits"}; }
    /// By child, what was settled and when it last changed. What can no longer be read is named as
    /// `unreadable`.
    [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
        override;
    [[nodiscard]] Result<std::int64_t> seal_apart(const FamilyId& family, const ChildId& child)
        override;
    /// Nothing: the child reads its limits themselves.

private:
    sql::Database& database_;
    crypto::FamilyKeys& keys_;
};

}  // namespace buddy::limits
