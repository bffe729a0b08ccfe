// A linear model over the features of the tokeniser: the yardstick that the safety model is measured
// against (`buddy safety eval --format`). Nothing is ever decided by it.
//
//     const auto linear = text::LinearModel::load("data/models/linear.bin");
//     const float needs = linear->probability(text::features_of(normaliser, input));
//
// File: "BLN1", scale and bias (float32), one int8 weight for each bucket, BLAKE2b-256 of all before;
// little-endian.
//
// Threads  Never changes after load(); any number of threads may share one.
#pragma once

#include "core/result.hpp"
#include "text/tokeniser.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace buddy::text {

class LinearModel {
public:
    static constexpr std::size_t bucket_count = std::size_t{1} << 18U;

    /// Where a feature counts, and how much: parts are told apart, and the features of one part share
    /// a length of 1. Traits are left out.
    struct Entry {
        std::size_t bucket = 0;
        float value = 0;
    };
    [[nodiscard]] static std::vector<Entry> entries_of(const Features& features);

    /// The file of weights (bucket_count of them, rounded to 8 bits) and a bias.
    [[nodiscard]] static std::string file_of(std::span<const float> weights, float bias);

    /// NotFound: no such file. Invalid: not such a file, or damaged.
    [[nodiscard]] static Result<LinearModel> load(const std::filesystem::path& file);
    [[nodiscard]] static Result<LinearModel> parse(std::string bytes);

    /// That the message needs action, 0 to 1.
    [[nodiscard]] float probability(const Features& features) const;

private:
    LinearModel(std::string bytes, float scale, float bias)
        : bytes_{std::move(bytes)}, scale_{scale}, bias_{bias}
    {
    }
    std::string bytes_;
    float scale_ = 0;
    float bias_ = 0;
};

}  // namespace buddy::text
