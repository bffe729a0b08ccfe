#include "powers/sql_forgetting.hpp"

#include "platform/http/json.hpp"
#include "platform/sql/wait.hpp"
#include "sql/powers.hpp"

#include <boost/json.hpp>

#include <utility>

namespace buddy::powers {
namespace {

namespace json = boost::json;
namespace statements = sql::powers;
using sql::Durability;

}  // namespace

Task<> SqlForgetting::forget(conversation::ChildRef child, Time now, audit::Actor by)
{
    co_await database_.write(Durability::Full, [&](sql::Transaction& tx) {
        tx.run(statements::forget_talk, child.child.text(), child.family.text(), to_millis(now));
        tx.run(statements::delete_summaries, child.family.text(), child.child.text());
        trail_.append(
            tx,
            {.actor = by,
             .action = audit::Action::TalkForgotten,
             .family = child.family,
             .child = child.child,
             .object = {},
             .detail = {},
             .is_protected = by.kind == audit::ActorKind::Child}
        );
    });
}

Task<std::optional<Time>> SqlForgetting::last(conversation::ChildRef child)
{
    co_return co_await database_.read([child](sql::Connection& db) -> std::optional<Time> {
        const auto rows =
            db.run(statements::find_forgetting, child.family.text(), child.child.text());
        if (rows.empty()) return std::nullopt;
        return from_millis(rows.get<std::int64_t>(0, 0));
    });
}

Task<std::optional<Time>> SqlForgetting::last_by_guardians(conversation::ChildRef child)
{
    co_return co_await database_.read([child](sql::Connection& db) -> std::optional<Time> {
        const auto rows =
            db.run(statements::find_guardians_forgetting, child.family.text(), child.child.text());
        if (rows.empty()) return std::nullopt;
        return from_millis(rows.get<std::int64_t>(0, 0));
    });
}

Result<std::string> SqlForgetting::export_family(const FamilyId& family)
{
    const auto rows = sql::wait_for(database_.read([family](sql::Connection& db) {
        return db.run(statements::list_forgettings, family.text());
    }));
    json::array out;
    for (std::size_t row = 0; row < rows.size(); ++row)
        out.push_back(
            {{"child", rows.get<std::string>(row, 0)},
             {"forgotten_at", http::to_json(from_millis(rows.get<std::int64_t>(row, 1)))}}
        );
    return json::serialize(out);
}

Result<std::int64_t> SqlForgetting::erase_family(const FamilyId& family)
{
    return sql::wait_for(database_.write(Durability::Full, [family](sql::Transaction& tx) {
        return tx.run(statements::delete_family_forgettings, family.text()).affected();
    }));
}

Result<std::int64_t> SqlForgetting::erase_child(const FamilyId& family, const ChildId& child)
{
    return sql::wait_for(database_.write(Durability::Full, [family, child](sql::Transaction& tx) {
        return tx.run(statements::delete_child_forgetting, family.text(), child.text()).affected();
    }));
}

Result<std::vector<Amount>> SqlForgetting::amounts_of(
    const FamilyId& /*family*/, const ChildId& /*child*/
)
{
    return std::vector<Amount>{};
}

}  // namespace buddy::powers
