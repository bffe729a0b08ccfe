// What compliance itself keeps about a family, to show it and to forget it.
#pragma once

#include "core/personal_data.hpp"
#include "platform/sql/database.hpp"

namespace buddy::compliance {

class SqlRightsData final : public PersonalData {
public:
    /// `database` outlives this.
    explicit SqlRightsData(sql::Database& database) : database_{database} {}
    [[nodiscard]] std::string_view name() const override { return "compliance"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override
    {
        return {"erasures", "processor_requests", "exports", "export_chunks", "legal_holds"};
    }
    /// What was asked of the family's data. Of a legal hold nothing: that is between the operator and a court.
    [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
    /// Archives. A wish to be forgotten closes itself (erasures.hpp), and nobody under a hold is erased.
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
    /// The family's archives: the child's words are in them.
    [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
        override;

private:
    sql::Database& database_;
};

}  // namespace buddy::compliance
