// OpenedTalks on SQLite or PostgreSQL, with both keys of the family.
//
// Errors   Sealed values that do not open throw DamagedRecord (sealed_records.hpp); a family whose keys
//          were destroyed is NotFound.
#pragma once

#include "conversation/conversation.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/sql/database.hpp"

namespace buddy::conversation {

class SqlOpenedTalks final : public OpenedTalks {
public:
    /// Both outlive this.
    SqlOpenedTalks(sql::Database& database, crypto::FamilyKeys& keys)
        : database_{database}, keys_{keys}
    {
    }
    Task<Result<std::vector<OpenedTalk>>> talks_of(ChildRef child) override;
    Task<Result<std::vector<OpenedTurn>>> read(ChildRef child, ConversationId conversation)
        override;

private:
    sql::Database& database_;
    crypto::FamilyKeys& keys_;
};

}  // namespace buddy::conversation
