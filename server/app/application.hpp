// The wiring diagram of the server: every part, in the order of construction; destroyed in reverse.
//
//     auto application = Application::open(config, files, Storage::Files);
//     if (!application) return refuse_to_start(application.error().detail);
//     (*application)->start();
//     …                                   // a signal comes
//     (*application)->stop();
//
// Threads  open(), start() and stop() on the main thread, which runs no event loop.
// Errors   open(): Invalid or NotFound with a sentence for the operator. Nothing is served then.
#pragma once

#include "admin/admin.hpp"
#include "consent/consents.hpp"
#include "consent/http_consent.hpp"
#include "consent/sql_consent_store.hpp"
#include "documents/documents.hpp"
#include "documents/http_documents.hpp"
#include "documents/sql_document_store.hpp"
#include "feedback/http_feedback.hpp"
#include "feedback/sql_feedback.hpp"
#include "insight/http_insight.hpp"
#include "insight/sql_choice_store.hpp"
#include "limits/http_limits.hpp"
#include "limits/sql_limits.hpp"
#include "oversight/http_openings.hpp"
#include "oversight/http_oversight.hpp"
#include "oversight/sql_opening_store.hpp"
#include "oversight/sql_oversight_store.hpp"
#include "powers/http_powers.hpp"
#include "powers/sql_forgetting.hpp"
#include "powers/sql_referrals.hpp"
#include "spending/accounted_provider.hpp"
#include "spending/prices.hpp"
#include "spending/sql_ledger.hpp"
#include "support/support.hpp"

#include "app/account_mails.hpp"
#include "app/alert_metrics.hpp"
#include "app/compliance_desk.hpp"
#include "app/config.hpp"
#include "app/feedback_metrics.hpp"
#include "app/helper_metrics.hpp"
#include "app/insight_facts.hpp"
#include "app/judge_metrics.hpp"
#include "app/known_metrics.hpp"
#include "app/model_metrics.hpp"
#include "app/model_provider.hpp"
#include "app/rights.hpp"
#include "app/shipped_parts.hpp"
#include "app/spending_metrics.hpp"
#include "app/turn_metrics.hpp"
#include "app/work_sources.hpp"
#include "conversation/http_completions.hpp"
#include "conversation/http_conversation.hpp"
#include "conversation/known_answers.hpp"
#include "conversation/live_turns.hpp"
#include "conversation/mentor_voice.hpp"
#include "conversation/second_opinion.hpp"
#include "conversation/sql_answer_diary.hpp"
#include "conversation/sql_conversation_store.hpp"
#include "conversation/sql_guest_turns.hpp"
#include "conversation/sql_opened_talks.hpp"
#include "conversation/sql_summary_store.hpp"
#include "conversation/sql_talk_diary.hpp"
#include "conversation/summaries.hpp"
#include "conversation/supporters.hpp"
#include "conversation/turn_pipeline.hpp"
#include "core/clock.hpp"
#include "identity/identity.hpp"
#include "llm/llm.hpp"
#include "moderation/alert_dispatch.hpp"
#include "moderation/http_moderation.hpp"
#include "moderation/http_safety_api.hpp"
#include "moderation/sql_alert_store.hpp"
#include "notify/mail_problems.hpp"
#include "notify/notify.hpp"
#include "operations/canaries.hpp"
#include "operations/http_operations.hpp"
#include "operations/http_safety_watch.hpp"
#include "operations/operations.hpp"
#include "operations/safety_watch.hpp"
#include "platform/async/blocking.hpp"
#include "platform/async/event_loops.hpp"
#include "platform/audit/audit.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/crypto/password.hpp"
#include "platform/crypto/sql_family_key_store.hpp"
#include "platform/events/bus.hpp"
#include "platform/http/client.hpp"
#include "platform/http/pipeline.hpp"
#include "platform/http/server.hpp"
#include "platform/http/static_files.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/sql/database.hpp"

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace buddy::app {

/// What can fail before anything is wired: opened first, so that the wiring itself cannot.
struct Foundations {
    Config config;
    ShippedParts parts;
    std::optional<conversation::QuestionReader>
        questions;  ///< For the response cache, when it is on.
    http::StaticFiles pages;
    spending::PriceBook prices;
    crypto::SecretKey root;
    std::vector<http::Network> trusted_proxies;
    std::unique_ptr<notify::Mailer> mailer;  ///< Null: mails wait.
    std::unique_ptr<sql::Database> database;
    std::unique_ptr<sql::Database> keys_database;
};

/// Opens files, keys and databases. Databases whose schema is not this release's are refused.
[[nodiscard]] Result<Foundations> lay_foundations(Config config, const ShippedFiles& files);

class Application {
public:
    explicit Application(Foundations foundations);
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;
    Application(Application&&) = delete;
    Application& operator=(Application&&) = delete;
    ~Application();

    /// Closes turns that a stopped server left open, then listens and serves.
    /// Unavailable  the port is taken.  Invalid  the certificate cannot be used.
    [[nodiscard]] Result<void> start();
    /// The list of stopping in order (shutdown.cpp). Returns when everything is recorded.
    void stop();
    /// Reads the certificate again (SIGHUP).
    void reload();

    /// Every row of every feature (routes.cpp).
    [[nodiscard]] http::Routes routes();
    [[nodiscard]] std::uint16_t port() const noexcept { return server_.port(); }
    /// Where the developer's mailbox can be read; empty when it is off.
    [[nodiscard]] std::string mailbox_url() const;

private:
    void schedule_jobs();  // jobs.cpp
    Task<> run_jobs();
    Task<> watch_safety();
    Task<> settle_lost_calls();
    Task<> count_verdicts();
    Task<> send_digests();
    Task<> settle_family_requests();
    Task<> keep_retention();
    Task<> seal_children_apart();
    Task<> count_feedback();
    Task<> anchor_audit();
    Task<> check_audit();
    Task<> count_requests();
    // family_limits.cpp
    Task<conversation::TurnLimits> limits_of(
        conversation::ChildRef child, std::string time_zone, Time now
    );
    Task<bool> may_keep(conversation::ChildRef child);
    Task<Result<limits::ChildPlace>> place_of(ChildId child);
    Task<std::chrono::minutes> talked_since(FamilyId family, ChildId child, Time since);
    [[nodiscard]] conversation::TurnParts turn_parts(conversation::TurnStore& store);
    [[nodiscard]] conversation::TurnParts guest_turn_parts();
    [[nodiscard]] std::unique_ptr<conversation::SecondOpinion> make_judge();
    [[nodiscard]] std::unique_ptr<conversation::Supporters> make_supporters();
    [[nodiscard]] std::unique_ptr<conversation::Summaries> make_summaries();
    [[nodiscard]] spending::AccountedProvider::Parts accounting();
    [[nodiscard]] std::unique_ptr<conversation::ResponseCache> make_response_cache();
    [[nodiscard]] std::unique_ptr<conversation::KnownAnswers> make_known_answers();
    Task<> forget_replies(Time now);
    Task<Result<feedback::KnownAlerts>> alerts_known_to(FamilyId family);
    Task<Result<void>> tell_of_report(feedback::ReportLook look);
    void count_alert(const conversation::AlertRaised& news);
    void tell_guardians(const conversation::AlertRaised& news);
    [[nodiscard]] http::PipelineSettings pipeline_settings() const;
    [[nodiscard]] http::ServerSettings server_settings() const;
    [[nodiscard]] std::string name_for_models(const ChildId& child) const;

    Foundations base_;
    SystemClock clock_;
    log::Log log_;
    metrics::Metrics metrics_;
    EventLoops loops_;
    events::Bus bus_;
    std::atomic<bool> stopping_ = false;

    crypto::SqlFamilyKeyStore key_store_;
    crypto::FamilyKeys keys_;
    crypto::PasswordHasher hasher_;
    notify::Outbox outbox_;
    audit::Trail trail_;

    notify::MailProblems mail_problems_;
    notify::ResendEvents resend_events_;
    OutboxForAccounts account_mails_;
    identity::Identity identity_;
    consent::SqlConsentStore consent_store_;
    consent::Consents consents_;
    documents::SqlDocumentStore document_store_;
    documents::Documents documents_;

    SpendingMetrics spending_metrics_;
    spending::SqlLedger ledger_;
    http::Client client_;
    MentorModels models_;
    operations::Canaries canaries_;
    operations::SafetyHealth safety_health_;
    operations::SafetyWatch safety_watch_;
    ModelMetrics model_metrics_;
    TurnMetrics turn_metrics_;
    JudgeMetrics judge_metrics_;
    std::unique_ptr<llm::ModelProvider> judge_model_;
    std::unique_ptr<conversation::SecondOpinion> second_opinion_;
    HelperMetrics helper_metrics_;
    std::unique_ptr<llm::ModelProvider> supporter_model_;
    std::unique_ptr<conversation::Supporters> supporters_;
    KnownMetrics known_metrics_;
    std::unique_ptr<conversation::ResponseCache> response_cache_;
    std::unique_ptr<conversation::KnownAnswers> known_answers_;
    conversation::AdvisorsVoice voice_;
    AlertMetrics alert_metrics_;
    moderation::AlertDispatch alert_dispatch_;
    conversation::SqlConversationStore conversations_;
    limits::SqlLimitsStore limits_;
    powers::SqlForgetting forgetting_;
    powers::SqlReferralStore referrals_;
    powers::PowersDesk powers_;
    BlockingPool assessing_;
    std::unique_ptr<llm::ModelProvider> summary_model_;
    conversation::SqlSummaryStore summary_store_;
    std::unique_ptr<conversation::Summaries> summaries_;
    conversation::TurnPipeline turns_;
    conversation::LiveTurns live_turns_;
    conversation::SqlGuestTurns guests_;
    conversation::TurnPipeline guest_turns_;
    conversation::LiveTurns live_guest_turns_;
    moderation::SqlAlertStore alerts_;
    moderation::SqlAlertPreferences alert_preferences_;
    moderation::DigestLinks digest_links_;
    moderation::SqlDigests digests_;
    conversation::SqlTalkDiary talks_;
    conversation::SqlOpenedTalks opened_talks_;
    oversight::SqlOversightStore oversight_;
    insight::SqlChoiceStore insight_choices_;
    InsightFacts insight_facts_;
    oversight::SqlOpeningStore openings_;
    conversation::SqlAnswerDiary answers_;
    feedback::SqlFeedbackStore feedback_;
    FeedbackMetrics feedback_metrics_;

    Rights rights_;
    ComplianceDesk compliance_;
    jobs::JobRunner jobs_;

    AlertWork alert_work_;
    FormWork form_work_;
    RightsWork rights_work_;
    RequestWork request_work_;
    IncidentWork incident_work_;
    DisputeWork dispute_work_;
    ReportWork report_work_;
    admin::WorkList work_;

    conversation::ConversationHttp http_conversation_;
    conversation::CompletionsHttp http_completions_;
    limits::LimitsHttp http_limits_;
    moderation::ModerationHttp http_moderation_;
    oversight::HttpOversight http_oversight_;
    insight::HttpInsight http_insight_;
    oversight::HttpOpenings http_openings_;
    admin::HttpWork http_work_;
    powers::HttpPowers http_powers_;
    feedback::FeedbackHttp http_feedback_;
    consent::HttpConsent http_consent_;
    documents::HttpDocuments http_documents_;
    moderation::HttpSafetyApi http_safety_api_;
    support::HttpHelp http_help_;
    operations::HttpOperations http_operations_;
    operations::HttpSafetyWatch http_safety_watch_;
    notify::DevMailbox mailbox_;

    http::LocalRateLimiter limiter_;
    http::Pipeline pipeline_;
    http::Server server_;
};

}  // namespace buddy::app
