#include "moderation/sql_alert_data.hpp"

#include "core/clock.hpp"
#include "platform/http/json.hpp"
#include "platform/sql/wait.hpp"
#include "sql/moderation.hpp"

#include <array>

namespace buddy::moderation {
namespace {

namespace json = boost::json;
namespace statements = sql::moderation;

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

}  // namespace

Result<std::string> SqlAlertData::export_family(const FamilyId& family)
{
    return sql::wait_for(database_.read([&family](sql::Connection& db) {
        const auto& id = family.text();
        return json::serialize(json::object{
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
               tx.run(statements::delete_family_digests, id).affected();
    }));
}

}  // namespace buddy::moderation
