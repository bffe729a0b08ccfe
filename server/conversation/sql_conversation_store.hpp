// ConversationStore on SQLite or PostgreSQL, sealed under the family's keys.
//
// Errors   Beside the contract's: a family whose keys were destroyed has no conversations any more
//          (NotFound). Sealed values that do not open throw DamagedRecord: they mean a wrong key or a
//          damaged disk. What is kept of a child's days does not throw, since it would silence all
//          conversations of that child: an unknown course begins anew, watched; an unknown guard is
//          that of the child's last protected turn. A safety event "days_damaged" tells of it.
#pragma once

#include "conversation/conversation_store.hpp"
#include "conversation/sealed_records.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/sql/database.hpp"

#include <functional>

namespace buddy::conversation {

class SqlConversationStore final : public ConversationStore {
public:
    /// Queues an alert's mails with the transaction, and whatever else must stand or fall with it.
    using FileAlert = std::function<void(sql::Transaction& tx, const FiledAlert& alert)>;

    /// `database` and `keys` outlive this.
    SqlConversationStore(sql::Database& database, crypto::FamilyKeys& keys, FileAlert file_alert);

    Task<Conversation> start(ChildRef child, ConversationId id, Time now) override;
    Task<std::vector<Conversation>> list(ChildRef child) override;
    Task<Result<Transcript>> open(ChildRef child, ConversationId id) override;
    Task<Result<Memory>> recall(ChildRef child, ConversationId id, std::string idempotency_key)
        override;
    Task<Result<Begun>> begin_turn(NewTurn turn) override;
    Task<> append_events(
        TurnRef turn, std::vector<NumberedEvent> events, std::optional<Referral> referral
    ) override;
    Task<> finish_turn(FinishedTurn turn) override;
    Task<Result<EventPage>> events_after(
        ChildRef child, ConversationId conversation, TurnId turn, int after
    ) override;
    Task<std::vector<OpenTurn>> open_turns() override;
    Task<Result<void>> correct_mood(
        ChildRef child, ConversationId conversation, TurnId turn, emotion::Mood mood
    ) override;
    Task<std::vector<Time>> turn_times(ChildRef child, Time since) override;
    Task<std::int64_t> forget_days(Time until) override;
    Task<std::vector<MoodMark>> moods_between(ChildRef child, Time from, Time until) override;

private:
    /// Both keys of a child.
    struct Keys;
    Task<Result<Keys>> keys_of(ChildRef child, crypto::ProtectedReader reader);
    struct KeptDays;
    static KeptDays days_in(
        sql::Connection& db, const sql::Rows& rows, const Keys& keys, const ChildRef& child
    );
    struct Lived;
    static Result<std::optional<Lived>> live_on(
        sql::Transaction& tx, const Keys& keys, const NewTurn& turn
    );
    static void keep_days(
        sql::Transaction& tx, const Keys& keys, const NewTurn& turn, const Lived& lived
    );
    static Result<std::optional<Begun>> begun_before(
        sql::Transaction& tx, const Keys& keys, const NewTurn& turn
    );
    static Result<void> insert(sql::Transaction& tx, const Keys& keys, const NewTurn& turn);
    void file(sql::Transaction& tx, const Keys& keys, const NewTurn& turn, const NewAlert& alert)
        const;
    static NumberedEvent read_event(
        const Keys& keys,
        bool is_protected,
        const std::string& turn,
        const sql::Rows& rows,
        std::size_t row,
        std::size_t first_column
    );

    sql::Database& database_;
    crypto::FamilyKeys& keys_;
    FileAlert file_alert_;
};

}  // namespace buddy::conversation
