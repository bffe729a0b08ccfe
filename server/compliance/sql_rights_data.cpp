#include "compliance/sql_rights_data.hpp"

#include "platform/http/json.hpp"
#include "platform/sql/wait.hpp"
#include "sql/compliance.hpp"

#include <boost/json.hpp>

#include <optional>
#include <utility>

namespace buddy::compliance {

namespace json = boost::json;
namespace statements = sql::compliance;

Result<std::string> SqlRightsData::export_family(const FamilyId& family)
{
    const auto rows = sql::wait_for(database_.read([&family](sql::Connection& db) {
        return db.run(statements::list_wishes_of_family, family.text());
    }));
    json::array wishes;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        json::object wish{
            {"erase", rows.get<std::string>(row, 0)},
            {"state", rows.get<std::string>(row, 1)},
            {"asked_at", http::to_json(from_millis(rows.get<std::int64_t>(row, 2)))}
        };
        if (const auto at = rows.get<std::optional<std::int64_t>>(row, 3))
            wish["ended_at"] = http::to_json(from_millis(*at));
        wishes.emplace_back(std::move(wish));
    }
    return json::serialize(
        json::object{{"erasures", std::move(wishes)}, {"requests", requests_of(family)}}
    );
}

json::array SqlRightsData::requests_of(const FamilyId& family)
{
    const auto rows = sql::wait_for(database_.read([&family](sql::Connection& db) {
        return db.run(statements::list_requests_of_family, family.text());
    }));
    json::array requests;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        json::object request{
            {"kind", rows.get<std::string>(row, 0)},
            {"state", rows.get<std::string>(row, 1)},
            {"opened_at", http::to_json(from_millis(rows.get<std::int64_t>(row, 2)))},
            {"due_at", http::to_json(from_millis(rows.get<std::int64_t>(row, 3)))}
        };
        if (const auto at = rows.get<std::optional<std::int64_t>>(row, 4))
            request["closed_at"] = http::to_json(from_millis(*at));
        requests.emplace_back(std::move(request));
    }
    return requests;
}

Result<std::int64_t> SqlRightsData::erase_family(const FamilyId& family)
{
    return sql::wait_for(database_.write(sql::Durability::Full, [&family](sql::Transaction& tx) {
        const auto requests = tx.run(statements::delete_family_requests, family.text()).affected();
        return requests + tx.run(statements::delete_family_exports, family.text()).affected();
    }));
}

Result<std::int64_t> SqlRightsData::erase_child(const FamilyId& family, const ChildId& child)
{
    return sql::wait_for(database_.write(sql::Durability::Full, [&](sql::Transaction& tx) {
        const auto requests =
            tx.run(statements::delete_childs_requests, family.text(), child.text()).affected();
        return requests + tx.run(statements::delete_family_exports, family.text()).affected();
    }));
}

}  // namespace buddy::compliance
