#include "text/matrix.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

namespace buddy::text {
namespace {

/// A matrix with random weights, and the same weights as they were meant.
struct RandomMatrix {
    RandomMatrix(std::size_t in, std::size_t out, std::mt19937_64& random)
        : weights(in * out), scales(out), bias(out)
    {
        std::uniform_int_distribution<int> byte{-127, 127};
        std::uniform_real_distribution<float> real{0.001F, 0.01F};
        for (std::int8_t& weight : weights) weight = static_cast<std::int8_t>(byte(random));
        for (float& scale : scales) scale = real(random);
        for (float& shift : bias) shift = real(random) * 100.0F;
        matrix = {
            .in = in, .out = out, .weights = weights, .scales = scales, .bias = bias, .offsets = {}
        };
        offsets = offsets_of(matrix);
        matrix.offsets = offsets;
    }
    [[nodiscard]] float weight(std::size_t o, std::size_t i) const
    {
        return static_cast<float>(weights[i / 4 * matrix.out * 4 + o * 4 + i % 4]) * scales[o];
    }

    std::vector<std::int8_t> weights;
    std::vector<float> scales, bias;
    std::vector<std::int32_t> offsets;
    Matrix matrix;
};

std::vector<float> random_values(std::size_t count, std::mt19937_64& random)
{
    std::normal_distribution<float> normal;
    std::vector<float> values(count);
    for (float& value : values) value = normal(random);
    return values;
}

TEST(Matrix, EveryWayGivesTheSameIntegers)
{
    std::mt19937_64 random{7};
    for (const auto& [in, out, rows] :
         {std::array<std::size_t, 3>{16, 16, 1},
          {160, 480, 13},
          {480, 160, 9},
          {32, 48, 8},
          {160, 480, 57},
          {640, 160, 33},
          {64, 48, 16},
          {32, 16, 47}}) {
        const RandomMatrix one{in, out, random};
        std::vector<std::uint8_t> values(rows * in);
        for (std::uint8_t& value : values) value = static_cast<std::uint8_t>(random() % 256);
        std::vector<std::int32_t> expected(rows * out);
        ways::plain(values.data(), rows, one.matrix, expected.data());
        for (const ways::Products way : {ways::avx2(), ways::avx512(), ways::tiles()}) {
            if (way == nullptr) continue;
            std::vector<std::int32_t> sums(rows * out, -1);
            way(values.data(), rows, one.matrix, sums.data());
            EXPECT_EQ(sums, expected);
        }
    }
}

TEST(Matrix, ComesNearTheProductOfRealNumbers)
{
    std::mt19937_64 random{8};
    constexpr std::size_t in = 160;
    constexpr std::size_t out = 96;
    constexpr std::size_t rows = 5;
    const RandomMatrix one{in, out, random};
    const std::vector<float> values = random_values(rows * in, random);
    std::vector<float> results(rows * out);
    multiply(one.matrix, values.data(), rows, results.data());
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t o = 0; o < out; ++o) {
            float expected = one.bias[o];
            for (std::size_t i = 0; i < in; ++i) expected += values[r * in + i] * one.weight(o, i);
            EXPECT_NEAR(results[r * out + o], expected, 0.3F) << r << ' ' << o;
        }
    }
}

TEST(Matrix, ARowOfZerosGivesTheBias)
{
    std::mt19937_64 random{9};
    const RandomMatrix one{32, 16, random};
    const std::vector<float> zeros(32, 0.0F);
    std::vector<float> results(16, 1.0F);
    multiply(one.matrix, zeros.data(), 1, results.data());
    EXPECT_EQ(results, one.bias);
}

TEST(Matrix, NamesTheWayItTakes)
{
    EXPECT_FALSE(multiply_way().empty());
}

}  // namespace
}  // namespace buddy::text
