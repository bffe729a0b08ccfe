// Where wrapped family keys are kept: a database of their own (keys.db), or a fake.
//
// Threads  From any event loop.
// Errors   A broken database throws sql::DatabaseError.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "platform/async/task.hpp"
#include "platform/sql/database.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::crypto {

enum class KeySpace : std::uint8_t {
    Family,    ///< What the family may read.
    Protected  ///< What no guardian may read.
};
[[nodiscard]] std::string_view id_of(KeySpace space) noexcept;  ///< "family", "protected".

/// One child, or one archive, of a family: it has keys of its own.
struct KeyOwner {
    enum class Kind : std::uint8_t { Child, Archive };
    FamilyId family;
    std::string id;
    Kind kind = Kind::Child;
    friend auto operator<=>(const KeyOwner&, const KeyOwner&) = default;
};
[[nodiscard]] std::string_view id_of(KeyOwner::Kind kind) noexcept;  ///< "child", "archive".

/// Wrapped keys. Nothing of both: they were destroyed.
struct OwnKeys {
    std::string owner;
    std::optional<sql::Blob> own;
    std::optional<sql::Blob> protecting;
};

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
    /// Overwrites both keys and remembers that they were destroyed, with those of its children and
    /// archives. Safe to repeat, also for a family without keys: it can never get any afterwards.
    virtual Task<> destroy(FamilyId family, Time now) = 0;

    /// false: the owner has, or had, keys, or its family has none; nothing was changed.
    virtual Task<bool> add_own(KeyOwner owner, sql::Blob own, sql::Blob protecting, Time now) = 0;
    /// Nothing: it never had any.
    virtual Task<std::optional<OwnKeys>> find_own(KeyOwner owner) = 0;
    /// Those of a family's children that live.
    virtual Task<std::vector<OwnKeys>> keys_of_children(FamilyId family) = 0;
    /// As destroy().
    virtual Task<> destroy_own(KeyOwner owner, Time now) = 0;
    /// Removes the keys of all archives of a family.
    virtual Task<> forget_archives(FamilyId family) = 0;
};

}  // namespace buddy::crypto
