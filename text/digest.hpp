// BLAKE2b with 32 bytes (RFC 7693, no key): what `b2sum -l 256` prints. Guards the model file
// against damage; it is no signature.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace buddy::text {

using Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] Digest digest_of(std::span<const std::byte> bytes) noexcept;
/// Lower-case hex digits of the first `count` bytes.
[[nodiscard]] std::string hex(const Digest& digest, std::size_t count = 32);

}  // namespace buddy::text
