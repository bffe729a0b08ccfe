#include "oversight/sql_oversight_store.hpp"

#include "oversight/opening.hpp"

#include "platform/crypto/random.hpp"
#include "platform/sql/wait.hpp"
#include "sql/oversight.hpp"

#include <boost/json.hpp>

#include <array>
#include <tuple>
#include <utility>

namespace buddy::oversight {
namespace {

namespace json = boost::json;
namespace statements = sql::oversight;
using conversation::ChildRef;
using sql::Durability;

Level level_at(const sql::Rows& rows, std::size_t row, std::size_t column)
{
    const auto level = level_from(rows.get<std::string>(row, column));
    if (!level) throw sql::DatabaseError{"oversight", "unknown_level"};
    return *level;
}

Change change_at(const sql::Rows& rows, std::size_t row)
{
    const auto band = safety::age_band_from(rows.get<std::string>(row, 2));
    if (!band) throw sql::DatabaseError{"oversight", "unknown_age_band"};
    Change change{
        .level = level_at(rows, row, 0),
        .before = level_at(rows, row, 1),
        .band = *band,
        .changed_at = from_millis(rows.get<std::int64_t>(row, 3)),
        .told_at = std::nullopt
    };
    if (const auto told = rows.get<std::optional<std::int64_t>>(row, 4))
        change.told_at = from_millis(*told);
    return change;
}

audit::Action action_of(Level looked_at)
{
    using enum audit::Action;
    constexpr std::array actions{ConversationsListed, SummaryRead, ExcerptRead, TranscriptRead};
    return actions.at(static_cast<std::size_t>(looked_at));
}

}  // namespace

Task<std::vector<Change>> SqlOversightStore::changes_of(ChildRef child)
{
    co_return co_await database_.read([child](sql::Connection& db) {
        const auto rows = db.run(statements::list_changes, child.family.text(), child.child.text());
        std::vector<Change> changes;
        for (std::size_t row = 0; row < rows.size(); ++row) changes.push_back(change_at(rows, row));
        return changes;
    });
}

Task<> SqlOversightStore::add_change(ChildRef child, Change change, GuardianId by)
{
    co_await database_.write(Durability::Full, [&](sql::Transaction& tx) {
        tx.run(
            statements::insert_change,
            crypto::new_id_text(change.changed_at),
            child.family.text(),
            child.child.text(),
            id_of(change.level),
            id_of(change.before),
            safety::id_of(change.band),
            by.text(),
            to_millis(change.changed_at)
        );
        trail_.append(
            tx,
            {.actor = audit::Actor::of(by),
             .action = audit::Action::OversightChanged,
             .family = child.family,
             .child = child.child,
             .detail =
                 {{"level", static_cast<int>(change.level)},
                  {"before", static_cast<int>(change.before)}}}
        );
    });
}

Task<> SqlOversightStore::tell(ChildRef child, Time newest, Time now)
{
    co_await database_.write(Durability::Full, [&](sql::Transaction& tx) {
        tx.run(
            statements::tell_changes,
            child.family.text(),
            child.child.text(),
            to_millis(newest),
            to_millis(now)
        );
    });
}

Task<> SqlOversightStore::add_look(ChildRef child, Look look, std::string object)
{
    co_await database_.write(Durability::Full, [&](sql::Transaction& tx) {
        tx.run(
            statements::insert_look,
            crypto::new_id_text(look.at),
            child.family.text(),
            child.child.text(),
            look.by.text(),
            id_of(look.what),
            to_millis(look.at)
        );
        trail_.append(
            tx,
            {.actor = audit::Actor::of(look.by),
             .action = action_of(look.what),
             .family = child.family,
             .child = child.child,
             .object = object}
        );
    });
}

Task<std::vector<Look>> SqlOversightStore::looks_of(ChildRef child)
{
    co_return co_await database_.read([child](sql::Connection& db) {
        const auto rows = db.run(statements::list_looks, child.family.text(), child.child.text());
        std::vector<Look> looks;
        for (std::size_t row = 0; row < rows.size(); ++row)
            looks.push_back(
                {.by = GuardianId{rows.get<std::string>(row, 0)},
                 .what = level_at(rows, row, 1),
                 .at = from_millis(rows.get<std::int64_t>(row, 2))}
            );
        return looks;
    });
}

Task<std::optional<AlertedTurn>> SqlOversightStore::find_alerted_turn(
    FamilyId family, AlertId alert
)
{
    co_return co_await database_.read(
        [family, alert](sql::Connection& db) -> std::optional<AlertedTurn> {
            const auto rows = db.run(statements::find_alerted_turn, alert.text(), family.text());
            if (rows.empty()) return std::nullopt;
            return AlertedTurn{
                .child = ChildId{rows.get<std::string>(0, 0)},
                .turn = TurnId{rows.get<std::string>(0, 1)},
                .at = from_millis(rows.get<std::int64_t>(0, 2))
            };
        }
    );
}

Result<std::string> SqlOversightStore::export_family(const FamilyId& family)
{
    const auto found = sql::wait_for(database_.read([&family](sql::Connection& db) {
        return std::tuple{
            db.run(statements::list_family_changes, family.text()),
            db.run(statements::list_family_looks, family.text()),
            db.run(statements::list_openings_told, family.text(), 0)
        };
    }));
    const auto& [change_rows, look_rows, opening_rows] = found;
    json::array changes;
    for (std::size_t row = 0; row < change_rows.size(); ++row) {
        const auto told = change_rows.get<std::optional<std::int64_t>>(row, 5);
        changes.push_back(json::object{
            {"child", change_rows.get<std::string>(row, 0)},
            {"level", change_rows.get<std::string>(row, 1)},
            {"before", change_rows.get<std::string>(row, 2)},
            {"by", change_rows.get<std::string>(row, 3)},
            {"at", change_rows.get<std::int64_t>(row, 4)},
            {"toldAt", told ? json::value(*told) : json::value{}}
        });
    }
    json::array looks;
    for (std::size_t row = 0; row < look_rows.size(); ++row)
        looks.push_back(json::object{
            {"child", look_rows.get<std::string>(row, 0)},
            {"by", look_rows.get<std::string>(row, 1)},
            {"level", look_rows.get<std::string>(row, 2)},
            {"at", look_rows.get<std::int64_t>(row, 3)}
        });
    // What guardians are told of it, no more: not the talk, not the reason, and quiet ones not at all.
    json::array openings;
    for (std::size_t row = 0; row < opening_rows.size(); ++row) {
        const auto purpose = purpose_from(opening_rows.get<std::string>(row, 5));
        const auto ended = opening_rows.get<std::optional<std::int64_t>>(row, 9);
        openings.push_back(json::object{
            {"child", opening_rows.get<std::string>(row, 2)},
            {"purpose", json::string_view{told_as(purpose.value_or(Purpose::Quality))}},
            {"at", opening_rows.get<std::int64_t>(row, 7)},
            {"until", ended.value_or(opening_rows.get<std::int64_t>(row, 8))}
        });
    }
    return json::serialize(json::object{
        {"changes", std::move(changes)},
        {"looks", std::move(looks)},
        {"staffLooks", std::move(openings)}
    });
}

Result<std::int64_t> SqlOversightStore::erase_family(const FamilyId& family)
{
    return sql::wait_for(database_.write(Durability::Full, [&family](sql::Transaction& tx) {
        return tx.run(statements::delete_family_changes, family.text()).affected() +
               tx.run(statements::delete_family_looks, family.text()).affected() +
               tx.run(statements::delete_family_openings, family.text()).affected();
    }));
}

Result<std::int64_t> SqlOversightStore::erase_child(const FamilyId& family, const ChildId& child)
{
    return sql::wait_for(database_.write(Durability::Full, [family, child](sql::Transaction& tx) {
        return tx.run(statements::delete_child_changes, family.text(), child.text()).affected() +
               tx.run(statements::delete_child_looks, family.text(), child.text()).affected() +
               tx.run(statements::delete_child_openings, family.text(), child.text()).affected();
    }));
}

}  // namespace buddy::oversight
