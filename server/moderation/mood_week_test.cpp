#include "moderation/mood_week.hpp"

#include <gtest/gtest.h>

namespace buddy::moderation {
namespace {

using conversation::MoodMark;
using emotion::Mood;
using namespace std::chrono_literals;

constexpr Day saturday{.year = 2026, .month = 11, .day = 21};

TEST(WeekFrame, BeginsAndEndsAtMidnightOfTheFamily)
{
    const WeekFrame berlin{saturday, "Europe/Berlin"};
    const WeekFrame utc{saturday, "UTC"};
    EXPECT_EQ(utc.begin() - berlin.begin(), 1h);
    EXPECT_EQ(utc.end() - utc.begin(), 7 * 24h);
    EXPECT_EQ(to_text(berlin.days().front()), "2026-11-15");
    EXPECT_EQ(to_text(berlin.days().back()), "2026-11-21");
}

TEST(WeekFrame, KnowsDaysOfTwentyThreeAndTwentyFiveHours)
{
    const WeekFrame autumn{{.year = 2026, .month = 10, .day = 25}, "Europe/Berlin"};
    const WeekFrame spring{{.year = 2026, .month = 3, .day = 29}, "Europe/Berlin"};
    EXPECT_EQ(autumn.end() - autumn.begin(), (7 * 24h) + 1h);
    EXPECT_EQ(spring.end() - spring.begin(), (7 * 24h) - 1h);
}

TEST(WeekFrame, PutsAMomentOnItsDay)
{
    const WeekFrame frame{saturday, "America/New_York"};
    EXPECT_EQ(frame.index_of(frame.begin()), 0U);
    EXPECT_EQ(frame.index_of(frame.end() - 1ms), 6U);
    EXPECT_FALSE(frame.index_of(frame.end()));
    EXPECT_FALSE(frame.index_of(frame.begin() - 1ms));
}

TEST(WeekFrame, TakesAnUnknownTimeZoneForUtc)
{
    EXPECT_EQ(WeekFrame(saturday, "Mars/Olympus").begin(), WeekFrame(saturday, "UTC").begin());
}

TEST(Day, ReadsDaysOfTheCalendarOnly)
{
    EXPECT_EQ(*day_from("2024-02-29"), (Day{.year = 2024, .month = 2, .day = 29}));
    for (const auto* wrong :
         {"2023-02-29",
          "2026-13-01",
          "2026-1-1",
          "today",
          "",
          "2026-00-10",
          "1812-01-01",
          "2026-01-0x"})
        EXPECT_FALSE(day_from(wrong)) << wrong;
}

TEST(MoodWeek, CountsDaysAndNamesTheMostFrequentMood)
{
    const WeekFrame frame{saturday, "UTC"};
    const auto monday = frame.begin() + 24h + 9h;
    const std::vector<MoodMark> marks{
        {.at = monday, .mood = Mood::Sadness, .certainty = 0.6},
        {.at = monday + 1h, .mood = Mood::Sadness, .certainty = 0.8},
        {.at = monday + 2h, .mood = Mood::Joy, .certainty = 0.9},
        {.at = monday + 3h, .mood = std::nullopt}
    };
    const auto week = week_of(frame, marks, {}, "en");
    const auto& day = week.days[1];
    EXPECT_EQ(day.turns, 4);
    EXPECT_EQ(day.mood, Mood::Sadness);
    EXPECT_NEAR(day.certainty, 0.7, 1e-9);
    EXPECT_EQ(day.moods.at(Mood::Joy), 1);
    EXPECT_EQ(week.days[0].turns, 0);
    EXPECT_FALSE(week.days[0].mood);
    EXPECT_TRUE(week.sentence.contains("mostly sad")) << week.sentence;
}

TEST(MoodWeek, IsNeverCalledJoyfulWhenSomethingInItWasSerious)
{
    const WeekFrame frame{saturday, "UTC"};
    const auto crisis = frame.begin() + 50h;
    const std::vector<MoodMark> marks{
        {.at = frame.begin() + 9h, .mood = Mood::Joy, .certainty = 0.9},
        {.at = crisis, .mood = Mood::Joy, .certainty = 0.9}
    };
    for (const auto* language : {"en", "es", "fr", "de", "pt"}) {
        const auto joyful = week_of(frame, marks, {}, language).sentence;
        const auto serious = week_of(frame, marks, {crisis}, language).sentence;
        EXPECT_NE(serious, joyful);
        EXPECT_EQ(week_of(frame, {}, {crisis}, language).sentence, serious);
        EXPECT_EQ(week_of(frame, marks, {frame.begin() - 1h}, language).sentence, joyful);
    }
    const auto week = week_of(frame, marks, {crisis}, "en");
    EXPECT_FALSE(week.sentence.contains("joyful")) << week.sentence;
    EXPECT_EQ(week.days[0].mood, Mood::Joy) << "a day is what it was";
    EXPECT_FALSE(week.days[2].mood) << "a crisis was never joyful";
    EXPECT_EQ(week.days[2].turns, 1);
}

TEST(MoodWeek, NamesAHeavyMoodAlsoBesideAnAlert)
{
    const WeekFrame frame{saturday, "UTC"};
    const std::vector<MoodMark> marks{
        {.at = frame.begin() + 9h, .mood = Mood::Sadness, .certainty = 0.9}
    };
    const auto week = week_of(frame, marks, {frame.begin() + 9h}, "en");
    EXPECT_TRUE(week.sentence.contains("mostly sad")) << week.sentence;
}

/// A child who writes once a day, three weeks of one mood and then some days of another.
class CourseOfAChild : public testing::Test {
protected:
    void live(int count, Mood mood)
    {
        for (int day = 0; day < count; ++day, clock.advance(24h))
            marks.push_back({.at = clock.now(), .mood = mood, .certainty = 0.7});
    }
    std::string sentence(std::string_view language = "en", const std::vector<Time>& alerts = {})
    {
        const auto last = WeekFrame::today(clock.now() - 24h, "America/Chicago");
        return week_of(WeekFrame{last, "America/Chicago"}, marks, alerts, language).sentence;
    }
    FakeClock clock{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1} + 23h};
    std::vector<MoodMark> marks;
};

TEST_F(CourseOfAChild, TellsWhyWhenDaysAreLowerThanUsual)
{
    live(21, Mood::Joy);
    EXPECT_FALSE(sentence().contains("usual")) << sentence();
    live(4, Mood::Sadness);
    EXPECT_TRUE(sentence().contains("lower than usual")) << sentence();
    EXPECT_TRUE(sentence().contains("4 of the last 4 days")) << sentence();
    for (const auto* language : {"es", "fr", "de", "pt"})
        EXPECT_TRUE(sentence(language).contains(" 4 ")) << sentence(language);
}

TEST_F(CourseOfAChild, IsNoNewsForAChildWhoIsOftenSad)
{
    live(25, Mood::Sadness);
    EXPECT_FALSE(sentence().contains("usual")) << sentence();
}

TEST_F(CourseOfAChild, IsNeverCalledBrighterBesideAnAlert)
{
    live(21, Mood::Loneliness);
    live(4, Mood::Joy);
    EXPECT_TRUE(sentence().contains("brighter than usual")) << sentence();
    EXPECT_FALSE(sentence("en", {clock.now() - 48h}).contains("usual"));
}

TEST_F(CourseOfAChild, LeavesAnEarlierWeekAlone)
{
    live(21, Mood::Joy);
    live(4, Mood::Sadness);
    clock.advance(24h * 8);
    EXPECT_FALSE(sentence().contains("usual")) << sentence();
}

TEST(MoodWeek, SaysSoWhenThereIsTooLittleToTell)
{
    const WeekFrame frame{saturday, "UTC"};
    for (const auto* language : {"en", "es", "fr", "de", "pt"})
        EXPECT_FALSE(week_of(frame, {}, {}, language).sentence.empty());
}

}  // namespace
}  // namespace buddy::moderation
