// What waits for staff, from the features that know: one small adapter each (admin/work.hpp).
//
// Threads  Any event loop. Lifetime  What they are made from outlives them.
#pragma once

#include "admin/admin.hpp"
#include "compliance/requests.hpp"
#include "compliance/sql_erasure_store.hpp"
#include "compliance/sql_export_store.hpp"
#include "compliance/sql_incident_store.hpp"
#include "consent/consent_store.hpp"
#include "feedback/feedback.hpp"

#include "core/clock.hpp"
#include "identity/identity.hpp"
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

/// What families and children ask of people.
class RequestWork final : public admin::WorkSource {
public:
    explicit RequestWork(compliance::Requests& requests) : requests_{requests} {}
    [[nodiscard]] std::string_view kind() const override { return "request"; }
    Task<std::vector<admin::WorkItem>> waiting() override;

private:
    compliance::Requests& requests_;
};

/// Incidents that are not closed.
class IncidentWork final : public admin::WorkSource {
public:
    explicit IncidentWork(compliance::SqlIncidentStore& incidents) : incidents_{incidents} {}
    [[nodiscard]] std::string_view kind() const override { return "incident"; }
    Task<std::vector<admin::WorkItem>> waiting() override;

private:
    compliance::SqlIncidentStore& incidents_;
};

/// Disputes between guardians.
class DisputeWork final : public admin::WorkSource {
public:
    explicit DisputeWork(identity::Identity& identity) : identity_{identity} {}
    [[nodiscard]] std::string_view kind() const override { return "dispute"; }
    Task<std::vector<admin::WorkItem>> waiting() override;

private:
    identity::Identity& identity_;
};

/// Answers of Buddy's that children reported.
class ReportWork final : public admin::WorkSource {
public:
    explicit ReportWork(feedback::FeedbackStore& feedback) : feedback_{feedback} {}
    [[nodiscard]] std::string_view kind() const override { return "report"; }
    Task<std::vector<admin::WorkItem>> waiting() override;

private:
    feedback::FeedbackStore& feedback_;
};

}  // namespace buddy::app
