#include "moderation/alert_dispatch.hpp"
#include "sql/moderation.hpp"

#include <boost/json.hpp>

#include <optional>

namespace buddy::moderation {
namespace {

namespace statements = sql::moderation;

/// What a guardian chose for this kind of alert.
std::optional<Delivery> chosen_by(sql::Transaction& tx, const GuardianId& guardian, AlertKind kind)
{
    const auto rows = tx.run(statements::find_choice, guardian.text(), id_of(kind));
    if (rows.empty()) return std::nullopt;
    return delivery_from(rows.get<std::string>(0, 0));
}

}  // namespace

void AlertDispatch::file(sql::Transaction& tx, const conversation::FiledAlert& alert) const
{
    const auto now = clock_.now();
    queue(tx, alert.mails, &alert.facts);
    // What no guardian may know of, no account of the family may.
    if (alert.facts.notify.guardian) queue_for_trusted_adults(tx, alert.child.family, alert.facts);
    std::optional<Time> next;
    if (insists(alert.facts.severity) && (alert.facts.notify.guardian || alert.told.moderator))
        next = next_reminder(now, now);
    std::optional<std::int64_t> next_millis;
    if (next) next_millis = to_millis(*next);
    tx.run(
        statements::insert_clock,
        alert.alert.text(),
        alert.child.family.text(),
        to_millis(alert.received_at),
        to_millis(now),
        next_millis
    );
    if (next) plan(tx, alert.alert, 0, *next);
}

bool AlertDispatch::remind(sql::Transaction& tx, const Reminder& reminder) const
{
    const auto next = next_reminder(reminder.queued_at, clock_.now());
    std::optional<std::int64_t> next_millis;
    if (next) next_millis = to_millis(*next);
    const auto claimed = tx.run(
        statements::claim_reminder,
        reminder.alert.text(),
        static_cast<std::int64_t>(reminder.number),
        next_millis
    );
    if (claimed.empty()) return false;
    queue(tx, reminder.mails, reminder.facts ? &*reminder.facts : nullptr);
    if (next) plan(tx, reminder.alert, reminder.number + 1, *next);
    return true;
}

void AlertDispatch::queue(
    sql::Transaction& tx,
    const std::vector<notify::AlertMail>& mails,
    const conversation::AlertFacts* facts
) const
{
    for (const auto& mail : mails) {
        if (mail.reader == notify::AlertReader::Guardian) {
            if (facts == nullptr) continue;
            const auto chosen = chosen_by(tx, mail.guardian, kind_of(facts->category));
            if (delivery_of(*facts, chosen, mail.is_wanted) != Delivery::AtOnce) continue;
        }
        outbox_.enqueue(tx, mail);
    }
}

void AlertDispatch::queue_for_trusted_adults(
    sql::Transaction& tx, const FamilyId& family, const conversation::AlertFacts& facts
) const
{
    if (facts.severity <= safety::Severity::Low) return;
    const auto rows =
        tx.run(statements::list_watching_adults, family.text(), insists(facts.severity));
    for (std::size_t row = 0; row < rows.size(); ++row)
        outbox_.enqueue(
            tx,
            notify::AlertMail{
                .family = family,
                .to = rows.get<std::string>(row, 0),
                .language = rows.get<std::string>(row, 1),
                .reader = notify::AlertReader::Guardian,
                .urgency = urgency_of(facts.severity),
                .guardian = {},
                .nickname = {},
                .reference = {}
            }
        );
}

void AlertDispatch::plan(sql::Transaction& tx, const AlertId& alert, int number, Time at) const
{
    jobs::enqueue(
        tx,
        {.kind = std::string{repeat_alert_job},
         .payload = boost::json::serialize(
             boost::json::object{{"alert", alert.text()}, {"reminder", number}}
         ),
         .run_at = at},
        clock_.now()
    );
}

}  // namespace buddy::moderation
