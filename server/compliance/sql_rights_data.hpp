// What compliance itself keeps about a family, to show it and to forget it.
#pragma once

#include "core/personal_data.hpp"
#include "platform/sql/database.hpp"

#include <boost/json/array.hpp>

namespace buddy::compliance {

class SqlRightsData final : public PersonalData {
public:
    /// `database` outlives this.
    explicit SqlRightsData(sql::Database& database) : database_{database} {}
    [[nodiscard]] std::string_view name() const override { return "compliance"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override
    {
        return {
            "erasures",
            "processor_requests",
            "exports",
            "export_chunks",
            "legal_holds",
            "rights_requests",
            "rights_messages"
        };
    }
    /// What was asked of the family's data. Of a legal hold nothing: that is between the operator and a court.
    /// Of requests that people answer, only that guardians made them: the words are for the one who wrote them,
    /// and what a child asked by itself is in no archive.
    [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
    /// Archives and requests. A wish to be forgotten closes itself (erasures.hpp), and nobody under a hold is erased.
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
    /// What was asked about the child, and the family's archives: the child's words are in them.
    [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
        override;

private:
    [[nodiscard]] boost::json::array requests_of(const FamilyId& family);

    sql::Database& database_;
};

}  // namespace buddy::compliance
