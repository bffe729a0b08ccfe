// TalkDiary on SQLite or PostgreSQL. It holds the family's own key only: what is protected it could
// not open.
//
// Errors   Sealed values that do not open throw DamagedRecord (sql_conversation_store.hpp); a family
//          whose keys were destroyed is NotFound.
#pragma once

#include "conversation/conversation.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/sql/database.hpp"

namespace buddy::conversation {

class SqlTalkDiary final : public TalkDiary {
public:
    /// Both outlive this.
    SqlTalkDiary(sql::Database& database, crypto::FamilyKeys& keys)
        : database_{database}, keys_{keys}
    {
    }
    Task<Result<std::vector<TalkTurn>>> turns_between(ChildRef child, Time from, Time until)
        override;
    Task<Result<std::vector<TalkTurn>>> turns_of(ChildRef child, ConversationId conversation)
        override;
    Task<Result<TalkWords>> words_of(ChildRef child, TurnId turn) override;

private:
    static TalkTurn turn_in(const sql::Rows& rows, std::size_t row, const crypto::Sealer& family);
    static std::vector<TalkTurn> turns_in(const sql::Rows& rows, const crypto::Sealer& family);

    sql::Database& database_;
    crypto::FamilyKeys& keys_;
};

}  // namespace buddy::conversation
