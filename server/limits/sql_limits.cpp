#include "limits/sql_limits.hpp"

#include "limits/rules_json.hpp"

#include "platform/crypto/seal_apart.hpp"
#include "platform/http/json.hpp"
#include "platform/sql/wait.hpp"
#include "sql/limits.hpp"

#include <boost/json.hpp>

#include <array>
#include <utility>

namespace buddy::limits {
namespace {

namespace json = boost::json;
namespace statements = sql::limits;

std::expected<Rules, Error> rules_in(
    const crypto::Sealer& key, const sql::Blob& sealed, const std::string& child
)
{
    const auto plain = key.open(sealed, {"child_limits", "rules", child});
    if (!plain) return std::unexpected(plain.error());
    boost::system::error_code error;
    const auto value = json::parse(*plain, error);
    const auto damaged = [] { return failed(ErrorCode::Invalid, "kept limits are damaged"); };
    if (error || !value.is_object()) return damaged();
    auto rules = rules_from(value.get_object());
    if (!rules) return damaged();
    return std::move(*rules);
}

constexpr std::array<std::string_view, 1> columns_of_child_limits{"rules"};

}  // namespace

Task<Result<Kept>> SqlLimitsStore::find(FamilyId family, ChildId child)
{
    const auto rows = co_await database_.read([family, child](sql::Connection& db) {
        return db.run(statements::find_limits, child.text(), family.text());
    });
    if (rows.empty()) co_return Kept{};
    const auto key = co_await keys_.of(family, child);
    if (!key) co_return std::unexpected(key.error());
    auto rules = rules_in(*key, rows.get<sql::Blob>(0, 3), child.text());
    if (!rules) co_return std::unexpected(rules.error());
    co_return Kept{
        .rules = std::move(*rules),
        .version = rows.get<std::int64_t>(0, 0),
        .seen_version = rows.get<std::int64_t>(0, 1),
        .changed_at = from_millis(rows.get<std::int64_t>(0, 2))
    };
}

Task<Result<Kept>> SqlLimitsStore::change(Change change)
{
    const auto key = co_await keys_.of(change.family, change.child);
    if (!key) co_return std::unexpected(key.error());
    const auto sealed = key->seal(
        json::serialize(to_json(change.rules)), {"child_limits", "rules", change.child.text()}
    );
    const auto rows = co_await database_.write(sql::Durability::Full, [&](sql::Transaction& tx) {
        const auto at = to_millis(change.at);
        auto written = change.version == 0 ? tx.run(
                                                 statements::insert_limits,
                                                 change.child.text(),
                                                 change.family.text(),
                                                 at,
                                                 sealed
                                             )
                                           : tx.run(
                                                 statements::change_limits,
                                                 change.child.text(),
                                                 change.family.text(),
                                                 change.version,
                                                 at,
                                                 sealed
                                             );
        if (written.empty()) return written;
        trail_.append(
            tx,
            {.actor = audit::Actor::of(change.by),
             .action = audit::Action::ChildChanged,
             .family = change.family,
             .child = change.child,
             .object = {},
             .detail = {{"part", audit::Literal{"limits"}}}}
        );
        return written;
    });
    if (rows.empty())
        co_return failed(ErrorCode::Conflict, "the limits were changed since they were read");
    co_return Kept{
        .rules = std::move(change.rules),
        .version = rows.get<std::int64_t>(0, 0),
        .seen_version = rows.get<std::int64_t>(0, 1),
        .changed_at = change.at
    };
}

Task<> SqlLimitsStore::note_seen(FamilyId family, ChildId child, std::int64_t version)
{
    co_await database_.write(
        sql::Durability::Grouped,
        [family, child, version](sql::Transaction& tx) {
            return tx.run(statements::note_seen, child.text(), family.text(), version);
        }
    );
}

Result<std::string> SqlLimitsData::export_family(const FamilyId& family)
{
    const auto key = sql::wait_for(keys_.of(family));
    if (!key) return std::unexpected(key.error());
    const auto rows = sql::wait_for(database_.read([family](sql::Connection& db) {
        return db.run(statements::list_family_limits, family.text());
    }));
    json::array children;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto child = rows.get<std::string>(row, 0);
        const auto rules = rules_in(*key, rows.get<sql::Blob>(row, 3), child);
        auto out = rules ? to_json(*rules) : json::object{{"unreadable", true}};
        out["child"] = child;
        out["version"] = rows.get<std::int64_t>(row, 1);
        out["changed_at"] = http::to_json(from_millis(rows.get<std::int64_t>(row, 2)));
        children.emplace_back(std::move(out));
    }
    return json::serialize(children);
}

Result<std::int64_t> SqlLimitsData::erase_family(const FamilyId& family)
{
    return sql::wait_for(database_.write(sql::Durability::Full, [family](sql::Transaction& tx) {
        return tx.run(statements::delete_family_limits, family.text()).affected();
    }));
}

Result<std::int64_t> SqlLimitsData::erase_child(const FamilyId& family, const ChildId& child)
{
    return sql::wait_for(database_.write(
        sql::Durability::Full,
        [family, child](sql::Transaction& tx) {
            return tx.run(statements::delete_child_limits, family.text(), child.text()).affected();
        }
    ));
}

Result<std::int64_t> SqlLimitsData::seal_apart(const FamilyId& family, const ChildId& child)
{
    const std::array tables{crypto::SealedTable{
        .name = "child_limits",
        .columns = columns_of_child_limits,
        .list = statements::list_sealed_child_limits,
        .replace = statements::replace_sealed_child_limits
    }};
    return crypto::seal_apart(database_, keys_, family, child, tables);
}

}  // namespace buddy::limits
