#include "text/digest.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace buddy::text {
namespace {

using Words = std::array<std::uint64_t, 8>;
using Block = std::array<std::uint64_t, 16>;
constexpr std::size_t block_bytes = 128;

static_assert(std::endian::native == std::endian::little, "the model file is little-endian");

constexpr Words start = {
    0x6a09e667f3bcc908ULL,
    0xbb67ae8584caa73bULL,
    0x3c6ef372fe94f82bULL,
    0xa54ff53a5f1d36f1ULL,
    0x510e527fade682d1ULL,
    0x9b05688c2b3e6c1fULL,
    0x1f83d9abfb41bd6bULL,
    0x5be0cd19137e2179ULL
};

constexpr std::uint8_t order[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}
};

void mix(Block& v, std::size_t a, std::size_t b, std::size_t c, std::size_t d, std::uint64_t x)
{
    v[a] += v[b] + x;
    v[d] = std::rotr(v[d] ^ v[a], 32);
    v[c] += v[d];
    v[b] = std::rotr(v[b] ^ v[c], 24);
}

void finish_mix(
    Block& v, std::size_t a, std::size_t b, std::size_t c, std::size_t d, std::uint64_t y
)
{
    v[a] += v[b] + y;
    v[d] = std::rotr(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = std::rotr(v[b] ^ v[c], 63);
}

constexpr std::uint8_t lanes[8][4] = {
    {0, 4, 8, 12},
    {1, 5, 9, 13},
    {2, 6, 10, 14},
    {3, 7, 11, 15},
    {0, 5, 10, 15},
    {1, 6, 11, 12},
    {2, 7, 8, 13},
    {3, 4, 9, 14}
};

void compress(Words& state, const Block& message, std::uint64_t counted, bool last)
{
    Block v{};
    std::ranges::copy(state, v.begin());
    std::ranges::copy(start, v.begin() + 8);
    v[12] ^= counted;
    if (last) v[14] = ~v[14];
    // Unrolled, so that every index is a constant and the sixteen words stay in registers.
#pragma clang loop unroll(full)
    for (std::size_t round = 0; round < 12; ++round) {
        const auto& sigma = order[round % 10];
#pragma clang loop unroll(full)
        for (std::size_t lane = 0; lane < 8; ++lane) {
            const auto& [a, b, c, d] = lanes[lane];
            mix(v, a, b, c, d, message[sigma[2 * lane]]);
            finish_mix(v, a, b, c, d, message[sigma[2 * lane + 1]]);
        }
    }
    for (std::size_t i = 0; i < state.size(); ++i) state[i] ^= v[i] ^ v[i + 8];
}

}  // namespace

Digest digest_of(std::span<const std::byte> bytes) noexcept
{
    constexpr std::uint64_t parameters = 0x01010000ULL | sizeof(Digest);
    Words state = start;
    state[0] ^= parameters;
    std::uint64_t counted = 0;
    Block message{};
    while (bytes.size() > block_bytes) {
        std::memcpy(message.data(), bytes.data(), block_bytes);
        counted += block_bytes;
        compress(state, message, counted, false);
        bytes = bytes.subspan(block_bytes);
    }
    message = {};
    if (!bytes.empty()) std::memcpy(message.data(), bytes.data(), bytes.size());
    compress(state, message, counted + bytes.size(), true);
    Digest digest;
    std::memcpy(digest.data(), state.data(), digest.size());
    return digest;
}

std::string hex(const Digest& digest, std::size_t count)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (std::size_t i = 0; i < std::min(count, digest.size()); ++i) {
        out.push_back(digits[digest.at(i) >> 4U]);
        out.push_back(digits[digest.at(i) & 0xFU]);
    }
    return out;
}

}  // namespace buddy::text
