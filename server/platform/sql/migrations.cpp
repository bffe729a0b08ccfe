#include "platform/sql/migrations.hpp"

#include "platform/crypto/random.hpp"
#include "platform/sql/wait.hpp"
#include "sql/migrations.hpp"

#include <fmt/format.h>

#include <map>

namespace buddy::sql {
namespace {

constexpr Statement take_lock{
    "migrations.take_lock", "SELECT 1", "SELECT pg_advisory_xact_lock(4711230517)"
};
// Beside BEGIN IMMEDIATE on SQLite and the lock above on PostgreSQL: one process at a time.
constexpr std::string_view make_table =
    "CREATE TABLE IF NOT EXISTS schema_steps ("
    "schema_name TEXT NOT NULL, number BIGINT NOT NULL, name TEXT NOT NULL,"
    "checksum TEXT NOT NULL, run_at BIGINT NOT NULL, PRIMARY KEY (schema_name, number))";
constexpr std::string_view find_text =
    "SELECT number, name, checksum FROM schema_steps WHERE schema_name = $1 ORDER BY number";
constexpr Statement find_steps{"migrations.find_steps", find_text, find_text};
constexpr std::string_view record_text =
    "INSERT INTO schema_steps (schema_name, number, name, checksum, run_at)"
    " VALUES ($1, $2, $3, $4, $5)";
constexpr Statement record_step{"migrations.record_step", record_text, record_text};
constexpr Statement count_tables{
    "migrations.count_tables",
    "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_steps'",
    "SELECT count(*) FROM pg_tables"
    " WHERE tablename = 'schema_steps' AND schemaname = current_schema()"
};

struct RunStep {
    std::string name;
    std::string checksum;
};

std::map<int, RunStep> steps_run(Connection& connection, const Schema& schema)
{
    std::map<int, RunStep> run;
    const auto rows = connection.run(find_steps, schema.name);
    for (std::size_t row = 0; row < rows.size(); ++row)
        run.emplace(
            rows.get<int>(row, 0),
            RunStep{
                .name = rows.get<std::string>(row, 1), .checksum = rows.get<std::string>(row, 2)
            }
        );
    return run;
}

std::string_view text_of(const Migration& step, bool postgres)
{
    return postgres ? step.postgres : step.sqlite;
}

Result<std::vector<const Migration*>> steps_missing(
    const std::map<int, RunStep>& run, const Schema& schema, bool postgres
)
{
    std::map<int, const Migration*> known;
    for (const auto& step : schema.steps) known.emplace(step.number, &step);
    for (const auto& [number, step] : run) {
        const auto found = known.find(number);
        if (found == known.end())
            return failed(
                ErrorCode::Conflict,
                fmt::format(
                    "the database is newer than this program (it has step {}): "
                    "install the newer version, or restore the backup made before it",
                    step.name
                )
            );
        if (crypto::hash_token(text_of(*found->second, postgres)) != step.checksum)
            return failed(
                ErrorCode::Conflict,
                fmt::format(
                    "step {} differs from what this database was made with: "
                    "put the original file back and write the change as a new step",
                    step.name
                )
            );
    }
    std::vector<const Migration*> missing;
    for (const auto& [number, step] : known) {
        if (run.contains(number)) continue;
        if (!run.empty() && number < run.rbegin()->first)
            return failed(
                ErrorCode::Conflict,
                fmt::format(
                    "step {} comes before {}, which has run already: give it a higher number",
                    step->name,
                    run.rbegin()->second.name
                )
            );
        missing.push_back(step);
    }
    return missing;
}

Result<std::vector<std::string>> run_missing(
    Transaction& tx, const Schema& schema, Time now, bool postgres
)
{
    tx.run(take_lock);
    tx.run_script("migrations.make_table", make_table);
    const auto missing = steps_missing(steps_run(tx, schema), schema, postgres);
    if (!missing) return std::unexpected(missing.error());
    std::vector<std::string> names;
    for (const auto* step : *missing) {
        const auto text = text_of(*step, postgres);
        tx.run_script(step->name, text);
        tx.run(
            record_step,
            schema.name,
            step->number,
            step->name,
            crypto::hash_token(text),
            to_millis(now)
        );
        names.emplace_back(step->name);
    }
    return names;
}

}  // namespace

Schema main_schema()
{
    return {.name = "main", .steps = migrations::migrations};
}
Schema key_schema()
{
    return {.name = "keys", .steps = migrations::key_migrations};
}

Result<std::vector<std::string>> migrate(Database& database, const Schema& schema, Time now)
{
    const bool postgres = database.is_postgres();
    return wait_for(database.write(Durability::Full, [schema, now, postgres](Transaction& tx) {
        return run_missing(tx, schema, now, postgres);
    }));
}

Result<std::vector<std::string>> pending_migrations(Database& database, const Schema& schema)
{
    const bool postgres = database.is_postgres();
    return wait_for(database.read(
        [schema, postgres](Connection& connection) -> Result<std::vector<std::string>> {
            std::map<int, RunStep> run;
            if (connection.run(count_tables).get<int>(0, 0) != 0)
                run = steps_run(connection, schema);
            const auto missing = steps_missing(run, schema, postgres);
            if (!missing) return std::unexpected(missing.error());
            std::vector<std::string> names;
            for (const auto* step : *missing) names.emplace_back(step->name);
            return names;
        }
    ));
}

}  // namespace buddy::sql
