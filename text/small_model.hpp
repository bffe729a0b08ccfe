// A model of a few kilobytes with made-up weights, for tests.
#pragma once

#include "text/model.hpp"
#include "text/model_file.hpp"
#include "text/normaliser.hpp"
#include "text/tokeniser.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace buddy::text {

/// A small model with made-up weights, and the arrays that its view borrows.
struct SmallModel {
    std::vector<std::uint64_t> features;
    std::vector<Slot> slots;
    std::vector<std::int8_t> rows, w1, w2, w3;
    std::vector<float> row_scales, w1_scales, b1, w2_scales, w3_scales, b2, slopes, offsets;
    std::string lexicons;
    ModelView view;
};

inline ModelInput sample()
{
    static const std::array<SpokenTurn, 3> turns = {{
        {Speaker::Child, "i had a bad day"},
        {Speaker::Mentor, "Are you thinking of hurting yourself?"},
        {Speaker::Child, "maybe"},
    }};
    return {.text = "yeah... i guess so", .age_band = 2, .locale = "en", .context = turns};
}

inline std::vector<float> floats(std::size_t count, std::mt19937& random, float spread)
{
    std::vector<float> values(count);
    for (float& value : values)
        value = spread * (static_cast<float>(random() % 2001) / 1000.0F - 1.0F);
    return values;
}

inline std::vector<std::int8_t> bytes(std::size_t count, std::mt19937& random)
{
    std::vector<std::int8_t> values(count);
    for (std::int8_t& value : values)
        value = static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127);
    return values;
}

inline SmallModel small_model()
{
    constexpr std::uint32_t dim = 13;
    constexpr std::uint32_t hidden = 11;
    SmallModel m;
    m.lexicons = Normaliser::load(BUDDY_SOURCE_DIR "/data/lexicons")->lexicons();
    const auto normaliser = Normaliser::parse(m.lexicons);
    for (const auto& bag : features_of(*normaliser, sample()).bags)
        m.features.insert(m.features.end(), bag.begin(), bag.end());
    m.slots = slots_for(m.features);
    m.view.heads = {
        {.name = "one", .kind = HeadKind::Independent, .first = 0, .labels = {"a", "b"}},
        {.name = "two", .kind = HeadKind::Exclusive, .first = 2, .labels = {"x", "y", "z"}},
    };
    std::mt19937 random{3};
    m.view.dim = dim;
    m.view.hidden = hidden;
    const std::size_t inputs = m.view.inputs();
    constexpr std::size_t outputs = 5;
    m.rows = bytes(m.features.size() * dim, random);
    m.row_scales = floats(m.features.size(), random, 0.01F);
    m.w1 = bytes(hidden * inputs, random);
    m.w2 = bytes(outputs * hidden, random);
    m.w3 = bytes(outputs * inputs, random);
    m.w1_scales = floats(hidden, random, 0.01F);
    m.b1 = floats(hidden, random, 0.5F);
    m.w2_scales = floats(outputs, random, 0.01F);
    m.w3_scales = floats(outputs, random, 0.01F);
    m.b2 = floats(outputs, random, 0.5F);
    m.slopes = floats(outputs, random, 1.0F);
    m.offsets = floats(outputs, random, 0.5F);
    return m;
}

/// Points the view at the arrays; they must not move afterwards.
inline const ModelView& complete(SmallModel& m)
{
    m.view.lexicons = m.lexicons;
    m.view.slots = m.slots;
    m.view.rows = m.rows;
    m.view.row_scales = m.row_scales;
    m.view.w1 = m.w1;
    m.view.w1_scales = m.w1_scales;
    m.view.b1 = m.b1;
    m.view.w2 = m.w2;
    m.view.w2_scales = m.w2_scales;
    m.view.w3 = m.w3;
    m.view.w3_scales = m.w3_scales;
    m.view.b2 = m.b2;
    m.view.slopes = m.slopes;
    m.view.offsets = m.offsets;
    return m.view;
}

}  // namespace buddy::text
