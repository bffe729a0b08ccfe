#include "platform/crypto/family_keys.hpp"

#include <sodium.h>

#include <algorithm>
#include <string>
#include <utility>

namespace buddy::crypto {
namespace {

constexpr std::uint64_t family_number = 1;
constexpr std::uint64_t protected_number = 2;
constexpr std::string_view context = "famkeys1";
constexpr std::string_view family_table = "family_keys";
constexpr std::string_view own_table = "own_keys";

/// A new key, wrapped for its row.
Sealed new_key(const Sealer& wrapper, KeySpace space, std::string_view table, std::string_view row)
{
    const auto key = SecretKey::random();
    std::string plain(SecretKey::size, '\0');
    std::ranges::transform(key.bytes(), plain.begin(), [](unsigned char byte) {
        return static_cast<char>(byte);
    });
    auto sealed = wrapper.seal(plain, {table, id_of(space), row});
    sodium_memzero(plain.data(), plain.size());
    return sealed;
}

const std::optional<sql::Blob>& key_in(const OwnKeys& keys, KeySpace space)
{
    return space == KeySpace::Family ? keys.own : keys.protecting;
}

KeyOwner owner_of(FamilyId family, const ChildId& child)
{
    return {.family = std::move(family), .id = child.text(), .kind = KeyOwner::Kind::Child};
}

}  // namespace

FamilyKeys::FamilyKeys(FamilyKeyStore& store, const SecretKey& root, const Clock& clock)
    : store_{store},
      clock_{clock},
      wraps_family_{root.derive(family_number, context)},
      wraps_protected_{root.derive(protected_number, context)}
{
}

const Sealer& FamilyKeys::wrapper(KeySpace space) const
{
    return space == KeySpace::Family ? wraps_family_ : wraps_protected_;
}

Task<Result<void>> FamilyKeys::create(FamilyId family)
{
    auto family_key = new_key(wraps_family_, KeySpace::Family, family_table, family.text());
    auto protected_key =
        new_key(wraps_protected_, KeySpace::Protected, family_table, family.text());
    const bool added =
        co_await store_.add(family, std::move(family_key), std::move(protected_key), clock_.now());
    if (!added) co_return failed(ErrorCode::Conflict, "the family has or had keys");
    co_return Result<void>{};
}

Task<Result<Sealer>> FamilyKeys::of(FamilyId family)
{
    co_return co_await find_whole(std::move(family), KeySpace::Family);
}

Task<Result<Sealer>> FamilyKeys::of(FamilyId family, ChildId child)
{
    co_return co_await find_own(owner_of(std::move(family), child), KeySpace::Family);
}

Task<Result<Sealer>> FamilyKeys::of_archive(FamilyId family, std::string archive)
{
    KeyOwner owner{
        .family = std::move(family), .id = std::move(archive), .kind = KeyOwner::Kind::Archive
    };
    co_return co_await find_own(std::move(owner), KeySpace::Family);
}

Task<Result<SealOnly>> FamilyKeys::protecting(FamilyId family, ChildId child)
{
    auto sealer = co_await find_own(owner_of(std::move(family), child), KeySpace::Protected);
    if (!sealer) co_return std::unexpected(sealer.error());
    co_return SealOnly{std::move(*sealer)};
}

Task<Result<SealOnly>> FamilyKeys::protecting(FamilyId family)
{
    auto sealer = co_await find_whole(std::move(family), KeySpace::Protected);
    if (!sealer) co_return std::unexpected(sealer.error());
    co_return SealOnly{std::move(*sealer)};
}

Task<Result<Sealer>> FamilyKeys::protected_words(
    FamilyId family, ChildId child, ProtectedReader /*reader*/
)
{
    co_return co_await find_own(owner_of(std::move(family), child), KeySpace::Protected);
}

Task<Result<Sealer>> FamilyKeys::protected_words(FamilyId family, ProtectedReader /*reader*/)
{
    co_return co_await find_whole(std::move(family), KeySpace::Protected);
}

Task<> FamilyKeys::destroy(FamilyId family)
{
    co_await store_.destroy(family, clock_.now());
    forget(family);
}

Task<> FamilyKeys::destroy(FamilyId family, ChildId child)
{
    co_await store_.destroy_own(owner_of(family, child), clock_.now());
    co_await forget_archives(std::move(family));
}

Task<> FamilyKeys::forget_archives(FamilyId family)
{
    co_await store_.forget_archives(family);
    forget(family);
}

Result<Sealer> FamilyKeys::unwrapped(
    const sql::Blob& stored, KeySpace space, std::string_view table, std::string_view row
) const
{
    auto plain = wrapper(space).open(stored, {table, id_of(space), row});
    if (!plain || plain->size() != SecretKey::size)
        return failed(ErrorCode::Invalid, "family keys were wrapped by another ENCRYPTION_KEY");
    SecretKey::Bytes bytes{};
    std::ranges::transform(*plain, bytes.begin(), [](char byte) {
        return static_cast<unsigned char>(byte);
    });
    Sealer sealer{SecretKey{bytes}};
    sodium_memzero(plain->data(), plain->size());
    sodium_memzero(bytes.data(), bytes.size());
    return sealer;
}

Task<Result<Sealer>> FamilyKeys::find(FamilyId family, KeySpace space)
{
    const CacheKey key{family, {}, space, Reach::Alone};
    if (auto known = cached(key)) co_return std::move(*known);
    const auto stored = co_await store_.find(family, space);
    if (!stored) co_return failed(ErrorCode::NotFound, "the family has no keys");
    auto sealer = unwrapped(*stored, space, family_table, family.text());
    if (sealer) remember(key, *sealer, cache_time);
    co_return sealer;
}

Task<Result<Sealer>> FamilyKeys::find_whole(FamilyId family, KeySpace space)
{
    const CacheKey key{family, {}, space, Reach::WholeFamily};
    if (auto known = cached(key)) co_return std::move(*known);
    auto own = co_await find(family, space);
    if (!own) co_return std::unexpected(own.error());
    std::vector<Sealer> children;
    for (const auto& child : co_await store_.keys_of_children(family)) {
        const auto& stored = key_in(child, space);
        if (!stored) continue;
        auto sealer = unwrapped(*stored, space, own_table, child.owner);
        if (!sealer) co_return std::unexpected(sealer.error());
        children.push_back(std::move(*sealer));
    }
    const auto whole = own->also_opening(std::move(children));
    remember(key, whole, whole_family_time);
    co_return whole;
}

Task<Result<Sealer>> FamilyKeys::find_own(KeyOwner owner, KeySpace space)
{
    // First of all: an empty owner stands for the family itself.
    if (owner.id.empty()) co_return failed(ErrorCode::NotFound, "nobody has no keys");
    const CacheKey key{owner.family, owner.id, space, Reach::Alone};
    if (auto known = cached(key)) co_return std::move(*known);
    auto family = co_await find(owner.family, space);
    if (!family) co_return std::unexpected(family.error());
    const auto keys = co_await find_or_make(owner);
    if (!keys || !key_in(*keys, space))
        co_return failed(ErrorCode::NotFound, "these keys were destroyed");
    auto own = unwrapped(*key_in(*keys, space), space, own_table, owner.id);
    if (!own) co_return std::unexpected(own.error());
    const auto sealer = own->also_opening({std::move(*family)});
    remember(key, sealer, cache_time);
    co_return sealer;
}

/// Whoever makes them first has made them for all.
Task<std::optional<OwnKeys>> FamilyKeys::find_or_make(KeyOwner owner)
{
    auto found = co_await store_.find_own(owner);
    if (found) co_return found;
    auto own = new_key(wraps_family_, KeySpace::Family, own_table, owner.id);
    auto protecting = new_key(wraps_protected_, KeySpace::Protected, own_table, owner.id);
    const bool added =
        co_await store_.add_own(owner, std::move(own), std::move(protecting), clock_.now());
    if (added) {
        const std::scoped_lock lock{mutex_};
        for (const auto space : {KeySpace::Family, KeySpace::Protected})
            cache_.erase({owner.family, {}, space, Reach::WholeFamily});
    }
    co_return co_await store_.find_own(std::move(owner));
}

std::optional<Sealer> FamilyKeys::cached(const CacheKey& key)
{
    const std::scoped_lock lock{mutex_};
    const auto found = cache_.find(key);
    if (found == cache_.end()) return std::nullopt;
    if (found->second.until <= clock_.now()) {
        cache_.erase(found);
        return std::nullopt;
    }
    return found->second.sealer;
}

void FamilyKeys::remember(const CacheKey& key, const Sealer& sealer, std::chrono::seconds length)
{
    const std::scoped_lock lock{mutex_};
    if (cache_.size() >= cache_size) {
        const auto oldest = std::ranges::min_element(cache_, {}, [](const auto& entry) {
            return entry.second.until;
        });
        cache_.erase(oldest);
    }
    cache_.insert_or_assign(key, Cached{.sealer = sealer, .until = clock_.now() + length});
}

void FamilyKeys::forget(const FamilyId& family)
{
    const std::scoped_lock lock{mutex_};
    std::erase_if(cache_, [&family](const auto& entry) {
        return std::get<FamilyId>(entry.first) == family;
    });
}

}  // namespace buddy::crypto
