#include "moderation/sql_alert_store.hpp"

#include "sql/moderation.hpp"

#include <utility>

namespace buddy::moderation {
namespace {

namespace statements = sql::moderation;

Result<StoredAlert> alert_in(const sql::Rows& rows, std::size_t row, const crypto::Sealer& family)
{
    const auto id = rows.get<std::string>(row, 0);
    const auto plain = family.open(rows.get<sql::Blob>(row, 3), {"alerts", "facts", id});
    if (!plain) return std::unexpected(plain.error());
    auto facts = conversation::alert_facts_from(*plain);
    if (!facts) return std::unexpected(facts.error());
    const auto time_in = [&rows, row](std::size_t column) -> std::optional<Time> {
        const auto at = rows.get<std::optional<std::int64_t>>(row, column);
        return at ? std::optional{from_millis(*at)} : std::nullopt;
    };
    const auto verdict = rows.get<std::optional<std::string>>(row, 5);
    StoredAlert alert{
        .id = AlertId{id},
        .child = ChildId{rows.get<std::string>(row, 1)},
        .raised_at = from_millis(rows.get<std::int64_t>(row, 2)),
        .facts = std::move(*facts),
        .clock = std::nullopt,
        .first_seen_at = time_in(10),
        .acknowledged_at = time_in(4),
        .verdict = verdict ? verdict_from(*verdict) : std::nullopt
    };
    if (const auto received = time_in(6))
        alert.clock = AlertClock{
            .received_at = *received,
            .queued_at = from_millis(rows.get<std::int64_t>(row, 7)),
            .reminders = rows.get<int>(row, 8),
            .next_reminder_at = time_in(9)
        };
    return alert;
}

std::unexpected<Error> missing()
{
    return failed(ErrorCode::NotFound, "no such alert for this family's guardians");
}

/// Counts a verdict, and takes back the one that stood before.
void count_verdict(sql::Transaction& tx, const StoredAlert& before, Verdict now)
{
    if (before.verdict == now) return;
    const auto category = safety::id_of(before.facts.category);
    if (before.verdict)
        tx.run(statements::count_verdict, category, id_of(*before.verdict), std::int64_t{-1});
    tx.run(statements::count_verdict, category, id_of(now), std::int64_t{1});
}

}  // namespace

Task<Result<std::vector<StoredAlert>>> SqlAlertStore::list(FamilyId family)
{
    const auto key = co_await keys_.of(family);
    if (!key) co_return std::unexpected(key.error());
    const auto rows = co_await database_.read([family](sql::Connection& db) {
        return db.run(statements::list_alerts, family.text());
    });
    std::vector<StoredAlert> alerts;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        auto alert = alert_in(rows, row, *key);
        if (!alert) {
            // A child that is being erased loses its keys first: its sibling's alerts are there all the same.
            const auto own = co_await keys_.of(family, ChildId{rows.get<std::string>(row, 1)});
            if (!own && own.error().code == ErrorCode::NotFound) continue;
            co_return std::unexpected(alert.error());
        }
        alerts.push_back(std::move(*alert));
    }
    co_return alerts;
}

Task<Result<StoredAlert>> SqlAlertStore::find(FamilyId family, AlertId alert)
{
    const auto key = co_await keys_.of(family);
    if (!key) co_return std::unexpected(key.error());
    const auto rows = co_await database_.read([family, alert](sql::Connection& db) {
        return db.run(statements::find_alert, alert.text(), family.text());
    });
    if (rows.empty()) co_return missing();
    co_return alert_in(rows, 0, *key);
}

Task<Result<StoredAlert>> SqlAlertStore::acknowledge(Acknowledgement given)
{
    const auto key = co_await keys_.of(given.family);
    if (!key) co_return std::unexpected(key.error());
    auto answer = [&given, &key = *key, this](sql::Transaction& tx) -> Result<StoredAlert> {
        const auto& alert = given.alert.text();
        const auto& family = given.family.text();
        const auto rows = tx.run(statements::find_alert, alert, family);
        if (rows.empty()) return missing();
        const auto before = alert_in(rows, 0, key);
        if (!before) return std::unexpected(before.error());
        tx.run(
            statements::acknowledge_alert,
            alert,
            family,
            to_millis(given.at),
            given.by.text(),
            id_of(given.verdict)
        );
        tx.run(statements::stop_reminding, alert);
        count_verdict(tx, *before, given.verdict);
        trail_.append(
            tx,
            {.actor = audit::Actor::of(given.by),
             .action = audit::Action::AlertAcknowledged,
             .family = given.family,
             .child = before->child,
             .object = given.alert.text(),
             .detail = {{"was_nothing", given.verdict == Verdict::Nothing}}}
        );
        return alert_in(tx.run(statements::find_alert, alert, family), 0, key);
    };
    co_return co_await database_.write(sql::Durability::Full, std::move(answer));
}

Task<Result<StoredAlert>> SqlAlertStore::note_sighting(Sighting sighting)
{
    const auto key = co_await keys_.of(sighting.family);
    if (!key) co_return std::unexpected(key.error());
    auto note = [&sighting, &key = *key](sql::Transaction& tx) -> Result<StoredAlert> {
        const auto& alert = sighting.alert.text();
        const auto& family = sighting.family.text();
        if (tx.run(statements::find_alert, alert, family).empty()) return missing();
        tx.run(
            statements::note_sighting, alert, sighting.by.text(), family, to_millis(sighting.at)
        );
        return alert_in(tx.run(statements::find_alert, alert, family), 0, key);
    };
    co_return co_await database_.write(sql::Durability::Full, std::move(note));
}

Task<std::vector<VerdictCount>> SqlAlertStore::verdicts()
{
    const auto rows = co_await database_.read([](sql::Connection& db) {
        return db.run(statements::list_verdicts);
    });
    std::vector<VerdictCount> counts;
    for (std::size_t row = 0; row < rows.size(); ++row)
        counts.push_back(
            {.category = rows.get<std::string>(row, 0),
             .verdict = rows.get<std::string>(row, 1),
             .alerts = rows.get<std::int64_t>(row, 2)}
        );
    co_return counts;
}

Task<std::vector<Case>> SqlAlertStore::cases()
{
    const auto rows =
        co_await database_.read([](sql::Connection& db) { return db.run(statements::list_cases); });
    std::vector<Case> cases;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto answered = rows.get<std::optional<std::int64_t>>(row, 3);
        cases.push_back(
            {.id = AlertId{rows.get<std::string>(row, 0)},
             .raised_at = from_millis(rows.get<std::int64_t>(row, 1)),
             .severity = static_cast<safety::Severity>(rows.get<std::int64_t>(row, 2)),
             .acknowledged_at = answered ? std::optional{from_millis(*answered)} : std::nullopt,
             .reminders = rows.get<int>(row, 4),
             .is_for_guardian = rows.get<bool>(row, 5)}
        );
    }
    co_return cases;
}

Task<Result<void>> SqlAlertStore::take_case(AlertId alert, StaffId by, Time at)
{
    auto take = [&](sql::Transaction& tx) -> Result<void> {
        const auto own =
            tx.run(statements::acknowledge_case, alert.text(), to_millis(at), by.text());
        if (!own.empty()) {
            tx.run(statements::stop_reminding, alert.text());
            return {};
        }
        if (tx.run(statements::take_alert, alert.text(), to_millis(at), by.text()).empty())
            return failed(ErrorCode::NotFound, "no such case");
        return {};
    };
    co_return co_await database_.write(sql::Durability::Full, std::move(take));
}

}  // namespace buddy::moderation
