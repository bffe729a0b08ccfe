// How each guardian wants to hear of alerts, and whether the weekly digest comes.
//
// Threads  Any event loop. One function is one transaction.
#pragma once

#include "moderation/alert_rules.hpp"
#include "platform/sql/database.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace buddy::moderation {

/// What a guardian has chosen; kinds that are not in it come as they are by default.
struct AlertChoices {
    std::map<AlertKind, Delivery> deliveries;
    bool weekly_digest = true;
    friend bool operator==(const AlertChoices&, const AlertChoices&) = default;
};

/// What changes; the rest stays.
struct AlertChange {
    std::map<AlertKind, Delivery> deliveries;  ///< Kinds that may wait only.
    std::optional<bool> weekly_digest;
};

/// Whether mail to an address comes back.
using ComesBack = std::function<Task<bool>(std::string address)>;

struct GuardianRef {
    FamilyId family;
    GuardianId guardian;
};

class AlertPreferences {
public:
    AlertPreferences() = default;
    AlertPreferences(const AlertPreferences&) = delete;
    AlertPreferences& operator=(const AlertPreferences&) = delete;
    AlertPreferences(AlertPreferences&&) = delete;
    AlertPreferences& operator=(AlertPreferences&&) = delete;
    virtual ~AlertPreferences() = default;
    virtual Task<AlertChoices> choices_of(GuardianId guardian) = 0;
    virtual Task<> change(GuardianRef guardian, AlertChange change, Time now) = 0;
};

class SqlAlertPreferences final : public AlertPreferences {
public:
    explicit SqlAlertPreferences(sql::Database& database) : database_{database} {}
    Task<AlertChoices> choices_of(GuardianId guardian) override;
    Task<> change(GuardianRef guardian, AlertChange change, Time now) override;

private:
    sql::Database& database_;
};

}  // namespace buddy::moderation
