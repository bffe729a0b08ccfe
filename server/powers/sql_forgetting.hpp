// Forgetting on SQLite or PostgreSQL, and what it keeps about a family.
#pragma once

#include "powers/forgetting.hpp"

#include "core/personal_data.hpp"
#include "platform/sql/database.hpp"

namespace buddy::powers {

class SqlForgetting final : public Forgetting, public PersonalData {
public:
    /// Both outlive this.
    SqlForgetting(sql::Database& database, const audit::Trail& trail)
        : database_{database}, trail_{trail}
    {
    }
    Task<> forget(conversation::ChildRef child, Time now, audit::Actor by) override;
    Task<std::optional<Time>> last(conversation::ChildRef child) override;
    Task<std::optional<Time>> last_by_guardians(conversation::ChildRef child) override;

    [[nodiscard]] std::string_view name() const override { return "powers"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override
    {
        return {"forgotten_talk"};
    }
    [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
        override;
    /// Nothing: a moment, which the child's page shows.
    [[nodiscard]] Result<std::vector<Amount>> amounts_of(
        const FamilyId& family, const ChildId& child
    ) override;

private:
    sql::Database& database_;
    const audit::Trail& trail_;
};

}  // namespace buddy::powers
