// FamilyKeyStore in a database of its own, migrated to sql::key_schema().
#pragma once

#include "platform/crypto/family_key_store.hpp"

namespace buddy::crypto {

class SqlFamilyKeyStore final : public FamilyKeyStore {
public:
    /// `database` outlives this and is not the one that holds the families' words.
    explicit SqlFamilyKeyStore(sql::Database& database) : database_{database} {}
    Task<bool> add(FamilyId family, sql::Blob family_key, sql::Blob protected_key, Time now)
        override;
    Task<std::optional<sql::Blob>> find(FamilyId family, KeySpace space) override;
    Task<> destroy(FamilyId family, Time now) override;
    Task<bool> add_own(KeyOwner owner, sql::Blob own, sql::Blob protecting, Time now) override;
    Task<std::optional<OwnKeys>> find_own(KeyOwner owner) override;
    Task<std::vector<OwnKeys>> keys_of_children(FamilyId family) override;
    Task<> destroy_own(KeyOwner owner, Time now) override;
    Task<> forget_archives(FamilyId family) override;

private:
    sql::Database& database_;
};

}  // namespace buddy::crypto
