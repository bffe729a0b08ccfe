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
    {"second_factors", "of people who work here"},
    {"recovery_codes", "of people who work here"},
    {"api_keys", "of developers"},
    {"attempts", "hashes that expire within a day"},
    {"jobs", "ids of work to do"},
    {"cached_replies", "answers of nobody, to nobody's question"},
    {"alert_verdicts", "figures"},
    {"referral_counts", "figures by month, place and kind"},
    {"thumb_counts", "figures"},
    {"mark_counts", "figures"},
    {"mail_problems", "keyed hashes of addresses, of no family, that expire after 180 days"},
    {"mail_events", "ids of news that were heard already, for eight days"},
    {"retention_runs", "figures"},
    {"retention_sweeps", "figures"},
    {"document_versions", "what is published"},
    {"document_reviews", "who checks texts for the operator"},
    {"incidents", "what went wrong, in numbers"},
    {"incident_entries", "what staff wrote about it; the page tells them to name nobody"},
    {"processor_agreements", "contracts of the operator"},
    {"audit_checks", "figures"},
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

/// What is sealed in tables of children, by column.
std::set<std::string> sealed_columns_of_children(sql::Database& database)
{
    constexpr std::string_view text =
        "SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c "
        "WHERE t.type = 'table' AND c.type = 'BYTEA' AND (t.name = 'children' OR EXISTS "
        "(SELECT 1 FROM pragma_table_info(t.name) o WHERE o.name IN ('child_id', 'turn_id')))";
    const sql::Statement statement{"test.sealed", text, text};
    const auto rows =
        sql::wait_for(database.read([&statement](sql::Connection& db) { return db.run(statement); })
        );
    std::set<std::string> columns;
    for (std::size_t row = 0; row < rows.size(); ++row)
        columns.insert(rows.get<std::string>(row, 0));
    return columns;
}

/// Each is sealed by `keys.of(family, child)` or its protected sister. What an earlier release sealed by the
/// family's key is moved by PersonalData::seal_apart; a table that is new needs none.
const std::set<std::string> sealed_by_the_childs_key{
    "alerts.facts",
    "child_limits.rules",
    "children.interests",
    "children.nickname",
    "conversation_summaries.summary",
    "conversations.crisis_state",
    "conversations.guided_state",
    "conversations.risk_state",
    "conversations.topic",
    "devices.name",
    "openings.reason",
    "thumbs.opinion",
    "trajectories.course",
    "trajectories.guard",
    "turn_events.payload",
    "turns.assessment",
    "turns.message",
    "turns.mood",
    "turns.record",
};
/// By a key of the server: it goes with the mail, or with the wish.
const std::set<std::string> sealed_by_the_server{"erasures.tell", "mails.sealed"};

TEST(PersonalDataOfAll, SealsWhatIsOfAChildUnderItsOwnKey)
{
    const auto columns = sealed_columns_of_children(*migrated(sql::main_schema()));
    EXPECT_GE(columns.size(), sealed_by_the_childs_key.size());
    for (const auto& column : columns)
        EXPECT_EQ(sealed_by_the_childs_key.count(column) + sealed_by_the_server.count(column), 1U)
            << column
            << ": seal it by keys.of(family, child), so that it can be forgotten in backups, "
            << "too, and name it here";
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
