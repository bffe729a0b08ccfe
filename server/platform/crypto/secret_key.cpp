#include "platform/crypto/secret_key.hpp"

#include "platform/crypto/random.hpp"

#include <sodium.h>

#include <algorithm>
#include <optional>
#include <string>

namespace buddy::crypto {
namespace {

std::optional<SecretKey::Bytes> from_hex(std::string_view text)
{
    SecretKey::Bytes bytes{};
    std::size_t length = 0;
    if (text.size() != SecretKey::size * 2 ||
        sodium_hex2bin(
            bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr
        ) != 0 ||
        length != SecretKey::size)
        return std::nullopt;
    return bytes;
}

std::optional<SecretKey::Bytes> from_base64(std::string_view text)
{
    std::string plain{text};
    std::ranges::replace(plain, '-', '+');
    std::ranges::replace(plain, '_', '/');
    while (plain.ends_with('=')) plain.pop_back();
    SecretKey::Bytes bytes{};
    std::size_t length = 0;
    const bool decoded = sodium_base642bin(
                             bytes.data(),
                             bytes.size(),
                             plain.data(),
                             plain.size(),
                             nullptr,
                             &length,
                             nullptr,
                             sodium_base64_VARIANT_ORIGINAL_NO_PADDING
                         ) == 0;
    sodium_memzero(plain.data(), plain.size());
    if (!decoded || length != SecretKey::size) return std::nullopt;
    return bytes;
}

}  // namespace

SecretKey::~SecretKey()
{
    sodium_memzero(bytes_.data(), bytes_.size());
}

SecretKey SecretKey::random()
{
    start_sodium();
    Bytes bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    SecretKey key{bytes};
    sodium_memzero(bytes.data(), bytes.size());
    return key;
}

SecretKey SecretKey::derive(std::uint64_t number, std::string_view context) const
{
    std::array<char, crypto_kdf_CONTEXTBYTES> name{};
    std::ranges::copy(context.substr(0, name.size()), name.begin());
    Bytes bytes{};
    crypto_kdf_derive_from_key(bytes.data(), bytes.size(), number, name.data(), bytes_.data());
    SecretKey key{bytes};
    sodium_memzero(bytes.data(), bytes.size());
    return key;
}

SecretKey key_of_secret(std::string_view secret)
{
    start_sodium();
    SecretKey::Bytes bytes{};
    crypto_hash_sha256(
        bytes.data(), reinterpret_cast<const unsigned char*>(secret.data()), secret.size()
    );
    return SecretKey{bytes};
}

Result<SecretKey> parse_root_key(std::string_view text)
{
    auto bytes = from_hex(text);
    if (!bytes) bytes = from_base64(text);
    if (!bytes)
        return failed(
            ErrorCode::Invalid,
            "expected 32 bytes as base64 (44 characters) or hexadecimal (64 digits), for example "
            "from: openssl rand -base64 32"
        );
    SecretKey key{*bytes};
    sodium_memzero(bytes->data(), bytes->size());
    return key;
}

}  // namespace buddy::crypto
