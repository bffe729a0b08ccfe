#include "insight/uncertainty.hpp"

#include <gtest/gtest.h>

#include <array>

namespace buddy::insight {
namespace {

TEST(ShareBand, IsTheScoreIntervalOfWilson)
{
    // z = 1.645: by hand from the formula of the paper.
    const auto band = share_band(3, 10);
    EXPECT_NEAR(band.middle, 0.3, 1e-9);
    EXPECT_NEAR(band.low, 0.12688, 5e-5);
    EXPECT_NEAR(band.high, 0.55830, 5e-5);
}

TEST(ShareBand, IsHonestAtBothEnds)
{
    const auto none = share_band(0, 4);
    EXPECT_EQ(none.low, 0.0);
    EXPECT_GT(none.high, 0.3) << "four talks prove little";
    const auto all = share_band(4, 4);
    EXPECT_EQ(all.high, 1.0);
    EXPECT_LT(all.low, 0.7);
}

TEST(MeanBand, NarrowsWithTalks)
{
    const std::array one{0.5};
    const std::array four{0.5, 0.5, 0.5, 0.5};
    const auto width = [](const Band& band) { return band.high - band.low; };
    EXPECT_GT(width(mean_band(one)), 2 * width(mean_band(four)));
    EXPECT_GT(width(mean_band(four)), 0.3) << "talks that agree may do so by chance";
}

TEST(MeanBand, StaysOnTheScale)
{
    const auto band = mean_band(std::array{-0.9, -1.0});
    EXPECT_EQ(band.low, -1.0);
    EXPECT_NEAR(band.middle, -0.95, 1e-9);
}

}  // namespace
}  // namespace buddy::insight
