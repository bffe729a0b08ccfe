#include "text/linear_model.hpp"

#include "text/digest.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>

namespace buddy::text {
namespace {

static_assert(std::endian::native == std::endian::little, "files are little-endian");

constexpr std::string_view magic = "BLN1";
constexpr std::size_t weights_begin = magic.size() + 2 * sizeof(float);
constexpr std::size_t digest_begin = weights_begin + LinearModel::bucket_count;

Digest digest_of_file(std::string_view bytes) noexcept
{
    return digest_of(std::as_bytes(std::span{bytes.substr(0, digest_begin)}));
}

float float_at(std::string_view bytes, std::size_t place) noexcept
{
    float value = 0;
    std::memcpy(&value, bytes.data() + place, sizeof value);
    return value;
}

void put(std::string& bytes, float value)
{
    std::array<char, sizeof value> raw{};
    std::memcpy(raw.data(), &value, sizeof value);
    bytes.append(raw.begin(), raw.end());
}

}  // namespace

std::vector<LinearModel::Entry> LinearModel::entries_of(const Features& features)
{
    std::vector<Entry> entries;
    for (std::size_t part = 0; part < part_count; ++part) {
        const auto& bag = features.bags.at(part);
        const float value = bag.empty() ? 0.0F : 1.0F / std::sqrt(static_cast<float>(bag.size()));
        for (const std::uint64_t hash : bag) {
            const std::uint64_t told_apart =
                (hash ^ (part * 0xC2B2AE3D27D4EB4FULL)) * 0x9E3779B97F4A7C15ULL;
            entries.push_back({.bucket = (told_apart >> 32U) % bucket_count, .value = value});
        }
    }
    return entries;
}

std::string LinearModel::file_of(std::span<const float> weights, float bias)
{
    float largest = 0;
    for (const float weight : weights) largest = std::max(largest, std::abs(weight));
    const float scale = largest > 0 ? largest / 127.0F : 1.0F;
    std::string bytes{magic};
    put(bytes, scale);
    put(bytes, bias);
    for (const float weight : weights)
        bytes.push_back(static_cast<char>(static_cast<std::int8_t>(std::lround(weight / scale))));
    const Digest digest = digest_of_file(bytes);
    bytes.append(digest.begin(), digest.end());
    return bytes;
}

Result<LinearModel> LinearModel::parse(std::string bytes)
{
    const Digest digest = digest_of_file(bytes);
    const bool fits = bytes.size() == digest_begin + digest.size() && bytes.starts_with(magic) &&
                      std::memcmp(bytes.data() + digest_begin, digest.data(), digest.size()) == 0;
    if (!fits) return failed(ErrorCode::Invalid, "not a linear model, or damaged");
    const float scale = float_at(bytes, magic.size());
    const float bias = float_at(bytes, magic.size() + sizeof(float));
    return LinearModel{std::move(bytes), scale, bias};
}

Result<LinearModel> LinearModel::load(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    if (!in) return failed(ErrorCode::NotFound, file.string() + ": cannot be opened");
    auto model = parse(std::string{std::istreambuf_iterator<char>{in}, {}});
    if (!model) return failed(ErrorCode::Invalid, file.string() + ": " + model.error().detail);
    return model;
}

float LinearModel::probability(const Features& features) const
{
    float sum = 0;
    for (const Entry& entry : entries_of(features)) {
        const auto weight = static_cast<std::int8_t>(bytes_[weights_begin + entry.bucket]);
        sum += entry.value * static_cast<float>(weight);
    }
    return 1.0F / (1.0F + std::exp(-(sum * scale_ + bias_)));
}

}  // namespace buddy::text
