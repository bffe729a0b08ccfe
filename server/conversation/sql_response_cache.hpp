// A response cache in the database: it outlives a restart, and several servers share it. The oldest reply goes first.
//
// Threads  Any event loop. One function is one transaction.
#pragma once

#include "conversation/response_cache.hpp"
#include "platform/sql/database.hpp"

#include <cstdint>
#include <functional>

namespace buddy::conversation {

class SqlResponseCache final : public ResponseCache {
public:
    /// `database` outlives this. `capacity`: replies, at least 1; a few more may stand for a moment.
    SqlResponseCache(sql::Database& database, std::int64_t capacity)
        : database_{database}, capacity_{capacity}
    {
    }

    Task<Result<std::optional<crypto::Sealed>>> find(std::string name, Time now) override;
    Task<Result<void>> keep(std::string name, crypto::Sealed reply, Time until) override;
    Task<Result<void>> drop(std::string name) override;
    Task<Result<std::int64_t>> forget_expired(Time now) override;

private:
    Task<Result<std::int64_t>> change(std::function<std::int64_t(sql::Transaction&)> work);

    sql::Database& database_;
    std::int64_t capacity_;
};

}  // namespace buddy::conversation
