#include "insight/changes.hpp"

#include "insight/insight_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace buddy::insight {
namespace {

using namespace std::chrono_literals;
using emotion::Mood;
using std::chrono::days;

class Changes : public testing::Test, protected TestFacts {
protected:
    std::optional<Change> found(ChangeKind kind)
    {
        const auto changes = changes_in(facts, week, sunday);
        const auto one = std::ranges::find(changes, kind, &Change::kind);
        return one == changes.end() ? std::nullopt : std::optional{*one};
    }
};

TEST_F(Changes, NoticesDaysThatStayLowerThanUsual)
{
    weeks_before(monday, 4, Mood::Joy);
    for (int day = 0; day < 6; ++day) talk(monday + days{day}, 16h, 4, Mood::Sadness);
    const auto change = found(ChangeKind::MoodLower);
    ASSERT_TRUE(change);
    EXPECT_GE(change->count, 3);
    EXPECT_FALSE(found(ChangeKind::MoodBrighter));
}

TEST_F(Changes, TakesOneBadDayForOneBadDay)
{
    weeks_before(monday, 4, Mood::Joy);
    talk(monday, 16h, 8, Mood::Sadness);
    EXPECT_TRUE(changes_in(facts, week, sunday).empty());
}

TEST_F(Changes, CallsNoWeekBrighterInWhichSomethingWasSerious)
{
    weeks_before(monday, 4, Mood::Sadness);
    for (int day = 0; day < 6; ++day) talk(monday + days{day}, 16h, 4, Mood::Joy);
    ASSERT_TRUE(found(ChangeKind::MoodBrighter));
    facts.alerts.push_back(facts.turns.back().at + 1h);
    EXPECT_FALSE(found(ChangeKind::MoodBrighter));
}

TEST_F(Changes, NoticesMuchMoreTimeThanUsual)
{
    weeks_before(monday, 5, Mood::Calm);  // 28 minutes a week
    for (int day = 0; day < 7; ++day) talk(monday + days{day}, 16h, 20, Mood::Calm);
    const auto change = found(ChangeKind::MoreTime);
    ASSERT_TRUE(change);
    EXPECT_EQ(change->count, 140);
    EXPECT_EQ(change->of, 28);
}

TEST_F(Changes, SaysNothingOfTimeAfterAFewWeeks)
{
    weeks_before(monday, 3, Mood::Calm);
    for (int day = 0; day < 7; ++day) talk(monday + days{day}, 16h, 60, Mood::Calm);
    EXPECT_FALSE(found(ChangeKind::MoreTime));
}

TEST_F(Changes, NeverCallsLessTimeAChange)
{
    weeks_before(monday, 5, Mood::Calm);
    EXPECT_TRUE(changes_in(facts, week, sunday).empty());
}

TEST_F(Changes, NoticesLateEveningsThatAreNew)
{
    weeks_before(monday, 5, Mood::Calm);
    for (const int day : {0, 2, 4}) talk(monday + days{day}, 23h, 2, Mood::Calm);
    ASSERT_TRUE(found(ChangeKind::LateEvenings));
    EXPECT_EQ(found(ChangeKind::LateEvenings)->count, 3);
}

TEST_F(Changes, LeavesLateEveningsThatAreUsual)
{
    for (int back = 35; back > -7; --back) talk(monday - days{back}, 23h, 2, Mood::Calm);
    EXPECT_FALSE(found(ChangeKind::LateEvenings));
}

TEST_F(Changes, NoticesAHardTopicThatComesUpOften)
{
    weeks_before(monday, 5, Mood::Calm);
    for (const int day : {0, 1, 3}) talk(monday + days{day}, 16h, 2, Mood::Calm, "bullying");
    const auto change = found(ChangeKind::HardTopic);
    ASSERT_TRUE(change);
    EXPECT_EQ(change->topic, "bullying");
    EXPECT_EQ(change->count, 3);
}

TEST_F(Changes, CountsNothingOfDaysToCome)
{
    weeks_before(monday, 5, Mood::Calm);
    for (const int day : {4, 5, 6}) talk(monday + days{day}, 23h, 2, Mood::Calm);
    EXPECT_TRUE(changes_in(facts, week, monday).empty());
}

}  // namespace
}  // namespace buddy::insight
