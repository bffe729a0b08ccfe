#include "spending/budget.hpp"

#include <gtest/gtest.h>

namespace buddy::spending {
namespace {

using namespace std::chrono_literals;

const FamilyId family{"f1"};

TEST(Periods, BeginAtTheFamilysMidnightAndAtTheServersUtcMidnight)
{
    const Time before{std::chrono::sys_days{2026y / 12 / 1} + 5h + 59min};  // 23:59 in Chicago
    const Periods in_november{"2026-11-30", "2026-12-01"};
    EXPECT_EQ(periods_at(before, "America/Chicago"), in_november);
    const Periods in_december{"2026-12-01", "2026-12-01"};
    EXPECT_EQ(periods_at(before + 1min, "America/Chicago"), in_december);
}

TEST(Lines, AreTheFamilysThenTheServers)
{
    const auto lines = lines_of(family, {.family_day = "2026-11-30", .day = "2026-12-01"});
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[0].period, "2026-11-30");
    EXPECT_EQ(lines[1].period, "2026-11");
    EXPECT_EQ(lines[1].family, "f1");
    EXPECT_EQ(lines[2].period, "2026-12-01");
    EXPECT_EQ(lines[3].period, "2026-12");
    EXPECT_TRUE(lines[3].family.empty());
}

TEST(Lines, AreTheServersAloneWithoutAFamily)
{
    EXPECT_EQ(lines_of({}, {.family_day = "2026-11-30", .day = "2026-11-30"}).size(), 2U);
}

TEST(FirstExceeded, LetsTheLastTrillionthBeSpentAndNoMore)
{
    const Limits limits{.family_day = Money{100}};
    const auto lines = lines_of(family, {.family_day = "2026-11-30", .day = "2026-11-30"});
    std::vector<Standing> standings(4, {.held = Money{60}, .spent = Money{40}});
    EXPECT_EQ(first_exceeded(limits, lines, standings), std::nullopt);
    standings[0].held = Money{61};
    EXPECT_EQ(first_exceeded(limits, lines, standings), Budget::FamilyDay);
}

TEST(FirstExceeded, AsksEveryBudget)
{
    const auto lines = lines_of(family, {.family_day = "2026-11-30", .day = "2026-11-30"});
    const std::vector<Standing> standings(4, {.held = {}, .spent = Money{1}});
    EXPECT_EQ(first_exceeded({}, lines, standings), std::nullopt);
    EXPECT_EQ(first_exceeded({.family_month = Money{}}, lines, standings), Budget::FamilyMonth);
    EXPECT_EQ(first_exceeded({.day = Money{}}, lines, standings), Budget::Day);
    EXPECT_EQ(first_exceeded({.month = Money{}}, lines, standings), Budget::Month);
}

}  // namespace
}  // namespace buddy::spending
