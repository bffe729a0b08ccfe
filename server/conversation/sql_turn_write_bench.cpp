// What a turn's durable write costs beside the least that SQLite can do: one row in a transaction of its own, on disk when it
// returns (synchronous=FULL), in the same folder, in the same run, in turn.
//
//     build/bench/bin/sql_turn_write_bench

#include "conversation/sql_conversation_store.hpp"
#include "platform/async/run_to_end.hpp"
#include "platform/crypto/fake_family_key_store.hpp"
#include "platform/sql/migrations.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

namespace buddy::conversation {
namespace {

constexpr int rounds = 300;

class RawSqlite {
public:
    explicit RawSqlite(const std::string& path)
    {
        sqlite3_open(path.c_str(), &db_);
        sqlite3_exec(
            db_,
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (k INTEGER PRIMARY "
            "KEY, v BLOB)",
            nullptr,
            nullptr,
            nullptr
        );
        sqlite3_prepare_v2(db_, "INSERT INTO t (v) VALUES (zeroblob(400))", -1, &insert_, nullptr);
    }
    RawSqlite(const RawSqlite&) = delete;
    RawSqlite& operator=(const RawSqlite&) = delete;
    RawSqlite(RawSqlite&&) = delete;
    RawSqlite& operator=(RawSqlite&&) = delete;
    ~RawSqlite()
    {
        sqlite3_finalize(insert_);
        sqlite3_close(db_);
    }
    void write()
    {
        sqlite3_step(insert_);
        sqlite3_reset(insert_);
    }

private:
    sqlite3* db_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

template <class Work>
double micros(Work work)
{
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - began)
        .count();
}

NewTurn turn_number(int number, const ChildRef& child, const ConversationId& conversation)
{
    const auto name = "turn-" + std::to_string(number);
    return {
        .ref = {.family = child.family, .turn = TurnId{name}, .child = child.child},
        .conversation = conversation,
        .child = child.child,
        .idempotency_key = "key-" + name,
        .text = std::string(200, 'x'),
        .locale = "en",
        .at = from_millis(1'700'000'000'000 + number),
        .turns_before = number,
        .assessment = "{}",
        .private_spans = {},
        .risk_after = {},
        .crisis_state = "",
        .live_on =
            [](const ChildDays& kept) {
                const auto day = std::chrono::sys_days{std::chrono::days{20'000}};
                auto course = safety::Trajectory::restored(kept.course, day);
                static_cast<void>(course.note({}, day, {}));
                return DaysOutcome{.after = {.course = course.kept(), .guard = {}}};
            }
    };
}

int compare(const std::filesystem::path& folder)
{
    const FakeClock clock{from_millis(1'700'000'000'000)};
    auto database = sql::open_database("sqlite://" + (folder / "buddy.db").string());
    if (!database || !sql::migrate(**database, sql::main_schema(), clock.now())) return 1;
    crypto::FakeFamilyKeyStore key_store;
    crypto::FamilyKeys keys{key_store, crypto::SecretKey::random(), clock};
    SqlConversationStore store{**database, keys, [](sql::Transaction&, const FiledAlert&) {}};
    const ChildRef child{.family = FamilyId{"family"}, .child = ChildId{"child"}};
    const ConversationId conversation{"conversation"};
    if (!run_to_end(keys.create(child.family))) return 1;
    static_cast<void>(run_to_end(store.start(child, conversation, clock.now())));
    RawSqlite raw{(folder / "raw.db").string()};
    std::vector<double> ours;
    std::vector<double> theirs;
    for (int i = 0; i < rounds; ++i) {
        theirs.push_back(micros([&raw] { raw.write(); }));
        ours.push_back(micros([&] {
            static_cast<void>(run_to_end(store.begin_turn(turn_number(i, child, conversation))));
        }));
    }
    std::cout << "a turn's first commit (message sealed, assessment, event; on disk): median "
              << median(ours) << " us\n"
              << "raw SQLite, one row, synchronous=FULL, same folder:                 median "
              << median(theirs) << " us\n"
              << "ratio " << median(ours) / median(theirs) << '\n';
    return 0;
}

}  // namespace
}  // namespace buddy::conversation

int main()
{
    const auto folder = std::filesystem::temp_directory_path() / "buddy-turn-write-bench";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    const int status = buddy::conversation::compare(folder);
    std::filesystem::remove_all(folder);
    return status;
}
