// Rows of eight-bit numbers times an eight-bit matrix: the one heavy loop of the encoder.
//
// Every way of doing it (AMX, AVX-512 VNNI, AVX2, plain) gives the same integers; which one runs is chosen
// once, by the processor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace buddy::text {

/// `out` × `in` weights, four inputs of one output side by side: weights[(i / 4) × out × 4 + o × 4 + i % 4].
/// The true weight is weights × scales[o]. Borrowed. `in` and `out` are multiples of 16.
struct Matrix {
    std::size_t in = 0;
    std::size_t out = 0;
    std::span<const std::int8_t> weights;
    std::span<const float> scales;  ///< One per output.
    std::span<const float> bias;    ///< One per output.
    /// 128 × the sum of each output's weights: values are stored around 128 (offsets_of()).
    std::span<const std::int32_t> offsets;
};

/// What Matrix::offsets must hold.
[[nodiscard]] std::vector<std::int32_t> offsets_of(const Matrix& matrix);

/// results[r × out + o] = bias[o] + Σ values[r × in + i] · weight(o, i), the values of each row rounded to
/// 255 steps between its largest and smallest. Sizes must fit; `rows` is at most 192.
void multiply(const Matrix& matrix, const float* values, std::size_t rows, float* results);

/// "amx", "avx512vnni", "avx2" or "plain": what multiply() uses here.
[[nodiscard]] std::string_view multiply_way() noexcept;

namespace ways {
// The integer products alone, for the test that holds them equal. `values` are bytes around 128.
using Products = void (*)(
    const std::uint8_t* values, std::size_t rows, const Matrix& matrix, std::int32_t* sums
);
void plain(const std::uint8_t* values, std::size_t rows, const Matrix& matrix, std::int32_t* sums);
/// Null where the processor does not know it.
[[nodiscard]] Products avx2() noexcept;
[[nodiscard]] Products avx512() noexcept;
/// … or where the kernel keeps tiles from this process; asks it once. Fewer than 16 rows go the way of avx512().
[[nodiscard]] Products tiles() noexcept;
}  // namespace ways

}  // namespace buddy::text
