// Moves what lies sealed about a child from its family's keys to its own: rows from before children had keys.
//
//     const std::array tables{
//         SealedTable{.name = "turns", .columns = columns, .list = list_sealed_turns, .replace = …}};
//     const auto moved = seal_apart(database, keys, family, child, tables);
//
// Small pages, one transaction each; in between everybody else gets at the database. Whoever reads meanwhile
// opens the one and the other. Safe to repeat, and to break off.
//
// Threads  Blocks: for a thread that may wait.
// Errors   As FamilyKeys. What does not open stays as it is. A broken database throws sql::DatabaseError.
#pragma once

#include "core/ids.hpp"
#include "core/result.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/sql/database.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace buddy::crypto {

/// Borrowed for the call.
struct SealedTable {
    std::string_view name;  ///< Place::table.
    std::span<const std::string_view>
        columns;  ///< Place::column of each, in the order of the statements.
    /// $1 family, $2 child, $3 cursor. Gives Place::row, the cursor, and the columns.
    const sql::Statement& list;
    /// $1 Place::row, $2 the cursor, then each column as it was, then each as it shall be.
    const sql::Statement& replace;
};

/// How many rows were sealed anew.
[[nodiscard]] Result<std::int64_t> seal_apart(
    sql::Database& database,
    FamilyKeys& keys,
    const FamilyId& family,
    const ChildId& child,
    std::span<const SealedTable> tables
);

}  // namespace buddy::crypto
