// The turns of guests: children whom a service behind an API key brings. They have no profile and no
// family here, and the service keeps their conversations, so nothing that was said is kept.
//
// What is kept and told: that a guest was in danger, and when safety could not judge or stopped a reply;
// without words. Of a guest in danger every moderator of this server hears by mail, queued in the
// transaction that comes before the first event of the answer.
//
// Threads  Any event loop. One function is one transaction.
// Errors   A broken database throws (sql::DatabaseError): then nothing is answered.
#pragma once

#include "conversation/conversation_store.hpp"
#include "conversation/sql_conversation_store.hpp"
#include "identity/identity.hpp"
#include "platform/sql/database.hpp"

namespace buddy::conversation {

/// A guest as a ChildRef: no family, and the key in place of the child.
[[nodiscard]] ChildRef guest_of(const ApiKeyId& key);

class SqlGuestTurns final : public TurnStore {
public:
    /// Queues a mail with the transaction: notify::Outbox::enqueue.
    using QueueMail = std::function<void(sql::Transaction& tx, const notify::AlertMail& mail)>;

    /// `database` and `directory` outlive this.
    SqlGuestTurns(sql::Database& database, identity::Directory& directory, QueueMail queue_mail);

    /// NotFound, always: a guest's turn brings its memory along.
    Task<Result<Memory>> recall(ChildRef child, ConversationId id, std::string idempotency_key)
        override;
    Task<Result<Begun>> begin_turn(NewTurn turn) override;
    Task<> append_events(
        TurnRef turn, std::vector<NumberedEvent> events, std::optional<Referral> referral
    ) override;
    Task<> finish_turn(FinishedTurn turn) override;
    Task<std::vector<OpenTurn>> open_turns() override;

private:
    Task<std::vector<notify::AlertMail>> mails_for(TurnId turn, ChildId guest, AlertFacts facts);

    sql::Database& database_;
    identity::Directory& directory_;
    QueueMail queue_mail_;
};

}  // namespace buddy::conversation
