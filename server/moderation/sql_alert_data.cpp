#include "moderation/sql_alert_data.hpp"

#include "conversation/conversation.hpp"
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

}  // namespace

Result<std::string> SqlAlertData::export_family(const FamilyId& family)
{
    const auto key = sql::wait_for(keys_.of(family));
    if (!key) return std::unexpected(key.error());
    const auto rows = sql::wait_for(database_.read([&family](sql::Connection& db) {
        return db.run(statements::export_alerts, family.text());
    }));
    json::array alerts;
    for (std::size_t row = 0; row < rows.size(); ++row)
        alerts.emplace_back(alert_json(rows, row, *key));
    return json::serialize(json::object{{"alerts", std::move(alerts)}});
}

Result<std::int64_t> SqlAlertData::erase_family(const FamilyId& family)
{
    return sql::wait_for(database_.write(sql::Durability::Full, [&family](sql::Transaction& tx) {
        return tx.run(statements::delete_family_alerts, family.text()).affected();
    }));
}

Result<std::int64_t> SqlAlertData::erase_child(const FamilyId& family, const ChildId& child)
{
    return sql::wait_for(database_.write(sql::Durability::Full, [&](sql::Transaction& tx) {
        return tx.run(statements::delete_child_alerts, family.text(), child.text()).affected();
    }));
}

Result<std::vector<Amount>> SqlAlertData::amounts_of(const FamilyId& family, const ChildId& child)
{
    return sql::wait_for(database_.read([&](sql::Connection& db) {
        const auto rows = db.run(statements::count_child_alerts, family.text(), child.text());
        return std::vector<Amount>{{.what = "alerts", .count = rows.get<std::int64_t>(0, 0)}};
    }));
}

}  // namespace buddy::moderation
