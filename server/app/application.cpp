#include "app/application.hpp"

#include "law/law_report.hpp"

#include "app/child_powers.hpp"
#include "app/document_facts.hpp"
#include "app/model_provider.hpp"
#include "app/open_database.hpp"
#include "app/priced_models.hpp"
#include "app/processors.hpp"
#include "conversation/memory_response_cache.hpp"
#include "conversation/sql_response_cache.hpp"
#include "moderation/moderation.hpp"
#include "notify/resend_mailer.hpp"
#include "platform/async/run_to_end.hpp"
#include "platform/crypto/random.hpp"
#include "platform/sql/migrations.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <thread>
#include <utility>

namespace buddy::app {

namespace {

log::Level log_level(const Config& config)
{
    return log::level_from(config.log_level).value_or(log::Level::Info);
}

/// A core is left to the event loops, where there is more than one. At most eight: a container may be
/// allowed fewer cores than it sees, and threads that starve each other run into the engine's limits.
std::size_t assessing_threads(const Config& config)
{
    const auto asked = static_cast<std::size_t>(config.server.assessing_threads);
    const std::size_t cores = std::thread::hardware_concurrency();
    return asked != 0 ? asked : std::clamp<std::size_t>(cores, 2, 9) - 1;
}

Result<std::vector<http::Network>> networks_of(const std::vector<std::string>& texts)
{
    std::vector<http::Network> networks;
    for (const auto& text : texts) {
        auto network = http::Network::parse(text);
        if (!network)
            return failed(
                ErrorCode::Invalid,
                "BUDDY_TRUSTED_PROXIES has \"" + text + "\", which is no address or block"
            );
        networks.push_back(*network);
    }
    return networks;
}

Result<std::unique_ptr<notify::Mailer>> make_mailer(const Config::Mail& mail)
{
    const auto checked = [](auto made) -> Result<std::unique_ptr<notify::Mailer>> {
        if (!made)
            return failed(
                ErrorCode::Invalid, "BUDDY_MAIL_FROM is no sender: write Buddy <buddy@example.org>"
            );
        return std::unique_ptr<notify::Mailer>{std::move(*made)};
    };
    if (!mail.smtp_url.empty())
        return checked(notify::SmtpMailer::make(
            {.url = mail.smtp_url, .user = mail.user, .password = mail.password}, mail.from
        ));
    if (mail.resend_key.empty()) return nullptr;
    return checked(notify::ResendMailer::make(
        {.base_url = mail.resend_base_url, .key = mail.resend_key}, mail.from
    ));
}

Result<std::optional<conversation::QuestionReader>> load_questions(
    const Config& config, const ShippedFiles& files
)
{
    if (!config.has_response_cache()) return std::nullopt;
    auto loaded = conversation::QuestionReader::load(files.model());
    if (!loaded) return std::unexpected(loaded.error());
    return std::optional{std::move(*loaded)};
}

}  // namespace

Result<Foundations> lay_foundations(Config config, const ShippedFiles& files)
{
    auto root = crypto::parse_root_key(config.keys.encryption_key);
    if (!root) return std::unexpected(root.error());
    auto parts = load_shipped_parts(files);
    if (!parts) return std::unexpected(parts.error());
    auto prices = spending::PriceBook::load({files.prices(), config.budget.prices});
    if (!prices) return std::unexpected(prices.error());
    auto mistake = budget_mistake(config, *prices, SystemClock{}.now());
    if (mistake.empty()) mistake = window_mistake(config.model, *prices);
    if (!mistake.empty()) return failed(ErrorCode::Invalid, std::move(mistake));
    auto questions = load_questions(config, files);
    if (!questions) return std::unexpected(questions.error());
    auto proxies = networks_of(config.server.trusted_proxies);
    if (!proxies) return std::unexpected(proxies.error());
    auto mailer = make_mailer(config.mail);
    if (!mailer) return std::unexpected(mailer.error());
    auto pages = http::StaticFiles::load(files.web());
    if (!pages) return failed(ErrorCode::NotFound, "the web pages are not built: run ./dev build");
    auto database = open_migrated(config.storage.database_url, sql::main_schema());
    if (!database) return std::unexpected(database.error());
    auto keys_database = open_migrated(config.storage.keys_database_url, sql::key_schema());
    if (!keys_database) return std::unexpected(keys_database.error());
    return Foundations{
        .config = std::move(config),
        .parts = std::move(*parts),
        .questions = std::move(*questions),
        .pages = std::move(*pages),
        .prices = std::move(*prices),
        .root = std::move(*root),
        .trusted_proxies = std::move(*proxies),
        .mailer = std::move(*mailer),
        .database = std::move(*database),
        .keys_database = std::move(*keys_database)
    };
}

Application::Application(Foundations foundations)
    : base_{std::move(foundations)},
      log_{log_level(base_.config)},
      loops_{
          static_cast<std::size_t>(base_.config.server.threads),
          [this](std::string_view task, const std::exception_ptr& why) {
              try {
                  std::rethrow_exception(why);
              } catch (const std::exception& error) {
                  log_.error(
                      "a task ended with an error",
                      {{"task", log::Code{task}}, {"error", log::Code{error.what()}}}
                  );
              }
          }
      },
      key_store_{*base_.keys_database},
      keys_{key_store_, base_.root, clock_},
      outbox_{*base_.database, base_.root, clock_, base_.config.public_url()},
      trail_{*base_.database, clock_},
      mail_problems_{*base_.database, base_.root, clock_},
      resend_events_{
          {.problems = mail_problems_,
           .clock = clock_,
           .secret = base_.config.mail.resend_webhook_secret}
      },
      account_mails_{outbox_},
      identity_{
          {.database = *base_.database,
           .keys = keys_,
           .hasher = hasher_,
           .clock = clock_,
           .mails = account_mails_,
           .collecting = [this](FamilyId family
                         ) { return consents_.collecting(std::move(family)); },
           .is_leaving =
               [this](FamilyId family, ChildId child) {
                   return rights_.erasure_store().is_erasing(std::move(family), std::move(child));
               },
           .is_region = [this](
                            const std::string& country, const std::string& region
                        ) { return base_.parts.laws.is_region({country, region}); }},
          base_.root,
          crypto::key_of_secret(base_.config.keys.session_secret)
      },
      consent_store_{
          *base_.database,
          trail_,
          [this](sql::Transaction& tx, const notify::ConsentMail& mail) {
              outbox_.enqueue(tx, mail);
          }
      },
      consents_{
          {.store = consent_store_,
           .keys = keys_,
           .directory = identity_,
           .clock = clock_,
           .sends_mail = base_.config.has_mail(),
           .on_stopped = [this](FamilyId family) { return identity_.end_talks(std::move(family)); }
          },
          notice_of(base_.config)
      },
      document_store_{*base_.database, trail_},
      documents_{
          {.store = document_store_,
           .clock = clock_,
           .facts =
               [this](const std::string& country) {
                   return facts_of(
                       {.config = base_.config,
                        .lines = base_.parts.help_lines,
                        .laws = base_.parts.laws},
                       country,
                       clock_.now()
                   );
               }},
          base_.parts.papers
      },
      spending_metrics_{metrics_, log_},
      ledger_{*base_.database, base_.config.budget.limits},
      models_{accounted(
          make_models(base_.config.model, base_.prices, client_, clock_),
          base_.config,
          base_.prices,
          accounting()
      )},
      canaries_{
          {.engine = base_.parts.engine,
           .kept = base_.parts.canaries,
           .clock = clock_,
           .metrics = metrics_}
      },
      safety_health_{canaries_},
      safety_watch_{
          {.engine = base_.parts.engine,
           .reference = base_.parts.score_reference,
           .health = safety_health_,
           .clock = clock_,
           .metrics = metrics_}
      },
      model_metrics_{metrics_, log_, voices_of(models_)},
      turn_metrics_{metrics_, model_metrics_},
      judge_metrics_{metrics_, log_},
      judge_model_{accounted(
          make_judge_provider(base_.config, client_, clock_),
          judge_model(base_.config),
          base_.prices,
          accounting()
      )},
      second_opinion_{make_judge()},
      helper_metrics_{metrics_, log_},
      supporter_model_{accounted(
          make_helper_provider(
              "supporter", base_.config.has_supporters(), base_.config.supporter, client_, clock_
          ),
          supporter_model(base_.config),
          base_.prices,
          accounting()
      )},
      supporters_{make_supporters()},
      known_metrics_{metrics_},
      response_cache_{make_response_cache()},
      known_answers_{make_known_answers()},
      voice_{base_.parts.mentor},
      alert_metrics_{metrics_},
      alert_dispatch_{outbox_, clock_},
      conversations_{
          *base_.database,
          keys_,
          [this](sql::Transaction& tx, const conversation::FiledAlert& alert) {
              alert_dispatch_.file(tx, alert);
          }
      },
      limits_{*base_.database, keys_, trail_},
      forgetting_{*base_.database, trail_},
      referrals_{*base_.database},
      powers_{
          {.packs = base_.parts.laws,
           .limits = limits_,
           .directory = identity_,
           .forgetting = forgetting_,
           .clock = clock_}
      },
      assessing_{assessing_threads(base_.config)},
      summary_model_{accounted(
          make_helper_provider(
              "summary", base_.config.has_summaries(), base_.config.summary, client_, clock_
          ),
          summary_model(base_.config),
          base_.prices,
          accounting()
      )},
      summary_store_{*base_.database, keys_},
      summaries_{make_summaries()},
      turns_{turn_parts(conversations_)},
      live_turns_{
          {.pipeline = turns_, .bus = bus_, .log = log_},
          {.linger = std::chrono::seconds{base_.config.server.linger_seconds}}
      },
      guests_{
          *base_.database,
          identity_,
          [this](sql::Transaction& tx, const notify::AlertMail& mail) { outbox_.enqueue(tx, mail); }
      },
      guest_turns_{guest_turn_parts()},
      // A guest cannot come back to a reply: nobody waits for it once its reader has gone.
      live_guest_turns_{
          {.pipeline = guest_turns_, .bus = bus_, .log = log_},
          {.linger = std::chrono::milliseconds{0}}
      },
      alerts_{*base_.database, keys_, trail_},
      alert_preferences_{*base_.database},
      digest_links_{base_.root},
      digests_{
          {.database = *base_.database,
           .alerts = alerts_,
           .preferences = alert_preferences_,
           .moods = conversations_,
           .directory = identity_,
           .outbox = outbox_,
           .links = digest_links_,
           .comes_back = [this](std::string address
                         ) { return mail_problems_.comes_back(std::move(address)); },
           .clock = clock_}
      },
      talks_{*base_.database, keys_},
      opened_talks_{*base_.database, keys_},
      oversight_{*base_.database, trail_},
      insight_choices_{*base_.database, trail_},
      insight_facts_{
          {.talks = talks_,
           .oversight = oversight_,
           .alerts = alerts_,
           .directory = identity_,
           .clock = clock_,
           .reads_moods = [this](ChildId child) { return powers_.reads_moods(std::move(child)); }}
      },
      openings_{*base_.database, keys_, trail_},
      answers_{*base_.database, keys_},
      feedback_{*base_.database, keys_},
      feedback_metrics_{metrics_},
      rights_{
          {.config = base_.config,
           .database = *base_.database,
           .keys_database = *base_.keys_database,
           .keys = keys_,
           .root = base_.root,
           .clock = clock_,
           .identity = identity_,
           .outbox = outbox_,
           .trail = trail_,
           .forget_replies = [this](Time now) { return forget_replies(now); }}
      },
      compliance_{
          {.config = base_.config,
           .shipped = base_.parts,
           .database = *base_.database,
           .keys = keys_,
           .root = base_.root,
           .clock = clock_,
           .directory = identity_,
           .outbox = outbox_,
           .trail = trail_,
           .retention = rights_.retention_store(),
           .assessing = assessing_,
           .assess = [this](
                         const safety::Message& message,
                         const safety::RiskState& before,
                         safety::RiskState& after
                     ) { return safety_watch_.assess(message, before, after); }}
      },
      jobs_{*base_.database, clock_, log_},
      alert_work_{alerts_},
      form_work_{consent_store_},
      rights_work_{rights_.erasure_store(), rights_.export_store(), clock_},
      request_work_{compliance_.requests()},
      incident_work_{compliance_.incidents()},
      dispute_work_{identity_},
      report_work_{feedback_},
      work_{
          {&alert_work_,
           &form_work_,
           &rights_work_,
           &request_work_,
           &incident_work_,
           &dispute_work_,
           &report_work_},
          clock_
      },
      http_conversation_{
          {.store = conversations_,
           .turns = live_turns_,
           .directory = identity_,
           .bus = bus_,
           .loops = loops_,
           .clock = clock_,
           .name_for_models = [this](const ChildId& child) { return name_for_models(child); },
           .may_reach =
               [this](FamilyId family, const std::string& model) {
                   return consents_.may_reach(
                       std::move(family), scope_of_model(base_.config, model)
                   );
               },
           .may_keep = [this](conversation::ChildRef child) { return may_keep(std::move(child)); },
           .reads_moods = [this](ChildId child) { return powers_.reads_moods(std::move(child)); }}
      },
      http_completions_{
          {.turns = live_guest_turns_,
           .loops = loops_,
           .recollecting = assessing_,
           .clock = clock_,
           .judge = [this](
                        const safety::Message& message,
                        const safety::RiskState& before,
                        safety::RiskState& after
                    ) { return base_.parts.engine.assess(message, before, after); },
           .read_mood = [this](const safety::Message& message
                        ) { return base_.parts.emotions.read(message); },
           .mentor = voice_,
           .lines_for = [this](
                            std::string_view country, std::string_view locale
                        ) { return base_.parts.help_lines.lines_for(country, locale); },
           .name_for_models = [this](const ChildId& child) { return name_for_models(child); }}
      },
      http_limits_{
          {.store = limits_,
           .place_of = [this](ChildId child) { return place_of(std::move(child)); },
           .talked_since = [this](
                               FamilyId family, ChildId child, Time since
                           ) { return talked_since(std::move(family), std::move(child), since); },
           .clock = clock_,
           .is_disputed = [this](FamilyId family
                          ) { return identity_.is_disputed(std::move(family)); },
           .refuse_disputed = [this](http::Exchange& exchange
                              ) { return identity::refuse_disputed(exchange, clock_.now()); }}
      },
      http_moderation_{
          {.alerts = alerts_,
           .preferences = alert_preferences_,
           .observer = alert_metrics_,
           .links = digest_links_,
           .comes_back = [this](std::string address
                         ) { return mail_problems_.comes_back(std::move(address)); },
           .moods = conversations_,
           .directory = identity_,
           .bus = bus_,
           .clock = clock_,
           .account = [this](audit::Entry entry) { return trail_.append(std::move(entry)); }}
      },
      http_oversight_{
          {.store = oversight_,
           .openings = openings_,
           .talks = talks_,
           .directory = identity_,
           .clock = clock_}
      },
      http_insight_{
          {.facts = insight_facts_,
           .choices = insight_choices_,
           .words = base_.parts.insight_words,
           .directory = identity_,
           .clock = clock_}
      },
      http_openings_{
          {.store = openings_,
           .talks = opened_talks_,
           .directory = identity_,
           .clock = clock_,
           .usual_length = std::chrono::minutes{base_.config.rights.opening_minutes}}
      },
      http_work_{work_, clock_},
      http_powers_{
          {.desk = powers_,
           .referrals = referrals_,
           .explain = [](const law::Applicable& applicable) { return law::as_json(applicable); },
           .reminders = [](safety::AgeBand band,
                           const powers::Held& held) { return reminders_of(band, held); },
           .clock = clock_}
      },
      http_feedback_{
          {.store = feedback_,
           .answers = answers_,
           .directory = identity_,
           .clock = clock_,
           .alerts_of = [this](FamilyId family) { return alerts_known_to(std::move(family)); },
           .account = [this](audit::Entry entry) { return trail_.append(std::move(entry)); },
           .tell_of = [this](feedback::ReportLook look) { return tell_of_report(std::move(look)); },
           .on_finding = [this](feedback::Finding finding) { feedback_metrics_.found(finding); }}
      },
      http_consent_{consents_, identity_},
      http_documents_{documents_},
      http_safety_api_{base_.parts.engine},
      http_help_{base_.parts.help_lines, identity_},
      http_operations_{
          {.safety = safety_health_,
           .database = *base_.database,
           .metrics = metrics_,
           .stopping = stopping_}
      },
      http_safety_watch_{
          {.watch = safety_watch_, .health = safety_health_, .canaries = canaries_, .clock = clock_}
      },
      mailbox_{outbox_},
      limiter_{clock_},
      pipeline_{
          {.authenticator = identity_.authenticator(),
           .limiter = limiter_,
           .log = log_,
           .metrics = metrics_},
          http::Router{routes()},
          pipeline_settings(),
          [this](http::Exchange& exchange) { return base_.pages.serve(exchange); }
      },
      server_{
          loops_,
          server_settings(),
          [this](http::Exchange& exchange) { return pipeline_.handle(exchange); },
          log_
      }
{
    jobs_.handle(
        std::string{moderation::repeat_alert_job},
        moderation::repeat_alert(
            {.database = *base_.database,
             .keys = keys_,
             .directory = identity_,
             .dispatch = alert_dispatch_,
             .bus = bus_,
             .clock = clock_}
        )
    );
    rights_.handle_jobs(jobs_);
    if (base_.mailer)
        jobs_.handle(
            std::string{notify::deliver_mail_job}, notify::deliver_mail(outbox_, *base_.mailer)
        );
}

Application::~Application() = default;

conversation::TurnParts Application::turn_parts(conversation::TurnStore& store)
{
    return {
        .store = store,
        .judge = [this](
                     const safety::Message& message,
                     const safety::RiskState& before,
                     safety::RiskState& after
                 ) { return safety_watch_.assess(message, before, after); },
        .read_mood = [this](const safety::Message& message
                     ) { return base_.parts.emotions.read(message); },
        .mentor = voice_,
        .lines_for = [this](
                         std::string_view country, std::string_view locale
                     ) { return base_.parts.help_lines.lines_for(country, locale); },
        .clock = clock_,
        .observer = turn_metrics_,
        .days_line = base_.parts.engine.days_line(),
        .on_alert = [this](const conversation::AlertRaised& news) { tell_guardians(news); },
        .note_visit = [this](ChildId child) { return identity_.note_activity(std::move(child)); },
        .models = voices_of(models_),
        .second_opinion = second_opinion_.get(),
        .assessing = &assessing_,
        .known_answers = known_answers_.get(),
        .powers_of = [this](
                         const conversation::Speaker& speaker,
                         const limits::Rules& rules,
                         std::chrono::sys_days date
                     ) { return app::powers_of(base_.parts.laws, speaker, rules, date); },
        .limits_of = [this](
                         conversation::ChildRef child, std::string time_zone, Time now
                     ) { return limits_of(std::move(child), std::move(time_zone), now); },
        .supporters = supporters_.get(),
        .summaries = summaries_.get()
    };
}

/// A guest has no guardian to tell and no profile to note a visit in.
conversation::TurnParts Application::guest_turn_parts()
{
    auto parts = turn_parts(guests_);
    parts.on_alert = [this](const conversation::AlertRaised& news) { count_alert(news); };
    parts.note_visit = {};
    parts.limits_of = {};
    parts.summaries = nullptr;  // whoever sends a guest's words remembers them
    return parts;
}

spending::AccountedProvider::Parts Application::accounting()
{
    return {
        .ledger = ledger_,
        .clock = clock_,
        .beside = [this](Task<> task) { loops_.tasks().spawn("keep_account", std::move(task)); },
        .observer = spending_metrics_
    };
}

std::unique_ptr<conversation::SecondOpinion> Application::make_judge()
{
    if (!judge_model_) return nullptr;
    return std::make_unique<conversation::SecondOpinion>(
        conversation::SecondOpinion::Parts{
            .model = *judge_model_,
            .raise =
                [this](
                    const safety::Message& message,
                    safety::Assessment standing,
                    const safety::Opinion& opinion,
                    safety::RiskState& after
                ) {
                    return base_.parts.engine.raised(message, std::move(standing), opinion, after);
                },
            .observer = judge_metrics_
        },
        judge_settings(base_.config.judge, base_.parts.engine.policy_version())
    );
}

std::unique_ptr<conversation::Supporters> Application::make_supporters()
{
    if (!supporter_model_) return nullptr;
    return std::make_unique<conversation::Supporters>(
        conversation::Supporters::Parts{.model = *supporter_model_, .observer = helper_metrics_},
        supporter_settings(base_.config.supporter, base_.prices)
    );
}

std::unique_ptr<conversation::Summaries> Application::make_summaries()
{
    if (!summary_model_) return nullptr;
    return std::make_unique<conversation::Summaries>(
        conversation::Summaries::Parts{
            .store = summary_store_,
            .model = *summary_model_,
            .judge = [this](
                         const safety::Message& message,
                         const safety::RiskState& before,
                         safety::RiskState& after
                     ) { return safety_watch_.assess(message, before, after); },
            .instructions = [this](safety::AgeBand band) { return voice_.summary_prompt(band); },
            .clock = clock_,
            .beside = [this](Task<> task) { loops_.tasks().spawn("sum_up_talk", std::move(task)); },
            .observer = helper_metrics_,
            .assessing = &assessing_
        },
        summary_settings(base_.config.summary, base_.prices)
    );
}

std::unique_ptr<conversation::ResponseCache> Application::make_response_cache()
{
    if (!base_.questions) return nullptr;
    const auto& asked = base_.config.response_cache;
    if (asked.place == "database")
        return std::make_unique<conversation::SqlResponseCache>(*base_.database, asked.size);
    return std::make_unique<conversation::MemoryResponseCache>(static_cast<std::size_t>(asked.size)
    );
}

std::unique_ptr<conversation::KnownAnswers> Application::make_known_answers()
{
    if (!response_cache_) return nullptr;
    const auto& engine = base_.parts.engine;
    return std::make_unique<conversation::KnownAnswers>(
        conversation::KnownAnswers::Parts{
            .cache = *response_cache_,
            .reader = *base_.questions,
            .clock = clock_,
            .observer = known_metrics_
        },
        conversation::KnownAnswers::Settings{
            .lifetime = std::chrono::days{base_.config.response_cache.days},
            .judged_by = fmt::format(
                "{}/{}/{}/{}/{}/{}",
                BUDDY_VERSION,
                engine.model_version(),
                engine.rules_version(),
                engine.policy_version(),
                base_.config.model.openai_base_url,
                base_.config.model.anthropic_base_url
            )
        },
        base_.root
    );
}

/// Alerts that no guardian may know of are not among those that the store lists.
Task<Result<feedback::KnownAlerts>> Application::alerts_known_to(FamilyId family)
{
    const auto alerts = co_await alerts_.list(std::move(family));
    if (!alerts) co_return std::unexpected(alerts.error());
    feedback::KnownAlerts known;
    for (const auto& alert : *alerts) {
        if (!known.last || alert.raised_at > *known.last) known.last = alert.raised_at;
        known.is_open = known.is_open || !alert.acknowledged_at;
    }
    co_return known;
}

/// As long as any other look: its length must not tell that it was at a report.
Task<Result<void>> Application::tell_of_report(feedback::ReportLook look)
{
    const auto now = clock_.now();
    co_return co_await openings_.begin(
        {.id = crypto::new_id_text(now),
         .child = std::move(look.child),
         .conversation = std::nullopt,
         .staff = std::move(look.staff),
         .purpose = oversight::Purpose::Report,
         .reason = {},
         .begun_at = now,
         .ends_at = now + std::chrono::minutes{base_.config.rights.opening_minutes},
         .ended_at = std::nullopt,
         .is_quiet = look.is_hidden}
    );
}

void Application::count_alert(const conversation::AlertRaised& news)
{
    metrics_
        .counter(
            "buddy_alerts_total",
            "Alerts by whether a guardian may know.",
            {{"protected", news.guardian_may_know ? "no" : "yes"}}
        )
        .increment();
}

void Application::tell_guardians(const conversation::AlertRaised& news)
{
    count_alert(news);
    alert_metrics_.queued_after(clock_.now() - news.received_at);
    if (news.guardian_may_know)
        bus_.publish(moderation::alert_topic(news.family), news.alert.text());
}

std::string Application::name_for_models(const ChildId& child) const
{
    // Keyed, so that a vendor cannot test guesses against it.
    return crypto::hash_token(base_.config.keys.session_secret + ":model-user:" + child.text());
}

http::PipelineSettings Application::pipeline_settings() const
{
    http::PipelineSettings settings;
    settings.api.calls = static_cast<int>(base_.config.limits.api);
    settings.chat.calls = static_cast<int>(base_.config.limits.chat);
    settings.sign_in.calls = static_cast<int>(base_.config.limits.sign_in);
    settings.operator_token = base_.config.server.metrics_token;
    return settings;
}

http::ServerSettings Application::server_settings() const
{
    const auto& server = base_.config.server;
    http::ServerSettings settings;
    settings.address = server.listen == "localhost" ? "127.0.0.1" : server.listen;
    settings.port = static_cast<std::uint16_t>(server.port);
    settings.certificate = server.tls_cert;
    settings.key = server.tls_key;
    settings.trusted_proxies = base_.trusted_proxies;
    return settings;
}

Result<void> Application::start()
{
    if (const auto listening = server_.listen(); !listening) return listening;
    const auto replayed = run_to_end(rights_.erasures().replay());
    if (replayed.families + replayed.children + replayed.keys > 0)
        log_.warning(
            "erased again what a restored backup had brought back",
            {{"families", replayed.families},
             {"children", replayed.children},
             {"keys", replayed.keys}}
        );
    run_to_end(documents_.publish());
    const auto closed = run_to_end(turns_.close_open_turns());
    if (closed > 0)
        log_.info("closed turns that a stopped server had left open", {{"turns", closed}});
    canaries_.fly_all();
    safety_watch_.refresh();
    loops_.start();
    schedule_jobs();
    log_.info(
        "serving",
        {{"port", server_.port()},
         {"tls", base_.config.has_tls()},
         {"models", log::Code{names_of(models_)}},
         {"judge", log::Code{judge_model_ ? base_.config.judge.model : "none"}},
         {"supporter", log::Code{supporters_ ? base_.config.supporter.model : "none"}},
         {"summary", log::Code{summaries_ ? base_.config.summary.model : "none"}},
         {"safety_model", log::Code{base_.parts.engine.model_version()}},
         {"policy", log::Code{base_.parts.engine.policy_version()}}}
    );
    return {};
}

void Application::reload()
{
    if (!base_.config.has_tls()) return;
    const auto reloaded = server_.reload_certificate();
    if (reloaded)
        log_.info("certificate read again");
    else
        log_.error(
            "certificate could not be read again; the old one stays", {{"why", reloaded.error()}}
        );
}

std::string Application::mailbox_url() const
{
    const bool is_shown = base_.config.mail.dev_mailbox && !base_.config.has_mail();
    return is_shown ? base_.config.public_url() + "/dev/mailbox?token=" + mailbox_.token() : "";
}

}  // namespace buddy::app
