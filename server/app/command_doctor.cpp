// `buddy doctor`: looks at everything that is switched on, and says what that means in words that an operator can act on.

#include "law/law.hpp"

#include "app/account_desk.hpp"
#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/config.hpp"
#include "app/model_provider.hpp"
#include "app/priced_models.hpp"
#include "app/shipped_parts.hpp"
#include "conversation/short_answer.hpp"
#include "llm/anthropic_provider.hpp"
#include "operations/canaries.hpp"
#include "platform/async/run_to_end.hpp"
#include "platform/crypto/secret_key.hpp"
#include "platform/http/client.hpp"
#include "platform/sql/migrations.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/url/parse.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace buddy::app {

namespace {

constexpr std::string_view usage =
    "buddy doctor\n\n"
    "Checks every setting and everything that is switched on: present, well-formed, reachable. "
    "Says what is off and what\n"
    "that means. Exit status 1 when something is broken.\n";

enum class Finding : std::uint8_t { Fine, Off, Warning, Broken };

class Report {
public:
    void say(Finding finding, std::string_view what, const std::string& sentence)
    {
        static constexpr std::array<std::string_view, 4> words{
            "ok     ", "off    ", "warning", "BROKEN "
        };
        std::cout << words.at(static_cast<std::size_t>(finding)) << "  " << what << ": " << sentence
                  << '\n';
        broken_ = broken_ || finding == Finding::Broken;
    }
    [[nodiscard]] bool broken() const noexcept { return broken_; }

private:
    bool broken_ = false;
};

void look_at_settings(const LoadedConfig& loaded, Report& report)
{
    for (const auto& mistake : loaded.mistakes) report.say(Finding::Broken, "settings", mistake);
    if (loaded.mistakes.empty())
        report.say(Finding::Fine, "settings", "every value is well-formed.");
    for (const auto& origin : loaded.origins) {
        if (origin.given && origin.setting.path.starts_with("plan.")) {
            report.say(
                Finding::Warning,
                origin.setting.variable,
                "is set, but this release does not use it: " + origin.setting.meaning
            );
        }
    }
}

void look_at_keys(const Config& config, Report& report)
{
    if (config.keys.encryption_key.empty()) return;
    const auto root = crypto::parse_root_key(config.keys.encryption_key);
    if (root)
        report.say(
            Finding::Fine, "ENCRYPTION_KEY", "is well-formed. Keep a copy where the data is not."
        );
    else
        report.say(Finding::Broken, "ENCRYPTION_KEY", root.error().detail);
}

void look_at_scores(const ShippedParts& parts, Report& report)
{
    constexpr std::string_view what = "calibration scores";
    if (!parts.score_reference)
        report.say(Finding::Warning, what, "are missing: drift of scores will not be seen.");
    else if (parts.score_reference->model != parts.engine.model_version())
        report.say(
            Finding::Warning,
            what,
            "are of another model: drift of scores will not be seen. Write "
            "data/models/score_bins.json "
            "anew with `buddy safety eval --bins`."
        );
    else
        report.say(Finding::Fine, what, "are of this model.");
}

void look_at_files(const ShippedFiles& files, Report& report)
{
    const auto parts = load_shipped_parts(files);
    if (!parts) {
        report.say(
            Finding::Broken,
            "safety and mentor files",
            parts.error().detail + ". Chat is refused until this is mended."
        );
    } else {
        const auto wrong = operations::wrong_canaries(parts->engine, parts->canaries);
        report.say(
            wrong.empty() ? Finding::Fine : Finding::Broken,
            "safety engine",
            wrong.empty() ? "loads and judges its " + std::to_string(parts->canaries.size()) +
                                " canaries rightly (model " + parts->engine.model_version() + ")."
                          : "judges canary " + wrong.front() + " wrongly: do not serve."
        );
        look_at_scores(*parts, report);
        report.say(
            Finding::Fine,
            "help lines",
            std::to_string(parts->help_lines.countries().size()) +
                " countries. No number counts as checked until somebody has checked it on the "
                "service's own page."
        );
    }
    std::error_code error;
    if (std::filesystem::exists(files.web() / "index.html", error))
        report.say(Finding::Fine, "web pages", "are there.");
    else
        report.say(Finding::Broken, "web pages", "are missing: run ./dev build.");
}

void look_at_schema(
    const std::string& name, const std::string& url, const sql::Schema& schema, Report& report
)
{
    auto database = sql::open_database(url, 1);
    if (!database) {
        report.say(Finding::Broken, name, database.error().detail);
        return;
    }
    const auto pending = sql::pending_migrations(**database, schema);
    if (!pending)
        report.say(Finding::Broken, name, pending.error().detail);
    else if (!pending->empty())
        report.say(
            Finding::Broken,
            name,
            std::to_string(pending->size()) + " migrations have not run: buddy migrate."
        );
    else
        report.say(
            Finding::Fine,
            name,
            (*database)->is_postgres() ? "PostgreSQL answers; the schema is right."
                                       : "SQLite opens; the schema is right."
        );
}

/// One of the mentor's models, as the doctor looks at it.
struct ModelDoor {
    std::string_view vendor;
    std::string_view key_name;
    std::string url;  ///< Of the list of its models.
    std::vector<std::pair<std::string, std::string>> headers;
    std::string model;
    bool is_local = false;
};

ModelDoor door_of(const Config::Model& config, std::string_view name)
{
    if (name == "anthropic")
        return {
            .vendor = "Anthropic",
            .key_name = "ANTHROPIC_API_KEY",
            .url =
                config.anthropic_base_url.empty() ? "" : config.anthropic_base_url + "/v1/models",
            .headers = llm::AnthropicProvider::headers_with(config.anthropic_key),
            .model = config.anthropic_model
        };
    ModelDoor door{
        .vendor = "OpenAI",
        .key_name = "OPENAI_API_KEY",
        .url = config.openai_base_url.empty() ? "" : config.openai_base_url + "/models",
        .headers = {},
        .model = config.openai_model,
        .is_local = config.is_local
    };
    if (!config.openai_key.empty())
        door.headers.emplace_back("Authorization", "Bearer " + config.openai_key);
    return door;
}

/// What is wrong, or nothing.
Task<std::string> knock_at(ModelDoor door)
{
    const http::Client client;
    http::ClientRequest request{.method = "GET", .url = door.url, .headers = door.headers};
    request.timeouts = {
        .connect = std::chrono::seconds{3},
        .idle = std::chrono::seconds{5},
        .total = std::chrono::seconds{8}
    };
    const auto answer = co_await client.fetch(std::move(request));
    if (!answer) co_return "cannot be reached: " + answer.error().detail + ".";
    const auto status = answer->head.status;
    if (status == 401 || status == 403) co_return "refuses " + std::string{door.key_name} + ".";
    if (status == 402 || status == 429 || status >= 500)
        co_return "answers " + std::to_string(status) + ".";
    co_return "";
}

/// Returns whether it can be asked.
bool look_at_model(const ModelDoor& door, int place, Report& report)
{
    const auto what = "language model " + std::to_string(place);
    const auto who = std::string{door.vendor} + " (" + door.url + ")";
    const auto wrong = run_to_end(knock_at(door));
    if (!wrong.empty()) {
        report.say(Finding::Broken, what, who + " " + wrong + " Whoever comes next answers.");
        return false;
    }
    report.say(
        Finding::Fine,
        what,
        who + " answers. It is asked for " + door.model +
            (door.is_local ? ", and counts as yours: every family may use it."
                           : ", for families that allow a third party.")
    );
    return true;
}

void look_at_models(const Config& config, Report& report)
{
    if (!config.has_model()) {
        report.say(
            Finding::Off,
            "language model",
            "no key and no server is given: the guided mentor answers everyone."
        );
        return;
    }
    int place = 0;
    int answering = 0;
    for (const auto& name : config.model.order) {
        const auto door = door_of(config.model, name);
        if (!door.url.empty() && look_at_model(door, ++place, report)) ++answering;
    }
    constexpr std::string_view backup = "backup model";
    if (answering == 0)
        report.say(
            Finding::Broken, backup, "no model answers: the guided mentor does, for everyone."
        );
    else if (place == 1)
        report.say(
            Finding::Off,
            backup,
            "one model is configured: when it fails, the guided mentor answers. Give "
            "ANTHROPIC_API_KEY (or OPENAI_API_KEY) for a second."
        );
    else
        report.say(
            answering == place ? Finding::Fine : Finding::Warning,
            backup,
            std::to_string(answering) + " of " + std::to_string(place) +
                " models answer. They are asked in this order until one has said a word; after the "
                "last comes the guided mentor. How they do while Buddy serves: buddy_model_resting "
                "and buddy_model_calls_total in /metrics."
        );
}

/// Says nothing; the doctor reads the call itself.
class QuietJudgeObserver final : public conversation::JudgeObserver {
public:
    void asked(const conversation::JudgeCall& call) override { last = call; }
    void raised(safety::Action /*from*/, safety::Action /*to*/) override {}
    conversation::JudgeCall last;
};

/// Asks the judge about a harmless sentence of ours, with more patience than a turn has.
conversation::JudgeCall try_judge(const Config& config)
{
    auto patient = config;
    patient.judge.deadline_ms = 15'000;
    const http::Client client;
    const SystemClock clock;
    const auto model = make_judge_provider(patient, client, clock);
    QuietJudgeObserver observer;
    const conversation::SecondOpinion judge{
        {.model = *model,
         .raise = [](const auto&, auto standing, const auto&, auto&) { return standing; },
         .observer = observer},
        judge_settings(patient.judge, "doctor")
    };
    const safety::Message sample{.text = "Can you help me with fractions?"};
    run_to_end(judge.ask(
        {.question = conversation::question_about(sample, {}, ""),
         .end_user = "",
         .allows_third_party = true,
         .over_chat_limit = false}
    ));
    return observer.last;
}

void look_at_judge(const Config& config, Report& report)
{
    constexpr std::string_view name = "judge";
    if (!config.has_judge()) {
        report.say(Finding::Off, name, "BUDDY_JUDGE is off: the safety engine decides alone.");
        return;
    }
    const auto call = try_judge(config);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(call.took).count();
    const auto who = config.judge.model + " at " + config.judge.url;
    if (call.outcome == conversation::JudgeOutcome::Unreadable) {
        report.say(
            Finding::Broken,
            name,
            who +
                " answers, but with no verdict: does BUDDY_JUDGE_STYLE fit the model? The safety "
                "engine decides alone meanwhile."
        );
    } else if (call.outcome != conversation::JudgeOutcome::Answered) {
        const auto why = call.error ? ": " + call.error->detail : std::string{};
        report.say(
            Finding::Broken,
            name,
            who + " gives no verdict" + why + ". The safety engine decides alone meanwhile."
        );
    } else if (took > config.judge.deadline_ms) {
        report.say(
            Finding::Warning,
            name,
            who + " took " + std::to_string(took) + " ms for one verdict; turns wait " +
                std::to_string(config.judge.deadline_ms) +
                " ms and then go on without. Take a faster model, or raise "
                "BUDDY_JUDGE_DEADLINE_MS."
        );
    } else {
        report.say(
            Finding::Fine,
            name,
            who + " gives verdicts (" + std::to_string(took) + " ms)" +
                (config.judge.is_local
                     ? ", and counts as yours: every family's messages may go there."
                     : ", for families that allow a third party.")
        );
    }
}

/// One of the models that help the one who speaks, as the doctor looks at it.
struct HelperDoor {
    std::string_view name;
    std::string_view variable;  ///< "BUDDY_SUPPORTER".
    bool is_on = false;
    const Config::Helper& config;
    std::string_view when_off;
    std::string_view meanwhile;  ///< What happens while it does not answer.
};

/// Asks it for a word, with more patience than is configured.
conversation::TimedAnswer try_helper(const HelperDoor& door)
{
    constexpr std::chrono::seconds patience{15};
    auto patient = door.config;
    patient.deadline_ms = std::chrono::milliseconds{patience}.count();
    const http::Client client;
    const SystemClock clock;
    const auto model = make_helper_provider(std::string{door.name}, true, patient, client, clock);
    return run_to_end(conversation::short_answer_within(
        patience,
        *model,
        {.messages =
             {{.role = llm::Role::System, .content = "Answer with one word."},
              {.role = llm::Role::User, .content = "Are you there?"}},
         .max_tokens = static_cast<int>(patient.max_tokens),
         .end_user = {},
         .reasoning_effort = patient.effort}
    ));
}

void look_at_helper(const HelperDoor& door, Report& report)
{
    if (!door.is_on) return report.say(Finding::Off, door.name, std::string{door.when_off});
    const auto heard = try_helper(door);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(heard.took).count();
    const auto who = door.config.model + " at " + door.config.url;
    const bool says_something = heard.answer && !heard.answer->text.empty();
    if (!says_something) {
        const auto why = heard.error ? ": " + heard.error->detail : std::string{};
        report.say(
            Finding::Broken,
            door.name,
            who + " says nothing" + why +
                (heard.answer ? " (a model that thinks needs more " + std::string{door.variable} +
                                    "_MAX_TOKENS)"
                              : "") +
                ". Meanwhile " + std::string{door.meanwhile}
        );
    } else if (took > door.config.deadline_ms) {
        report.say(
            Finding::Warning,
            door.name,
            who + " took " + std::to_string(took) + " ms for one word, and is waited for " +
                std::to_string(door.config.deadline_ms) + " ms. Take a faster model, or raise " +
                std::string{door.variable} + "_DEADLINE_MS."
        );
    } else {
        report.say(
            Finding::Fine,
            door.name,
            who + " answers (" + std::to_string(took) + " ms)" +
                (door.config.is_local ? ", and counts as yours: every family's words may go there."
                                      : ", for families that allow a third party.")
        );
    }
}

void look_at_helpers(const Config& config, Report& report)
{
    look_at_helper(
        {.name = "supporters",
         .variable = "BUDDY_SUPPORTER",
         .is_on = config.has_supporters(),
         .config = config.supporter,
         .when_off = "BUDDY_SUPPORTER_MODEL is not given: whoever leads answers without notes.",
         .meanwhile = "whoever leads answers without notes."},
        report
    );
    look_at_helper(
        {.name = "summaries",
         .variable = "BUDDY_SUMMARY",
         .is_on = config.has_summaries(),
         .config = config.summary,
         .when_off =
             "BUDDY_SUMMARY_MODEL is not given: a line of topics and moods tells of older turns.",
         .meanwhile = "a line of topics and moods tells of older turns."},
        report
    );
}

/// What a model may answer must leave room for a turn in its window.
void look_at_windows(const Config& config, const ShippedFiles& files, Report& report)
{
    const auto prices = spending::PriceBook::load({files.prices(), config.budget.prices});
    if (!prices || !config.has_model()) return;  // look_at_prices() says what is wrong
    if (const auto wrong = window_mistake(config.model, *prices); !wrong.empty())
        report.say(
            Finding::Broken, "room in the window", wrong + ". The server does not start with that."
        );
    else
        report.say(
            Finding::Fine, "room in the window", "instructions, a message and the answer fit."
        );
}

/// A model without a price costs nothing in the ledger: that must not go unseen.
void look_at_prices(const Config& config, const ShippedFiles& files, Report& report)
{
    constexpr std::string_view name = "prices and budgets";
    const auto prices = spending::PriceBook::load({files.prices(), config.budget.prices});
    if (!prices) return report.say(Finding::Broken, name, prices.error().detail + ".");
    const auto now = SystemClock{}.now();
    if (const auto wrong = budget_mistake(config, *prices, now); !wrong.empty())
        return report.say(Finding::Broken, name, wrong + ". The server does not start with that.");
    const auto today = std::chrono::floor<std::chrono::days>(now);
    std::string unpriced;
    for (const auto& model : models_of(config))
        if (!price_of(model, *prices, today))
            unpriced += (unpriced.empty() ? "" : ", ") + model.model;
    if (!unpriced.empty())
        return report.say(
            Finding::Warning,
            name,
            "nobody knows the price of " + unpriced +
                ": its calls count as 0 in `buddy cost`. Give it in BUDDY_PRICES."
        );
    report.say(
        Finding::Fine,
        name,
        "every model that is asked has a price, in " + prices->currency() + "; " +
            (config.budget.limits.any() ? "budgets are set." : "no budget is set.")
    );
}

void look_at_coming_law(const law::Packs& packs, Report& report)
{
    constexpr std::chrono::days ahead{90};
    const auto today = std::chrono::floor<std::chrono::days>(SystemClock{}.now());
    std::map<std::string, std::string> by_day;
    for (const auto& change : packs.changes(law::Day{today}, law::Day{today + ahead})) {
        auto& line = by_day[law::text_of(change.on)];
        line += (line.empty() ? "" : ", ") + change.rule->id + (change.begins ? "" : " ends") +
                (change.rule->status == law::Status::Pending ? " (pending)" : "");
    }
    constexpr std::string_view name = "laws to come";
    if (by_day.empty()) report.say(Finding::Fine, name, "no rule changes within 90 days.");
    for (const auto& [day, rules] : by_day)
        report.say(Finding::Warning, name, "on " + day + ": " + rules + ".");
}

void look_at_law(const ShippedFiles& files, Report& report)
{
    constexpr std::string_view name = "laws";
    const auto packs = law::Packs::load(files.law());
    if (!packs)
        return report.say(
            Finding::Broken, name, packs.error().detail + ". The server does not start with that."
        );
    std::string ids;
    for (const auto& pack : packs->packs()) ids += (ids.empty() ? "" : ", ") + pack.id;
    const auto checked = std::ranges::count_if(packs->rules(), [](const law::Rule& rule) {
        return rule.verified_at.has_value();
    });
    report.say(
        Finding::Fine,
        name,
        std::to_string(packs->packs().size()) + " packs (" + ids + ") with " +
            std::to_string(packs->rules().size()) + " rules, " + std::to_string(checked) +
            " of them checked on the official page: drafts for counsel. `buddy law applies` "
            "shows what they come to."
    );
    look_at_coming_law(*packs, report);
}

void look_at_response_cache(const Config& config, Report& report)
{
    constexpr std::string_view name = "response cache";
    const auto& cache = config.response_cache;
    if (cache.place == "off") {
        report.say(
            Finding::Off, name, "BUDDY_RESPONSE_CACHE is off: a model answers every question anew."
        );
        return;
    }
    if (!config.has_model()) {
        report.say(
            Finding::Warning, name, "is on, but no model is configured: there is nothing to keep."
        );
        return;
    }
    const auto days = std::to_string(cache.days);
    report.say(
        Finding::Fine,
        name,
        "a model's answers to plain questions may be given again, to other families' children, "
        "too, "
        "for " +
            days + (cache.days == 1 ? " day" : " days") + "; up to " + std::to_string(cache.size) +
            (cache.place == "memory" ? ", in memory until Buddy stops."
                                     : ", sealed in the database.")
    );
}

Task<std::string> knock(std::string host, std::string port)
{
    const auto executor = co_await asio::this_coro::executor;
    asio::ip::tcp::resolver resolver{executor};
    boost::system::error_code error;
    const auto found = co_await resolver.async_resolve(
        host, port, asio::redirect_error(asio::use_awaitable, error)
    );
    if (error) co_return "its name cannot be resolved.";
    asio::ip::tcp::socket socket{executor};
    asio::steady_timer deadline{executor, std::chrono::seconds{3}};
    deadline.async_wait([&socket](const boost::system::error_code& ended) {
        boost::system::error_code ignored;
        if (!ended) socket.close(ignored);
    });
    co_await asio::async_connect(socket, found, asio::redirect_error(asio::use_awaitable, error));
    co_return error ? "it does not answer." : "";
}

void look_at_resend(const Config::Mail& mail, Report& report)
{
    constexpr auto name = "mail (Resend)";
    if (!mail.resend_key.starts_with("re_")) {
        report.say(Finding::Broken, name, "RESEND_API_KEY does not look like a key: re_…");
        return;
    }
    const auto url = boost::urls::parse_uri(mail.resend_base_url);
    const std::string port = url->has_port()            ? std::string{url->port()}
                             : url->scheme() == "https" ? "443"
                                                        : "80";
    const auto wrong = run_to_end(knock(std::string{url->host()}, port));
    if (!wrong.empty())
        report.say(Finding::Broken, name, wrong + " Mails wait and are tried again.");
    else if (mail.from.contains("localhost"))
        report.say(
            Finding::Warning,
            name,
            "answers, but takes mail from your own domain only: set BUDDY_MAIL_FROM."
        );
    else
        report.say(Finding::Fine, name, "answers; whether it takes the key shows the first mail.");
}

void look_at_mail(const Config& config, Report& report)
{
    if (!config.has_mail()) {
        report.say(
            Finding::Off,
            "mail (SMTP)",
            "neither BUDDY_SMTP_URL nor RESEND_API_KEY is set: verification and alert mails wait "
            "in the outbox; alerts "
            "show on the guardians' pages only."
        );
        return;
    }
    if (config.mail.smtp_url.empty()) return look_at_resend(config.mail, report);
    if (!config.mail.resend_key.empty())
        report.say(
            Finding::Off, "mail (Resend)", "is not used: BUDDY_SMTP_URL is set and comes first."
        );
    const auto url = boost::urls::parse_uri(config.mail.smtp_url);
    const std::string port = url->has_port()            ? std::string{url->port()}
                             : url->scheme() == "smtps" ? "465"
                                                        : "25";
    const auto wrong = run_to_end(knock(std::string{url->host()}, port));
    if (wrong.empty())
        report.say(Finding::Fine, "mail (SMTP)", "the server answers.");
    else
        report.say(Finding::Broken, "mail (SMTP)", wrong + " Mails wait and are tried again.");
}

void look_at_moderators(Report& report)
{
    const auto desk = AccountDesk::open();
    if (!desk) return;  // why, was said above
    if (run_to_end((*desk)->identity().moderators()).empty()) {
        report.say(
            Finding::Warning,
            "moderator",
            "there is none: when a guardian may be the danger and the family named no other "
            "trusted adult, nobody local is told, "
            "and the child hears exactly that. Make one: buddy admin staff create."
        );
    } else {
        report.say(Finding::Fine, "moderator", "is told when a guardian may be the danger.");
    }
}

void look_at_the_rest(const Config& config, Report& report)
{
    if (config.has_tls()) {
        const bool readable = std::ifstream{config.server.tls_cert}.good() &&
                              std::ifstream{config.server.tls_key}.good();
        report.say(
            readable ? Finding::Fine : Finding::Broken,
            "TLS",
            readable ? "certificate and key can be read." : "certificate or key cannot be read."
        );
    } else if (config.server.trusted_proxies.empty()) {
        report.say(
            Finding::Off,
            "TLS",
            "Buddy listens on this machine only, with plain cookies and no HSTS."
        );
    } else {
        report.say(Finding::Fine, "TLS", "a trusted proxy ends it.");
    }
    if (config.mail.dev_mailbox)
        report.say(
            Finding::Warning,
            "developer's mailbox",
            "is on: for trying Buddy out, never for serving families."
        );
}

}  // namespace

int command_doctor(Words words)
{
    if (!words.empty()) {
        (wants_help(words) ? std::cout : std::cerr) << usage;
        return wants_help(words) ? 0 : 2;
    }
    const auto environment = config::environment_of_process();
    const auto loaded = load_config(environment, Needs::Keys);
    Report report;
    look_at_settings(loaded, report);
    look_at_keys(loaded.config, report);
    look_at_files(find_shipped_files(environment), report);
    look_at_law(find_shipped_files(environment), report);
    if (loaded.mistakes.empty()) {
        look_at_schema("database", loaded.config.storage.database_url, sql::main_schema(), report);
        look_at_schema(
            "key store", loaded.config.storage.keys_database_url, sql::key_schema(), report
        );
        look_at_models(loaded.config, report);
        look_at_windows(loaded.config, find_shipped_files(environment), report);
        look_at_judge(loaded.config, report);
        look_at_helpers(loaded.config, report);
        look_at_prices(loaded.config, find_shipped_files(environment), report);
        look_at_response_cache(loaded.config, report);
        look_at_mail(loaded.config, report);
        look_at_moderators(report);
        look_at_the_rest(loaded.config, report);
    }
    std::cout
        << (report.broken()
                ? "\nSomething is broken; the lines that begin with BROKEN say what to do.\n"
                : "\nEverything that is on works.\n");
    return report.broken() ? 1 : 0;
}

}  // namespace buddy::app
