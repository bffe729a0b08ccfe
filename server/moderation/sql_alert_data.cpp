#include "moderation/sql_alert_data.hpp"

#include "conversation/conversation.hpp"
#include "core/clock.hpp"
#include "platform/crypto/seal_apart.hpp"
#include "platform/http/json.hpp"
#include "platform/sql/wait.hpp"
#include "sql/moderation.hpp"

#include <boost/json.hpp>

#include <array>
#include <optional>
#include <utility>

namespace buddy::moderation {
namespace {

namespace json = boost::json;
namespace statements = sql::moderation;

constexpr std::array<std::string_view, 5> severities{"none", "low", "medium", "high", "critical"};

json::object alert_json(const sql::Rows& rows, std::size_t row, const crypto::Sealer& family)
{
    const auto id = rows.get<std::string>(row, 0);
    json::object out{
        {"child_id", rows.get<std::string>(row, 1)},
        {"raised_at", http::to_json(from_millis(rows.get<std::int64_t>(row, 2)))},
        {"was_nothing", rows.get<bool>(row, 5)}
    };
    if (const auto verdict = rows.get<std::optional<std::string>>(row, 6))
        out["verdict"] = *verdict;
    if (const auto at = rows.get<std::optional<std::int64_t>>(row, 4))
        out["acknowledged_at"] = http::to_json(from_millis(*at));
    const auto plain = family.open(rows.get<sql::Blob>(row, 3), {"alerts", "facts", id});
    const auto facts =
        plain ? conversation::alert_facts_from(*plain) : std::unexpected(plain.error());
    if (!facts) {
        out["unreadable"] = true;
        return out;
    }
    out["severity"] = json::string_view{severities.at(static_cast<std::size_t>(facts->severity))};
    out["category"] = json::string_view{safety::id_of(facts->category)};
    return out;
}

/// How a column is shown.
enum class Shown : std::uint8_t { Text, Time, Number };
struct Column {
    std::string_view name;
    Shown shown = Shown::Text;
};

json::value cell(const sql::Rows& rows, std::size_t row, std::size_t column, Shown shown)
{
    switch (shown) {
        case Shown::Text: return json::value(rows.get<std::string>(row, column));
        case Shown::Time: return http::to_json(from_millis(rows.get<std::int64_t>(row, column)));
        case Shown::Number: return rows.get<std::int64_t>(row, column);
    }
    return {};
}

template <std::size_t Count>
json::array table_json(const sql::Rows& rows, const std::array<Column, Count>& columns)
{
    json::array out;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        json::object one;
        for (std::size_t column = 0; column < Count; ++column)
            one[columns.at(column).name] = cell(rows, row, column, columns.at(column).shown);
        out.emplace_back(std::move(one));
    }
    return out;
}

constexpr std::array<Column, 4> clock_columns{
    {{"alert"},
     {"received_at", Shown::Time},
     {"queued_at", Shown::Time},
     {"reminders", Shown::Number}}
};
constexpr std::array<Column, 3> sighting_columns{{{"alert"}, {"guardian"}, {"seen_at", Shown::Time}}
};
constexpr std::array<Column, 4> preference_columns{
    {{"guardian"}, {"kind"}, {"choice"}, {"changed_at", Shown::Time}}
};
constexpr std::array<Column, 3> digest_columns{{{"guardian"}, {"week"}, {"queued_at", Shown::Time}}
};

constexpr std::array<std::string_view, 1> columns_of_alerts{"facts"};

}  // namespace

Result<std::string> SqlAlertData::export_family(const FamilyId& family)
{
    const auto key = sql::wait_for(keys_.of(family));
    if (!key) return std::unexpected(key.error());
    return sql::wait_for(database_.read([&family, &key = *key](sql::Connection& db) {
        const auto& id = family.text();
        const auto rows = db.run(statements::export_alerts, id);
        json::array alerts;
        for (std::size_t row = 0; row < rows.size(); ++row)
            alerts.emplace_back(alert_json(rows, row, key));
        return json::serialize(json::object{
            {"alerts", std::move(alerts)},
            {"clocks", table_json(db.run(statements::export_clocks, id), clock_columns)},
            {"sightings", table_json(db.run(statements::export_sightings, id), sighting_columns)},
            {"preferences",
             table_json(db.run(statements::export_preferences, id), preference_columns)},
            {"digests", table_json(db.run(statements::export_digests, id), digest_columns)}
        });
    }));
}

Result<std::int64_t> SqlAlertData::erase_family(const FamilyId& family)
{
    return sql::wait_for(database_.write(sql::Durability::Full, [&family](sql::Transaction& tx) {
        const auto& id = family.text();
        return tx.run(statements::delete_family_alert_clocks, id).affected() +
               tx.run(statements::delete_family_alert_sightings, id).affected() +
               tx.run(statements::delete_family_alert_preferences, id).affected() +
               tx.run(statements::delete_family_digests, id).affected() +
               tx.run(statements::delete_family_alerts, id).affected();
    }));
}

Result<std::int64_t> SqlAlertData::erase_child(const FamilyId& family, const ChildId& child)
{
    return sql::wait_for(database_.write(sql::Durability::Full, [&](sql::Transaction& tx) {
        const auto& whole = family.text();
        const auto& one = child.text();
        // First what finds its child by the alert.
        auto erased = tx.run(statements::delete_child_alert_clocks, whole, one).affected();
        erased += tx.run(statements::delete_child_alert_sightings, whole, one).affected();
        return erased + tx.run(statements::delete_child_alerts, whole, one).affected();
    }));
}

Result<std::vector<Amount>> SqlAlertData::amounts_of(const FamilyId& family, const ChildId& child)
{
    return sql::wait_for(database_.read([&](sql::Connection& db) {
        const auto rows = db.run(statements::count_child_alerts, family.text(), child.text());
        return std::vector<Amount>{{.what = "alerts", .count = rows.get<std::int64_t>(0, 0)}};
    }));
}

Result<std::int64_t> SqlAlertData::seal_apart(const FamilyId& family, const ChildId& child)
{
    const std::array tables{crypto::SealedTable{
        .name = "alerts",
        .columns = columns_of_alerts,
        .list = statements::list_sealed_alerts,
        .replace = statements::replace_sealed_alerts
    }};
    return crypto::seal_apart(database_, keys_, family, child, tables);
}

}  // namespace buddy::moderation
