#include "insight/sql_choice_store.hpp"

#include "platform/sql/wait.hpp"
#include "sql/insight.hpp"

#include <boost/json.hpp>

#include <utility>

namespace buddy::insight {
namespace {

namespace json = boost::json;
namespace statements = sql::insight;
using sql::Durability;

}  // namespace

Task<bool> SqlChoiceStore::is_shown(FamilyId family, ChildId child)
{
    co_return co_await database_.read([family, child](sql::Connection& db) {
        const auto rows = db.run(statements::find_choice, family.text(), child.text());
        return rows.empty() || rows.get<bool>(0, 0);
    });
}

Task<> SqlChoiceStore::choose(Choice choice)
{
    co_await database_.write(Durability::Full, [&](sql::Transaction& tx) {
        tx.run(
            statements::keep_choice,
            choice.child.text(),
            choice.family.text(),
            choice.is_shown,
            choice.by.text(),
            to_millis(choice.at)
        );
        trail_.append(
            tx,
            {.actor = audit::Actor::of(choice.by),
             .action = audit::Action::InsightsSwitched,
             .family = choice.family,
             .child = choice.child,
             .detail = {{"shown", choice.is_shown}}}
        );
    });
}

Result<std::string> SqlChoiceStore::export_family(const FamilyId& family)
{
    const auto rows = sql::wait_for(database_.read([&family](sql::Connection& db) {
        return db.run(statements::list_choices, family.text());
    }));
    json::array choices;
    for (std::size_t row = 0; row < rows.size(); ++row)
        choices.push_back(json::object{
            {"child", rows.get<std::string>(row, 0)},
            {"shown", rows.get<bool>(row, 1)},
            {"by", rows.get<std::string>(row, 2)},
            {"at", rows.get<std::int64_t>(row, 3)}
        });
    return json::serialize(choices);
}

Result<std::int64_t> SqlChoiceStore::erase_family(const FamilyId& family)
{
    return sql::wait_for(database_.write(Durability::Full, [&family](sql::Transaction& tx) {
        return tx.run(statements::delete_family_choices, family.text()).affected();
    }));
}

Result<std::int64_t> SqlChoiceStore::erase_child(const FamilyId& family, const ChildId& child)
{
    return sql::wait_for(database_.write(Durability::Full, [family, child](sql::Transaction& tx) {
        return tx.run(statements::delete_child_choice, family.text(), child.text()).affected();
    }));
}

Result<std::vector<Amount>> SqlChoiceStore::amounts_of(
    const FamilyId& /*family*/, const ChildId& /*child*/
)
{
    return std::vector<Amount>{};
}

}  // namespace buddy::insight
