#include "platform/sql/database.hpp"

#include "platform/sql/temporary_database.hpp"
#include "platform/sql/wait.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace buddy::sql {
namespace {

// The same text for both engines.
constexpr Statement same(std::string_view name, std::string_view text)
{
    return {name, text, text};
}

constexpr auto insert_row = same(
    "test.insert",
    "INSERT INTO things (id, number, share, flag, words, raw) VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (id) DO NOTHING RETURNING id"
);
constexpr auto find_row =
    same("test.find", "SELECT number, share, flag, words, raw FROM things WHERE id = $1");
constexpr auto count_rows = same("test.count", "SELECT count(*) FROM things");
constexpr auto sum_rows = same("test.sum", "SELECT sum(number) FROM things");
constexpr auto delete_all = same("test.delete", "DELETE FROM things");
constexpr std::string_view make_table =
    "CREATE TABLE things (id TEXT NOT NULL PRIMARY KEY, number BIGINT, share DOUBLE PRECISION,"
    "flag BOOLEAN, words TEXT, raw BYTEA)";

class DatabaseOn : public testing::TestWithParam<Engine> {
protected:
    DatabaseOn()
    {
        wait_for(temporary->write(Durability::Full, [](Transaction& tx) {
            tx.run_script("test.make", make_table);
        }));
    }
    void insert(const std::string& id, std::int64_t number, Durability durability)
    {
        wait_for(temporary->write(durability, [&](Transaction& tx) {
            tx.run(insert_row, id, number, 0.5, true, "w", Blob{});
        }));
    }
    std::int64_t count()
    {
        return wait_for(temporary->read([](Connection& connection) {
            return connection.run(count_rows).get<std::int64_t>(0, 0);
        }));
    }

    TemporaryDatabase temporary{GetParam(), TemporaryDatabase::Content::Empty};
};
INSTANTIATE_TEST_SUITE_P(Engines, DatabaseOn, testing::ValuesIn(engines_here()), name_of_engine<testing::TestParamInfo<Engine>>);

TEST_P(DatabaseOn, GivesBackWhatWasStored)
{
    const Blob bytes{std::string{"\0\xff\x80 x\0", 6}};
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    wait_for(temporary->write(Durability::Full, [&](Transaction& tx) {
        tx.run(insert_row, "a", largest, 0.1, false, "Füchse 🦊", bytes);
        tx.run(
            insert_row,
            "b",
            std::optional<std::int64_t>{},
            std::optional<double>{},
            std::optional<bool>{},
            std::optional<std::string>{},
            std::optional<Blob>{}
        );
        tx.run(insert_row, "c", -1, -2.0, true, "", Blob{});
    }));
    wait_for(temporary->read([&](Connection& connection) {
        const auto a = connection.run(find_row, "a");
        EXPECT_EQ(a.get<std::int64_t>(0, 0), largest);
        EXPECT_DOUBLE_EQ(a.get<double>(0, 1), 0.1);
        EXPECT_FALSE(a.get<bool>(0, 2));
        EXPECT_EQ(a.get<std::string>(0, 3), "Füchse 🦊");
        EXPECT_EQ(a.get<Blob>(0, 4), bytes);
        const auto b = connection.run(find_row, "b");
        EXPECT_EQ(b.get<std::optional<std::int64_t>>(0, 0), std::nullopt);
        EXPECT_EQ(b.get<std::optional<double>>(0, 1), std::nullopt);
        EXPECT_EQ(b.get<std::optional<bool>>(0, 2), std::nullopt);
        EXPECT_EQ(b.get<std::optional<std::string>>(0, 3), std::nullopt);
        EXPECT_EQ(b.get<std::optional<Blob>>(0, 4), std::nullopt);
        EXPECT_THROW(static_cast<void>(b.get<std::string>(0, 3)), DatabaseError);
        const auto c = connection.run(find_row, "c");
        EXPECT_EQ(c.get<int>(0, 0), -1);
        EXPECT_TRUE(c.get<bool>(0, 2));
        EXPECT_EQ(c.get<std::optional<std::string>>(0, 3), "");
        EXPECT_EQ(c.get<std::optional<Blob>>(0, 4), Blob{});
        return 0;
    }));
}

TEST_P(DatabaseOn, RefusesANumberThatDoesNotFitAndACellThatIsNotThere)
{
    insert("a", std::int64_t{1} << 40, Durability::Full);
    const auto rows = wait_for(temporary->read([](Connection& connection) {
        return connection.run(find_row, "a");
    }));
    EXPECT_THROW(static_cast<void>(rows.get<int>(0, 0)), DatabaseError);
    EXPECT_THROW(static_cast<void>(rows.get<std::string>(0, 0)), DatabaseError);
    EXPECT_THROW(static_cast<void>(rows.get<int>(1, 0)), DatabaseError);
    EXPECT_THROW(static_cast<void>(rows.get<int>(0, 9)), DatabaseError);
}

TEST_P(DatabaseOn, AddsNumbersToANumber)
{
    insert("a", 20, Durability::Full);
    insert("b", 22, Durability::Full);
    const auto sum = wait_for(temporary->read([](Connection& connection) {
        return connection.run(sum_rows).get<std::int64_t>(0, 0);
    }));
    EXPECT_EQ(sum, 42);
}

TEST_P(DatabaseOn, RefusesNulInTextWithoutNamingIt)
{
    try {
        wait_for(temporary->write(Durability::Full, [](Transaction& tx) {
            tx.run(insert_row, std::string{"se\0cret", 7}, 1, 1.0, true, "w", Blob{});
        }));
        FAIL() << "stored a NUL";
    } catch (const DatabaseError& error) {
        EXPECT_EQ(error.statement(), "test.insert");
        EXPECT_EQ(error.code(), "nul_in_text");
    }
    EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseOn, NamesAFailureWithoutTheDatabasesWords)
{
    constexpr auto twice =
        same("test.twice", "INSERT INTO things (id, words) VALUES ('k', $1), ('k', $1)");
    try {
        wait_for(temporary->write(Durability::Full, [&](Transaction& tx) {
            tx.run(twice, "a child's words");
        }));
        FAIL() << "stored a key twice";
    } catch (const DatabaseError& error) {
        EXPECT_EQ(error.statement(), "test.twice");
        EXPECT_FALSE(std::string{error.what()}.contains("words")) << error.what();
        EXPECT_FALSE(std::string{error.what()}.contains("things")) << error.what();
    }
}

TEST_P(DatabaseOn, LetsTheStatementDecideConflicts)
{
    insert("a", 1, Durability::Full);
    const auto second = wait_for(temporary->write(Durability::Full, [](Transaction& tx) {
        return tx.run(insert_row, "a", 2, 0.0, true, "w", Blob{}).empty();
    }));
    EXPECT_TRUE(second);
    const auto deleted = wait_for(temporary->write(Durability::Full, [](Transaction& tx) {
        return tx.run(delete_all).affected();
    }));
    EXPECT_EQ(deleted, 1);
}

TEST_P(DatabaseOn, UndoesAWriteThatThrows)
{
    EXPECT_THROW(
        wait_for(temporary->write(
            Durability::Full,
            [](Transaction& tx) {
                tx.run(insert_row, "a", 1, 0.0, true, "w", Blob{});
                throw std::runtime_error{"changed my mind"};
            }
        )),
        std::runtime_error
    );
    EXPECT_EQ(count(), 0);
    insert("b", 1, Durability::Full);
    EXPECT_EQ(count(), 1);
}

TEST_P(DatabaseOn, RefusesToWriteInARead)
{
    EXPECT_THROW(
        wait_for(temporary->read([](Connection& connection) {
            return connection.run(insert_row, "a", 1, 0.0, true, "w", Blob{}).size();
        })),
        DatabaseError
    );
    EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseOn, KeepsGroupedWritesOverAReopening)
{
    for (int i = 0; i < 10; ++i) insert("k" + std::to_string(i), i, Durability::Grouped);
    temporary.reopen();
    EXPECT_EQ(count(), 10);
}

Task<> insert_or_throw(Database& database, int number, int& failures)
{
    const auto id = "k" + std::to_string(number);
    auto write = [id, number](Transaction& tx) {
        tx.run(insert_row, id, number, 0.0, true, "w", Blob{});
        if (number % 7 == 3) throw std::runtime_error{"refused"};
    };
    const auto durability = number % 2 == 0 ? Durability::Full : Durability::Grouped;
    try {
        co_await database.write(durability, std::move(write));
    } catch (const std::runtime_error&) {
        ++failures;
    }
}

TEST_P(DatabaseOn, CommitsTogetherAndYetLosesOnlyWhatFailed)
{
    asio::io_context loop{1};
    int failures = 0;
    for (int i = 0; i < 70; ++i)
        asio::co_spawn(
            loop,
            insert_or_throw(*temporary, i, failures),
            [](std::exception_ptr thrown) { EXPECT_FALSE(thrown); }
        );
    loop.run();
    EXPECT_EQ(failures, 10);
    EXPECT_EQ(count(), 60);
}

TEST_P(DatabaseOn, ReadsAfterAWriteSeeIt)
{
    for (int i = 0; i < 20; ++i) {
        insert("k" + std::to_string(i), i, Durability::Grouped);
        EXPECT_EQ(count(), i + 1);
    }
}

TEST_P(DatabaseOn, RefusesAWrongNumberOfParameters)
{
    EXPECT_THROW(
        wait_for(temporary->read([](Connection& connection) {
            return connection.run(find_row, "a", "b").size();
        })),
        DatabaseError
    );
}

TEST_P(DatabaseOn, ChecksForeignKeys)
{
    wait_for(temporary->write(Durability::Full, [](Transaction& tx) {
        tx.run_script(
            "test.make", "CREATE TABLE parts (thing TEXT NOT NULL REFERENCES things (id))"
        );
    }));
    EXPECT_THROW(
        wait_for(temporary->write(
            Durability::Full,
            [](Transaction& tx) {
                tx.run(same("test.orphan", "INSERT INTO parts (thing) VALUES ($1)"), "nobody");
            }
        )),
        DatabaseError
    );
}

TEST_P(DatabaseOn, EmptiesItsLogOnDemand)
{
    insert("a", 1, Durability::Full);
    wait_for(temporary->checkpoint());
    EXPECT_EQ(count(), 1);
}

TEST(Database, WorksInMemory)
{
    auto database = open_database("sqlite::memory:");
    ASSERT_TRUE(database);
    wait_for((*database)->write(Durability::Grouped, [](Transaction& tx) {
        tx.run_script("test.make", make_table);
    }));
    const auto rows = wait_for((*database)->read([](Connection& connection) {
        return connection.run(count_rows).get<int>(0, 0);
    }));
    EXPECT_EQ(rows, 0);
}

TEST(Database, SaysWhatIsWrongWithAUrl)
{
    EXPECT_EQ(open_database("mysql://x").error().code, ErrorCode::Invalid);
    EXPECT_EQ(open_database("sqlite://relative.db").error().code, ErrorCode::Invalid);
    EXPECT_EQ(open_database("sqlite:///no/such/folder/x.db").error().code, ErrorCode::Unavailable);
    const auto refused = open_database("postgres://u:hush@127.0.0.1:1/none?connect_timeout=2");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Unavailable);
    EXPECT_FALSE(refused.error().detail.contains("hush"));
    const auto unreadable = open_database("postgres://u:hush@127.0.0.1:nonsense/none");
    ASSERT_FALSE(unreadable);
    EXPECT_FALSE(unreadable.error().detail.contains("hush"));
}

TEST(Database, MakesFilesThatOnlyTheOwnerReads)
{
    TemporaryDatabase temporary{Engine::Sqlite};
    const std::filesystem::path file{temporary.url().substr(9)};
    for (const auto* suffix : {"", "-wal"}) {
        const auto rights = std::filesystem::status(file.string() + suffix).permissions();
        EXPECT_EQ(
            rights & (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
            std::filesystem::perms::none
        ) << suffix;
    }
}

}  // namespace
}  // namespace buddy::sql
