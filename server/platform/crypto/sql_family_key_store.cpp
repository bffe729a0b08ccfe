#include "platform/crypto/sql_family_key_store.hpp"

#include "sql/keys.hpp"

#include <utility>

namespace buddy::crypto {

std::string_view id_of(KeySpace space) noexcept
{
    return space == KeySpace::Family ? "family" : "protected";
}

Task<bool> SqlFamilyKeyStore::add(
    FamilyId family, sql::Blob family_key, sql::Blob protected_key, Time now
)
{
    auto insert = [family = std::move(family),
                   family_key = std::move(family_key),
                   protected_key = std::move(protected_key),
                   now](sql::Transaction& tx) {
        return !tx.run(
                      sql::keys::insert_keys,
                      family.text(),
                      family_key,
                      protected_key,
                      to_millis(now)
        )
                    .empty();
    };
    co_return co_await database_.write(sql::Durability::Full, std::move(insert));
}

Task<std::optional<sql::Blob>> SqlFamilyKeyStore::find(FamilyId family, KeySpace space)
{
    auto select = [family = std::move(family), space](sql::Connection& connection) {
        const auto rows = connection.run(sql::keys::find_keys, family.text());
        std::optional<sql::Blob> key;
        if (!rows.empty())
            key = rows.get<std::optional<sql::Blob>>(0, space == KeySpace::Family ? 0 : 1);
        return key;
    };
    co_return co_await database_.read(std::move(select));
}

Task<> SqlFamilyKeyStore::destroy(FamilyId family, Time now)
{
    auto overwrite = [family = std::move(family), now](sql::Transaction& tx) {
        tx.run(sql::keys::destroy_keys, family.text(), to_millis(now));
    };
    co_await database_.write(sql::Durability::Full, std::move(overwrite));
    // The key must not survive in the write-ahead log either.
    co_await database_.checkpoint();
}

}  // namespace buddy::crypto
