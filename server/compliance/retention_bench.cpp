// The retention job on a year of a thousand children's conversations: rows a second, and whether memory stays flat.
//
//     build/bench/bin/retention_bench [CONVERSATIONS]      default 60000, each of six turns with five events

#include "compliance/job_keep_retention.hpp"
#include "compliance/sql_retention_store.hpp"

#include "platform/async/run_to_end.hpp"
#include "platform/sql/migrations.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

namespace buddy::compliance {
namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr int turns_each = 6;
constexpr int events_each = 5;

/// Conversations spread over the year before `now`, sealed bytes as long as a child's.
std::string year_of(int conversations, std::int64_t now)
{
    return fmt::format(
        "INSERT INTO conversations (id, family_id, child_id, started_at, last_turn_at, turns) "
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {0}) "
        "SELECT 'c' || i, 'f' || (i % 500), 'k' || (i % 1000), {1} - 365 * {2} + i * (365 * {2} / "
        "{0}), "
        "{1} - 365 * {2} + i * (365 * {2} / {0}), {3} FROM n;"
        "INSERT INTO turns (id, conversation_id, family_id, child_id, number, idempotency_key, "
        "is_protected, "
        "locale, started_at, finished_at, message, assessment) "
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {3}) "
        "SELECT c.id || '/' || i, c.id, c.family_id, c.child_id, i, 'key' || i, 0, 'en', "
        "c.started_at, "
        "c.started_at, randomblob(140), randomblob(500) FROM conversations c, n;"
        "INSERT INTO turn_events (turn_id, number, name, payload) "
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {4}) "
        "SELECT t.id, i, 'delta', randomblob(120) FROM turns t, n;",
        conversations,
        now,
        day_ms,
        turns_each,
        events_each
    );
}

long peak_kib()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

int run(int conversations)
{
    const auto folder = std::filesystem::temp_directory_path() / "buddy_retention_bench";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directory(folder);
    const auto database = *sql::open_database("sqlite://" + (folder / "bench.db").string());
    const SystemClock clock;
    if (!sql::migrate(*database, sql::main_schema(), clock.now())) return 1;
    const auto script = year_of(conversations, to_millis(clock.now()));
    run_to_end(database->write(sql::Durability::Full, [&script](sql::Transaction& tx) {
        tx.run_script("bench", script);
    }));
    const audit::Trail trail{*database, clock};
    SqlRetentionStore store{*database, trail};
    Retention retention{
        {.store = store, .clock = clock, .times = {}, .elsewhere = {}, .erase_family = {}}
    };
    // A small first run takes what memory the work takes at all; the rest must add nothing.
    static_cast<void>(run_to_end(retention.run(clock.now() - std::chrono::days{264}, Mode::Remove))
    );
    const auto before = peak_kib();
    const auto start = std::chrono::steady_clock::now();
    const auto done = run_to_end(retention.run(clock.now(), Mode::Remove));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    const auto removed = done.swept.empty() ? 0 : done.swept.front().removed;
    const auto rows = removed * (1 + turns_each + (turns_each * events_each));
    std::cout << fmt::format(
        "{} conversations ({} rows) removed in {:.1f} s: {:.0f} rows a second; peak memory {} KiB "
        "before, {} after\n",
        removed,
        rows,
        took.count(),
        static_cast<double>(rows) / took.count(),
        before,
        peak_kib()
    );
    std::filesystem::remove_all(folder);
    return 0;
}

}  // namespace
}  // namespace buddy::compliance

int main(int argc, char** argv)
{
    return buddy::compliance::run(argc > 1 ? std::atoi(argv[1]) : 60'000);
}
