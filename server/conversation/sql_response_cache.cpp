#include "conversation/sql_response_cache.hpp"

#include "sql/conversation.hpp"

#include <utility>

namespace buddy::conversation {
namespace {

// A cache that is away must not end a turn that a model can still answer: here, and only here, a broken database is a value.
std::unexpected<Error> unreachable(const sql::DatabaseError& error)
{
    return failed(ErrorCode::Unavailable, std::string{error.statement()} + " " + error.code());
}

}  // namespace

Task<Result<std::optional<crypto::Sealed>>> SqlResponseCache::find(std::string name, Time now)
{
    using Found = std::optional<crypto::Sealed>;
    try {
        co_return co_await database_.read([&name, now](sql::Connection& connection) -> Found {
            const auto rows =
                connection.run(sql::conversation::find_cached_reply, name, to_millis(now));
            if (rows.empty()) return std::nullopt;
            return rows.get<sql::Blob>(0, 0);
        });
    } catch (const sql::DatabaseError& error) {
        co_return unreachable(error);
    }
}

Task<Result<void>> SqlResponseCache::keep(std::string name, crypto::Sealed reply, Time until)
{
    const auto changed = co_await change([&](sql::Transaction& tx) {
        tx.run(sql::conversation::keep_cached_reply, name, reply, to_millis(until));
        return tx.run(sql::conversation::delete_surplus_replies, capacity_).affected();
    });
    if (!changed) co_return std::unexpected(changed.error());
    co_return Result<void>{};
}

Task<Result<void>> SqlResponseCache::drop(std::string name)
{
    const auto changed = co_await change([&name](sql::Transaction& tx) {
        return tx.run(sql::conversation::delete_cached_reply, name).affected();
    });
    if (!changed) co_return std::unexpected(changed.error());
    co_return Result<void>{};
}

Task<Result<std::int64_t>> SqlResponseCache::forget_expired(Time now)
{
    co_return co_await change([now](sql::Transaction& tx) {
        return tx.run(sql::conversation::delete_expired_replies, to_millis(now)).affected();
    });
}

Task<Result<std::int64_t>> SqlResponseCache::change(
    std::function<std::int64_t(sql::Transaction&)> work
)
{
    try {
        co_return co_await database_.write(sql::Durability::Grouped, [&work](sql::Transaction& tx) {
            return work(tx);
        });
    } catch (const sql::DatabaseError& error) {
        co_return unreachable(error);
    }
}

}  // namespace buddy::conversation
