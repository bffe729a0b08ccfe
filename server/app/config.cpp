#include "app/config.hpp"

#include "core/result.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

namespace buddy::app {

namespace {

/// "llm.example.org=Example Ltd/DE, …"
config::Assign processors_into(std::vector<Config::Processor>& place)
{
    return [&place](const std::string& text) -> std::optional<std::string> {
        std::vector<std::string> items;
        static_cast<void>(config::list_into(items)(text));
        place.clear();
        for (const auto& item : items) {
            const auto equals = item.find('=');
            const auto slash = std::min(item.rfind('/'), item.size());
            const bool has_country = slash < item.size();
            if (equals == std::string::npos || equals == 0 || equals + 1 >= slash ||
                (has_country && item.size() - slash != 3))
                return "must be like llm.example.org=Example Ltd/DE";
            place.push_back(
                {.host = item.substr(0, equals),
                 .name = item.substr(equals + 1, slash - equals - 1),
                 .country = has_country ? item.substr(slash + 1) : std::string{}}
            );
        }
        return std::nullopt;
    };
}

using config::list_into;
using config::number_into;
using config::secret_into;
using config::Settings;
using config::switch_into;
using config::text_into;
using config::url_into;

void describe_server(Settings& s, Config::Server& c)
{
    s.add(
        {"server.listen",
         "BUDDY_LISTEN",
         "127.0.0.1",
         "Address to listen on. Anything but loopback needs TLS or a trusted proxy."},
        text_into(c.listen)
    );
    s.add(
        {"server.port", "BUDDY_PORT", "8080", "Port, 1 to 65535."}, number_into(c.port, 1, 65535)
    );
    s.add(
        {"server.threads",
         "BUDDY_THREADS",
         "1",
         "Event loops, 1 to 64. One serves hundreds of children."},
        number_into(c.threads, 1, 64)
    );
    s.add(
        {"server.assessing_threads",
         "BUDDY_ASSESSING_THREADS",
         "0",
         "Threads that judge what is said, beside the event loops, 1 to 64; 0: one for each core "
         "but one, at least one and at most eight."},
        number_into(c.assessing_threads, 0, 64)
    );
    s.add(
        {"server.base_url",
         "NEXT_PUBLIC_BASE_URL",
         "",
         "Public address, used in mails: https://buddy.example."},
        url_into(c.base_url, {"http", "https"})
    );
    s.add(
        {"server.tls_cert",
         "BUDDY_TLS_CERT",
         "",
         "PEM file with the certificate chain; read again on SIGHUP."},
        text_into(c.tls_cert)
    );
    s.add(
        {"server.tls_key",
         "BUDDY_TLS_KEY",
         "",
         "PEM file with the private key; read again on SIGHUP."},
        text_into(c.tls_key)
    );
    s.add(
        {"server.trusted_proxies",
         "BUDDY_TRUSTED_PROXIES",
         "",
         "Addresses or CIDR blocks whose X-Forwarded-For and -Proto are believed; comma separated."
        },
        list_into(c.trusted_proxies)
    );
    s.add(
        {"server.metrics_token",
         "BUDDY_METRICS_TOKEN",
         "",
         "Lets other machines read /metrics with this bearer token, 16 characters or more.",
         true},
        secret_into(c.metrics_token, 16)
    );
    s.add(
        {"server.stop_seconds",
         "BUDDY_STOP_SECONDS",
         "20",
         "Seconds that running turns may take to finish at shutdown, 0 to 300."},
        number_into(c.stop_seconds, 0, 300)
    );
    s.add(
        {"server.linger_seconds",
         "BUDDY_LINGER_SECONDS",
         "30",
         "Seconds that a reply goes on after its last reader left, 0 to 600."},
        number_into(c.linger_seconds, 0, 600)
    );
}

void describe_storage(Settings& s, Config& c)
{
    s.add(
        {"storage.data", "BUDDY_DATA", "var", "Folder for the databases, made when missing."},
        text_into(c.storage.data)
    );
    s.add(
        {"storage.database_url",
         "DATABASE_URL",
         "",
         "postgres://… or sqlite:///absolute/path. Default: SQLite in BUDDY_DATA.",
         true},
        url_into(c.storage.database_url, {"postgres", "postgresql", "sqlite"})
    );
    s.add(
        {"storage.keys_database_url",
         "BUDDY_KEYS_DATABASE_URL",
         "",
         "Where family keys live, apart from the data. Default: SQLite in BUDDY_DATA.",
         true},
        url_into(c.storage.keys_database_url, {"postgres", "postgresql", "sqlite"})
    );
    s.add(
        {"keys.session_secret",
         "NEXTAUTH_SECRET",
         "",
         "Signs sessions; 32 characters or more. Required to serve.",
         true},
        secret_into(c.keys.session_secret, 32)
    );
    s.add(
        {"keys.encryption_key",
         "ENCRYPTION_KEY",
         "",
         "Root key, 32 bytes as base64 or hex. Required to serve. Losing it loses every child's "
         "words.",
         true},
        secret_into(c.keys.encryption_key, 43)
    );
    s.add(
        {"keys.encryption_secret",
         "ENCRYPTION_SECRET",
         "",
         "For search indexes over encrypted text; 32 characters or more.",
         true},
        secret_into(c.keys.encryption_secret, 32)
    );
    s.add(
        {"keys.encryption_salt",
         "ENCRYPTION_SALT",
         "",
         "For search indexes over encrypted text; 16 characters or more.",
         true},
        secret_into(c.keys.encryption_salt, 16)
    );
    s.add(
        {"keys.cron_secret",
         "CRON_SECRET",
         "",
         "Opens the job trigger; 16 characters or more.",
         true},
        secret_into(c.keys.cron_secret, 16)
    );
}

void describe_model(Settings& s, Config::Model& c)
{
    s.add(
        {"model.order",
         "BUDDY_MODELS",
         "openai, anthropic",
         "Who is asked, in this order; comma separated. The next one answers when one fails before "
         "a "
         "word was shown, the guided mentor after the last. One that is left out is never asked."},
        list_into(c.order)
    );
    s.add(
        {"model.openai_key",
         "OPENAI_API_KEY",
         "",
         "Key of the language model's vendor. Without any key the guided mentor answers.",
         true},
        text_into(c.openai_key)
    );
    s.add(
        {"model.base_url",
         "OPENAI_BASE_URL",
         "https://api.openai.com/v1",
         "Any OpenAI-compatible server."},
        url_into(c.openai_base_url, {"http", "https"})
    );
    s.add(
        {"model.name", "BUDDY_MODEL", "gpt-5-mini", "Model asked for there."},
        text_into(c.openai_model)
    );
    s.add(
        {"model.local",
         "BUDDY_MODEL_LOCAL",
         "off",
         "The server at OPENAI_BASE_URL is the operator's own: families that allow no third party "
         "may "
         "use it."},
        switch_into(c.is_local)
    );
    s.add(
        {"model.anthropic_key", "ANTHROPIC_API_KEY", "", "Key of Anthropic, the backup.", true},
        text_into(c.anthropic_key)
    );
    s.add(
        {"model.anthropic_base_url",
         "ANTHROPIC_BASE_URL",
         "https://api.anthropic.com",
         "Any server that speaks Anthropic's messages."},
        url_into(c.anthropic_base_url, {"http", "https"})
    );
    s.add(
        {"model.anthropic_name",
         "BUDDY_ANTHROPIC_MODEL",
         "claude-haiku-5-5",
         "Model asked for there."},
        text_into(c.anthropic_model)
    );
}

void describe_model_limits(Settings& s, Config::Model& c)
{
    s.add(
        {"model.first_word_seconds",
         "BUDDY_MODEL_FIRST_WORD_SECONDS",
         "12",
         "Longest wait for the first word of one model, 1 to 120; then the next one is asked."},
        number_into(c.first_word_seconds, 1, 120)
    );
    s.add(
        {"model.rest_seconds",
         "BUDDY_MODEL_REST_SECONDS",
         "30",
         "How long a model is not asked after five failures in a row, 0 to 3600; 0: it is always "
         "asked."},
        number_into(c.rest_seconds, 0, 3600)
    );
    s.add(
        {"model.idle_seconds",
         "BUDDY_MODEL_IDLE_SECONDS",
         "20",
         "Longest silence between two bytes, 1 to 300."},
        number_into(c.idle_seconds, 1, 300)
    );
    s.add(
        {"model.total_seconds", "BUDDY_MODEL_TOTAL_SECONDS", "120", "Longest reply, 1 to 600."},
        number_into(c.total_seconds, 1, 600)
    );
    s.add(
        {"model.max_tokens",
         "BUDDY_MODEL_MAX_TOKENS",
         "400",
         "Tokens of a reply, 16 to 4000; a model that thinks needs more, for its thoughts count."},
        number_into(c.max_tokens, 16, 4000)
    );
    s.add(
        {"model.window",
         "BUDDY_MODEL_WINDOW",
         "0",
         "Tokens that BUDDY_MODEL takes in, its reply among them, 8192 to 10000000. 0: as in "
         "data/prices, and 8192 where that does not know the model."},
        number_into(c.openai_window, 0, 10'000'000)
    );
    s.add(
        {"model.anthropic_window",
         "BUDDY_ANTHROPIC_WINDOW",
         "0",
         "The same for BUDDY_ANTHROPIC_MODEL."},
        number_into(c.anthropic_window, 0, 10'000'000)
    );
}

void describe_judge(Settings& s, Config::Judge& c)
{
    s.add(
        {"judge.on",
         "BUDDY_JUDGE",
         "off",
         "A language model gives a second opinion on messages of which the safety engine is "
         "unsure. "
         "It only raises an action."},
        switch_into(c.is_on)
    );
    s.add(
        {"judge.base_url",
         "BUDDY_JUDGE_BASE_URL",
         "",
         "OpenAI-compatible server of the judge. Default: the mentor's, with its key."},
        url_into(c.url, {"http", "https"})
    );
    s.add(
        {"judge.key",
         "BUDDY_JUDGE_KEY",
         "",
         "Key for BUDDY_JUDGE_BASE_URL; OPENAI_API_KEY is never sent there.",
         true},
        text_into(c.key)
    );
    s.add(
        {"judge.model",
         "BUDDY_JUDGE_MODEL",
         "",
         "Model asked for. Default: BUDDY_MODEL. A fast one: it stands before the first word."},
        text_into(c.model)
    );
    s.add(
        {"judge.style",
         "BUDDY_JUDGE_STYLE",
         "json",
         "json: any model that follows a JSON schema. guard: one that answers safe or unsafe with "
         "codes, as Llama Guard 3 and 4."},
        text_into(c.style)
    );
    s.add(
        {"judge.local",
         "BUDDY_JUDGE_LOCAL",
         "off",
         "The judge's server is the operator's own: messages of families that allow no third party "
         "may go there, too."},
        switch_into(c.is_local)
    );
}

void describe_judge_limits(Settings& s, Config::Judge& c)
{
    s.add(
        {"judge.deadline_ms",
         "BUDDY_JUDGE_DEADLINE_MS",
         "1500",
         "Longest wait for a verdict in milliseconds, 100 to 10000. Then the engine's decision "
         "stands."},
        number_into(c.deadline_ms, 100, 10'000)
    );
    s.add(
        {"judge.from_percent",
         "BUDDY_JUDGE_FROM_PERCENT",
         "10",
         "The judge is asked from this score of the safety engine on, 0 to 100."},
        number_into(c.from_percent, 0, 100)
    );
    s.add(
        {"judge.to_percent",
         "BUDDY_JUDGE_TO_PERCENT",
         "90",
         "… and up to this one, 0 to 100, above BUDDY_JUDGE_FROM_PERCENT."},
        number_into(c.to_percent, 0, 100)
    );
    s.add(
        {"judge.cached",
         "BUDDY_JUDGE_CACHE",
         "4096",
         "Verdicts remembered in memory, 0 to 1000000; under keyed hashes, without words."},
        number_into(c.cached, 0, 1'000'000)
    );
    s.add(
        {"judge.effort",
         "BUDDY_JUDGE_EFFORT",
         "",
         "reasoning_effort for models that think: none, minimal, low, medium or high. Not sent "
         "when "
         "not given."},
        text_into(c.effort)
    );
}

/// What the settings of one helper are called, and what it does.
struct HelperNames {
    std::string path;      ///< "supporter".
    std::string variable;  ///< "BUDDY_SUPPORTER".
    std::string does;
    std::string waits;
    long long shortest_wait;
    long long longest_wait;
};

void describe_helper(Settings& s, Config::Helper& c, const HelperNames& names)
{
    const auto& [path, variable, does, waits, shortest_wait, longest_wait] = names;
    s.add({path + ".model", variable + "_MODEL", "", does}, text_into(c.model));
    s.add(
        {path + ".base_url",
         variable + "_BASE_URL",
         "",
         "OpenAI-compatible server of that model. Default: the mentor's, with its key."},
        url_into(c.url, {"http", "https"})
    );
    s.add(
        {path + ".key",
         variable + "_KEY",
         "",
         "Key for " + variable + "_BASE_URL; OPENAI_API_KEY is never sent there.",
         true},
        text_into(c.key)
    );
    s.add(
        {path + ".local",
         variable + "_LOCAL",
         "off",
         "That server is the operator's own: words of families that allow no third party may go "
         "there, too."},
        switch_into(c.is_local)
    );
    s.add(
        {path + ".effort",
         variable + "_EFFORT",
         "",
         "reasoning_effort for models that think: none, minimal, low, medium or high. Not sent "
         "when not given."},
        text_into(c.effort)
    );
    s.add(
        {path + ".max_tokens",
         variable + "_MAX_TOKENS",
         std::to_string(c.max_tokens),
         "Tokens of its answer, 16 to 2000; a model that thinks needs more, for its thoughts "
         "count."},
        number_into(c.max_tokens, 16, 2000)
    );
    s.add(
        {path + ".deadline_ms", variable + "_DEADLINE_MS", std::to_string(c.deadline_ms), waits},
        number_into(c.deadline_ms, shortest_wait, longest_wait)
    );
}

void describe_helpers(Settings& s, Config& c)
{
    describe_helper(
        s,
        c.supporter,
        {.path = "supporter",
         .variable = "BUDDY_SUPPORTER",
         .does =
             "Model that writes the notes of one or two advisors before the one who leads speaks: "
             "a cheap and fast one. Default: none, whoever leads answers alone.",
         .waits =
             "Longest that a turn waits for all notes together, in milliseconds, 50 to 5000. Who "
             "is late is left out.",
         .shortest_wait = 50,
         .longest_wait = 5'000}
    );
    describe_helper(
        s,
        c.summary,
        {.path = "summary",
         .variable = "BUDDY_SUMMARY",
         .does = "Model that sums up, after a turn, what was said too long ago to be sent again. "
                 "Default: none, a line of topics and moods tells of it.",
         .waits =
             "Longest wait for a summary in milliseconds, 1000 to 120000. No child waits for it.",
         .shortest_wait = 1'000,
         .longest_wait = 120'000}
    );
}

config::Assign money_into(std::optional<spending::Money>& place)
{
    return [&place](const std::string& text) -> std::optional<std::string> {
        place = spending::Money::parse(text);
        if (place || text.empty()) return std::nullopt;
        return "must be an amount such as 2.50.";
    };
}

void describe_budget(Settings& s, Config::Budget& c)
{
    s.add(
        {"budget.family_day",
         "BUDDY_BUDGET_FAMILY_DAY",
         "",
         "The most that models may cost one family a day (its own day), in the currency of the "
         "prices. Then the guided mentor answers. Default: no limit."},
        money_into(c.limits.family_day)
    );
    s.add(
        {"budget.family_month", "BUDDY_BUDGET_FAMILY_MONTH", "", "The same for its month."},
        money_into(c.limits.family_month)
    );
    s.add(
        {"budget.day",
         "BUDDY_BUDGET_DAY",
         "",
         "The most that models may cost this server a day (UTC). The judge counts, but is never "
         "refused."},
        money_into(c.limits.day)
    );
    s.add(
        {"budget.month", "BUDDY_BUDGET_MONTH", "", "The same for a month."},
        money_into(c.limits.month)
    );
    s.add(
        {"budget.prices",
         "BUDDY_PRICES",
         "",
         "JSON file or folder with own prices, in the form of data/prices; they replace those that "
         "ship."},
        text_into(c.prices)
    );
    s.add(
        {"budget.kept_days",
         "BUDDY_LEDGER_DAYS",
         "400",
         "Days for which the ledger remembers each call, 62 to 3650; buddy cost knows no more."},
        number_into(c.kept_days, 62, 3650)
    );
}

void describe_response_cache(Settings& s, Config::ResponseCache& c)
{
    s.add(
        {"response_cache.place",
         "BUDDY_RESPONSE_CACHE",
         "off",
         "Where a model's answers to plain questions are kept to be given again, to other "
         "children, "
         "too: off, memory or database."},
        text_into(c.place)
    );
    s.add(
        {"response_cache.size", "BUDDY_RESPONSE_CACHE_SIZE", "10000", "Answers kept, 1 to 1000000."
        },
        number_into(c.size, 1, 1'000'000)
    );
    s.add(
        {"response_cache.days",
         "BUDDY_RESPONSE_CACHE_DAYS",
         "7",
         "Days for which an answer may be given again, 1 to 90."},
        number_into(c.days, 1, 90)
    );
}

void describe_rights(Settings& s, Config::Rights& c)
{
    for (const auto& rule : compliance::schedule()) {
        // The ledger's days stand with its other settings.
        if (!rule.is_setting() || rule.data_class == compliance::DataClass::ModelCalls) continue;
        s.add(
            {"retention." + std::string{rule.id},
             std::string{rule.variable},
             std::to_string(rule.fallback.count()),
             "Days for which this is kept, " + std::to_string(rule.least.count()) + " to " +
                 std::to_string(rule.most.count()) + ", " + std::string{rule.clock} + ": " +
                 std::string{rule.what} + "."},
            number_into(
                c.kept_days.at(static_cast<std::size_t>(rule.data_class)),
                rule.least.count(),
                rule.most.count()
            )
        );
    }
    s.add(
        {"erasure.days",
         "BUDDY_ERASURE_DAYS",
         "7",
         "Days in which a guardian can undo an erasure, 0 to 30; 0: it is carried out at once."},
        number_into(c.erasure_days, 0, 30)
    );
    s.add(
        {"staff.opening_minutes",
         "BUDDY_OPENING_MINUTES",
         "30",
         "Minutes for which a member of staff may read a child's words that it opened with a "
         "reason, 5 to "
         "240, unless it names another time."},
        number_into(c.opening_minutes, 5, 240)
    );
}

void describe_mail_and_limits(Settings& s, Config& c)
{
    s.add(
        {"mail.smtp_url",
         "BUDDY_SMTP_URL",
         "",
         "smtp://host:587 (STARTTLS when offered) or smtps://host:465. Without one, mails wait in "
         "the outbox."},
        url_into(c.mail.smtp_url, {"smtp", "smtps"})
    );
    s.add(
        {"mail.user", "BUDDY_SMTP_USER", "", "Account at the mail server."}, text_into(c.mail.user)
    );
    s.add(
        {"mail.password", "BUDDY_SMTP_PASSWORD", "", "Its password.", true},
        text_into(c.mail.password)
    );
    s.add(
        {"mail.from", "BUDDY_MAIL_FROM", "Buddy <buddy@localhost>", "Sender of every mail."},
        text_into(c.mail.from)
    );
    s.add(
        {"mail.resend_key",
         "RESEND_API_KEY",
         "",
         "Sends mails through Resend. Where BUDDY_SMTP_URL is set, that is used instead.",
         true},
        text_into(c.mail.resend_key)
    );
    s.add(
        {"mail.resend_webhook_secret",
         "RESEND_WEBHOOK_SECRET",
         "",
         "whsec_…: lets Resend tell which mails came back, at <public address>/webhooks/resend.",
         true},
        text_into(c.mail.resend_webhook_secret)
    );
    s.add(
        {"mail.resend_base_url",
         "RESEND_BASE_URL",
         "https://api.resend.com",
         "Where Resend answers."},
        url_into(c.mail.resend_base_url, {"https", "http"})
    );
    s.add(
        {"mail.dev_mailbox",
         "BUDDY_DEV_MAILBOX",
         "off",
         "Shows waiting mails on a loopback page behind a one-time token. For trying Buddy out, "
         "never for serving families."},
        switch_into(c.mail.dev_mailbox)
    );
    s.add(
        {"processors",
         "BUDDY_PROCESSORS",
         "",
         "Who stands behind the hosts of model and mail servers, for the notice to families: "
         "llm.example.org=Example Ltd/DE, comma separated; the country may be left out."},
        processors_into(c.processors)
    );
    s.add(
        {"limits.api", "BUDDY_LIMIT_API", "100", "API calls in 15 minutes."},
        number_into(c.limits.api, 1, 1'000'000)
    );
    s.add(
        {"limits.chat", "BUDDY_LIMIT_CHAT", "30", "Chat messages a minute."},
        number_into(c.limits.chat, 1, 1'000'000)
    );
    s.add(
        {"limits.sign_in", "BUDDY_LIMIT_SIGN_IN", "5", "Sign-in attempts in 15 minutes."},
        number_into(c.limits.sign_in, 1, 1'000'000)
    );
    s.add(
        {"log.level", "BUDDY_LOG", "info", "debug, info, warn or error."}, text_into(c.log_level)
    );
}

void describe_operator(Settings& s, Config::Operator& c)
{
    s.add(
        {"operator.name",
         "BUDDY_OPERATOR_NAME",
         "",
         "Who runs this Buddy, as terms and privacy notice name them. Changed, every guardian is "
         "asked anew."},
        text_into(c.name)
    );
    s.add(
        {"operator.address",
         "BUDDY_OPERATOR_ADDRESS",
         "",
         "Their postal address, in one line, for the documents."},
        text_into(c.address)
    );
    s.add(
        {"operator.contact",
         "BUDDY_OPERATOR_CONTACT",
         "",
         "Where families write about privacy: an e-mail address or a page."},
        text_into(c.contact)
    );
}

void describe_plan(Settings& s, Config::Plan& c)
{
    const auto later =
        [&s](const char* path, const char* variable, const char* meaning, std::string& place) {
            s.add(
                {path, variable, "", std::string{meaning} + " Not used by this release.", true},
                text_into(place)
            );
        };
    later(
        "plan.redis_url",
        "REDIS_URL",
        "Shared limits and live streams of several nodes.",
        c.redis_url
    );
    later("plan.cartesia_key", "CARTESIA_API_KEY", "Voice.", c.cartesia_key);
    later(
        "plan.clerk_publishable",
        "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY",
        "Hosted accounts.",
        c.clerk_publishable
    );
    later("plan.clerk_secret", "CLERK_SECRET_KEY", "Hosted accounts.", c.clerk_secret);
    later("plan.clerk_webhook", "CLERK_WEBHOOK_SECRET", "Hosted accounts.", c.clerk_webhook);
    later("plan.stripe_secret", "STRIPE_SECRET_KEY", "Payments.", c.stripe_secret);
    later("plan.stripe_webhook", "STRIPE_WEBHOOK_SECRET", "Payments.", c.stripe_webhook);
    later("plan.google_id", "GOOGLE_CLIENT_ID", "Calendar.", c.google_id);
    later("plan.google_secret", "GOOGLE_CLIENT_SECRET", "Calendar.", c.google_secret);
    later("plan.google_redirect", "GOOGLE_REDIRECT_URI", "Calendar.", c.google_redirect);
    later("plan.sentry_dsn", "SENTRY_DSN", "Error reports.", c.sentry_dsn);
}

void describe(Settings& settings, Config& config, std::string& share)
{
    describe_server(settings, config.server);
    describe_storage(settings, config);
    describe_model(settings, config.model);
    describe_model_limits(settings, config.model);
    describe_judge(settings, config.judge);
    describe_judge_limits(settings, config.judge);
    describe_helpers(settings, config);
    describe_budget(settings, config.budget);
    describe_response_cache(settings, config.response_cache);
    describe_rights(settings, config.rights);
    describe_mail_and_limits(settings, config);
    describe_operator(settings, config.operator_of);
    describe_plan(settings, config.plan);
    settings.add(
        {"files.share",
         "BUDDY_SHARE",
         "",
         "Folder of the files that ship with Buddy; found beside the binary when not given."},
        text_into(share)
    );
}

std::string read_file(const std::string& path)
{
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

void check_together(const Config& c, Needs needs, std::vector<std::string>& mistakes)
{
    if (c.server.tls_cert.empty() != c.server.tls_key.empty())
        mistakes.emplace_back("BUDDY_TLS_CERT and BUDDY_TLS_KEY belong together: give both or none."
        );
    if (!c.is_loopback() && !c.has_tls() && c.server.trusted_proxies.empty()) {
        mistakes.emplace_back(
            "BUDDY_LISTEN opens Buddy to the network without TLS: give BUDDY_TLS_CERT and "
            "BUDDY_TLS_KEY, or BUDDY_TRUSTED_PROXIES."
        );
    }
    if (needs == Needs::Keys && c.keys.session_secret.empty())
        mistakes.emplace_back("NEXTAUTH_SECRET is missing: make one with `openssl rand -hex 32`.");
    if (needs == Needs::Keys && c.keys.encryption_key.empty())
        mistakes.emplace_back(
            "ENCRYPTION_KEY is missing: make one with `openssl rand -base64 32` and keep a copy "
            "where the data is not."
        );
}

void check_windows(const Config::Model& c, std::vector<std::string>& mistakes)
{
    constexpr long long smallest = 8192;  // less holds hardly more than the instructions
    for (const auto& [variable, tokens] :
         {std::pair{"BUDDY_MODEL_WINDOW", c.openai_window},
          std::pair{"BUDDY_ANTHROPIC_WINDOW", c.anthropic_window}})
        if (tokens != 0 && tokens < smallest)
            mistakes.push_back(
                std::string{variable} + " must be 0, or " + std::to_string(smallest) + " at least."
            );
}

void check_models(const Config::Model& c, std::vector<std::string>& mistakes)
{
    check_windows(c, mistakes);
    for (auto one = c.order.begin(); one != c.order.end(); ++one) {
        if (*one != "openai" && *one != "anthropic")
            mistakes.push_back(
                "BUDDY_MODELS names '" + *one + "'; it may name openai and anthropic."
            );
        if (std::find(c.order.begin(), one, *one) != one)
            mistakes.push_back("BUDDY_MODELS names '" + *one + "' twice.");
    }
}

void check_effort(
    const std::string& effort, const std::string& variable, std::vector<std::string>& mistakes
)
{
    constexpr std::array<std::string_view, 6> efforts{
        "", "none", "minimal", "low", "medium", "high"
    };
    if (std::ranges::find(efforts, effort) == efforts.end())
        mistakes.push_back(variable + " must be none, minimal, low, medium or high.");
}

void check_helper(
    const Config& c,
    const Config::Helper& helper,
    const std::string& variable,
    std::vector<std::string>& mistakes
)
{
    check_effort(helper.effort, variable + "_EFFORT", mistakes);
    if (helper.model.empty()) return;
    if (!c.has_model())
        mistakes.push_back(
            variable +
            "_MODEL helps a model that speaks, but none is configured: give "
            "OPENAI_API_KEY, OPENAI_BASE_URL or ANTHROPIC_API_KEY, or leave it out."
        );
    else if (helper.url.empty())
        mistakes.push_back(
            variable + "_MODEL needs an OpenAI-compatible server: give " + variable +
            "_BASE_URL, or OPENAI_API_KEY or OPENAI_BASE_URL."
        );
}

void check_judge(const Config::Judge& c, std::vector<std::string>& mistakes)
{
    constexpr std::array<std::string_view, 2> styles{"json", "guard"};
    if (std::ranges::find(styles, c.style) == styles.end())
        mistakes.emplace_back("BUDDY_JUDGE_STYLE must be json or guard.");
    check_effort(c.effort, "BUDDY_JUDGE_EFFORT", mistakes);
    if (c.from_percent >= c.to_percent)
        mistakes.emplace_back(
            "BUDDY_JUDGE_FROM_PERCENT must be below BUDDY_JUDGE_TO_PERCENT: no score would be "
            "judged."
        );
    if (!c.is_on) return;
    if (c.url.empty())
        mistakes.emplace_back(
            "BUDDY_JUDGE is on, but no model is configured: give BUDDY_JUDGE_BASE_URL, or "
            "OPENAI_API_KEY or OPENAI_BASE_URL."
        );
    if (c.style == "guard" && c.model.empty())
        mistakes.emplace_back(
            "BUDDY_JUDGE_STYLE=guard needs the guard's name in BUDDY_JUDGE_MODEL: the mentor's "
            "model "
            "is none."
        );
}

void check_response_cache(const Config::ResponseCache& c, std::vector<std::string>& mistakes)
{
    constexpr std::array<std::string_view, 3> places{"off", "memory", "database"};
    if (std::ranges::find(places, c.place) == places.end())
        mistakes.emplace_back("BUDDY_RESPONSE_CACHE must be off, memory or database.");
}

/// What is not said of the judge, is as with the mentor's model; but a key stays with its server.
void fill_judge(Config::Judge& judge, const Config::Model& model)
{
    if (judge.url.empty()) {
        judge.url = model.openai_base_url;
        if (judge.key.empty()) judge.key = model.openai_key;
        judge.is_local = judge.is_local || model.is_local;
    }
    // A guard answers in a way of its own: the mentor's model cannot stand in for it.
    if (judge.model.empty() && judge.style != "guard") judge.model = model.openai_model;
}

/// Likewise; but a helper without a name is off.
void fill_helper(Config::Helper& helper, const Config::Model& model)
{
    if (!helper.url.empty()) return;
    helper.url = model.openai_base_url;
    if (helper.key.empty()) helper.key = model.openai_key;
    helper.is_local = helper.is_local || model.is_local;
}

void fill_defaults(Config& c)
{
    const auto folder = std::filesystem::absolute(c.storage.data).lexically_normal().string();
    c.storage.data = folder;
    if (c.storage.database_url.empty()) c.storage.database_url = "sqlite://" + folder + "/buddy.db";
    if (c.storage.keys_database_url.empty())
        c.storage.keys_database_url = "sqlite://" + folder + "/keys.db";
}

}  // namespace

std::string Config::public_url() const
{
    if (!server.base_url.empty()) return server.base_url;
    const auto host = server.listen.contains(':') ? "[" + server.listen + "]" : server.listen;
    return std::string{has_tls() ? "https" : "http"} + "://" + host + ":" +
           std::to_string(server.port);
}

compliance::KeepingTimes Config::keeping_times() const
{
    using compliance::DataClass;
    compliance::KeepingTimes times;
    for (const auto& rule : compliance::schedule()) {
        const auto place = static_cast<std::size_t>(rule.data_class);
        // 0 is in no range: a configuration that was not loaded keeps the defaults.
        if (rule.is_setting() && rights.kept_days.at(place) > 0)
            times.set(rule.data_class, std::chrono::days{rights.kept_days.at(place)});
    }
    times.set(DataClass::ModelCalls, std::chrono::days{budget.kept_days});
    return times;
}

LoadedConfig load_config(const config::Environment& environment, Needs needs)
{
    LoadedConfig out;
    std::string share;
    Settings settings;
    describe(settings, out.config, share);
    auto variables = environment;
    std::string json;
    if (const auto it = variables.find("BUDDY_CONFIG"); it != variables.end()) {
        if (!std::filesystem::is_regular_file(it->second))
            out.mistakes.push_back(
                "BUDDY_CONFIG names a file that is not there: " + it->second + "."
            );
        else
            json = read_file(it->second);
        variables.erase(it);
    }
    auto mistakes = settings.load(variables, json);
    out.mistakes.insert(
        out.mistakes.end(),
        std::make_move_iterator(mistakes.begin()),
        std::make_move_iterator(mistakes.end())
    );
    check_together(out.config, needs, out.mistakes);
    fill_defaults(out.config);
    for (const auto& given : settings.given())
        out.origins.push_back({*given.setting, given.source, given.given});
    // Without a key the vendor's own address does not switch a model on.
    const auto is_given = [&out](std::string_view variable) {
        return std::ranges::any_of(out.origins, [variable](const auto& origin) {
            return origin.setting.variable == variable && origin.given;
        });
    };
    auto& model = out.config.model;
    if (model.openai_key.empty() && !is_given("OPENAI_BASE_URL")) model.openai_base_url.clear();
    if (model.anthropic_key.empty() && !is_given("ANTHROPIC_BASE_URL"))
        model.anthropic_base_url.clear();
    check_models(model, out.mistakes);
    fill_judge(out.config.judge, out.config.model);
    check_judge(out.config.judge, out.mistakes);
    fill_helper(out.config.supporter, model);
    check_helper(out.config, out.config.supporter, "BUDDY_SUPPORTER", out.mistakes);
    fill_helper(out.config.summary, model);
    check_helper(out.config, out.config.summary, "BUDDY_SUMMARY", out.mistakes);
    check_response_cache(out.config.response_cache, out.mistakes);
    return out;
}

std::vector<config::Setting> all_settings()
{
    Config config;
    std::string share;
    Settings settings;
    describe(settings, config, share);
    auto table = settings.table();
    table.push_back(
        {"",
         "BUDDY_CONFIG",
         "",
         "A JSON file (comments allowed) with the settings by their dotted names, nested."}
    );
    return table;
}

ShippedFiles find_shipped_files(const config::Environment& environment)
{
    namespace fs = std::filesystem;
    if (const auto it = environment.find("BUDDY_SHARE");
        it != environment.end() && !it->second.empty())
        return {it->second};
    std::error_code error;
    const auto binary = fs::read_symlink("/proc/self/exe", error);
    const auto installed = binary.parent_path().parent_path() / "share/buddy";
    if (fs::exists(installed / "data/policy", error)) return {installed};
    for (auto folder = binary.parent_path(); folder != folder.root_path();
         folder = folder.parent_path()) {
        if (fs::exists(folder / "data/policy", error)) return {folder};
    }
    return {installed};
}

}  // namespace buddy::app
