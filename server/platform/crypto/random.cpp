#include "platform/crypto/random.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace buddy::crypto {
namespace {

// Milliseconds and a counter of twelve bits, never twice the same in a process: what makes ids sort.
std::uint64_t next_moment(Time now)
{
    static std::atomic<std::uint64_t> last{0};
    const auto wanted = static_cast<std::uint64_t>(to_millis(now)) << 12U;
    auto before = last.load();
    std::uint64_t next = 0;
    do {
        next = std::max(wanted, before + 1);
    } while (!last.compare_exchange_weak(before, next));
    return next;
}

std::string hex_of(const unsigned char* bytes, std::size_t count)
{
    std::string text((count * 2) + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes, count);
    text.pop_back();
    return text;
}

}  // namespace

void start_sodium()
{
    static const bool ready = sodium_init() >= 0;
    if (!ready) std::abort();
}

std::string new_id_text(Time now)
{
    start_sodium();
    const auto moment = next_moment(now);
    const auto counter = moment & 0xFFFU;
    std::uint64_t tail = 0;
    randombytes_buf(&tail, sizeof tail);
    tail = (tail & 0x3FFFFFFFFFFFFFFFU) | 0x8000000000000000U;
    const auto millis = moment >> 12U;
    return fmt::format(
        "{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}",
        millis >> 16U,
        millis & 0xFFFFU,
        counter,
        tail >> 48U,
        tail & 0xFFFFFFFFFFFFU
    );
}

std::string random_token(std::size_t bytes)
{
    start_sodium();
    std::vector<unsigned char> raw(bytes);
    randombytes_buf(raw.data(), raw.size());
    constexpr auto variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_encoded_len(bytes, variant), '\0');
    sodium_bin2base64(text.data(), text.size(), raw.data(), raw.size(), variant);
    sodium_memzero(raw.data(), raw.size());
    text.pop_back();
    return text;
}

std::string random_digits(std::size_t count)
{
    start_sodium();
    std::string text;
    while (text.size() < count) text.push_back(static_cast<char>('0' + randombytes_uniform(10)));
    return text;
}

std::string hash_token(std::string_view token)
{
    start_sodium();
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    const std::string copy{token};
    crypto_hash_sha256(
        hash.data(), reinterpret_cast<const unsigned char*>(copy.data()), copy.size()
    );
    return hex_of(hash.data(), hash.size());
}

std::string keyed_hash(const SecretKey& key, std::string_view text)
{
    start_sodium();
    std::array<unsigned char, crypto_generichash_BYTES> hash{};
    crypto_generichash(
        hash.data(),
        hash.size(),
        reinterpret_cast<const unsigned char*>(text.data()),
        text.size(),
        key.bytes().data(),
        key.bytes().size()
    );
    return hex_of(hash.data(), hash.size());
}

bool equal_in_constant_time(std::string_view left, std::string_view right) noexcept
{
    return left.size() == right.size() &&
           sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace buddy::crypto
