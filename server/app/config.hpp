// Every setting of Buddy as one tree. `buddy config explain` prints the table that stands in
// config.cpp.
//
// Threads  Read once at start-up; never changes after.
// Errors   load_config() reports all mistakes; a server with mistakes does not start.
#pragma once

#include "compliance/retention_schedule.hpp"
#include "spending/budget.hpp"

#include "buddy/safety/command_line.hpp"
#include "platform/config/settings.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace buddy::app {

struct Config {
    struct Server {
        std::string listen = "127.0.0.1";
        long long port = 8080;
        long long threads = 1;            ///< Event loops.
        long long assessing_threads = 0;  ///< 0: one for each core but one, 1 to 8.
        std::string base_url;             ///< Public address; empty: derived from listen and port.
        std::string tls_cert;             ///< PEM files; both or none.
        std::string tls_key;
        std::vector<std::string> trusted_proxies;  ///< Addresses or CIDR blocks.
        std::string metrics_token;
        long long stop_seconds = 20;    ///< How long running turns may finish at shutdown.
        long long linger_seconds = 30;  ///< How long a reply goes on after its last reader left.
    } server;
    struct Storage {
        std::string data;  ///< Folder for databases.
        std::string database_url;
        std::string keys_database_url;
    } storage;
    struct Keys {
        std::string session_secret;  ///< NEXTAUTH_SECRET.
        std::string encryption_key;  ///< ENCRYPTION_KEY.
        std::string encryption_secret;
        std::string encryption_salt;
        std::string cron_secret;
    } keys;
    struct Model {
        std::vector<std::string> order;  ///< Of "openai" and "anthropic".
        std::string openai_key;
        std::string openai_base_url;  ///< Empty: not asked. So is anthropic_base_url.
        std::string openai_model;
        bool is_local =
            false;  ///< The server at openai_base_url belongs to the operator: no third party.
        std::string anthropic_key;
        std::string anthropic_base_url;
        std::string anthropic_model;
        long long first_word_seconds = 12;  ///< Then the next one is asked.
        long long idle_seconds = 20;        ///< Between two bytes.
        long long total_seconds = 120;
        long long rest_seconds = 30;  ///< After several failures in a row; 0: never.
        long long max_tokens = 400;
        long long openai_window = 0;  ///< Tokens; 0: as data/prices says. So is anthropic_window.
        long long anthropic_window = 0;
    } model;
    struct Judge {
        bool is_on = false;
        std::string url;  ///< Empty: the mentor's model server.
        std::string key;
        std::string model;
        std::string style;             ///< "json" or "guard".
        bool is_local = false;         ///< As Model::is_local.
        long long deadline_ms = 1500;  ///< Milliseconds.
        long long from_percent = 10;   ///< The grey zone, by the engine's score.
        long long to_percent = 90;
        long long cached = 4096;  ///< Verdicts.
        std::string effort;       ///< For models that think.
    } judge;
    /// A model that helps the one who speaks, on any server that speaks as OpenAI's.
    struct Helper {
        std::string model;  ///< Empty: off.
        std::string url;    ///< Empty: the mentor's model server.
        std::string key;
        bool is_local = false;  ///< As Model::is_local.
        std::string effort;     ///< For models that think.
        long long max_tokens = 0;
        long long deadline_ms = 0;  ///< Milliseconds.
    };
    Helper supporter{.max_tokens = 200, .deadline_ms = 700};
    Helper summary{.max_tokens = 400, .deadline_ms = 20'000};
    struct Budget {
        spending::Limits limits;
        std::string prices;         ///< A file or folder of own prices.
        long long kept_days = 400;  ///< How long the ledger remembers a call.
    } budget;
    struct ResponseCache {
        std::string place;        ///< "off", "memory" or "database".
        long long size = 10'000;  ///< Replies.
        long long days = 7;
    } response_cache;
    struct Rights {
        /// Days by class; only those that are settings (compliance::ClassRule) are looked at.
        std::array<long long, compliance::data_class_count> kept_days{};
        long long erasure_days = 7;  ///< Grace, in which an erasure can be undone.
        long long opening_minutes =
            30;  ///< How long staff may read what it opened, if it names no time.
    } rights;
    struct Mail {
        std::string smtp_url;  ///< smtp://host:25 or smtps://host:465.
        std::string user;
        std::string password;
        std::string from;
        std::string resend_key;  ///< Resend instead of SMTP.
        std::string resend_base_url;
        std::string resend_webhook_secret;
        bool dev_mailbox = false;
    } mail;
    /// Who stands behind a host, where the notice to families cannot know it.
    struct Processor {
        std::string host;     ///< With the port, if the URL has one.
        std::string name;     ///< As people know it.
        std::string country;  ///< ISO 3166-1 alpha-2; empty: not said.
    };
    std::vector<Processor> processors;
    /// Who runs this installation, for the documents.
    struct Operator {
        std::string name;
        std::string address;
        std::string contact;  ///< For privacy: an e-mail address or a page.
    } operator_of;
    struct Limits {
        long long api = 100;    ///< In 15 minutes.
        long long chat = 30;    ///< In a minute.
        long long sign_in = 5;  ///< In 15 minutes.
    } limits;
    std::string log_level;  ///< debug, info, warn, error

    /// Settings of the plans for services that are not part of this release: read, so that doctor
    /// can say so.
    struct Plan {
        std::string redis_url, cartesia_key, clerk_publishable, clerk_secret, clerk_webhook,
            stripe_secret, stripe_webhook, google_id, google_secret, google_redirect, sentry_dsn;
    } plan;

    [[nodiscard]] bool has_tls() const noexcept { return !server.tls_cert.empty(); }
    [[nodiscard]] bool has_model() const noexcept
    {
        return !model.openai_base_url.empty() || !model.anthropic_base_url.empty();
    }
    [[nodiscard]] bool has_judge() const noexcept { return judge.is_on && !judge.url.empty(); }
    /// They help a model: without one nobody is asked.
    [[nodiscard]] bool has_supporters() const noexcept { return helps(supporter); }
    [[nodiscard]] bool has_summaries() const noexcept { return helps(summary); }
    [[nodiscard]] bool has_response_cache() const noexcept
    {
        return response_cache.place != "off" && has_model();
    }
    [[nodiscard]] bool has_mail() const noexcept
    {
        return !mail.smtp_url.empty() || !mail.resend_key.empty();
    }
    [[nodiscard]] compliance::KeepingTimes keeping_times() const;
    [[nodiscard]] bool is_loopback() const noexcept
    {
        return server.listen == "127.0.0.1" || server.listen == "::1" ||
               server.listen == "localhost";
    }
    [[nodiscard]] std::string public_url() const;

private:
    [[nodiscard]] bool helps(const Helper& helper) const noexcept
    {
        return has_model() && !helper.model.empty() && !helper.url.empty();
    }
};

/// A configuration with the story of each value.
struct LoadedConfig {
    Config config;
    std::vector<std::string> mistakes;  ///< Sentences; empty: fine.
    struct Origin {
        config::Setting setting;
        std::string source;
        bool given = false;
    };
    std::vector<Origin> origins;
};

/// Where the server sets down each day where the audit log's end was.
[[nodiscard]] inline std::filesystem::path anchor_file(const Config& config)
{
    return std::filesystem::path{config.storage.data} / "audit-anchors.jsonl";
}

/// What a command needs of the configuration: keys are demanded of those that serve.
enum class Needs : std::uint8_t { Nothing, Keys };

[[nodiscard]] LoadedConfig load_config(const config::Environment& environment, Needs needs);

/// The reference: every setting with default and meaning.
[[nodiscard]] std::vector<config::Setting> all_settings();

/// Where the files that ship with Buddy lie: beside the installed binary, or in the source tree it
/// was built from.
struct ShippedFiles {
    std::filesystem::path root;
    [[nodiscard]] std::filesystem::path model() const { return root / "data/models/safety.bdm"; }
    [[nodiscard]] std::filesystem::path moods() const { return root / "data/models/moods.bdm"; }
    [[nodiscard]] std::filesystem::path rules() const { return root / "safety/rules"; }
    [[nodiscard]] std::filesystem::path policy() const { return root / "data/policy/policy.json"; }
    [[nodiscard]] std::filesystem::path score_bins() const
    {
        return root / "data/models/score_bins.json";
    }
    [[nodiscard]] std::filesystem::path canaries() const { return root / "data/canaries"; }
    [[nodiscard]] std::filesystem::path mentor() const { return root / "data/mentor"; }
    [[nodiscard]] std::filesystem::path stances() const { return root / "data/stances"; }
    [[nodiscard]] std::filesystem::path crisis_lines() const { return root / "data/crisis-lines"; }
    [[nodiscard]] std::filesystem::path insight() const { return root / "data/insight"; }
    [[nodiscard]] std::filesystem::path law() const { return root / "data/law"; }
    [[nodiscard]] std::filesystem::path documents() const { return root / "data/documents"; }
    [[nodiscard]] std::filesystem::path compliance() const { return root / "data/compliance"; }
    [[nodiscard]] std::filesystem::path prices() const { return root / "data/prices"; }
    [[nodiscard]] std::filesystem::path safety_gate() const { return root / "data/safety-gate"; }
    [[nodiscard]] std::filesystem::path web() const { return root / "web/dist"; }
    /// What the commands of `buddy safety` work on.
    [[nodiscard]] safety::SafetyPaths safety_paths() const
    {
        return {
            .model = model(),
            .linear = root / "data/models/linear.bin",
            .rules = rules(),
            .policy = policy(),
            .gate = safety_gate(),
            .splits = root / "data/corpus/splits.json"
        };
    }
};

/// BUDDY_SHARE, else <folder of the binary>/../share/buddy, else the first parent of the binary
/// that holds data/policy.
[[nodiscard]] ShippedFiles find_shipped_files(const config::Environment& environment);

}  // namespace buddy::app
