// What is kept of children's courses over days, to show it and to forget it.
#pragma once

#include "core/personal_data.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/sql/database.hpp"

namespace buddy::conversation {

class SqlTrajectoryData final : public PersonalData {
public:
    /// Both outlive this.
    SqlTrajectoryData(sql::Database& database, crypto::FamilyKeys& keys)
        : database_{database}, keys_{keys}
    {
    }
    [[nodiscard]] std::string_view name() const override { return "trajectories"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override { return {"trajectories"}; }
    /// By child and day, the levels of each strand. Protected turns never were among them. A course that
    /// can no longer be read is named as `unreadable`.
    [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
        override;
    [[nodiscard]] Result<std::int64_t> seal_apart(const FamilyId& family, const ChildId& child)
        override;
    /// Nothing that a child would not see in its days of talking already.

private:
    sql::Database& database_;
    crypto::FamilyKeys& keys_;
};

}  // namespace buddy::conversation
