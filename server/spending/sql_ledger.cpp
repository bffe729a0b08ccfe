#include "spending/sql_ledger.hpp"

#include "spending/calendar_day.hpp"

#include "platform/sql/wait.hpp"
#include "sql/spending.hpp"

#include <utility>

namespace buddy::spending {
namespace {

namespace statements = sql::spending;

/// What a booking changes on each line.
struct Change {
    Money held;
    Money spent;
};

std::vector<Standing> book(sql::Transaction& tx, const std::vector<Line>& lines, Change change)
{
    std::vector<Standing> standings;
    for (const auto& line : lines) {
        const auto rows = tx.run(
            statements::book,
            line.family,
            line.period,
            change.held.trillionths(),
            change.spent.trillionths()
        );
        standings.push_back(
            {.held = Money{rows.get<std::int64_t>(0, 0)},
             .spent = Money{rows.get<std::int64_t>(0, 1)}}
        );
    }
    return standings;
}

/// A call whose state has just been changed.
struct Ended {
    std::vector<Line> lines;
    Money worst_case;
};

std::optional<Ended> ended_in(const sql::Rows& rows)
{
    if (rows.empty()) return std::nullopt;
    const FamilyId family{rows.get<std::string>(0, 0)};
    const Periods periods{
        .family_day = rows.get<std::string>(0, 1), .day = rows.get<std::string>(0, 2)
    };
    return Ended{
        .lines = lines_of(family, periods), .worst_case = Money{rows.get<std::int64_t>(0, 3)}
    };
}

sql::Rows end_call(
    sql::Transaction& tx, const Settlement& s, std::string_view from, std::string_view to
)
{
    return tx.run(
        statements::end_call,
        s.id,
        from,
        to,
        to_millis(s.at),
        s.cost.trillionths(),
        s.saved_by_cache.trillionths(),
        s.tokens.input,
        s.tokens.cached_input,
        s.tokens.cache_written,
        s.tokens.output,
        s.is_estimated
    );
}

/// Ends a call that runs, or one that was given up for lost, which counted as spent.
void end_and_book(sql::Transaction& tx, const Settlement& settlement, std::string_view to)
{
    if (const auto ran = ended_in(end_call(tx, settlement, "held", to))) {
        book(tx, ran->lines, {.held = Money{} - ran->worst_case, .spent = settlement.cost});
        return;
    }
    if (const auto lost = ended_in(end_call(tx, settlement, "lost", to)))
        book(tx, lost->lines, {.held = {}, .spent = settlement.cost - lost->worst_case});
}

CallSum sum_in(const sql::Rows& rows, std::size_t row)
{
    const auto number = [&](std::size_t column) { return rows.get<std::int64_t>(row, column); };
    return {
        .day = rows.get<std::string>(row, 0),
        .role = rows.get<std::string>(row, 1),
        .vendor = rows.get<std::string>(row, 2),
        .model = rows.get<std::string>(row, 3),
        .calls = number(4),
        .families = number(5),
        .tokens =
            {.input = number(6),
             .cached_input = number(7),
             .cache_written = number(8),
             .output = number(9)},
        .cost = Money{number(10)},
        .saved_by_cache = Money{number(11)},
        .held = Money{number(12)},
        .lost = number(13),
        .estimated = number(14),
        .without_price = number(15)
    };
}

}  // namespace

Task<std::optional<Budget>> SqlLedger::reserve(Reservation reservation)
{
    co_return co_await database_.write(
        sql::Durability::Full,
        [r = std::move(reservation), limits = limits_](sql::Transaction& tx) {
            const auto periods = periods_at(r.at, r.time_zone);
            const auto lines = lines_of(r.family, periods);
            const auto standings = book(tx, lines, {.held = r.worst_case, .spent = {}});
            const auto exceeded =
                r.may_be_refused ? first_exceeded(limits, lines, standings) : std::nullopt;
            if (exceeded) {
                book(tx, lines, {.held = Money{} - r.worst_case, .spent = {}});
                return exceeded;
            }
            tx.run(
                statements::insert_call,
                r.id,
                r.family.text(),
                id_of(r.role),
                r.vendor,
                r.model,
                r.is_priced,
                periods.family_day,
                periods.day,
                to_millis(r.at),
                to_millis(r.expires_at),
                r.worst_case.trillionths()
            );
            return exceeded;
        }
    );
}

Task<> SqlLedger::settle(Settlement settlement)
{
    co_await database_.write(
        sql::Durability::Full,
        [s = std::move(settlement)](sql::Transaction& tx) { end_and_book(tx, s, "settled"); }
    );
}

Task<> SqlLedger::release(std::string id, Time at)
{
    co_await database_.write(
        sql::Durability::Full,
        [s = Settlement{.id = std::move(id), .at = at}](sql::Transaction& tx) {
            end_and_book(tx, s, "released");
        }
    );
}

Task<std::size_t> SqlLedger::settle_lost(Time now)
{
    const auto expired = co_await database_.read([now](sql::Connection& db) {
        return db.run(statements::list_expired_calls, to_millis(now));
    });
    std::size_t lost = 0;
    // One transaction each: a booking that holds several calls' lines could wait for another in a ring.
    for (std::size_t row = 0; row < expired.size(); ++row) {
        const auto id = expired.get<std::string>(row, 0);
        const bool is_lost =
            co_await database_.write(sql::Durability::Full, [id, now](sql::Transaction& tx) {
                const auto call = ended_in(tx.run(statements::lose_call, id, to_millis(now)));
                if (call)
                    book(
                        tx,
                        call->lines,
                        {.held = Money{} - call->worst_case, .spent = call->worst_case}
                    );
                return call.has_value();
            });
        if (is_lost) ++lost;
    }
    co_return lost;
}

Task<std::int64_t> SqlLedger::forget_before(std::chrono::sys_days day)
{
    co_return co_await database_.write(
        sql::Durability::Full,
        [until = text_of(day)](sql::Transaction& tx) {
            tx.run(statements::delete_old_spending, until);
            return tx.run(statements::delete_old_calls, until).affected();
        }
    );
}

Task<std::vector<CallSum>> SqlLedger::sums_since(std::chrono::sys_days day)
{
    const auto rows = co_await database_.read([since = text_of(day)](sql::Connection& db) {
        return db.run(statements::sums_since, since);
    });
    std::vector<CallSum> sums;
    for (std::size_t row = 0; row < rows.size(); ++row) sums.push_back(sum_in(rows, row));
    co_return sums;
}

Task<std::int64_t> SqlLedger::families_since(std::chrono::sys_days day)
{
    const auto rows = co_await database_.read([since = text_of(day)](sql::Connection& db) {
        return db.run(statements::count_families_since, since);
    });
    co_return rows.get<std::int64_t>(0, 0);
}

Result<std::string> SqlSpendingData::export_family(const FamilyId& /*family*/)
{
    return "[]";
}

Result<std::int64_t> SqlSpendingData::erase_family(const FamilyId& family)
{
    return sql::wait_for(database_.write(sql::Durability::Full, [family](sql::Transaction& tx) {
        const auto calls = tx.run(statements::forget_family_of_calls, family.text()).affected();
        return calls + tx.run(statements::delete_family_spending, family.text()).affected();
    }));
}

Result<std::int64_t> SqlSpendingData::erase_child(
    const FamilyId& /*family*/, const ChildId& /*child*/
)
{
    return 0;
}

}  // namespace buddy::spending
