// Where wrapped family keys are kept: a database of their own (keys.db), or a fake.
//
// Threads  From any event loop.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "platform/async/task.hpp"
#include "platform/sql/database.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace buddy::crypto {

enum class KeySpace : std::uint8_t {
    Family,    ///< What the family may read.
    Protected  ///< What no guardian may read.
};
[[nodiscard]] std::string_view id_of(KeySpace space) noexcept;  ///< "family", "protected".

class FamilyKeyStore {
public:
    FamilyKeyStore() = default;
    FamilyKeyStore(const FamilyKeyStore&) = delete;
    FamilyKeyStore& operator=(const FamilyKeyStore&) = delete;
    FamilyKeyStore(FamilyKeyStore&&) = delete;
    FamilyKeyStore& operator=(FamilyKeyStore&&) = delete;
    virtual ~FamilyKeyStore() = default;

    /// Stores both wrapped keys. false: the family has, or had, keys; nothing was changed.
    virtual Task<bool> add(
        FamilyId family, sql::Blob family_key, sql::Blob protected_key, Time now
    ) = 0;
    /// The wrapped key; nothing when there is none or it was destroyed.
    virtual Task<std::optional<sql::Blob>> find(FamilyId family, KeySpace space) = 0;
    /// Overwrites both keys and remembers that they were destroyed. Safe to repeat, also for a
    /// family without keys: it can never get any afterwards.
    virtual Task<> destroy(FamilyId family, Time now) = 0;
};

}  // namespace buddy::crypto
