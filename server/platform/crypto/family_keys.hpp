// The keys of families and of their children, and the end of them: destroying keys is how words are erased,
// backups included.
//
//     const auto sealer = co_await keys.of(family, child);   // words by or about this child
//     if (!sealer) co_return std::unexpected(sealer.error());
//     const auto sealed = sealer->seal(text, {"turns", "text", turn.text()});
//
//     const auto shut = co_await keys.protecting(family, child);    // words that no guardian may read
//     const auto sealed = shut->seal(text, {"turns", "text", turn.text()});
//     const auto open = co_await keys.protected_words(family, child, crypto::ProtectedReader::Moderator);
//
//     const auto sealer = co_await keys.of(family);          // what is of the family as a whole
//
// A child's keys are made when they are first asked for. They open what its family's key has sealed as well:
// rows from before children had keys of their own. A family's sealer opens what is its children's, for whoever
// reads about all of them.
//
// Keys are kept wrapped by the root key in a store of their own (never in a data backup). Unwrapped
// keys stay in memory for at most `cache_time`, so that a destroyed key dies in other processes too.
//
// Threads  From any event loop.
// Errors   NotFound  there are no keys, or they were destroyed.
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
#include <string>
#include <tuple>
#include <vector>

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
    /// Of a family's sealer, which must know of a child that another process has made keys for.
    static constexpr std::chrono::seconds whole_family_time{5};
    static constexpr std::size_t cache_size = 2048;

    /// `store` and `clock` outlive this.
    FamilyKeys(FamilyKeyStore& store, const SecretKey& root, const Clock& clock);

    /// Makes both keys of a new family. Conflict: it has keys, or had them and they were destroyed.
    Task<Result<void>> create(FamilyId family);
    /// Seals what is the family's; opens that, and what is its children's.
    Task<Result<Sealer>> of(FamilyId family);
    /// Seals and opens what is this child's, as far as the family may read it.
    Task<Result<Sealer>> of(FamilyId family, ChildId child);
    /// Seals and opens one archive of the family.
    Task<Result<Sealer>> of_archive(FamilyId family, std::string archive);
    /// For writing what no guardian may read: of a child, or of the family as a whole.
    Task<Result<SealOnly>> protecting(FamilyId family, ChildId child);
    Task<Result<SealOnly>> protecting(FamilyId family);
    /// For reading it.
    Task<Result<Sealer>> protected_words(FamilyId family, ChildId child, ProtectedReader reader);
    /// The same of all children of a family, and of the family as a whole.
    Task<Result<Sealer>> protected_words(FamilyId family, ProtectedReader reader);

    /// The end of all keys of a family, its children's and archives' too, for ever: in the store, its log
    /// and this memory.
    Task<> destroy(FamilyId family);
    /// The end of a child's keys, likewise, and of the family's archives: its words are in them.
    Task<> destroy(FamilyId family, ChildId child);
    /// The end of the keys of a family's archives.
    Task<> forget_archives(FamilyId family);

private:
    struct Cached {
        Sealer sealer;
        Time until;
    };
    enum class Reach : std::uint8_t { Alone, WholeFamily };
    /// An empty owner is the family itself.
    using CacheKey = std::tuple<FamilyId, std::string, KeySpace, Reach>;

    Task<Result<Sealer>> find(FamilyId family, KeySpace space);
    Task<Result<Sealer>> find_whole(FamilyId family, KeySpace space);
    Task<Result<Sealer>> find_own(KeyOwner owner, KeySpace space);
    Task<std::optional<OwnKeys>> find_or_make(KeyOwner owner);
    [[nodiscard]] const Sealer& wrapper(KeySpace space) const;
    [[nodiscard]] Result<Sealer> unwrapped(
        const sql::Blob& stored, KeySpace space, std::string_view table, std::string_view row
    ) const;
    [[nodiscard]] std::optional<Sealer> cached(const CacheKey& key);
    void remember(const CacheKey& key, const Sealer& sealer, std::chrono::seconds length);
    void forget(const FamilyId& family);

    FamilyKeyStore& store_;
    const Clock& clock_;
    Sealer wraps_family_;
    Sealer wraps_protected_;
    std::mutex mutex_;
    std::map<CacheKey, Cached> cache_;
};

}  // namespace buddy::crypto
