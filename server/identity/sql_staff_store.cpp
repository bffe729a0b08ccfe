#include "identity/sql_staff_store.hpp"

#include "identity/sql_cells.hpp"
#include "sql/identity.hpp"

#include <utility>

namespace buddy::identity {

namespace statements = sql::identity;
using sql::Durability;

Task<bool> SqlStaffStore::add_staff(StaffRecord staff)
{
    auto insert = [&staff, this](sql::Transaction& tx) {
        const auto rows = tx.run(
            statements::insert_staff,
            staff.id.text(),
            staff.email,
            staff.email_key,
            staff.password_hash,
            staff.role,
            to_millis(staff.created_at)
        );
        if (rows.empty()) return false;
        trail_.append(
            tx,
            {.actor = audit::Actor::operator_here(),
             .action = audit::Action::StaffCreated,
             .object = staff.id.text(),
             .detail = {{"admin", staff.role == "admin"}}}
        );
        return true;
    };
    co_return co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::vector<StaffRecord>> SqlStaffStore::all_staff()
{
    auto select = [](sql::Connection& connection) {
        const auto rows = connection.run(statements::list_staff);
        std::vector<StaffRecord> all;
        for (std::size_t row = 0; row < rows.size(); ++row)
            all.push_back(
                {.id = StaffId{rows.get<std::string>(row, 0)},
                 .email = rows.get<std::string>(row, 1),
                 .email_key = rows.get<std::string>(row, 2),
                 .password_hash = rows.get<std::string>(row, 3),
                 .role = rows.get<std::string>(row, 4),
                 .created_at = time_at(rows, row, 5)}
            );
        return all;
    };
    co_return co_await database_.read(std::move(select));
}

Task<> SqlStaffStore::add_api_key(ApiKeyRecord key)
{
    auto insert = [&key, this](sql::Transaction& tx) {
        tx.run(
            statements::insert_api_key,
            key.id.text(),
            key.key_hash,
            key.name,
            key.scopes,
            to_millis(key.created_at)
        );
        trail_.append(
            tx,
            {.actor = audit::Actor::operator_here(),
             .action = audit::Action::KeyCreated,
             .object = key.id.text()}
        );
    };
    co_await database_.write(Durability::Full, std::move(insert));
}

Task<std::optional<ApiKeyRecord>> SqlStaffStore::find_api_key(std::string key_hash)
{
    auto select = [&key_hash](sql::Connection& connection) -> std::optional<ApiKeyRecord> {
        const auto rows = connection.run(statements::find_api_key, key_hash);
        if (rows.empty()) return std::nullopt;
        return ApiKeyRecord{
            .id = ApiKeyId{rows.get<std::string>(0, 0)},
            .key_hash = rows.get<std::string>(0, 1),
            .name = rows.get<std::string>(0, 2),
            .scopes = rows.get<std::string>(0, 3),
            .created_at = time_at(rows, 0, 4)
        };
    };
    co_return co_await database_.read(std::move(select));
}

Task<bool> SqlStaffStore::revoke_api_key(ApiKeyId key, Time now)
{
    auto revoke = [&key, now, this](sql::Transaction& tx) {
        if (tx.run(statements::revoke_api_key, key.text(), to_millis(now)).empty()) return false;
        trail_.append(
            tx,
            {.actor = audit::Actor::operator_here(),
             .action = audit::Action::KeyRevoked,
             .object = key.text()}
        );
        return true;
    };
    co_return co_await database_.write(Durability::Full, std::move(revoke));
}

}  // namespace buddy::identity
