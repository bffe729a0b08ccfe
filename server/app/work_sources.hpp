// What waits for staff, from the features that know: one small adapter each (admin/work.hpp).
//
// Threads  Any event loop. Lifetime  What they are made from outlives them.
#pragma once

#include "admin/admin.hpp"
#include "compliance/sql_erasure_store.hpp"
#include "compliance/sql_export_store.hpp"
#include "consent/consent_store.hpp"

#include "core/clock.hpp"
#include "moderation/alert_store.hpp"

namespace buddy::app {

/// Alerts that moderators were told of and that nobody has answered or taken up.
class AlertWork final : public admin::WorkSource {
public:
    explicit AlertWork(moderation::AlertStore& alerts) : alerts_{alerts} {}
    [[nodiscard]] std::string_view kind() const override { return "alert"; }
    Task<std::vector<admin::WorkItem>> waiting() override;

private:
    moderation::AlertStore& alerts_;
};

/// Signed forms.
class FormWork final : public admin::WorkSource {
public:
    explicit FormWork(consent::ConsentStore& forms) : forms_{forms} {}
    [[nodiscard]] std::string_view kind() const override { return "form"; }
    Task<std::vector<admin::WorkItem>> waiting() override;

private:
    consent::ConsentStore& forms_;
};

/// Exports that failed, erasures that are late, and what others still have to erase.
class RightsWork final : public admin::WorkSource {
public:
    RightsWork(
        compliance::SqlErasureStore& erasures,
        compliance::SqlExportStore& exports,
        const Clock& clock
    )
        : erasures_{erasures}, exports_{exports}, clock_{clock}
    {
    }
    [[nodiscard]] std::string_view kind() const override { return "right"; }
    Task<std::vector<admin::WorkItem>> waiting() override;

private:
    compliance::SqlErasureStore& erasures_;
    compliance::SqlExportStore& exports_;
    const Clock& clock_;
};

}  // namespace buddy::app
