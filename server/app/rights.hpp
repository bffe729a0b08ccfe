// Retention, export and erasure, wired: what the server and an operator's commands both stand on.
//
// Lifetime  Everything in Parts outlives this.
// Threads   Those of its parts.
#pragma once

#include "compliance/erasures.hpp"
#include "compliance/http_rights.hpp"
#include "compliance/job_keep_retention.hpp"
#include "compliance/job_make_export.hpp"
#include "compliance/job_seal_apart.hpp"
#include "compliance/sql_retention_store.hpp"
#include "compliance/sql_rights_data.hpp"
#include "consent/sql_consent_store.hpp"
#include "documents/sql_document_store.hpp"
#include "feedback/sql_feedback.hpp"
#include "insight/sql_choice_store.hpp"
#include "limits/sql_limits.hpp"
#include "oversight/sql_oversight_store.hpp"
#include "powers/sql_forgetting.hpp"
#include "spending/sql_ledger.hpp"

#include "app/config.hpp"
#include "conversation/sql_conversation_data.hpp"
#include "conversation/sql_conversation_store.hpp"
#include "conversation/sql_summary_store.hpp"
#include "conversation/sql_trajectory_data.hpp"
#include "identity/identity.hpp"
#include "moderation/sql_alert_data.hpp"
#include "notify/mail_problems.hpp"
#include "notify/notify.hpp"
#include "platform/async/blocking.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/jobs/jobs.hpp"

#include <functional>
#include <vector>

namespace buddy::app {

class Rights {
public:
    struct Parts {
        const Config& config;
        sql::Database& database;
        sql::Database& keys_database;
        crypto::FamilyKeys& keys;
        const crypto::SecretKey& root;
        const Clock& clock;
        identity::Identity& identity;
        notify::Outbox& outbox;
        audit::Trail& trail;
        /// Drops answers that may not be given again; may be empty.
        std::function<Task<>(Time now)> forget_replies;
    };
    explicit Rights(const Parts& parts);

    [[nodiscard]] compliance::Retention& retention() noexcept { return retention_; }
    [[nodiscard]] compliance::RetentionStore& retention_store() noexcept { return kept_; }
    [[nodiscard]] compliance::Erasures& erasures() noexcept { return erasures_; }
    [[nodiscard]] compliance::SqlErasureStore& erasure_store() noexcept { return wishes_; }
    [[nodiscard]] compliance::SqlExportStore& export_store() noexcept { return archives_; }
    [[nodiscard]] compliance::SqlErasureLedger& ledger() noexcept { return ledger_; }
    [[nodiscard]] compliance::ApartSealing& apart_sealing() noexcept { return apart_; }
    [[nodiscard]] http::Routes routes() { return http_.routes(); }
    void handle_jobs(jobs::JobRunner& runner);
    /// Everything that anybody keeps about a family, identity last.
    [[nodiscard]] const std::vector<PersonalData*>& data() const noexcept { return data_; }

private:
    [[nodiscard]] compliance::Retention::Parts retention_parts(const Parts& parts);
    Task<> forget_old_calls(Time before);

    BlockingPool pool_{2};
    spending::SqlLedger accounts_;
    conversation::SqlConversationStore conversations_;

    conversation::SqlConversationData conversation_data_;
    conversation::SqlTrajectoryData trajectory_data_;
    conversation::SqlSummaryData summary_data_;
    moderation::SqlAlertData alert_data_;
    oversight::SqlOversightStore oversight_data_;
    insight::SqlChoiceStore insight_data_;
    powers::SqlForgetting powers_data_;
    limits::SqlLimitsData limits_data_;
    consent::SqlConsentData consent_data_;
    documents::SqlDocumentData document_data_;
    spending::SqlSpendingData spending_data_;
    feedback::SqlFeedbackData feedback_data_;
    compliance::SqlRightsData rights_data_;
    notify::MailProblems mail_problems_;
    std::vector<PersonalData*> data_;

    compliance::ApartSealing apart_;
    compliance::SqlErasureStore wishes_;
    compliance::SqlErasureLedger ledger_;
    compliance::Erasures erasures_;
    compliance::SqlRetentionStore kept_;
    compliance::Retention retention_;
    compliance::SqlExportStore archives_;
    compliance::ExportMaker exports_;
    compliance::HttpRights http_;
};

/// Who outside may see words of families, or whom they write to: by the settings.
[[nodiscard]] std::vector<std::string> processors_in(const Config& config);

}  // namespace buddy::app
