#include "conversation/leaning.hpp"

#include "conversation/child_days.hpp"

#include <gtest/gtest.h>

namespace buddy::conversation {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

constexpr auto band = safety::AgeBand::From10To12;
constexpr sys_days today{2026y / 11 / 22};

/// The last `count` days up to today.
std::vector<DayWithBuddy> last_days(int count)
{
    std::vector<DayWithBuddy> out;
    for (int i = count - 1; i >= 0; --i) out.push_back({.day = today - days{i}});
    return out;
}

TEST(Leaning, IsNotSeenInADailyTenMinutes)
{
    EXPECT_TRUE(leaning_in(last_days(35), today, band).empty());
    EXPECT_TRUE(leaning_in({}, today, band).empty());
}

TEST(Leaning, IsSeenInWordsOnTwoDays)
{
    auto here = last_days(3);
    here.at(0).in_words = true;
    EXPECT_TRUE(leaning_in(here, today, band).empty());
    here.at(2).in_words = true;
    EXPECT_EQ(leaning_in(here, today, band), std::vector{Leaning::Words});
}

TEST(Leaning, ForgetsWordsAfterAWeek)
{
    auto here = last_days(9);
    here.at(0).in_words = true;
    here.at(1).in_words = true;
    EXPECT_TRUE(leaning_in(here, today, band).empty());
}

TEST(Leaning, NeedsTwoSignsOfTimeTogether)
{
    auto nights = last_days(5);
    for (int i = 0; i < leaning_nights; ++i) nights.at(static_cast<std::size_t>(i)).at_night = true;
    EXPECT_TRUE(leaning_in(nights, today, band).empty());
    nights.back().minutes = leaning_minutes(band);
    EXPECT_EQ(leaning_in(nights, today, band), (std::vector{Leaning::Nights, Leaning::Minutes}));
    nights.back().minutes -= 1min;
    EXPECT_TRUE(leaning_in(nights, today, band).empty());
}

TEST(Leaning, CountsDaysInARowUpToTodayOrYesterday)
{
    auto here = last_days(leaning_days_in_a_row);
    here.back().minutes = 3h;
    EXPECT_EQ(leaning_in(here, today, band), (std::vector{Leaning::DaysInARow, Leaning::Minutes}));
    EXPECT_EQ(leaning_in(here, today + days{1}, band).size(), 2U);
    EXPECT_TRUE(leaning_in(here, today + days{2}, band).empty());
    here.erase(here.begin() + 5);
    EXPECT_TRUE(leaning_in(here, today, band).empty());
}

TEST(Leaning, CountsMinutesWithoutPauses)
{
    const Time begin = from_millis(1'700'000'000'000);
    EXPECT_EQ(minutes_of({}), 0min);
    const std::vector<Time> turns{
        begin, begin + 5min, begin + 15min, begin + 3h, begin + 3h + 4min
    };
    EXPECT_EQ(minutes_of(turns), 19min);
}

TEST(Leaning, PutsANightToTheDayBefore)
{
    const Time evening = sys_days{2026y / 11 / 21} + 22h + 30min;
    const std::vector<Time> turns{evening, evening + 5min, evening + 2h, evening + 11h};
    const auto here = days_of(turns, "UTC", band);
    ASSERT_EQ(here.size(), 2U);
    EXPECT_EQ(here.at(0).day, (sys_days{2026y / 11 / 21}));
    EXPECT_TRUE(here.at(0).at_night);
    EXPECT_EQ(here.at(0).minutes, 5min);
    EXPECT_FALSE(here.at(1).at_night);
}

TEST(Leaning, ReadsDaysAndWordsFromTheCourseThatIsKept)
{
    auto course = safety::Trajectory::restored({}, today - days{1});
    safety::QuietSigns signs;
    signs.strength.at(static_cast<std::size_t>(safety::Strand::Dependency)) = 0.9;
    signs.at_night = true;
    static_cast<void>(course.note(signs, today - days{1}, {}));
    static_cast<void>(course.note({}, today, {}));
    const auto here = days_with_buddy({.course = course.kept()}, {.date = today});
    ASSERT_EQ(here.size(), 2U);
    EXPECT_TRUE(here.at(0).in_words);
    EXPECT_TRUE(here.at(0).at_night);
    EXPECT_FALSE(here.at(1).in_words);
}

}  // namespace
}  // namespace buddy::conversation
