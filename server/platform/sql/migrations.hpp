// Brings a database to the schema that this program knows: numbered steps, forward only.
//
//     const auto done = sql::migrate(*database, sql::main_schema(), clock.now());
//     if (!done) return refuse_to_start(done.error().detail);
//
// Threads  Blocks; for start-up, `buddy migrate` and tests. Two processes may call it at once: the
//          second waits and finds nothing to do.
// Errors   A step that fails throws DatabaseError; then nothing of this call is stored.
#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"
#include "platform/sql/database.hpp"
#include "platform/sql/statement.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::sql {

/// A schema and the steps to it, by number.
struct Schema {
    std::string_view name;  ///< Tells the schemas in one database apart.
    std::span<const Migration> steps;
};

/// Everything but the family keys: db/migrations.
[[nodiscard]] Schema main_schema();
/// The store of family keys, in a database of its own: db/key_migrations.
[[nodiscard]] Schema key_schema();

/// Runs the steps that are missing, all in one transaction, and returns their names.
/// Conflict  a step that has run was changed since, was never known to this program (the database
///           is newer), or is missing before one that has run. The detail is a sentence that says
///           what to do. Nothing was changed.
[[nodiscard]] Result<std::vector<std::string>> migrate(
    Database& database, const Schema& schema, Time now
);

/// The steps that migrate() would run. Changes nothing. Errors as there.
[[nodiscard]] Result<std::vector<std::string>> pending_migrations(
    Database& database, const Schema& schema
);

}  // namespace buddy::sql
