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

}  // namespace
}  // namespace buddy
