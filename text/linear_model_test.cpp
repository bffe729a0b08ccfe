#include "text/linear_model.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace buddy::text {
namespace {

Features one_word(Part part, std::uint64_t hash)
{
    Features features;
    features.bags.at(static_cast<std::size_t>(part)) = {hash};
    return features;
}

TEST(LinearModel, ComputesWhatTheFormulaSays)
{
    const Features features = one_word(Part::Message, 42);
    const auto entries = LinearModel::entries_of(features);
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_FLOAT_EQ(entries[0].value, 1.0F);
    std::vector<float> weights(LinearModel::bucket_count);
    weights[entries[0].bucket] = 2.0F;
    const auto model = LinearModel::parse(LinearModel::file_of(weights, -0.5F));
    ASSERT_TRUE(model) << model.error().detail;
    EXPECT_NEAR(model->probability(features), 1.0F / (1.0F + std::exp(-1.5F)), 1e-5F);
    EXPECT_NEAR(model->probability({}), 1.0F / (1.0F + std::exp(0.5F)), 1e-5F);
}

TEST(LinearModel, TellsThePartsApart)
{
    const auto message = LinearModel::entries_of(one_word(Part::Message, 42));
    const auto earlier = LinearModel::entries_of(one_word(Part::EarlierChild, 42));
    EXPECT_NE(message[0].bucket, earlier[0].bucket);
}

TEST(LinearModel, RefusesADamagedFile)
{
    std::string bytes = LinearModel::file_of(std::vector<float>(LinearModel::bucket_count), 0.0F);
    for (const std::size_t place : {std::size_t{0}, std::size_t{5}, bytes.size() - 1}) {
        std::string damaged = bytes;
        damaged[place] = static_cast<char>(damaged[place] ^ 1);
        EXPECT_FALSE(LinearModel::parse(damaged)) << place;
    }
    EXPECT_FALSE(LinearModel::parse(bytes.substr(0, 100)));
    EXPECT_FALSE(LinearModel::parse(""));
}

}  // namespace
}  // namespace buddy::text
