#include "oversight/talks.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace buddy::oversight {
namespace {

using namespace std::chrono_literals;
using conversation::TalkTurn;
using emotion::Mood;

constexpr Time start = from_millis(1'795'300'000'000);

TalkTurn turn(
    const std::string& conversation, std::chrono::seconds at, std::string topic, Mood mood
)
{
    return {
        .id = TurnId{conversation + std::to_string(at.count())},
        .conversation = ConversationId{conversation},
        .started_at = start + at,
        .finished_at = start + at + 5s,
        .topic = std::move(topic),
        .advisor = "listener",
        .mood = mood
    };
}

const Course summaries{{}, safety::AgeBand::From10To12};

TEST(Talks, AreFoldedFromTurnsNewestFirst)
{
    const auto talks = talks_of(
        {turn("a", 0s, "school", Mood::Stress),
         turn("a", 70s, "sleep", Mood::Calm),
         turn("b", 300s, "riddles", Mood::Joy),
         turn("a", 400s, "sleep", Mood::Calm)},
        summaries
    );
    ASSERT_EQ(talks.size(), 2U);
    EXPECT_EQ(talks[0].id.text(), "b");
    EXPECT_EQ(talks[0].length, 1min);
    EXPECT_EQ(talks[1].topics, (std::vector<std::string>{"sleep", "school"}));
    EXPECT_EQ(talks[1].started_at, start);
    EXPECT_EQ(talks[1].length, 7min);
    EXPECT_EQ(talks[1].open, Level::Summary);
}

TEST(Talks, AreCalledByTheFieldOfWhoLedWhereATopicHasNoTitle)
{
    auto quarrel = turn("a", 0s, "friend_fight", Mood::Anger);
    quarrel.advisor = "social_guide";
    auto steward = turn("b", 60s, "unheard_of", Mood::Fear);
    steward.advisor = "safety_steward";
    const auto talks = talks_of({quarrel, steward}, summaries);
    ASSERT_EQ(talks.size(), 2U);
    EXPECT_TRUE(talks[0].topics.empty());
    EXPECT_EQ(talks[1].topics, std::vector<std::string>{"friends"});
}

TEST(Talks, OpenNoFurtherThanTheLevelOfEachTurn)
{
    const Course widened{
        {{.level = Level::Transcript,
          .before = Level::Summary,
          .changed_at = start + 60s,
          .told_at = start + 60s}},
        safety::AgeBand::From10To12
    };
    const std::vector turns{turn("a", 0s, "school", Mood::Stress), turn("a", 90s, "", Mood::Calm)};
    EXPECT_EQ(talks_of(turns, widened).front().open, Level::Transcript);
    const auto open = open_to(turns, widened, Level::Transcript);
    ASSERT_EQ(open.size(), 1U);
    EXPECT_EQ(open[0].id, turns[1].id);
    EXPECT_EQ(open_to(turns, widened, Level::Summary).size(), 2U);
}

TEST(Summary, NamesTopicsMoodsAndWhoHelpedOnce)
{
    auto coached = turn("a", 60s, "homework", Mood::Stress);
    coached.advisor = "study_coach";
    const auto summary = summary_of(
        {turn("a", 0s, "school", Mood::Stress), coached, turn("a", 90s, "homework", Mood::Joy)}
    );
    EXPECT_EQ(
        summary,
        (Summary{
            .topics = {"homework", "school"},
            .moods = {Mood::Stress, Mood::Joy},
            .advisors = {"listener", "study_coach"}
        })
    );
    EXPECT_EQ(summary_of({}), Summary{});
}

}  // namespace
}  // namespace buddy::oversight
