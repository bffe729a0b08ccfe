#include "platform/sql/migrations.hpp"

#include "platform/sql/temporary_database.hpp"
#include "sql/all_statements.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>
#include <vector>

namespace buddy::sql {
namespace {

using Content = TemporaryDatabase::Content;

constexpr Migration first{1, "0001_first", "CREATE TABLE a (id TEXT)", "CREATE TABLE a (id TEXT)"};
constexpr Migration second{
    2,
    "0002_second",
    "CREATE TABLE b (id TEXT); INSERT INTO b VALUES ('x')",
    "CREATE TABLE b (id TEXT); INSERT INTO b VALUES ('x')"
};
constexpr Migration first_changed{
    1, "0001_first", "CREATE TABLE a (id BIGINT)", "CREATE TABLE a (id BIGINT)"
};
constexpr Migration broken{3, "0003_broken", "CREATE TABLE c (id TEXT); NONSENSE", "NONSENSE"};

constexpr std::array only_first{first};
constexpr std::array both{first, second};
constexpr std::array only_second{second};
constexpr std::array changed{first_changed, second};
constexpr std::array with_broken{first, second, broken};

Schema steps(std::span<const Migration> list)
{
    return {.name = "test", .steps = list};
}

class Migrations : public testing::TestWithParam<Engine> {
protected:
    TemporaryDatabase temporary{GetParam(), Content::Empty};
};
INSTANTIATE_TEST_SUITE_P(Engines, Migrations, testing::ValuesIn(engines_here()), name_of_engine<testing::TestParamInfo<Engine>>);

TEST_P(Migrations, RunOnceInOrder)
{
    EXPECT_EQ(
        pending_migrations(*temporary, steps(both)).value(),
        (std::vector<std::string>{"0001_first", "0002_second"})
    );
    EXPECT_EQ(migrate(*temporary, steps(only_first), {}).value().size(), 1U);
    EXPECT_EQ(
        migrate(*temporary, steps(both), {}).value(), std::vector<std::string>{"0002_second"}
    );
    EXPECT_TRUE(migrate(*temporary, steps(both), {}).value().empty());
    EXPECT_TRUE(pending_migrations(*temporary, steps(both)).value().empty());
}

TEST_P(Migrations, RefuseAStepThatWasChangedAfterwards)
{
    ASSERT_TRUE(migrate(*temporary, steps(both), {}));
    const auto refused = migrate(*temporary, steps(changed), {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Conflict);
    EXPECT_TRUE(refused.error().detail.contains("0001_first")) << refused.error().detail;
}

TEST_P(Migrations, RefuseADatabaseThatIsNewer)
{
    ASSERT_TRUE(migrate(*temporary, steps(both), {}));
    const auto refused = migrate(*temporary, steps(only_first), {});
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().detail.contains("newer")) << refused.error().detail;
}

TEST_P(Migrations, RefuseAStepThatComesTooLate)
{
    ASSERT_TRUE(migrate(*temporary, steps(only_second), {}));
    EXPECT_EQ(migrate(*temporary, steps(both), {}).error().code, ErrorCode::Conflict);
}

TEST_P(Migrations, LeaveNothingBehindWhenAStepFails)
{
    EXPECT_THROW(static_cast<void>(migrate(*temporary, steps(with_broken), {})), DatabaseError);
    EXPECT_EQ(pending_migrations(*temporary, steps(both)).value().size(), 2U);
    EXPECT_EQ(migrate(*temporary, steps(both), {}).value().size(), 2U);
}

TEST_P(Migrations, KeepSchemasInOneDatabaseApart)
{
    EXPECT_TRUE(migrate(*temporary, main_schema(), {}));
    EXPECT_TRUE(migrate(*temporary, key_schema(), {}));
    EXPECT_TRUE(pending_migrations(*temporary, main_schema()).value().empty());
}

// Every statement under db/queries, against the schema that the migrations make.
TEST_P(Migrations, MakeASchemaThatEveryStatementFits)
{
    TemporaryDatabase migrated{GetParam()};
    std::set<std::string_view> names;
    for (const auto* statement : all_statements) {
        EXPECT_TRUE(names.insert(statement->name).second) << statement->name;
        EXPECT_NO_THROW(wait_for(migrated->write(Durability::Grouped, [statement](Transaction& tx) {
            tx.prepare(*statement);
        }))) << statement->name;
    }
}

std::set<std::string> columns_of(TemporaryDatabase& database)
{
    constexpr Statement list{
        "test.columns",
        "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c"
        " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'",
        "SELECT table_name::text, column_name::text FROM information_schema.columns"
        " WHERE table_schema = current_schema()"
    };
    const auto rows =
        wait_for(database->read([&list](Connection& connection) { return connection.run(list); }));
    std::set<std::string> columns;
    for (std::size_t row = 0; row < rows.size(); ++row)
        columns.insert(rows.get<std::string>(row, 0) + "." + rows.get<std::string>(row, 1));
    return columns;
}

TEST(Schema, IsTheSameOnBothEngines)
{
    if (engines_here().size() < 2) GTEST_SKIP() << "BUDDY_TEST_POSTGRES_URL is not set";
    TemporaryDatabase sqlite{Engine::Sqlite};
    TemporaryDatabase postgres{Engine::Postgres};
    EXPECT_EQ(columns_of(sqlite), columns_of(postgres));
}

}  // namespace
}  // namespace buddy::sql
