// ReferralStore on SQLite or PostgreSQL. conversation counts, in the transaction that shows help lines.
#pragma once

#include "powers/referrals.hpp"

#include "platform/sql/database.hpp"

namespace buddy::powers {

class SqlReferralStore final : public ReferralStore {
public:
    explicit SqlReferralStore(sql::Database& database) : database_{database} {}
    Task<std::vector<ReferralCount>> counts_of(ReferralQuestion question) override;

private:
    sql::Database& database_;
};

}  // namespace buddy::powers
