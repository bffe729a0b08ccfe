// What is kept of alerts about children, to show it and to forget it: the alerts, their clocks, who saw them,
// what guardians chose and which digests went. Alerts that no guardian may know of are erased with the
// others, and never shown or counted.
#pragma once

#include "core/personal_data.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/sql/database.hpp"

namespace buddy::moderation {

class SqlAlertData final : public PersonalData {
public:
    /// Both outlive this.
    SqlAlertData(sql::Database& database, crypto::FamilyKeys& keys)
        : database_{database}, keys_{keys}
    {
    }
    [[nodiscard]] std::string_view name() const override { return "alerts"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override
    {
        return {"alerts", "alert_clocks", "alert_sightings", "alert_preferences", "digests"};
    }
    /// An alert that can no longer be read is named as `unreadable`.
    [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;
    /// What guardians chose and which digests went is of the family as a whole.
    [[nodiscard]] Result<std::int64_t> erase_child(const FamilyId& family, const ChildId& child)
        override;
    [[nodiscard]] Result<std::int64_t> seal_apart(const FamilyId& family, const ChildId& child)
        override;
    [[nodiscard]] Result<std::vector<Amount>> amounts_of(
        const FamilyId& family, const ChildId& child
    ) override;

private:
    sql::Database& database_;
    crypto::FamilyKeys& keys_;
};

}  // namespace buddy::moderation
