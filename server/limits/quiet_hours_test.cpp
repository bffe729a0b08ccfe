// Quiet hours in many time zones, over every change of the clock of eighteen years, by rules that must always hold.
#include "limits/quiet_hours.hpp"

#include "platform/time/local_time.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

namespace buddy::limits {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;

// Whole and half hours, a jump of half an hour, jumps at midnight, a Ramadan pause, and a day that never was.
const std::array<std::string, 14> zones{
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Lisbon",
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "America/Havana",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Asia/Beirut",
    "Africa/Casablanca",
    "Pacific/Apia"
};

constexpr Rules nightly(minutes from, minutes until)
{
    return {
        .school_nights = QuietHours{.from = from, .until = until},
        .weekend = QuietHours{.from = from, .until = until}
    };
}

Time berlin(sys_days day, minutes time)
{
    return moment_of({.day = day, .since_midnight = time}, Showing::First, "Europe/Berlin");
}

TEST(QuietHours, BelongToTheDayOnWhichTheyBegin)
{
    const Rules rules{
        .school_nights = QuietHours{.from = 20h + 30min, .until = 7h},
        .weekend = QuietHours{.from = 22h, .until = 9h}
    };
    const auto friday = sys_days{2026y / 11 / 20};
    const auto is_quiet = [&](sys_days day, minutes time) {
        return quiet_until(rules, berlin(day, time), "Europe/Berlin").has_value();
    };
    EXPECT_TRUE(is_quiet(friday - days{1}, 20h + 30min)) << "inclusive";
    EXPECT_FALSE(is_quiet(friday, 7h)) << "exclusive";
    EXPECT_FALSE(is_quiet(friday, 21h)) << "no school tomorrow";
    EXPECT_TRUE(is_quiet(friday + days{1}, 8h + 59min));
    EXPECT_FALSE(is_quiet(friday + days{2}, 20h + 29min));
    EXPECT_TRUE(is_quiet(friday + days{2}, 20h + 30min)) << "Sunday evening is a school night";
    EXPECT_TRUE(is_quiet(friday + days{3}, 6h + 59min));
}

TEST(QuietHours, MayLieWithinADayAndFollowEachOther)
{
    const Rules rules{
        .school_nights = QuietHours{.from = 13h, .until = 15h},
        .weekend = QuietHours{.from = 10h, .until = 0h}
    };
    const auto saturday = sys_days{2026y / 11 / 21};
    EXPECT_EQ(
        quiet_until(rules, berlin(saturday, 11h), "Europe/Berlin"), berlin(saturday + days{1}, 0h)
    );
    EXPECT_EQ(
        next_quiet(rules, berlin(saturday + days{1}, 1h), "Europe/Berlin"),
        berlin(saturday + days{1}, 13h)
    );
    const Rules touching{
        .school_nights = QuietHours{.from = 22h, .until = 8h},
        .weekend = QuietHours{.from = 8h, .until = 22h}
    };
    const auto thursday = saturday - days{2};
    EXPECT_EQ(
        quiet_until(touching, berlin(thursday, 23h), "Europe/Berlin"),
        berlin(thursday + days{1}, 22h)
    ) << "Thursday's night runs on into Friday's hours";
}

TEST(QuietHours, AreNoneWhereNothingIsSettled)
{
    EXPECT_FALSE(quiet_until({}, berlin(sys_days{2026y / 11 / 21}, 3h), "Europe/Berlin"));
    EXPECT_FALSE(next_quiet({}, berlin(sys_days{2026y / 11 / 21}, 3h), "Europe/Berlin"));
}

TEST(QuietHours, DoNotFlickerWhenTheClockIsSetBack)
{
    const auto rules = nightly(20h, 2h + 30min);
    const auto end = quiet_until(rules, berlin(sys_days{2026y / 10 / 24}, 21h), "Europe/Berlin");
    ASSERT_TRUE(end);
    EXPECT_EQ(*end, Time{sys_days{2026y / 10 / 25}} + 1h + 30min) << "the second 02:30";
}

TEST(QuietHours, EndAfterTheJumpThatSwallowsTheirEnd)
{
    const auto rules = nightly(20h, 2h + 30min);
    const auto end = quiet_until(rules, berlin(sys_days{2026y / 3 / 28}, 21h), "Europe/Berlin");
    EXPECT_EQ(end, Time{sys_days{2026y / 3 / 29}} + 1h);
}

/// What must hold at any moment, whatever the clock does.
void expect_sound(const Rules& rules, Time at, const std::string& zone)
{
    const auto until = quiet_until(rules, at, zone);
    const auto next = next_quiet(rules, at, zone);
    if (until) {
        EXPECT_GT(*until, at);
        EXPECT_LE(*until - at, 26h) << "one night, and an hour that came twice";
        EXPECT_FALSE(quiet_until(rules, *until, zone)) << "it has ended";
        EXPECT_TRUE(quiet_until(rules, *until - 1min, zone)) << "not before its end";
        const auto shown = wall_time(*until, zone).since_midnight;
        EXPECT_GE(shown, rules.school_nights->until)
            << "the wall shows the end, or a jump led past it";
    }
    ASSERT_TRUE(next);
    EXPECT_GT(*next, at);
    EXPECT_TRUE(quiet_until(rules, *next, zone)) << "quiet begins with its first moment";
    if (!until) {
        EXPECT_FALSE(quiet_until(rules, *next - 1min, zone))
            << "nothing begins before the next one";
        EXPECT_LE(*next - at, 50h) << "every evening, but one that never was";
    }
}

TEST(QuietHours, HoldTheirRulesAroundEveryChangeOfTheClock)
{
    std::mt19937 random{9};  // NOLINT(cert-msc51-cpp): the same nights in every run
    std::uniform_int_distribution<int> evening{18 * 60, 23 * 60 + 59};
    std::uniform_int_distribution<int> morning{30, 9 * 60};
    int changes = 0;
    for (const auto& zone : zones) {
        auto offset = [&zone](Time at) {
            const auto wall = wall_time(at, zone);
            return wall.day + wall.since_midnight - at;
        };
        for (Time at = sys_days{2011y / 1 / 1}; at < Time{sys_days{2029y / 1 / 1}}; at += days{1}) {
            if (offset(at) == offset(at + days{1})) continue;
            ++changes;
            const auto rules = nightly(minutes{evening(random)}, minutes{morning(random)});
            for (Time close = at - 11h; close < at + 31h; close += 131min)
                expect_sound(rules, close, zone);
            ASSERT_FALSE(HasFailure()) << zone << ", the day from " << to_millis(at);
        }
    }
    EXPECT_GT(changes, 250);
}

TEST(Standing, KeepsItsPromiseOfWhenBuddyIsBack)
{
    std::mt19937 random{10};  // NOLINT(cert-msc51-cpp)
    std::uniform_int_distribution<int> time{0, (24 * 60) - 1};
    std::uniform_int_distribution<int> day{0, 9000};
    for (int round = 0; round < 1500; ++round) {
        const auto& zone = zones.at(static_cast<std::size_t>(round) % zones.size());
        Rules rules{
            .daily = 30min,
            .school_nights =
                QuietHours{.from = minutes{time(random)}, .until = minutes{time(random)}}
        };
        rules.weekend = rules.school_nights;
        if (objection_to(rules)) continue;
        const auto now = Time{sys_days{2008y / 1 / 1} + days{day(random)}} + minutes{time(random)};
        const auto talked = round % 2 == 0 ? 30min : 10min;
        const auto standing = standing_at(rules, now, zone, talked);
        ASSERT_EQ(standing.closed.has_value(), standing.back.has_value());
        if (!standing.closed) continue;
        ASSERT_GT(*standing.back, now);
        const bool same_day = day_began(*standing.back, zone) == day_began(now, zone);
        const auto then = standing_at(rules, *standing.back, zone, same_day ? talked : 0min);
        EXPECT_FALSE(then.closed) << zone << " " << to_millis(now);
    }
}

}  // namespace
}  // namespace buddy::limits
