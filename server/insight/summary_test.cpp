#include "insight/insight_fixture.hpp"

#include <gtest/gtest.h>

namespace buddy::insight {
namespace {

using namespace std::chrono_literals;
using advisors::Learning;
using emotion::Mood;
using std::chrono::days;

class SummaryOf : public testing::Test, protected TestFacts {
protected:
    Summary summary() { return summary_of(facts, week, sunday); }
};

TEST_F(SummaryOf, SaysNothingOfAQuietWeek)
{
    const auto quiet = summary();
    EXPECT_EQ(quiet.talks, 0);
    EXPECT_EQ(quiet.stretches.size(), 7U);
    EXPECT_TRUE(quiet.moods.empty());
    EXPECT_TRUE(quiet.changes.empty());
    EXPECT_TRUE(quiet.strengths.empty());
    EXPECT_EQ(quiet.minutes, 0min);
}

TEST_F(SummaryOf, CountsTalksMinutesTopicsAndPartsOfTheDay)
{
    talk(monday, 8h, 2, std::nullopt, "school");
    talk(monday, 19h, 3, std::nullopt, "friends");
    talk(monday + days{2}, 23h, 1, std::nullopt, "friends");
    talk(monday - days{1}, 8h, 9, std::nullopt, "before");
    const auto made = summary();
    EXPECT_EQ(made.talks, 3);
    EXPECT_EQ(made.days, 2);
    EXPECT_EQ(made.minutes, 6min);
    EXPECT_EQ(made.stretches[0].talks, 2);
    EXPECT_EQ(made.stretches[0].minutes, 5min);
    EXPECT_EQ(made.topics, (std::vector<TopicCount>{{"friends", 2}, {"school", 1}}));
    EXPECT_EQ(made.parts, (std::array<std::chrono::minutes, day_parts>{2min, 0min, 3min, 1min}));
}

TEST_F(SummaryOf, NamesAMoodOnlyWhereThereIsEnough)
{
    talk(monday, 8h, 2, Mood::Joy);
    EXPECT_FALSE(summary().stretches[0].mood) << "two readings are no day";
    talk(monday, 19h, 1, Mood::Joy);
    const auto two_talks = summary();
    ASSERT_TRUE(two_talks.stretches[0].mood);
    EXPECT_GT(two_talks.stretches[0].mood->middle, 0.5);
    EXPECT_LT(two_talks.stretches[0].mood->low, two_talks.stretches[0].mood->middle - 0.2);
    EXPECT_TRUE(two_talks.moods.empty()) << "two talks are no week";
    talk(monday + days{1}, 8h, 1, Mood::Sadness);
    const auto three = summary();
    ASSERT_EQ(three.moods.size(), 2U);
    EXPECT_EQ(three.moods[0].mood, Mood::Joy);
    EXPECT_EQ(three.moods[0].talks, 2);
    EXPECT_LT(three.moods[0].share.low, 0.35);
}

TEST_F(SummaryOf, ReadsNoMoodsWhereTheyAreNotRead)
{
    facts.moods_are_read = false;
    for (int day = 0; day < 4; ++day) talk(monday + days{day}, 8h, 4, Mood::Joy);
    const auto made = summary();
    EXPECT_FALSE(made.moods_are_read);
    EXPECT_TRUE(made.moods.empty());
    for (const auto& stretch : made.stretches) EXPECT_FALSE(stretch.mood);
}

TEST_F(SummaryOf, BelievesNoBrightMoodOfATurnThatRaisedAnAlert)
{
    for (int day = 0; day < 3; ++day) talk(monday + days{day}, 8h, 1, Mood::Joy);
    facts.alerts.push_back(facts.turns[0].at);
    const auto made = summary();
    EXPECT_TRUE(made.was_serious);
    EXPECT_EQ(made.talks_with_moods, 2);
}

TEST_F(SummaryOf, TellsHintsFromAnswers)
{
    talk(monday, 16h, 5, std::nullopt, "maths");
    facts.turns[0].learning = Learning::Hint;
    facts.turns[1].learning = Learning::Found;
    facts.turns[2].learning = Learning::WayShown;
    EXPECT_FALSE(summary().learning.own) << "two sums are too few";
    facts.turns[3].learning = Learning::Found;
    const auto made = summary();
    EXPECT_EQ(made.learning.found, 2);
    EXPECT_EQ(made.learning.shown, 1);
    EXPECT_EQ(made.learning.hints, 1);
    ASSERT_TRUE(made.learning.own);
    EXPECT_LT(made.learning.own->low, 0.4);
    EXPECT_EQ(made.strengths, (std::vector<Strength>{{StrengthKind::FoundAnswers, 2}}));
}

TEST_F(SummaryOf, ShowsNoDoingsWhereTheLevelClosesThem)
{
    facts.shows_doings = false;
    talk(monday, 16h, 3, std::nullopt, "maths");
    talk(monday + days{1}, 16h, 3, std::nullopt, "maths");
    const auto made = summary();
    EXPECT_FALSE(made.shows_doings);
    EXPECT_TRUE(made.strengths.empty());
    EXPECT_EQ(made.learning.hints, 0);
    EXPECT_EQ(made.topics.size(), 1U) << "titles stay";
}

TEST_F(SummaryOf, PutsANightOfWinterTimeOnItsDay)
{
    const Period berlin{Span::Week, day_of("2026-10-25"), "Europe/Berlin"};
    talk(day_of("2026-10-25"), 22h, 4, Mood::Calm);  // 23:00 there, in the 25th hour's day
    const auto made = summary_of(facts, berlin, day_of("2026-10-25"));
    EXPECT_EQ(made.stretches[6].talks, 1);
    EXPECT_EQ(made.parts[3], 4min);
}

}  // namespace
}  // namespace buddy::insight
