#include "platform/time/local_time.hpp"

#include <gtest/gtest.h>

namespace buddy {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

constexpr Time noon_utc = sys_days{2026y / 11 / 22} + 12h;

TEST(LocalTime, IsTheDateAndHourOnTheWall)
{
    EXPECT_EQ(local_time(noon_utc, "UTC"), (LocalTime{sys_days{2026y / 11 / 22}, 12}));
    EXPECT_EQ(local_time(noon_utc, "America/Chicago"), (LocalTime{sys_days{2026y / 11 / 22}, 6}));
    EXPECT_EQ(local_time(noon_utc, "Pacific/Auckland"), (LocalTime{sys_days{2026y / 11 / 23}, 1}));
}

TEST(LocalTime, KnowsDaylightSaving)
{
    const Time summer = sys_days{2026y / 7 / 1} + 12h;
    EXPECT_EQ(local_time(summer, "America/Chicago").hour, 7);
}

TEST(LocalTime, IsUtcWhereTheTimeZoneIsUnknown)
{
    EXPECT_EQ(local_time(noon_utc, "Mars/Olympus"), local_time(noon_utc, "UTC"));
    EXPECT_EQ(local_time(noon_utc, ""), local_time(noon_utc, "UTC"));
}

TEST(LocalTime, KnowsWhenADayBegins)
{
    EXPECT_EQ(
        start_of_day(sys_days{2026y / 11 / 22}, "America/Chicago"), sys_days{2026y / 11 / 22} + 6h
    );
    // Brazil began daylight saving at midnight: that day has no 00:00.
    EXPECT_EQ(
        local_time(
            start_of_day(sys_days{2018y / 11 / 4}, "America/Sao_Paulo"), "America/Sao_Paulo"
        ),
        (LocalTime{sys_days{2018y / 11 / 4}, 1})
    );
}

TEST(WallTime, IsReadAndFoundAgain)
{
    const WallTime half_past_eight{.day = sys_days{2026y / 11 / 22}, .since_midnight = 20h + 30min};
    const auto moment = moment_of(half_past_eight, Showing::First, "Europe/Berlin");
    EXPECT_EQ(moment, sys_days{2026y / 11 / 22} + 19h + 30min);
    EXPECT_EQ(wall_time(moment, "Europe/Berlin"), half_past_eight);
}

TEST(WallTime, IsTheFirstMomentAfterAJumpWhereTheClockNeverShowsIt)
{
    const WallTime skipped{.day = sys_days{2026y / 3 / 29}, .since_midnight = 2h + 30min};
    for (const auto showing : {Showing::First, Showing::Last})
        EXPECT_EQ(moment_of(skipped, showing, "Europe/Berlin"), sys_days{2026y / 3 / 29} + 1h);
}

TEST(WallTime, IsTwoMomentsWhereTheClockIsSetBack)
{
    const WallTime twice{.day = sys_days{2026y / 10 / 25}, .since_midnight = 2h + 30min};
    const auto first = moment_of(twice, Showing::First, "Europe/Berlin");
    EXPECT_EQ(first, sys_days{2026y / 10 / 25} + 30min);
    EXPECT_EQ(moment_of(twice, Showing::Last, "Europe/Berlin"), first + 1h);
}

TEST(WallTime, ReachesIntoTheNextDay)
{
    EXPECT_EQ(
        moment_of({.day = sys_days{2026y / 11 / 22}, .since_midnight = 31h}, Showing::First, "UTC"),
        sys_days{2026y / 11 / 23} + 7h
    );
}

}  // namespace
}  // namespace buddy
