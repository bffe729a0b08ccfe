// Every table belongs to exactly one feature that shows and forgets it, or is named here as nobody's.
#include "app/account_desk.hpp"
#include "core/clock.hpp"
#include "platform/sql/migrations.hpp"
#include "platform/sql/wait.hpp"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>

namespace buddy::app {
namespace {

/// Tables without anything about a family, each with its reason.
const std::map<std::string, std::string> nobodys{
    {"staff", "people who work here"},
    {"api_keys", "of developers"},
    {"attempts", "hashes that expire within a day"},
    {"jobs", "ids of work to do"},
    {"cached_replies", "answers of nobody, to nobody's question"},
    {"alert_verdicts", "figures"},
    {"thumb_counts", "figures"},
    {"mark_counts", "figures"},
    {"mail_problems", "keyed hashes of addresses, of no family, that expire after 180 days"},
    {"mail_events", "ids of news that were heard already, for eight days"},
    {"retention_runs", "figures"},
    {"retention_sweeps", "figures"},
    {"schema_steps", "the schema"},
};

std::unique_ptr<sql::Database> migrated(const sql::Schema& schema)
{
    auto opened = sql::open_database("sqlite::memory:");
    EXPECT_TRUE(opened);
    EXPECT_TRUE(sql::migrate(**opened, schema, from_millis(0)));
    return std::move(*opened);
}

std::set<std::string> tables_in(sql::Database& database)
{
    constexpr std::string_view text =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    const sql::Statement statement{"test.tables", text, text};
    const auto rows =
        sql::wait_for(database.read([&statement](sql::Connection& db) { return db.run(statement); })
        );
    std::set<std::string> tables;
    for (std::size_t row = 0; row < rows.size(); ++row)
        tables.insert(rows.get<std::string>(row, 0));
    return tables;
}

TEST(PersonalDataOfAll, ClaimsEveryTableExactlyOnce)
{
    auto database = migrated(sql::main_schema());
    const auto tables = tables_in(*database);
    AccountDesk desk{
        {.config = {},
         .root = crypto::SecretKey::random(),
         .database = std::move(database),
         .keys_database = migrated(sql::key_schema())}
    };
    std::map<std::string, std::string> claims;
    for (auto* data : desk.rights().data())
        for (const auto table : data->tables()) {
            const auto [claim, is_new] =
                claims.emplace(std::string{table}, std::string{data->name()});
            EXPECT_TRUE(is_new) << table << " is claimed by " << claim->second << " and "
                                << data->name();
            EXPECT_TRUE(tables.contains(std::string{table})) << table << " does not exist";
        }
    for (const auto& table : tables)
        EXPECT_EQ(claims.count(table) + nobodys.count(table), 1U)
            << table
            << ": let a PersonalData claim it (core/personal_data.hpp), or say why it is nobody's";
}

TEST(PersonalDataOfAll, ForgetsPeopleLastSinceAReplayFindsOthersByThem)
{
    AccountDesk desk{
        {.config = {},
         .root = crypto::SecretKey::random(),
         .database = migrated(sql::main_schema()),
         .keys_database = migrated(sql::key_schema())}
    };
    EXPECT_EQ(desk.rights().data().back()->name(), "identity");
}

}  // namespace
}  // namespace buddy::app
