#include "platform/crypto/sql_family_key_store.hpp"

#include "sql/keys.hpp"

#include <utility>

namespace buddy::crypto {

std::string_view id_of(KeySpace space) noexcept
{
    return space == KeySpace::Family ? "family" : "protected";
}

std::string_view id_of(KeyOwner::Kind kind) noexcept
{
    return kind == KeyOwner::Kind::Child ? "child" : "archive";
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
        tx.run(sql::keys::destroy_keys_of_children, family.text(), to_millis(now));
        tx.run(sql::keys::delete_keys_of_archives, family.text());
    };
    co_await database_.write(sql::Durability::Full, std::move(overwrite));
    // The key must not survive in the write-ahead log either.
    co_await database_.checkpoint();
}

Task<bool> SqlFamilyKeyStore::add_own(KeyOwner owner, sql::Blob own, sql::Blob protecting, Time now)
{
    auto insert = [&](sql::Transaction& tx) {
        const auto added = tx.run(
            sql::keys::insert_own_keys,
            owner.id,
            owner.family.text(),
            id_of(owner.kind),
            own,
            protecting,
            to_millis(now)
        );
        return !added.empty();
    };
    co_return co_await database_.write(sql::Durability::Full, std::move(insert));
}

Task<std::optional<OwnKeys>> SqlFamilyKeyStore::find_own(KeyOwner owner)
{
    auto select = [&owner](sql::Connection& db) {
        return db.run(sql::keys::find_own_keys, owner.id, owner.family.text(), id_of(owner.kind));
    };
    const auto rows = co_await database_.read(std::move(select));
    if (rows.empty()) co_return std::nullopt;
    co_return OwnKeys{
        .owner = owner.id,
        .own = rows.get<std::optional<sql::Blob>>(0, 0),
        .protecting = rows.get<std::optional<sql::Blob>>(0, 1)
    };
}

Task<std::vector<OwnKeys>> SqlFamilyKeyStore::keys_of_children(FamilyId family)
{
    auto select = [&family](sql::Connection& db) {
        return db.run(sql::keys::list_own_keys, family.text());
    };
    const auto rows = co_await database_.read(std::move(select));
    std::vector<OwnKeys> keys;
    for (std::size_t row = 0; row < rows.size(); ++row)
        keys.push_back(
            {.owner = rows.get<std::string>(row, 0),
             .own = rows.get<std::optional<sql::Blob>>(row, 1),
             .protecting = rows.get<std::optional<sql::Blob>>(row, 2)}
        );
    co_return keys;
}

Task<> SqlFamilyKeyStore::destroy_own(KeyOwner owner, Time now)
{
    auto overwrite = [&owner, now](sql::Transaction& tx) {
        tx.run(
            sql::keys::destroy_own_keys,
            owner.id,
            owner.family.text(),
            id_of(owner.kind),
            to_millis(now)
        );
    };
    co_await database_.write(sql::Durability::Full, std::move(overwrite));
    co_await database_.checkpoint();
}

Task<> SqlFamilyKeyStore::forget_archives(FamilyId family)
{
    auto remove = [&family](sql::Transaction& tx) {
        return tx.run(sql::keys::delete_keys_of_archives, family.text()).affected();
    };
    const auto removed = co_await database_.write(sql::Durability::Full, std::move(remove));
    if (removed > 0) co_await database_.checkpoint();
}

}  // namespace buddy::crypto
