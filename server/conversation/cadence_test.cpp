#include "conversation/cadence.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace buddy::conversation {
namespace {

using namespace std::chrono_literals;
using std::chrono::minutes;

constexpr Cadence hourly{.ai_notice_every = 60min, .pause_every = 45min};
constexpr RemindersDue none{};

Time at(minutes since)
{
    return from_millis(1'700'000'000'000) + since;
}
std::vector<Time> turns_at(std::initializer_list<int> marks)
{
    std::vector<Time> out;
    for (const int mark : marks) out.push_back(at(minutes{mark}));
    return out;
}

TEST(Cadence, ASittingBeginsWithTheNotice)
{
    EXPECT_EQ(
        reminders_due({}, at(0min), hourly), (RemindersDue{.ai_notice = true, .pause = false})
    );
    EXPECT_TRUE(reminders_due(turns_at({0}), at(60min), hourly).ai_notice)
        << "an hour later it is a new one";
    EXPECT_EQ(reminders_due(turns_at({0}), at(5min), hourly), none);
    EXPECT_EQ(reminders_due(turns_at({0}), at(0min), hourly), none)
        << "two messages in the same moment";
}

TEST(Cadence, BothComeBackWhileTheChildStays)
{
    const auto sitting = turns_at({0, 10, 20, 30, 40});
    EXPECT_EQ(reminders_due(sitting, at(44min), hourly), none);
    EXPECT_EQ(
        reminders_due(sitting, at(45min), hourly), (RemindersDue{.ai_notice = false, .pause = true})
    );
    const auto longer = turns_at({0, 10, 20, 30, 40, 50, 59});
    EXPECT_EQ(
        reminders_due(longer, at(60min), hourly), (RemindersDue{.ai_notice = true, .pause = false})
    );
    const auto told = turns_at({0, 10, 20, 30, 40, 50, 60});
    EXPECT_EQ(reminders_due(told, at(65min), hourly), none) << "once for each hour";
}

TEST(Cadence, WhoPausedNeedsNoReminderOfIt)
{
    const auto paused = turns_at({0, 10, 20, 30, 50});
    EXPECT_EQ(reminders_due(paused, at(55min), hourly), none);
    EXPECT_TRUE(
        reminders_due(turns_at({0, 10, 20, 30, 50, 60, 70, 80, 90}), at(95min), hourly).pause
    );
    EXPECT_TRUE(reminders_due(paused, at(61min), hourly).ai_notice)
        << "a short pause does not make a program of Buddy again";
}

TEST(Cadence, BearsAClockThatWasSetBack)
{
    EXPECT_EQ(reminders_due(turns_at({500}), at(0min), hourly), none);
    EXPECT_EQ(reminders_due(turns_at({0, 500, 505}), at(10min), hourly), none);
}

TEST(Cadence, GoesOnThroughAWholeDay)
{
    std::vector<Time> day;
    for (int mark = 0; mark < 24 * 60; mark += 5) day.push_back(at(minutes{mark}));
    int notices = 0;
    int pauses = 0;
    for (std::size_t i = 0; i < day.size(); ++i) {
        const auto due = reminders_due(std::span{day}.first(i), day.at(i), hourly);
        notices += due.ai_notice ? 1 : 0;
        pauses += due.pause ? 1 : 0;
    }
    EXPECT_EQ(notices, 24);
    EXPECT_EQ(pauses, (24 * 60 - 1) / 45);
}

TEST(Cadence, IsBuddysOwnUnlessTheLawAsksMoreOften)
{
    const auto own = cadence_for(safety::AgeBand::From7To9, unasked_cadence);
    EXPECT_EQ(own, (Cadence{.ai_notice_every = 60min, .pause_every = 30min}));
    EXPECT_EQ(
        cadence_for(safety::AgeBand::From7To9, {.ai_notice_every = 180min, .pause_every = 180min}),
        own
    );
    EXPECT_EQ(
        cadence_for(safety::AgeBand::From7To9, {.ai_notice_every = 45min, .pause_every = 180min}),
        (Cadence{.ai_notice_every = 45min, .pause_every = 30min})
    );
    EXPECT_LT(
        own.pause_every, cadence_for(safety::AgeBand::From13To17, unasked_cadence).pause_every
    );
}

}  // namespace
}  // namespace buddy::conversation
