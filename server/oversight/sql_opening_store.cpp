#include "oversight/sql_opening_store.hpp"

#include "sql/oversight.hpp"

#include <utility>

namespace buddy::oversight {
namespace {

namespace statements = sql::oversight;
using conversation::ChildRef;
using sql::Durability;

Opening opening_at(const sql::Rows& rows, std::size_t row)
{
    const auto purpose = purpose_from(rows.get<std::string>(row, 5));
    if (!purpose) throw sql::DatabaseError{"oversight", "unknown_purpose"};
    Opening opening{
        .id = rows.get<std::string>(row, 0),
        .child =
            {.family = FamilyId{rows.get<std::string>(row, 1)},
             .child = ChildId{rows.get<std::string>(row, 2)}},
        .conversation = std::nullopt,
        .staff = StaffId{rows.get<std::string>(row, 4)},
        .purpose = *purpose,
        .reason = {},
        .begun_at = from_millis(rows.get<std::int64_t>(row, 7)),
        .ends_at = from_millis(rows.get<std::int64_t>(row, 8)),
        .ended_at = std::nullopt,
        .is_quiet = rows.get<bool>(row, 10)
    };
    if (auto talk = rows.get<std::optional<std::string>>(row, 3))
        opening.conversation = ConversationId{std::move(*talk)};
    if (const auto ended = rows.get<std::optional<std::int64_t>>(row, 9))
        opening.ended_at = from_millis(*ended);
    return opening;
}

std::vector<Opening> openings_in(const sql::Rows& rows)
{
    std::vector<Opening> openings;
    for (std::size_t row = 0; row < rows.size(); ++row) openings.push_back(opening_at(rows, row));
    return openings;
}

/// As the family is told it: its export shows this entry. The purpose as chosen stands in the table.
audit::Literal literal_of(Purpose purpose)
{
    switch (purpose) {
        case Purpose::Fault: return {"fault"};
        case Purpose::Law: return {"law"};
        default: return {"care"};
    }
}

}  // namespace

Task<Result<void>> SqlOpeningStore::begin(Opening opening)
{
    const auto key = co_await keys_.protecting(opening.child.family, opening.child.child);
    if (!key) co_return std::unexpected(key.error());
    auto insert = [&opening, &key = *key, this](sql::Transaction& tx) {
        std::optional<std::string> talk;
        if (opening.conversation) talk = opening.conversation->text();
        tx.run(
            statements::insert_opening,
            opening.id,
            opening.child.family.text(),
            opening.child.child.text(),
            talk,
            opening.staff.text(),
            id_of(opening.purpose),
            key.seal(opening.reason, {"openings", "reason", opening.id}),
            to_millis(opening.begun_at),
            to_millis(opening.ends_at),
            opening.is_quiet
        );
        const auto length =
            std::chrono::duration_cast<std::chrono::minutes>(opening.ends_at - opening.begun_at);
        trail_.append(
            tx,
            {.actor = audit::Actor::of(opening.staff),
             .action = audit::Action::WordsOpened,
             .family = opening.child.family,
             .child = opening.child.child,
             .object = opening.id,
             .detail = {{"minutes", length.count()}, {"purpose", literal_of(opening.purpose)}},
             .is_protected = opening.is_quiet}
        );
    };
    co_await database_.write(Durability::Full, std::move(insert));
    co_return Result<void>{};
}

Task<std::optional<Opening>> SqlOpeningStore::find(std::string id)
{
    const auto rows = co_await database_.read([&id](sql::Connection& db) {
        return db.run(statements::find_opening, id);
    });
    if (rows.empty()) co_return std::nullopt;
    co_return opening_at(rows, 0);
}

Task<std::vector<Opening>> SqlOpeningStore::of_staff(StaffId staff, Time since)
{
    const auto rows = co_await database_.read([&staff, since](sql::Connection& db) {
        return db.run(statements::list_openings_of_staff, staff.text(), to_millis(since));
    });
    auto openings = openings_in(rows);
    for (std::size_t row = 0; row < openings.size(); ++row) {
        auto& opening = openings[row];
        const auto key = co_await keys_.protected_words(
            opening.child.family, crypto::ProtectedReader::Moderator
        );
        if (!key) continue;
        auto reason = key->open(rows.get<sql::Blob>(row, 6), {"openings", "reason", opening.id});
        if (reason) opening.reason = std::move(*reason);
    }
    co_return openings;
}

Task<std::vector<Opening>> SqlOpeningStore::of_child(ChildRef child)
{
    co_return openings_in(co_await database_.read([&child](sql::Connection& db) {
        return db.run(statements::list_openings_of_child, child.family.text(), child.child.text());
    }));
}

Task<std::vector<Opening>> SqlOpeningStore::told_to(FamilyId family, Time since)
{
    co_return openings_in(co_await database_.read([&family, since](sql::Connection& db) {
        return db.run(statements::list_openings_told, family.text(), to_millis(since));
    }));
}

Task<bool> SqlOpeningStore::end(std::string id, StaffId staff, Time now)
{
    auto end = [&, this](sql::Transaction& tx) {
        const auto rows = tx.run(statements::end_opening, id, staff.text(), to_millis(now));
        if (rows.empty()) return false;
        trail_.append(
            tx,
            {.actor = audit::Actor::of(staff),
             .action = audit::Action::WordsClosed,
             .family = FamilyId{rows.get<std::string>(0, 0)},
             .child = ChildId{rows.get<std::string>(0, 1)},
             .object = id,
             .is_protected = rows.get<bool>(0, 2)}
        );
        return true;
    };
    co_return co_await database_.write(Durability::Full, std::move(end));
}

Task<> SqlOpeningStore::note_view(Opening opening, std::optional<ConversationId> talk)
{
    co_await database_.write(Durability::Full, [&, this](sql::Transaction& tx) {
        trail_.append(
            tx,
            {.actor = audit::Actor::of(opening.staff),
             .action = talk ? audit::Action::WordsRead : audit::Action::WordsListed,
             .family = opening.child.family,
             .child = opening.child.child,
             .object = talk ? talk->text() : opening.id,
             .is_protected = true}
        );
    });
}

Task<std::optional<AlertedTalk>> SqlOpeningStore::find_alert(AlertId alert)
{
    const auto rows = co_await database_.read([&alert](sql::Connection& db) {
        return db.run(statements::find_alert_for_staff, alert.text());
    });
    if (rows.empty()) co_return std::nullopt;
    co_return AlertedTalk{
        .child =
            {.family = FamilyId{rows.get<std::string>(0, 0)},
             .child = ChildId{rows.get<std::string>(0, 1)}},
        .conversation = ConversationId{rows.get<std::string>(0, 2)},
        .is_protected = !rows.get<bool>(0, 3)
    };
}

Task<bool> SqlOpeningStore::has_kept_back(ChildRef child)
{
    co_return co_await database_.read([&child](sql::Connection& db) {
        return !db.run(statements::find_kept_back, child.family.text(), child.child.text()).empty();
    });
}

}  // namespace buddy::oversight
