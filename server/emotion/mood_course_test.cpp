#include "emotion/mood_course.hpp"

#include "core/clock.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace buddy::emotion {
namespace {

using namespace std::chrono_literals;

/// A child who writes once a day.
class MoodCourse : public testing::Test {
protected:
    void live(int count, double valence, double wobble = 0.2)
    {
        for (int day = 0; day < count; ++day, clock.advance(24h))
            days.push_back(
                {.day = std::chrono::floor<std::chrono::days>(clock.now()),
                 .valence = valence + (days.size() % 2 == 0 ? wobble : -wobble),
                 .weight = 1.5}
            );
    }
    void be_silent(int count) { clock.advance(24h * count); }

    FakeClock clock{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1} + 16h};
    std::vector<CourseDay> days;
};

TEST_F(MoodCourse, GivesNoSignOfSteadyDaysHoweverHeavyTheyAre)
{
    live(40, -0.6);
    EXPECT_EQ(change_in(days), std::nullopt);
}

TEST_F(MoodCourse, GivesASignOfLowerDaysThatLast)
{
    live(21, 0.5);
    live(2, -0.5);
    EXPECT_EQ(change_in(days), std::nullopt) << "two bad days are no change";
    live(4, -0.5);
    const auto change = change_in(days);
    ASSERT_TRUE(change);
    EXPECT_TRUE(change->lower);
    EXPECT_GE(change->on_days, days_of_a_change);
    EXPECT_GE(change->of_days, change->on_days);
}

TEST_F(MoodCourse, GivesASignOfBrighterDays)
{
    live(20, -0.5);
    live(6, 0.5);
    const auto change = change_in(days);
    ASSERT_TRUE(change);
    EXPECT_FALSE(change->lower);
}

TEST_F(MoodCourse, TakesItsSignBackWhenDaysAreAsUsualAgain)
{
    live(20, 0.5);
    live(6, -0.5);
    live(8, 0.5);
    EXPECT_EQ(change_in(days), std::nullopt);
}

TEST_F(MoodCourse, LetsWhatLastsBecomeTheUsual)
{
    live(20, 0.5);
    live(35, -0.5);
    EXPECT_EQ(change_in(days), std::nullopt);
}

TEST_F(MoodCourse, LetsSilenceFadeASign)
{
    live(20, 0.5);
    live(4, -0.5);
    be_silent(28);
    live(1, 0.3);
    EXPECT_EQ(change_in(days), std::nullopt);
}

TEST_F(MoodCourse, NeedsAUsualBeforeItSpeaksOfAChange)
{
    live(3, 0.6);
    live(4, -0.6);
    EXPECT_EQ(change_in(days), std::nullopt);
    EXPECT_EQ(change_in({}), std::nullopt);
}

/// Days drawn at random, the same at every run. Mean of twelve uniform numbers: nearly normal.
std::vector<CourseDay> random_days(std::mt19937& random, int steady, int changed, double fall)
{
    std::vector<CourseDay> days;
    for (int day = 0; day < steady + changed; ++day) {
        double sum = 0.0;
        for (int i = 0; i < 12; ++i) sum += static_cast<double>(random() % 1000) / 1000.0;
        const double noise = 0.4 * (sum - 6.0);
        const double mean = 0.1 - (day >= steady ? fall : 0.0);
        days.push_back(
            {.day = std::chrono::sys_days{std::chrono::days{day}},
             .valence = std::clamp(mean + noise, -0.7, 0.8),
             .weight = 1.0}
        );
    }
    return days;
}

int signs_in(int children, int changed, double fall)
{
    std::mt19937 random{20260101};
    int signs = 0;
    for (int child = 0; child < children; ++child) {
        const auto change = change_in(random_days(random, 35, changed, fall));
        signs += change && change->lower ? 1 : 0;
    }
    return signs;
}

// docs/emotions.md states these figures.
TEST(MoodCourseOfManyChildren, SeldomSpeaksWithoutCauseAndMostlyWithOne)
{
    EXPECT_LE(signs_in(1000, 7, 0.0), 15);
    EXPECT_GE(signs_in(1000, 7, 0.8), 850);
}

}  // namespace
}  // namespace buddy::emotion
