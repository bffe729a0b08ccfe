// Adds one to a figure of nobody: help lines were shown in a crisis.
#pragma once

#include "conversation/conversation_store.hpp"
#include "platform/sql/database.hpp"

namespace buddy::conversation {

/// In the transaction that stores what was shown.
void count_referral(sql::Transaction& tx, const Referral& referral);

}  // namespace buddy::conversation
