// Each family's own keys, and the end of them: destroying a family's keys is how its words are
// erased, backups included.
//
//     const auto sealer = co_await keys.of(family);          // words that the family may read
//     if (!sealer) co_return std::unexpected(sealer.error());
//     const auto sealed = sealer->seal(text, {"turns", "text", turn.text()});
//
//     const auto shut = co_await keys.protecting(family);    // words that no guardian may read
//     const auto sealed = shut->seal(text, {"turns", "text", turn.text()});
//     const auto open = co_await keys.protected_words(family, crypto::ProtectedReader::Moderator);
//
// Keys are kept wrapped by the root key in a store of their own (never in a data backup). Unwrapped
// keys stay in memory for at most `cache_time`, so that a destroyed key dies in other processes too.
//
// Threads  From any event loop.
// Errors   NotFound  the family has no keys, or they were destroyed.
//          Invalid   the root key is not the one that wrapped them.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"
#include "platform/async/task.hpp"
#include "platform/crypto/family_key_store.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/crypto/secret_key.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace buddy::crypto {

/// Who may open protected words. There is no guardian among them, and there must never be one.
enum class ProtectedReader : std::uint8_t {
    Child,         ///< The child reads its own conversation.
    Conversation,  ///< The turn needs what was said before.
    Moderator      ///< A moderator with a reason.
};

class FamilyKeys {
public:
    static constexpr std::chrono::minutes cache_time{5};
    static constexpr std::size_t cache_size = 512;

    /// `store` and `clock` outlive this.
    FamilyKeys(FamilyKeyStore& store, const SecretKey& root, const Clock& clock);

    /// Makes both keys of a new family. Conflict: it has keys, or had them and they were destroyed.
    Task<Result<void>> create(FamilyId family);
    /// What the family may read.
    Task<Result<Sealer>> of(FamilyId family);
    /// For writing what no guardian may read.
    Task<Result<SealOnly>> protecting(FamilyId family);
    /// For reading it.
    Task<Result<Sealer>> protected_words(FamilyId family, ProtectedReader reader);
    /// The end of both keys, for ever: in the store, its log and this memory.
    Task<> destroy(FamilyId family);

private:
    struct Cached {
        Sealer sealer;
        Time until;
    };
    using CacheKey = std::pair<FamilyId, KeySpace>;

    Task<Result<Sealer>> find(FamilyId family, KeySpace space);
    [[nodiscard]] const Sealer& wrapper(KeySpace space) const;
    [[nodiscard]] std::optional<Sealer> cached(const CacheKey& key);
    void remember(const CacheKey& key, const Sealer& sealer);

    FamilyKeyStore& store_;
    const Clock& clock_;
    Sealer wraps_family_;
    Sealer wraps_protected_;
    std::mutex mutex_;
    std::map<CacheKey, Cached> cache_;
};

}  // namespace buddy::crypto
