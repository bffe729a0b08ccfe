// ChoiceStore on SQLite or PostgreSQL, and what it keeps about a family.
#pragma once

#include "insight/choice_store.hpp"

#include "core/personal_data.hpp"
#include "platform/audit/audit.hpp"
#include "platform/sql/database.hpp"

namespace buddy::insight {

class SqlChoiceStore final : public ChoiceStore, public PersonalData {
public:
    /// Both outlive this.
    SqlChoiceStore(sql::Database& database, const audit::Trail& trail)
        : database_{database}, trail_{trail}
    {
    }
    Task<bool> is_shown(FamilyId family, ChildId child) override;
    Task<> choose(Choice choice) override;

    [[nodiscard]] std::string_view name() const override { return "insights"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override
    {
        return {"insight_choices"};
    }
    [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
        override;
    /// Nothing: it is a wish of the guardians.
    [[nodiscard]] Result<std::vector<Amount>> amounts_of(
        const FamilyId& family, const ChildId& child
    ) override;

private:
    sql::Database& database_;
    const audit::Trail& trail_;
};

}  // namespace buddy::insight
