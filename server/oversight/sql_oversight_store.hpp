// OversightStore on SQLite or PostgreSQL, and what it keeps about a family.
#pragma once

#include "oversight/oversight_store.hpp"

#include "core/personal_data.hpp"
#include "platform/audit/audit.hpp"
#include "platform/sql/database.hpp"

namespace buddy::oversight {

class SqlOversightStore final : public OversightStore, public PersonalData {
public:
    /// Both outlive this.
    SqlOversightStore(sql::Database& database, const audit::Trail& trail)
        : database_{database}, trail_{trail}
    {
    }
    Task<std::vector<Change>> changes_of(conversation::ChildRef child) override;
    Task<> add_change(conversation::ChildRef child, Change change, GuardianId by) override;
    Task<> tell(conversation::ChildRef child, Time newest, Time now) override;
    Task<> add_look(conversation::ChildRef child, Look look, std::string object) override;
    Task<std::vector<Look>> looks_of(conversation::ChildRef child) override;
    Task<std::optional<AlertedTurn>> find_alerted_turn(FamilyId family, AlertId alert) override;

    [[nodiscard]] std::string_view name() const override { return "oversight"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override
    {
        return {"oversight_changes", "looks", "openings"};
    }
    [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
        override;
    /// Nothing: the child reads the looks themselves.

private:
    sql::Database& database_;
    const audit::Trail& trail_;
};

}  // namespace buddy::oversight
