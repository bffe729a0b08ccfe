#include "conversation/sql_trajectory_data.hpp"

#include "buddy/safety/trajectory.hpp"
#include "platform/crypto/seal_apart.hpp"
#include "platform/sql/wait.hpp"
#include "sql/conversation.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <optional>
#include <utility>

namespace buddy::conversation {
namespace {

namespace json = boost::json;
namespace statements = sql::conversation;
using safety::Trajectory;

std::string date_text(std::chrono::sys_days day)
{
    const std::chrono::year_month_day date{day};
    return fmt::format(
        "{:04}-{:02}-{:02}",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day())
    );
}

json::array days_json(const Trajectory& course)
{
    json::array out;
    for (const auto& day : course.days()) {
        json::object one{{"day", date_text(day.day)}, {"at_night", day.at_night}};
        for (std::size_t i = 0; i < safety::strand_count; ++i)
            one[safety::id_of(static_cast<safety::Strand>(i))] = day.level.at(i);
        out.emplace_back(std::move(one));
    }
    return out;
}

constexpr std::array<std::string_view, 2> columns_of_trajectories{"course", "guard"};

}  // namespace

Result<std::string> SqlTrajectoryData::export_family(const FamilyId& family)
{
    const auto key = sql::wait_for(keys_.of(family));
    if (!key) return std::unexpected(key.error());
    const auto rows = sql::wait_for(database_.read([family](sql::Connection& db) {
        return db.run(statements::list_trajectories, family.text());
    }));
    json::array children;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto child = rows.get<std::string>(row, 0);
        const auto sealed = rows.get<std::optional<sql::Blob>>(row, 1);
        if (!sealed) continue;
        const auto course = key->open(*sealed, {"trajectories", "course", child});
        if (!course) {  // one damaged course keeps nobody else from theirs
            children.emplace_back(json::object{{"child", child}, {"unreadable", true}});
            continue;
        }
        auto days = days_json(Trajectory::restored(*course, {}));
        if (days.empty()) continue;  // only protected turns so far: they leave no trace here
        children.emplace_back(json::object{{"child", child}, {"days", std::move(days)}});
    }
    return json::serialize(children);
}

Result<std::int64_t> SqlTrajectoryData::erase_family(const FamilyId& family)
{
    return sql::wait_for(database_.write(sql::Durability::Full, [family](sql::Transaction& tx) {
        return tx.run(statements::delete_family_trajectories, family.text()).affected();
    }));
}

Result<std::int64_t> SqlTrajectoryData::erase_child(const FamilyId& family, const ChildId& child)
{
    return sql::wait_for(database_.write(
        sql::Durability::Full,
        [family, child](sql::Transaction& tx) {
            return tx.run(statements::delete_child_trajectory, family.text(), child.text())
                .affected();
        }
    ));
}

Result<std::int64_t> SqlTrajectoryData::seal_apart(const FamilyId& family, const ChildId& child)
{
    const std::array tables{crypto::SealedTable{
        .name = "trajectories",
        .columns = columns_of_trajectories,
        .list = statements::list_sealed_trajectories,
        .replace = statements::replace_sealed_trajectories
    }};
    return crypto::seal_apart(database_, keys_, family, child, tables);
}

}  // namespace buddy::conversation
