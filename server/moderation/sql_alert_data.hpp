// What is kept beside alerts: their clocks, who saw them, what guardians chose and which digests went.
#pragma once

#include "core/personal_data.hpp"
#include "platform/sql/database.hpp"

namespace buddy::moderation {

class SqlAlertData final : public PersonalData {
public:
    /// `database` outlives this.
    explicit SqlAlertData(sql::Database& database) : database_{database} {}
    [[nodiscard]] std::string_view name() const override { return "alerts"; }
    [[nodiscard]] std::vector<std::string_view> tables() const override
    {
        return {"alert_clocks", "alert_sightings", "alert_preferences", "digests"};
    }
    [[nodiscard]] Result<std::string> export_family(const FamilyId& family) override;
    [[nodiscard]] Result<std::int64_t> erase_family(const FamilyId& family) override;

private:
    sql::Database& database_;
};

}  // namespace buddy::moderation
