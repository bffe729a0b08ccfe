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
    StoredAlert alert{
        .id = AlertId{id},
        .child = ChildId{rows.get<std::string>(row, 1)},
        .raised_at = from_millis(rows.get<std::int64_t>(row, 2)),
        .facts = std::move(*facts),
        .acknowledged_at = std::nullopt,
        .was_nothing = rows.get<bool>(row, 5)
    };
    if (const auto at = rows.get<std::optional<std::int64_t>>(row, 4))
        alert.acknowledged_at = from_millis(*at);
    return alert;
}

std::unexpected<Error> missing()
{
    return failed(ErrorCode::NotFound, "no such alert for this family's guardians");
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
        if (!alert) co_return std::unexpected(alert.error());
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
    const auto rows =
        co_await database_.write(sql::Durability::Full, [&given, this](sql::Transaction& tx) {
            auto found = tx.run(
                statements::acknowledge_alert,
                given.alert.text(),
                given.family.text(),
                to_millis(given.at),
                given.by.text(),
                given.verdict == Verdict::WasNothing
            );
            if (!found.empty())
                trail_.append(
                    tx,
                    {.actor = audit::Actor::of(given.by),
                     .action = audit::Action::AlertAcknowledged,
                     .family = given.family,
                     .child = ChildId{found.get<std::string>(0, 1)},
                     .object = given.alert.text(),
                     .detail = {{"was_nothing", given.verdict == Verdict::WasNothing}}}
                );
            return found;
        });
    if (rows.empty()) co_return missing();
    co_return alert_in(rows, 0, *key);
}

}  // namespace buddy::moderation
