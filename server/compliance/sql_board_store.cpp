#include "compliance/sql_board_store.hpp"

#include "sql/compliance.hpp"

#include <utility>

namespace buddy::compliance {
namespace {

namespace statements = sql::compliance;
using sql::Durability;

}  // namespace

Task<std::int64_t> SqlBoardStore::families()
{
    const auto rows = co_await database_.read([](sql::Connection& db) {
        return db.run(statements::count_families);
    });
    co_return rows.get<std::int64_t>(0, 0);
}

Task<std::vector<ConsentCount>> SqlBoardStore::consents()
{
    const auto rows = co_await database_.read([](sql::Connection& db) {
        return db.run(statements::count_consents);
    });
    std::vector<ConsentCount> counts;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        consent::Entry entry;
        const auto purpose = consent::purpose_from(rows.get<std::string>(row, 0));
        if (!purpose) continue;
        entry.scope = {.purpose = *purpose, .processor = rows.get<std::string>(row, 1)};
        entry.event =
            consent::event_from(rows.get<std::string>(row, 2)).value_or(consent::Event::Withdrawn);
        entry.method = rows.get<std::string>(row, 3);
        entry.terms = rows.get<std::string>(row, 4);
        counts.push_back({.entry = std::move(entry), .families = rows.get<std::int64_t>(row, 5)});
    }
    co_return counts;
}

Task<std::vector<WorkCount>> SqlBoardStore::work()
{
    const auto rows =
        co_await database_.read([](sql::Connection& db) { return db.run(statements::count_work); });
    std::vector<WorkCount> counts;
    for (std::size_t row = 0; row < rows.size(); ++row)
        counts.push_back(
            {.what = rows.get<std::string>(row, 0),
             .state = rows.get<std::string>(row, 1),
             .count = rows.get<std::int64_t>(row, 2),
             .first = from_millis(rows.get<std::int64_t>(row, 3))}
        );
    co_return counts;
}

Task<std::vector<Agreement>> SqlBoardStore::agreements()
{
    const auto rows = co_await database_.read([](sql::Connection& db) {
        return db.run(statements::list_agreements);
    });
    std::vector<Agreement> agreements;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto signed_on = day_from(rows.get<std::string>(row, 1));
        if (!signed_on) continue;
        const auto until = rows.get<std::optional<std::string>>(row, 2);
        agreements.push_back(
            {.processor = rows.get<std::string>(row, 0),
             .signed_on = *signed_on,
             .valid_until = until ? day_from(*until) : std::nullopt,
             .reference = rows.get<std::string>(row, 3),
             .recorded_at = from_millis(rows.get<std::int64_t>(row, 4))}
        );
    }
    co_return agreements;
}

Task<> SqlBoardStore::put_agreement(Agreement agreement, StaffId by)
{
    std::optional<std::string> until;
    if (agreement.valid_until) until = text_of(*agreement.valid_until);
    auto put = [&](sql::Transaction& tx) {
        tx.run(
            statements::put_agreement,
            agreement.processor,
            text_of(agreement.signed_on),
            until,
            agreement.reference,
            to_millis(agreement.recorded_at),
            by.text()
        );
        trail_.append(
            tx,
            {.actor = audit::Actor::of(by),
             .action = audit::Action::AgreementRecorded,
             .family = {},
             .child = {},
             .object = agreement.processor,
             .detail = {{"ends", until.has_value()}}}
        );
    };
    co_await database_.write(Durability::Full, std::move(put));
}

Task<> SqlBoardStore::note_check(AuditCheck check)
{
    std::optional<std::int64_t> fault_at;
    std::optional<std::string> fault;
    if (check.fault) {
        fault_at = check.fault->number;
        fault = check.fault->why;
    }
    auto insert = [&](sql::Transaction& tx) {
        tx.run(
            statements::insert_audit_check,
            to_millis(check.checked_at),
            check.entries,
            check.anchors,
            fault_at,
            fault
        );
        tx.run(statements::forget_audit_checks, to_millis(check.checked_at - checks_kept));
    };
    co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::optional<AuditCheck>> SqlBoardStore::last_check()
{
    const auto rows = co_await database_.read([](sql::Connection& db) {
        return db.run(statements::find_last_audit_check);
    });
    if (rows.empty()) co_return std::nullopt;
    AuditCheck check{
        .checked_at = from_millis(rows.get<std::int64_t>(0, 0)),
        .entries = rows.get<std::int64_t>(0, 1),
        .anchors = rows.get<std::int64_t>(0, 2),
        .fault = std::nullopt
    };
    if (const auto at = rows.get<std::optional<std::int64_t>>(0, 3))
        check.fault = audit::Fault{
            .number = *at, .why = rows.get<std::optional<std::string>>(0, 4).value_or("")
        };
    co_return check;
}

}  // namespace buddy::compliance
