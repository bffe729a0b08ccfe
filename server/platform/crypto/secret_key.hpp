// Thirty-two secret bytes that are wiped when they are no longer needed.
//
//     const auto root = crypto::parse_root_key(config.encryption_key);
//     if (!root) return refuse_to_start(root.error().detail);
#pragma once

#include "core/result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace buddy::crypto {

class SecretKey {
public:
    static constexpr std::size_t size = 32;
    using Bytes = std::array<unsigned char, size>;

    explicit SecretKey(const Bytes& bytes) noexcept : bytes_{bytes} {}
    SecretKey(const SecretKey&) = default;
    SecretKey& operator=(const SecretKey&) = default;
    SecretKey(SecretKey&&) = default;
    SecretKey& operator=(SecretKey&&) = default;
    ~SecretKey();

    /// A new key from the machine's random source.
    [[nodiscard]] static SecretKey random();
    /// A key of its own for one purpose. `context` has exactly eight characters.
    [[nodiscard]] SecretKey derive(std::uint64_t number, std::string_view context) const;
    [[nodiscard]] const Bytes& bytes() const noexcept { return bytes_; }

private:
    Bytes bytes_{};
};

/// The key that a secret text stands for (NEXTAUTH_SECRET): its SHA-256. For texts with at least 128
/// random bits only.
[[nodiscard]] SecretKey key_of_secret(std::string_view secret);

/// Reads ENCRYPTION_KEY: 32 bytes as base64 (either alphabet) or as 64 hexadecimal digits.
/// Invalid  it is neither; the detail says what is expected and never quotes the text.
[[nodiscard]] Result<SecretKey> parse_root_key(std::string_view text);

}  // namespace buddy::crypto
