// Tells an alert again that nobody has answered: guardians, and from an hour on moderators.
#include "moderation/alert_dispatch.hpp"
#include "moderation/moderation.hpp"
#include "sql/moderation.hpp"

#include <boost/json.hpp>

#include <utility>

namespace buddy::moderation {
namespace {

namespace statements = sql::moderation;

struct Asked {
    AlertId alert;
    int number = 0;
};

Result<Asked> asked_in(const std::string& payload)
{
    boost::system::error_code error;
    const auto value = boost::json::parse(payload, error);
    const auto* object = error ? nullptr : value.if_object();
    const auto* alert = object == nullptr ? nullptr : object->if_contains("alert");
    const auto* number = object == nullptr ? nullptr : object->if_contains("reminder");
    if (alert == nullptr || number == nullptr || !alert->is_string() || !number->is_int64())
        return failed(ErrorCode::Invalid, "the payload names no alert");
    return Asked{
        .alert = AlertId{std::string{alert->get_string()}},
        .number = static_cast<int>(number->get_int64())
    };
}

/// An open alert as it lies in the store.
struct Open {
    FamilyId family;
    ChildId child;
    sql::Blob sealed;
    safety::Severity severity = safety::Severity::High;
    bool for_guardian = false;
    bool told_moderator = false;
    Time queued_at;
};

Task<std::optional<Open>> find_open(sql::Database& database, Asked asked)
{
    const auto rows = co_await database.read([&asked](sql::Connection& db) {
        return db.run(
            statements::find_unanswered, asked.alert.text(), static_cast<std::int64_t>(asked.number)
        );
    });
    if (rows.empty()) co_return std::nullopt;
    co_return Open{
        .family = FamilyId{rows.get<std::string>(0, 0)},
        .child = ChildId{rows.get<std::string>(0, 6)},
        .sealed = rows.get<sql::Blob>(0, 1),
        .severity = static_cast<safety::Severity>(rows.get<std::int64_t>(0, 2)),
        .for_guardian = rows.get<bool>(0, 3),
        .told_moderator = rows.get<bool>(0, 4),
        .queued_at = from_millis(rows.get<std::int64_t>(0, 5))
    };
}

notify::AlertMail mail_about(const Open& open, std::string to, std::string language)
{
    notify::AlertMail mail;
    mail.family = open.family;
    mail.child = open.child;
    mail.to = std::move(to);
    mail.language = std::move(language);
    mail.urgency = urgency_of(open.severity);
    mail.is_reminder = true;
    return mail;
}

/// Everybody who may know; what guardians chose is decided in the transaction.
Task<Result<std::vector<notify::AlertMail>>> mails_for(RepeatParts parts, Open open)
{
    std::vector<notify::AlertMail> mails;
    if (open.for_guardian) {
        const auto contacts = co_await parts.directory.contacts_of(open.family);
        if (!contacts) co_return std::unexpected(contacts.error());
        for (const auto& guardian : contacts->guardians) {
            if (!guardian.email_verified) continue;
            mails.push_back(mail_about(open, guardian.email, guardian.language));
            mails.back().guardian = guardian.id;
            mails.back().is_wanted = contacts->alert_emails;
        }
    }
    const bool waited_long = parts.clock.now() >= open.queued_at + moderators_again;
    if (open.told_moderator && (waited_long || !open.for_guardian)) {
        const auto moderators = co_await parts.directory.moderators();
        for (const auto& moderator : moderators) {
            mails.push_back(mail_about(open, moderator.email, "en"));
            mails.back().reader = notify::AlertReader::Moderator;
        }
    }
    co_return mails;
}

Task<Result<void>> run(RepeatParts parts, jobs::Job job)
{
    const auto asked = asked_in(job.payload);
    if (!asked) co_return std::unexpected(asked.error());
    auto open = co_await find_open(parts.database, *asked);
    if (!open) co_return Result<void>{};
    Reminder reminder{
        .alert = asked->alert,
        .number = asked->number,
        .queued_at = open->queued_at,
        .mails = {},
        .facts = std::nullopt
    };
    auto mails = co_await mails_for(parts, *open);
    // A family that is gone needs no reminder.
    if (!mails && mails.error().code == ErrorCode::NotFound) co_return Result<void>{};
    if (!mails) co_return std::unexpected(mails.error());
    reminder.mails = std::move(*mails);
    if (open->for_guardian) {
        const auto key = co_await parts.keys.of(open->family);
        if (!key) co_return Result<void>{};
        const auto plain = key->open(open->sealed, {"alerts", "facts", asked->alert.text()});
        if (!plain) co_return std::unexpected(plain.error());
        auto facts = conversation::alert_facts_from(*plain);
        if (!facts) co_return std::unexpected(facts.error());
        reminder.facts = std::move(*facts);
    }
    auto write = [&parts, &reminder](sql::Transaction& tx) {
        return parts.dispatch.remind(tx, reminder);
    };
    const bool reminded = co_await parts.database.write(sql::Durability::Full, std::move(write));
    if (reminded && open->for_guardian)
        parts.bus.publish(alert_topic(open->family), asked->alert.text());
    co_return Result<void>{};
}

}  // namespace

jobs::JobHandler repeat_alert(RepeatParts parts)
{
    return [parts](jobs::Job job) { return run(parts, std::move(job)); };
}

}  // namespace buddy::moderation
