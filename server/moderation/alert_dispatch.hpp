// Who is written to about an alert, decided inside the transaction that makes it necessary: mails,
// clock and the job that tells it again stand or fall together.
//
//     SqlConversationStore store{database, keys, [&](sql::Transaction& tx, const FiledAlert& alert) {
//         dispatch.file(tx, alert);
//     }};
//     runner.handle(std::string{repeat_alert_job}, repeat_alert({…, .dispatch = dispatch, …}));
//
// Threads  On a database thread.
#pragma once

#include "core/clock.hpp"
#include "identity/identity.hpp"
#include "moderation/alert_rules.hpp"
#include "moderation/alert_store.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/events/bus.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/sql/database.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace buddy::moderation {

/// An alert that is told again.
struct Reminder {
    AlertId alert;
    int number = 0;  ///< How often it was told again before.
    Time queued_at;  ///< When it was told first.
    std::vector<notify::AlertMail> mails;
    /// What it is about. Empty: a protected alert, which no guardian is written of.
    std::optional<conversation::AlertFacts> facts;
};

class AlertDispatch {
public:
    /// Both outlive this.
    AlertDispatch(const notify::Outbox& outbox, const Clock& clock) : outbox_{outbox}, clock_{clock}
    {
    }
    /// Queues the mails that guardians want or must have and all others, starts the alert's clock, and
    /// plans the first reminder of a grave one.
    void file(sql::Transaction& tx, const conversation::FiledAlert& alert) const;
    /// Queues a reminder and plans the next. false: somebody has answered, or it was sent before;
    /// nothing was written.
    bool remind(sql::Transaction& tx, const Reminder& reminder) const;

private:
    void queue(
        sql::Transaction& tx,
        const std::vector<notify::AlertMail>& mails,
        const conversation::AlertFacts* facts
    ) const;
    void queue_for_trusted_adults(
        sql::Transaction& tx, const FamilyId& family, const conversation::AlertFacts& facts
    ) const;
    void plan(sql::Transaction& tx, const AlertId& alert, int number, Time at) const;

    const notify::Outbox& outbox_;
    const Clock& clock_;
};

/// The kind of the job that tells an alert again.
inline constexpr std::string_view repeat_alert_job = "repeat_alert";

struct RepeatParts {
    sql::Database& database;
    crypto::FamilyKeys& keys;
    identity::Directory& directory;
    const AlertDispatch& dispatch;
    events::Bus& bus;  ///< alert_topic() (moderation.hpp).
    const Clock& clock;
};
/// What runs it. All of `parts` outlive the handler.
[[nodiscard]] jobs::JobHandler repeat_alert(RepeatParts parts);

}  // namespace buddy::moderation
