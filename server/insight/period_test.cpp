#include "insight/period.hpp"

#include <gtest/gtest.h>

namespace buddy::insight {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

std::chrono::sys_days day(const char* text)
{
    return day_from(text).value();
}

TEST(Period, BeginsAWeekOnMondayAtMidnightOfTheFamily)
{
    const Period berlin{Span::Week, day("2026-11-22"), "Europe/Berlin"};
    const Period utc{Span::Week, day("2026-11-22"), "UTC"};
    EXPECT_EQ(to_text(berlin.first()), "2026-11-16");
    EXPECT_EQ(to_text(berlin.last()), "2026-11-22");
    EXPECT_EQ(berlin.stretches().size(), 7U);
    EXPECT_EQ(utc.begin() - berlin.begin(), 1h);
}

TEST(Period, KnowsWeeksOfAnHourMoreOrLess)
{
    const Period autumn{Span::Week, day("2026-10-25"), "Europe/Berlin"};
    const Period spring{Span::Week, day("2026-03-29"), "Europe/Berlin"};
    EXPECT_EQ(autumn.end() - autumn.begin(), days{7} + 1h);
    EXPECT_EQ(spring.end() - spring.begin(), days{7} - 1h);
    const auto& sunday = autumn.stretches().back();
    EXPECT_EQ(sunday.end - sunday.begin, 25h);
    EXPECT_EQ(autumn.index_of(sunday.begin + 24h + 30min), 6U) << "the hour that comes twice";
}

TEST(Period, CutsAMonthIntoItsWeeks)
{
    const Period month{Span::Month, day("2026-11-21"), "America/New_York"};
    EXPECT_EQ(to_text(month.first()), "2026-11-01");
    EXPECT_EQ(to_text(month.last()), "2026-11-30");
    ASSERT_EQ(month.stretches().size(), 6U);
    EXPECT_EQ(month.stretches()[0].first, month.stretches()[0].last) << "a Sunday alone";
    EXPECT_EQ(to_text(month.stretches()[1].first), "2026-11-02");
    EXPECT_EQ(to_text(month.stretches()[5].last), "2026-11-30");
    for (std::size_t index = 1; index < 6; ++index)
        EXPECT_EQ(month.stretches()[index].begin, month.stretches()[index - 1].end);
}

TEST(Period, HoldsWhatBeginsInItOnly)
{
    const Period week{Span::Week, day("2026-11-21"), "America/Chicago"};
    EXPECT_EQ(week.index_of(week.begin()), 0U);
    EXPECT_EQ(week.index_of(week.end() - 1ms), 6U);
    EXPECT_FALSE(week.index_of(week.end()));
    EXPECT_FALSE(week.index_of(week.begin() - 1ms));
}

TEST(Period, KnowsThePartsOfADayAndWhoseNightItIs)
{
    const Period week{Span::Week, day("2026-11-21"), "Europe/Berlin"};
    const auto friday = week.stretches()[4].begin;
    EXPECT_EQ(week.part_of(friday + 4h), DayPart::Night);
    EXPECT_EQ(week.part_of(friday + 5h), DayPart::Morning);
    EXPECT_EQ(week.part_of(friday + 12h), DayPart::Afternoon);
    EXPECT_EQ(week.part_of(friday + 18h), DayPart::Evening);
    EXPECT_EQ(week.part_of(friday + 22h), DayPart::Night);
    EXPECT_EQ(week.evening_of(friday + 1h), day("2026-11-19"));
    EXPECT_EQ(week.evening_of(friday + 23h), day("2026-11-20"));
}

TEST(Period, LooksBackSixWeeksForWhatIsUsual)
{
    const Period week{Span::Week, day("2026-11-21"), "UTC"};
    EXPECT_EQ(week.end() - week.course_begin(), days{42});
    const Period month{Span::Month, day("2026-11-21"), "UTC"};
    EXPECT_EQ(month.end() - month.course_begin(), days{42});
}

TEST(Period, ReadsDaysOfTheCalendarOnly)
{
    EXPECT_TRUE(day_from("2024-02-29"));
    for (const auto* wrong :
         {"2023-02-29", "2026-13-01", "1999-01-01", "2026-1-1", "", "yesterday!"})
        EXPECT_FALSE(day_from(wrong)) << wrong;
}

}  // namespace
}  // namespace buddy::insight
