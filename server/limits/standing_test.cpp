#include "limits/limits.hpp"

#include "platform/time/local_time.hpp"

#include <gtest/gtest.h>

namespace buddy::limits {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

constexpr auto monday = sys_days{2026y / 11 / 23};
const std::string chicago = "America/Chicago";

Time at(sys_days day, std::chrono::minutes time)
{
    return moment_of({.day = day, .since_midnight = time}, Showing::First, chicago);
}

TEST(Day, BeginsAtFiveInTheMorning)
{
    EXPECT_EQ(day_began(at(monday, 5h), chicago), at(monday, 5h));
    EXPECT_EQ(day_began(at(monday, 4h + 59min), chicago), at(monday - days{1}, 5h));
    EXPECT_EQ(day_began(at(monday, 23h), chicago), at(monday, 5h));
}

TEST(Standing, IsOpenWhereNothingIsSettled)
{
    EXPECT_EQ(standing_at({}, at(monday, 3h), chicago, 600min), Standing{});
}

TEST(Standing, CountsDownTheMinutesOfTheDay)
{
    const Rules rules{.daily = 45min};
    EXPECT_EQ(standing_at(rules, at(monday, 16h), chicago, 15min).left, 30min);
    EXPECT_FALSE(standing_at(rules, at(monday, 16h), chicago, 44min).closed);
    const auto over = standing_at(rules, at(monday, 16h), chicago, 50min);
    EXPECT_EQ(over.closed, Closed::OverTime);
    EXPECT_EQ(over.left, 0min);
    EXPECT_EQ(over.back, at(monday + days{1}, 5h));
    EXPECT_TRUE(over.back_with_the_day);
}

TEST(Standing, IsBackAfterTheQuietHoursThatFollow)
{
    const Rules rules{
        .daily = 45min, .school_nights = QuietHours{.from = 20h, .until = 7h}, .weekend = {}
    };
    const auto over = standing_at(rules, at(monday, 16h), chicago, 45min);
    EXPECT_EQ(over.closed, Closed::OverTime);
    EXPECT_EQ(over.back, at(monday + days{1}, 7h));
    EXPECT_FALSE(over.back_with_the_day);
    const auto quiet = standing_at(rules, at(monday, 21h), chicago, 0min);
    EXPECT_EQ(quiet.closed, Closed::QuietHours);
    EXPECT_EQ(quiet.back, at(monday + days{1}, 7h));
    EXPECT_FALSE(quiet.quiet_from);
    EXPECT_EQ(standing_at(rules, at(monday, 16h), chicago, 0min).quiet_from, at(monday, 20h));
}

TEST(Standing, IsBackAtNoonWhenMorningQuietEndsWithinADayThatIsUsedUp)
{
    const Rules rules{
        .daily = 45min, .school_nights = QuietHours{.from = 13h, .until = 15h}, .weekend = {}
    };
    const auto quiet = standing_at(rules, at(monday, 14h), chicago, 45min);
    EXPECT_EQ(quiet.closed, Closed::QuietHours);
    EXPECT_EQ(quiet.back, at(monday + days{1}, 5h)) << "not at 15:00, for no minute is left";
}

TEST(MinutesToTell, AreTenAndThreeOnceEach)
{
    EXPECT_EQ(minutes_to_tell(12min, 9min), 9min);
    EXPECT_EQ(minutes_to_tell(11min, 10min), 10min);
    EXPECT_EQ(minutes_to_tell(9min, 5min), std::nullopt);
    EXPECT_EQ(minutes_to_tell(5min, 2min), 2min);
    EXPECT_EQ(minutes_to_tell(20min, 2min), 2min) << "one sentence, not two";
    EXPECT_EQ(minutes_to_tell(30min, 12min), std::nullopt);
    EXPECT_EQ(minutes_to_tell(std::nullopt, 8min), 8min) << "it has just come";
    EXPECT_EQ(minutes_to_tell(2min, 0min), std::nullopt);
}

TEST(Objection, IsMadeToWhatCannotBeSettled)
{
    const auto path_of = [](const Rules& rules) {
        const auto objection = objection_to(rules);
        return objection ? objection->path : std::string{};
    };
    EXPECT_EQ(path_of({}), "");
    EXPECT_EQ(path_of({.daily = 5min, .school_nights = QuietHours{20h, 7h}}), "");
    EXPECT_EQ(path_of({.daily = 4min}), ".daily_minutes");
    EXPECT_EQ(path_of({.daily = 721min}), ".daily_minutes");
    EXPECT_EQ(path_of({.school_nights = QuietHours{20h, 20h}}), ".school_nights");
    EXPECT_EQ(path_of({.school_nights = QuietHours{7h, 5h}}), ".school_nights") << "22 hours";
    EXPECT_EQ(path_of({.weekend = QuietHours{20h, 24h}}), ".weekend");
    EXPECT_EQ(path_of({.topics_off = {"games", "feelings"}}), ".topics_off[1]");
    EXPECT_EQ(path_of({.words_off = {"dinosaurs", "!?"}}), ".words_off[1]");
    EXPECT_EQ(path_of({.words_off = {std::string(41, 'a')}}), ".words_off[0]");
    EXPECT_EQ(path_of({.words_off = std::vector<std::string>(21, "a")}), ".words_off");
}

}  // namespace
}  // namespace buddy::limits
