#include "text/matrix.hpp"

#include "text/scratch.hpp"
#include "text/wide.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#define BUDDY_X86 1
#else
#define BUDDY_X86 0
#endif

namespace buddy::text {
namespace {

std::uint32_t four_bytes(const std::uint8_t* bytes) noexcept
{
    std::uint32_t four = 0;
    std::memcpy(&four, bytes, sizeof four);
    return four;
}

#if BUDDY_X86

/// Rows × 32 outputs at a time: each weight that is loaded serves all rows.
template <std::size_t Rows>
__attribute__((target("avx512f,avx512vnni"))) void block512(
    const std::uint8_t* values, const Matrix& matrix, std::size_t first, std::int32_t* sums
)
{
    __m512i low[Rows];
    __m512i high[Rows];
    for (std::size_t r = 0; r < Rows; ++r) low[r] = high[r] = _mm512_setzero_si512();
    const std::int8_t* weights = matrix.weights.data() + first * 4;
    for (std::size_t i = 0; i < matrix.in; i += 4) {
        const __m512i low_weights = _mm512_loadu_si512(weights);
        const __m512i high_weights = _mm512_loadu_si512(weights + 64);
        weights += matrix.out * 4;
        for (std::size_t r = 0; r < Rows; ++r) {
            const auto four = static_cast<int>(four_bytes(values + r * matrix.in + i));
            const __m512i value = _mm512_set1_epi32(four);
            low[r] = _mm512_dpbusd_epi32(low[r], value, low_weights);
            high[r] = _mm512_dpbusd_epi32(high[r], value, high_weights);
        }
    }
    for (std::size_t r = 0; r < Rows; ++r) {
        _mm512_storeu_si512(sums + r * matrix.out + first, low[r]);
        _mm512_storeu_si512(sums + r * matrix.out + first + 16, high[r]);
    }
}

/// The last 16 outputs where their number is no multiple of 32.
__attribute__((target("avx512f,avx512vnni"))) void half512(
    const std::uint8_t* values, const Matrix& matrix, std::size_t first, std::int32_t* sums
)
{
    __m512i sum = _mm512_setzero_si512();
    const std::int8_t* weights = matrix.weights.data() + first * 4;
    for (std::size_t i = 0; i < matrix.in; i += 4) {
        const __m512i value = _mm512_set1_epi32(static_cast<int>(four_bytes(values + i)));
        sum = _mm512_dpbusd_epi32(sum, value, _mm512_loadu_si512(weights));
        weights += matrix.out * 4;
    }
    _mm512_storeu_si512(sums + first, sum);
}

void products512(
    const std::uint8_t* values, std::size_t rows, const Matrix& matrix, std::int32_t* sums
)
{
    const std::size_t whole = matrix.out / 32 * 32;
    for (std::size_t first = 0; first < whole; first += 32) {
        std::size_t r = 0;
        const auto blocks_of = [&]<std::size_t Rows>() {
            for (; r + Rows <= rows; r += Rows)
                block512<Rows>(values + r * matrix.in, matrix, first, sums + r * matrix.out);
        };
        blocks_of.operator()<8>();
        blocks_of.operator()<4>();
        blocks_of.operator()<2>();
        blocks_of.operator()<1>();
    }
    for (std::size_t r = 0; whole < matrix.out && r < rows; ++r)
        half512(values + r * matrix.in, matrix, whole, sums + r * matrix.out);
}

/// Rows × 8 outputs. Bytes are widened to 16 bits, where neither product nor sum can overflow.
template <std::size_t Rows>
__attribute__((target("avx2"))) void block256(
    const std::uint8_t* values, const Matrix& matrix, std::size_t first, std::int32_t* sums
)
{
    __m256i low[Rows];   // pairs of sums of outputs 0 to 3
    __m256i high[Rows];  // … 4 to 7
    for (std::size_t r = 0; r < Rows; ++r) low[r] = high[r] = _mm256_setzero_si256();
    const std::int8_t* weights = matrix.weights.data() + first * 4;
    for (std::size_t i = 0; i < matrix.in; i += 4) {
        const __m256i both = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(weights));
        const __m256i low_weights = _mm256_cvtepi8_epi16(_mm256_castsi256_si128(both));
        const __m256i high_weights = _mm256_cvtepi8_epi16(_mm256_extracti128_si256(both, 1));
        weights += matrix.out * 4;
        for (std::size_t r = 0; r < Rows; ++r) {
            const auto four = static_cast<int>(four_bytes(values + r * matrix.in + i));
            const __m256i value = _mm256_cvtepu8_epi16(_mm_set1_epi32(four));
            low[r] = _mm256_add_epi32(low[r], _mm256_madd_epi16(value, low_weights));
            high[r] = _mm256_add_epi32(high[r], _mm256_madd_epi16(value, high_weights));
        }
    }
    for (std::size_t r = 0; r < Rows; ++r) {
        const __m256i joined = _mm256_hadd_epi32(low[r], high[r]);  // 0 1 4 5 | 2 3 6 7
        _mm256_storeu_si256(
            reinterpret_cast<__m256i*>(sums + r * matrix.out + first),
            _mm256_permute4x64_epi64(joined, 0xD8)
        );
    }
}

void products256(
    const std::uint8_t* values, std::size_t rows, const Matrix& matrix, std::int32_t* sums
)
{
    for (std::size_t first = 0; first < matrix.out; first += 8) {
        std::size_t r = 0;
        for (; r + 4 <= rows; r += 4)
            block256<4>(values + r * matrix.in, matrix, first, sums + r * matrix.out);
        for (; r < rows; ++r)
            block256<1>(values + r * matrix.in, matrix, first, sums + r * matrix.out);
    }
}

#endif

struct Way {
    ways::Products products = ways::plain;
    std::string_view name = "plain";
};

Way choose() noexcept
{
    if (ways::tiles() != nullptr) return {.products = ways::tiles(), .name = "amx"};
    if (ways::avx512() != nullptr) return {.products = ways::avx512(), .name = "avx512vnni"};
    if (ways::avx2() != nullptr) return {.products = ways::avx2(), .name = "avx2"};
    return {};
}

const Way& way() noexcept
{
    static const Way chosen = choose();
    return chosen;
}

/// Bytes around 128 for one row; the step between two of them.
BUDDY_WIDE float round_row(const float* values, std::size_t count, std::uint8_t* rounded)
{
    // Floats without their sign are ordered as their bits are, and integers are compared many at once.
    std::uint32_t largest_bits = 0;
    for (std::size_t i = 0; i < count; ++i)
        largest_bits =
            std::max(largest_bits, std::bit_cast<std::uint32_t>(values[i]) & 0x7FFFFFFFU);
    const auto largest = std::bit_cast<float>(largest_bits);
    const float step = largest > 0.0F ? largest / 127.0F : 1.0F;
    const float inverse = 1.0F / step;
    for (std::size_t i = 0; i < count; ++i) {
        // Adding 128.5 keeps the number positive, so that cutting it rounds it.
        rounded[i] =
            static_cast<std::uint8_t>(static_cast<std::int32_t>(values[i] * inverse + 128.5F));
    }
    return step;
}

BUDDY_WIDE void scale_row(
    const Matrix& matrix, const std::int32_t* sums, float step, float* results
)
{
    const std::int32_t* const offsets = matrix.offsets.data();
    const float* const scales = matrix.scales.data();
    const float* const bias = matrix.bias.data();
    for (std::size_t o = 0; o < matrix.out; ++o)
        results[o] = static_cast<float>(sums[o] - offsets[o]) * (step * scales[o]) + bias[o];
}

}  // namespace

std::vector<std::int32_t> offsets_of(const Matrix& matrix)
{
    std::vector<std::int32_t> offsets(matrix.out);
    for (std::size_t i = 0; i < matrix.weights.size(); ++i)
        offsets[i / 4 % matrix.out] += 128 * matrix.weights[i];
    return offsets;
}

void ways::plain(
    const std::uint8_t* values, std::size_t rows, const Matrix& matrix, std::int32_t* sums
)
{
    std::fill_n(sums, rows * matrix.out, 0);
    for (std::size_t r = 0; r < rows; ++r) {
        std::int32_t* const row = sums + r * matrix.out;
        for (std::size_t i = 0; i < matrix.in; ++i) {
            const std::int32_t value = values[r * matrix.in + i];
            const std::int8_t* const weights =
                matrix.weights.data() + i / 4 * matrix.out * 4 + i % 4;
            for (std::size_t o = 0; o < matrix.out; ++o) row[o] += value * weights[o * 4];
        }
    }
}

ways::Products ways::avx2() noexcept
{
#if BUDDY_X86
    if (__builtin_cpu_supports("avx2")) return products256;
#endif
    return nullptr;
}

ways::Products ways::avx512() noexcept
{
#if BUDDY_X86
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vnni"))
        return products512;
#endif
    return nullptr;
}

std::string_view multiply_way() noexcept
{
    return way().name;
}

void multiply(const Matrix& matrix, const float* values, std::size_t rows, float* results)
{
    // Reused, and never made smaller: fresh pages for every call would cost as much as the sums.
    thread_local Scratch<std::uint8_t> rounded;
    thread_local Scratch<std::int32_t> sums;
    thread_local std::vector<float> steps;
    rounded.resize(std::max(rounded.size(), rows * matrix.in));
    sums.resize(std::max(sums.size(), rows * matrix.out));
    steps.resize(std::max(steps.size(), rows));
    for (std::size_t r = 0; r < rows; ++r)
        steps[r] = round_row(values + r * matrix.in, matrix.in, rounded.data() + r * matrix.in);
    way().products(rounded.data(), rows, matrix, sums.data());
    for (std::size_t r = 0; r < rows; ++r)
        scale_row(matrix, sums.data() + r * matrix.out, steps[r], results + r * matrix.out);
}

}  // namespace buddy::text
