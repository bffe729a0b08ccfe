#include "identity/sql_factor_store.hpp"

#include "identity/sql_cells.hpp"
#include "sql/identity.hpp"

#include <utility>

namespace buddy::identity {

namespace statements = sql::identity;
using sql::Durability;

Task<bool> SqlFactorStore::begin(FactorRecord factor)
{
    auto insert = [&factor](sql::Transaction& tx) {
        return !tx.run(
                      statements::insert_factor,
                      factor.account,
                      factor.secret,
                      to_millis(factor.created_at)
        )
                    .empty();
    };
    co_return co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::optional<FactorRecord>> SqlFactorStore::find(std::string account)
{
    auto select = [&account](sql::Connection& connection) -> std::optional<FactorRecord> {
        const auto rows = connection.run(statements::find_factor, account);
        if (rows.empty()) return std::nullopt;
        return FactorRecord{
            .account = account,
            .secret = rows.get<sql::Blob>(0, 0),
            .last_step = rows.get<std::int64_t>(0, 1),
            .created_at = time_at(rows, 0, 2),
            .confirmed_at = optional_time(rows, 0, 3)
        };
    };
    co_return co_await database_.read(std::move(select));
}

Task<bool> SqlFactorStore::confirm(Confirmation given)
{
    auto confirm = [&given, this](sql::Transaction& tx) {
        const auto rows =
            tx.run(statements::confirm_factor, given.account, to_millis(given.at), given.step);
        if (rows.empty()) return false;
        for (const auto& hash : given.code_hashes)
            tx.run(statements::insert_recovery_code, given.account, hash);
        trail_.append(
            tx, {.actor = given.by, .action = audit::Action::FactorSet, .object = given.account}
        );
        return true;
    };
    co_return co_await database_.write(Durability::Full, std::move(confirm));
}

Task<bool> SqlFactorStore::use_step(std::string account, std::int64_t step)
{
    auto use = [&account, step](sql::Transaction& tx) {
        return !tx.run(statements::use_factor_step, account, step).empty();
    };
    co_return co_await database_.write(Durability::Full, std::move(use));
}

Task<bool> SqlFactorStore::use_recovery_code(
    std::string account, std::string code_hash, audit::Actor by, Time now
)
{
    auto use = [&, this](sql::Transaction& tx) {
        if (tx.run(statements::use_recovery_code, account, code_hash, to_millis(now)).empty())
            return false;
        trail_.append(
            tx, {.actor = by, .action = audit::Action::RecoveryCodeUsed, .object = account}
        );
        return true;
    };
    co_return co_await database_.write(Durability::Full, std::move(use));
}

Task<std::int64_t> SqlFactorStore::recovery_codes_left(std::string account)
{
    auto count = [&account](sql::Connection& connection) {
        return connection.run(statements::count_recovery_codes, account).get<std::int64_t>(0, 0);
    };
    co_return co_await database_.read(std::move(count));
}

Task<bool> SqlFactorStore::reset(std::string account, audit::Actor by)
{
    auto remove = [&account, &by, this](sql::Transaction& tx) {
        if (tx.run(statements::delete_factor, account).affected() == 0) return false;
        tx.run(statements::delete_staff_sessions, account);
        trail_.append(tx, {.actor = by, .action = audit::Action::FactorReset, .object = account});
        return true;
    };
    co_return co_await database_.write(Durability::Full, std::move(remove));
}

}  // namespace buddy::identity
