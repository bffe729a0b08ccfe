#include "platform/crypto/seal_apart.hpp"

#include "platform/sql/wait.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace buddy::crypto {
namespace {

struct ChildSealers {
    Sealer ordinary;
    Sealer protecting;
};

/// The same words under the child's own key; nothing where they lie there already, or do not open.
std::optional<Sealed> apart(const ChildSealers& keys, const Sealed& sealed, const Place& place)
{
    if (keys.ordinary.has_sealed(sealed) || keys.protecting.has_sealed(sealed)) return std::nullopt;
    for (const auto* key : {&keys.ordinary, &keys.protecting})
        if (const auto plain = key->open(sealed, place)) return key->seal(*plain, place);
    return std::nullopt;
}

/// Of one row. false: there was nothing to do, or somebody else has changed it meanwhile.
bool move_row(
    sql::Transaction& tx,
    const SealedTable& table,
    const ChildSealers& keys,
    const sql::Rows& rows,
    std::size_t row
)
{
    const auto id = rows.get<std::string>(row, 0);
    std::vector<std::optional<sql::Blob>> before;
    std::vector<std::optional<sql::Blob>> after;
    bool moves = false;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        auto sealed = rows.get<std::optional<sql::Blob>>(row, 2 + i);
        before.push_back(sealed);
        if (sealed)
            if (auto moved = apart(keys, *sealed, {table.name, table.columns[i], id})) {
                sealed = std::move(moved);
                moves = true;
            }
        after.push_back(std::move(sealed));
    }
    if (!moves) return false;
    std::vector<sql::Value> values{sql::to_value(id), sql::to_value(rows.get<std::string>(row, 1))};
    for (const auto* cells : {&before, &after})
        for (const auto& cell : *cells) values.push_back(sql::to_value(cell));
    return tx.run_values(table.replace, values).affected() > 0;
}

/// One page after the other, a transaction each.
std::int64_t move_table(
    sql::Database& database,
    const ChildSealers& keys,
    const FamilyId& family,
    const ChildId& child,
    const SealedTable& table
)
{
    std::int64_t moved = 0;
    std::string cursor;
    while (true) {
        const auto rows = sql::wait_for(database.read([&](sql::Connection& db) {
            return db.run(table.list, family.text(), child.text(), cursor);
        }));
        if (rows.empty()) return moved;
        cursor = rows.get<std::string>(rows.size() - 1, 1);
        moved += sql::wait_for(database.write(sql::Durability::Grouped, [&](sql::Transaction& tx) {
            std::int64_t count = 0;
            for (std::size_t row = 0; row < rows.size(); ++row)
                if (move_row(tx, table, keys, rows, row)) ++count;
            return count;
        }));
    }
}

}  // namespace

Result<std::int64_t> seal_apart(
    sql::Database& database,
    FamilyKeys& keys,
    const FamilyId& family,
    const ChildId& child,
    std::span<const SealedTable> tables
)
{
    auto ordinary = sql::wait_for(keys.of(family, child));
    if (!ordinary) return std::unexpected(ordinary.error());
    auto protecting =
        sql::wait_for(keys.protected_words(family, child, ProtectedReader::Conversation));
    if (!protecting) return std::unexpected(protecting.error());
    const ChildSealers sealers{
        .ordinary = std::move(*ordinary), .protecting = std::move(*protecting)
    };
    std::int64_t moved = 0;
    for (const auto& table : tables) moved += move_table(database, sealers, family, child, table);
    return moved;
}

}  // namespace buddy::crypto
