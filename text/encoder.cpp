#include "text/encoder.hpp"

#include "text/scratch.hpp"
#include "text/wide.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace buddy::text {
namespace {

/// Sums go in sixteen lanes side by side: a fixed order that one register can hold. Counts are
/// multiples of it.
constexpr std::size_t lanes = 16;

/// Numbers side by side, as one or more registers of the processor hold them.
using Lanes [[gnu::vector_size(lanes * sizeof(float)), gnu::aligned(alignof(float))]] = float;
using WholeLanes [[gnu::vector_size(lanes * sizeof(int))]] = int;

const Lanes& lanes_at(const float* values) noexcept
{
    return *reinterpret_cast<const Lanes*>(values);
}
Lanes& lanes_at(float* values) noexcept
{
    return *reinterpret_cast<Lanes*>(values);
}

/// x = e^x for x ≤ 0, within 2e-7 of it: 2^whole · 2^part, the second by its Taylor row.
[[gnu::always_inline]] inline void raise_e_to(Lanes& x) noexcept
{
    const Lanes lowest = Lanes{} - 80.0F;
    const Lanes scaled = (x > lowest ? x : lowest) * std::numbers::log2e_v<float>;
    const auto whole = __builtin_convertvector(scaled - 0.5F, WholeLanes);
    const Lanes part =
        (scaled - __builtin_convertvector(whole, Lanes)) * std::numbers::ln2_v<float>;
    Lanes power = Lanes{} + 1.0F / 720.0F;
    power = power * part + 1.0F / 120.0F;
    power = power * part + 1.0F / 24.0F;
    power = power * part + 1.0F / 6.0F;
    power = power * part + 0.5F;
    power = power * part + 1.0F;
    power = power * part + 1.0F;
    x = power * reinterpret_cast<Lanes>((whole + 127) << 23);
}

/// x · Φ(x), with the error function of Abramowitz and Stegun 7.1.26 (error below 1.5e-7).
BUDDY_WIDE void gelu(float* values, std::size_t count)
{
    for (std::size_t i = 0; i < count; i += lanes) {
        Lanes& x = lanes_at(values + i);
        const Lanes z = (x < 0.0F ? -x : x) * 0.70710678F;
        const Lanes t = 1.0F / (1.0F + 0.3275911F * z);
        Lanes row = Lanes{} + 1.061405429F;
        row = row * t - 1.453152027F;
        row = row * t + 1.421413741F;
        row = row * t - 0.284496736F;
        row = row * t + 0.254829592F;
        Lanes power = -z * z;
        raise_e_to(power);
        const Lanes upper = 0.5F * row * t * power;  // 1 - Φ(|x|)
        x = x >= 0.0F ? x - (x * upper) : x * upper;
    }
}

inline float total_of(const float (&sums)[lanes]) noexcept
{
    float total = 0.0F;
    for (const float sum : sums) total += sum;
    return total;
}

BUDDY_WIDE void normalise(
    const float* __restrict values,
    std::size_t width,
    const float* __restrict stretch,
    const float* __restrict shift,
    float* __restrict out
)
{
    float sums[lanes] = {};
    for (std::size_t i = 0; i < width; i += lanes) {
        for (std::size_t l = 0; l < lanes; ++l) sums[l] += values[i + l];
    }
    const float mean = total_of(sums) / static_cast<float>(width);
    float squares[lanes] = {};
    for (std::size_t i = 0; i < width; i += lanes) {
        for (std::size_t l = 0; l < lanes; ++l)
            squares[l] += (values[i + l] - mean) * (values[i + l] - mean);
    }
    const float inverse = 1.0F / std::sqrt(total_of(squares) / static_cast<float>(width) + 1e-5F);
    for (std::size_t i = 0; i < width; ++i)
        out[i] = (values[i] - mean) * inverse * stretch[i] + shift[i];
}

/// Keys that are weighed side by side, and queries that share each key that is loaded: enough sums
/// that none waits for the one before it, few enough for the registers.
constexpr std::size_t key_lanes = 2 * lanes;
constexpr std::size_t queries_at_once = 4;
static_assert(head_size == 2 * lanes);

std::size_t room_for(std::size_t keys) noexcept
{
    return (keys + key_lanes - 1) / key_lanes * key_lanes;
}

/// A head's keys and values, as attend() reads them.
struct Seen {
    const float* keys;    ///< Transposed: head_size × room_for(count).
    const float* values;  ///< One row of `stride` numbers for each key.
    std::size_t count;
    std::size_t stride;
};

/// weights[q × room + k] = scale · query q · key k, for `Queries` queries.
template <std::size_t Queries>
[[gnu::always_inline]] inline void compare(
    const float* __restrict queries, const Seen& seen, float scale, float* __restrict weights
)
{
    const std::size_t room = room_for(seen.count);
    for (std::size_t k = 0; k < room; k += key_lanes) {
        Lanes low[Queries] = {};
        Lanes high[Queries] = {};
        for (std::size_t i = 0; i < head_size; ++i) {
            const Lanes low_keys = lanes_at(seen.keys + i * room + k);
            const Lanes high_keys = lanes_at(seen.keys + i * room + k + lanes);
            for (std::size_t q = 0; q < Queries; ++q) {
                const float number = queries[q * seen.stride + i];
                low[q] += number * low_keys;
                high[q] += number * high_keys;
            }
        }
        for (std::size_t q = 0; q < Queries; ++q) {
            lanes_at(weights + q * room + k) = low[q] * scale;
            lanes_at(weights + q * room + k + lanes) = high[q] * scale;
        }
    }
}

/// weights[q × room + k] = softmax of the first `count` weights of q; zero up to room_for(count). The rows go
/// side by side: none waits for the sums of another.
template <std::size_t Queries>
[[gnu::always_inline]] inline void soften(float* __restrict weights, std::size_t count)
{
    const std::size_t room = room_for(count);
    Lanes tops[Queries];
    for (std::size_t q = 0; q < Queries; ++q) {
        float* const row = weights + q * room;
        for (std::size_t k = count; k < room; ++k) row[k] = -1e30F;
        tops[q] = lanes_at(row);
        for (std::size_t k = lanes; k < room; k += lanes) {
            const Lanes other = lanes_at(row + k);
            tops[q] = tops[q] > other ? tops[q] : other;
        }
    }
    float top[Queries];
    for (std::size_t q = 0; q < Queries; ++q) top[q] = tops[q][0];
    for (std::size_t l = 1; l < lanes; ++l) {
        for (std::size_t q = 0; q < Queries; ++q)
            top[q] = top[q] > tops[q][l] ? top[q] : tops[q][l];
    }
    Lanes sums[Queries] = {};
    for (std::size_t k = 0; k < room; k += lanes) {
        for (std::size_t q = 0; q < Queries; ++q) {
            Lanes& part = lanes_at(weights + q * room + k);
            part -= top[q];
            raise_e_to(part);
            sums[q] += part;
        }
    }
    float totals[Queries] = {};
    for (std::size_t l = 0; l < lanes; ++l) {
        for (std::size_t q = 0; q < Queries; ++q) totals[q] += sums[q][l];
    }
    for (std::size_t q = 0; q < Queries; ++q) {
        const float inverse = 1.0F / totals[q];
        for (std::size_t k = 0; k < room; k += lanes) lanes_at(weights + q * room + k) *= inverse;
    }
}

/// out q = Σ weights[q × room + k] · value k, head_size numbers each. Even and odd keys are summed apart,
/// so that one sum need not wait for the one before it.
template <std::size_t Queries>
[[gnu::always_inline]] inline void gather(
    const float* __restrict weights, const Seen& seen, float* __restrict out, std::size_t out_stride
)
{
    const std::size_t room = room_for(seen.count);
    Lanes low[2][Queries] = {};
    Lanes high[2][Queries] = {};
    for (std::size_t k = 0; k < seen.count; k += 2) {
        // Of an odd number the last key is met twice, the second time with a weight of zero.
        const std::size_t keys[] = {k, std::min(k + 1, seen.count - 1)};
        for (std::size_t odd = 0; odd < 2; ++odd) {
            const Lanes low_value = lanes_at(seen.values + keys[odd] * seen.stride);
            const Lanes high_value = lanes_at(seen.values + keys[odd] * seen.stride + lanes);
            for (std::size_t q = 0; q < Queries; ++q) {
                const float weight = weights[q * room + k + odd];
                low[odd][q] += weight * low_value;
                high[odd][q] += weight * high_value;
            }
        }
    }
    for (std::size_t q = 0; q < Queries; ++q) {
        lanes_at(out + q * out_stride) = low[0][q] + low[1][q];
        lanes_at(out + q * out_stride + lanes) = high[0][q] + high[1][q];
    }
}

template <std::size_t Queries>
[[gnu::always_inline]] inline void attend_with(
    const float* __restrict queries,
    const Seen& seen,
    float* __restrict weights,
    float* __restrict out,
    std::size_t out_stride
)
{
    const float scale = 1.0F / std::sqrt(static_cast<float>(head_size));
    const std::size_t room = room_for(seen.count);
    compare<Queries>(queries, seen, scale, weights);
    soften<Queries>(weights, seen.count);
    constexpr std::size_t together = std::min<std::size_t>(Queries, 2);
    for (std::size_t q = 0; q < Queries; q += together)
        gather<together>(weights + q * room, seen, out + q * out_stride, out_stride);
}

/// What `rows` queries make of what they see: head_size numbers each. `queries` has Seen::stride;
/// `weights` holds queries_at_once × room_for(count) numbers of scratch.
BUDDY_WIDE void attend(
    const float* __restrict queries,
    std::size_t rows,
    const Seen& seen,
    float* __restrict weights,
    float* __restrict out,
    std::size_t out_stride
)
{
    std::size_t q = 0;
    for (; q + queries_at_once <= rows; q += queries_at_once)
        attend_with<queries_at_once>(
            queries + q * seen.stride, seen, weights, out + q * out_stride, out_stride
        );
    for (; q < rows; ++q)
        attend_with<1>(queries + q * seen.stride, seen, weights, out + q * out_stride, out_stride);
}

BUDDY_WIDE void add(const float* __restrict values, std::size_t count, float* __restrict sum)
{
    for (std::size_t i = 0; i < count; ++i) sum[i] += values[i];
}

BUDDY_WIDE void add_row(
    const std::int8_t* __restrict row, float scale, std::size_t width, float* __restrict sum
)
{
    for (std::size_t i = 0; i < width; ++i) sum[i] += scale * static_cast<float>(row[i]);
}

/// The numbers of one sequence on their way through the layers.
class Reading {
public:
    Reading(const Encoder& encoder, const Sequence& sequence)
        : encoder_{encoder}, count_{sequence.pieces.size()}, wanted_{2 + sequence.message}
    {
        const std::size_t width = encoder.width;
        x_.assign(count_ * width, 0.0F);
        normed_.resize(count_ * width);
        mixed_.resize(count_ * 3 * width);
        inner_.resize(count_ * std::max(encoder.inner, width));
        room_ = room_for(count_);
        keys_.assign(head_size * room_, 0.0F);
        weights_.resize(queries_at_once * room_);
        std::size_t speaker = 0;
        for (std::size_t i = 0; i < count_; ++i) {
            const Piece piece = sequence.pieces[i];
            if (piece == static_cast<Piece>(Sign::Child)) speaker = 1;
            if (piece == static_cast<Piece>(Sign::Mentor)) speaker = 2;
            add_from(encoder.piece, piece, i);
            add_from(encoder.place, i, i);
            add_from(encoder.speaker, speaker, i);
        }
    }

    /// Of the last layer only the message's rows are wanted.
    void pass(const EncoderLayer& layer, bool last)
    {
        const std::size_t width = encoder_.width;
        const std::size_t rows = last ? wanted_ : count_;
        norm_rows(layer.norm1, count_);
        multiply(layer.mix, normed_.data(), count_, mixed_.data());
        for (std::size_t head = 0; head < encoder_.heads; ++head) attend_head(head, rows);
        multiply(layer.out, normed_.data(), rows, inner_.data());
        add(inner_.data(), rows * width, x_.data());
        norm_rows(layer.norm2, rows);
        multiply(layer.up, normed_.data(), rows, inner_.data());
        gelu(inner_.data(), rows * encoder_.inner);
        multiply(layer.down, inner_.data(), rows, normed_.data());
        add(normed_.data(), rows * width, x_.data());
    }

    [[nodiscard]] std::vector<float> vector()
    {
        const std::size_t width = encoder_.width;
        norm_rows(encoder_.norm, wanted_);
        std::vector<float> out(2 * width);
        std::copy_n(normed_.data(), width, out.data());
        for (std::size_t i = 2; i < wanted_; ++i)
            add(normed_.data() + i * width, width, out.data() + width);
        const auto pieces = static_cast<float>(std::max<std::size_t>(wanted_ - 2, 1));
        for (std::size_t i = width; i < out.size(); ++i) out[i] /= pieces;
        return out;
    }

private:
    void add_from(const Table& table, std::size_t row, std::size_t place)
    {
        const std::size_t width = encoder_.width;
        add_row(
            table.rows.data() + row * width, table.scales[row], width, x_.data() + place * width
        );
    }
    void norm_rows(const Norm& norm, std::size_t rows)
    {
        const std::size_t width = encoder_.width;
        for (std::size_t i = 0; i < rows; ++i)
            normalise(
                x_.data() + i * width,
                width,
                norm.stretch.data(),
                norm.shift.data(),
                normed_.data() + i * width
            );
    }
    /// Reads mixed_, writes the head's columns of normed_.
    void attend_head(std::size_t head, std::size_t rows)
    {
        const std::size_t width = encoder_.width;
        const float* const first = mixed_.data() + head * head_size;
        for (std::size_t k = 0; k < count_; ++k) {
            for (std::size_t i = 0; i < head_size; ++i)
                keys_[i * room_ + k] = first[k * 3 * width + width + i];
        }
        attend(
            first,
            rows,
            {.keys = keys_.data(), .values = first + 2 * width, .count = count_, .stride = 3 * width
            },
            weights_.data(),
            normed_.data() + head * head_size,
            width
        );
    }

    const Encoder& encoder_;
    std::size_t count_;
    std::size_t wanted_;
    std::size_t room_ = 0;  ///< count_ rounded up (room_for()).
    Scratch<float> x_, normed_, mixed_, inner_, keys_, weights_;
};

}  // namespace

std::vector<float> read(const Encoder& encoder, const Sequence& sequence)
{
    Reading reading{encoder, sequence};
    for (std::size_t i = 0; i < encoder.layers.size(); ++i)
        reading.pass(encoder.layers[i], i + 1 == encoder.layers.size());
    return reading.vector();
}

}  // namespace buddy::text
