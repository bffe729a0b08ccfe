#include "platform/crypto/family_keys.hpp"

#include <sodium.h>

#include <algorithm>
#include <string>

namespace buddy::crypto {
namespace {

constexpr std::uint64_t family_number = 1;
constexpr std::uint64_t protected_number = 2;
constexpr std::string_view context = "famkeys1";

Sealed wrapped(const Sealer& wrapper, const SecretKey& key, const FamilyId& family, KeySpace space)
{
    std::string plain(SecretKey::size, '\0');
    std::ranges::transform(key.bytes(), plain.begin(), [](unsigned char byte) {
        return static_cast<char>(byte);
    });
    auto sealed = wrapper.seal(plain, {"family_keys", id_of(space), family.text()});
    sodium_memzero(plain.data(), plain.size());
    return sealed;
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
    auto family_key = wrapped(wraps_family_, SecretKey::random(), family, KeySpace::Family);
    auto protected_key =
        wrapped(wraps_protected_, SecretKey::random(), family, KeySpace::Protected);
    const bool added =
        co_await store_.add(family, std::move(family_key), std::move(protected_key), clock_.now());
    if (!added) co_return failed(ErrorCode::Conflict, "the family has or had keys");
    co_return Result<void>{};
}

Task<Result<Sealer>> FamilyKeys::of(FamilyId family)
{
    co_return co_await find(std::move(family), KeySpace::Family);
}

Task<Result<SealOnly>> FamilyKeys::protecting(FamilyId family)
{
    auto sealer = co_await find(std::move(family), KeySpace::Protected);
    if (!sealer) co_return std::unexpected(sealer.error());
    co_return SealOnly{std::move(*sealer)};
}

Task<Result<Sealer>> FamilyKeys::protected_words(FamilyId family, ProtectedReader /*reader*/)
{
    co_return co_await find(std::move(family), KeySpace::Protected);
}

Task<> FamilyKeys::destroy(FamilyId family)
{
    co_await store_.destroy(family, clock_.now());
    const std::scoped_lock lock{mutex_};
    cache_.erase({family, KeySpace::Family});
    cache_.erase({family, KeySpace::Protected});
}

Task<Result<Sealer>> FamilyKeys::find(FamilyId family, KeySpace space)
{
    const CacheKey key{family, space};
    if (auto known = cached(key)) co_return std::move(*known);
    const auto stored = co_await store_.find(family, space);
    if (!stored) co_return failed(ErrorCode::NotFound, "the family has no keys");
    auto plain = wrapper(space).open(*stored, {"family_keys", id_of(space), family.text()});
    if (!plain || plain->size() != SecretKey::size)
        co_return failed(ErrorCode::Invalid, "family keys were wrapped by another ENCRYPTION_KEY");
    SecretKey::Bytes bytes{};
    std::ranges::transform(*plain, bytes.begin(), [](char byte) {
        return static_cast<unsigned char>(byte);
    });
    const Sealer sealer{SecretKey{bytes}};
    sodium_memzero(plain->data(), plain->size());
    sodium_memzero(bytes.data(), bytes.size());
    remember(key, sealer);
    co_return sealer;
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

void FamilyKeys::remember(const CacheKey& key, const Sealer& sealer)
{
    const std::scoped_lock lock{mutex_};
    if (cache_.size() >= cache_size) {
        const auto oldest = std::ranges::min_element(cache_, {}, [](const auto& entry) {
            return entry.second.until;
        });
        cache_.erase(oldest);
    }
    cache_.insert_or_assign(key, Cached{.sealer = sealer, .until = clock_.now() + cache_time});
}

}  // namespace buddy::crypto
