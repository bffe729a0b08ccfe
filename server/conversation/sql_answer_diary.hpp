// AnswerDiary on SQLite or PostgreSQL.
//
// Errors   As SqlTalkDiary.
#pragma once

#include "conversation/conversation.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/sql/database.hpp"

namespace buddy::conversation {

class SqlAnswerDiary final : public AnswerDiary {
public:
    /// Both outlive this.
    SqlAnswerDiary(sql::Database& database, crypto::FamilyKeys& keys)
        : database_{database}, keys_{keys}
    {
    }
    Task<Result<GivenAnswer>> answer_of(ChildRef child, TurnId turn) override;
    Task<Result<std::optional<TalkWords>>> before(ChildRef child, TurnId turn) override;

private:
    Task<Result<crypto::Sealer>> key_for(FamilyId family, bool is_protected);
    static void take_events(const sql::Rows& events, const crypto::Sealer& key, GivenAnswer& into);

    sql::Database& database_;
    crypto::FamilyKeys& keys_;
};

}  // namespace buddy::conversation
