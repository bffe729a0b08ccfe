#include "conversation/child_days.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace buddy::conversation {
namespace {

using namespace std::chrono_literals;
using safety::AgeBand;
using safety::Attention;
using std::chrono::days;
using std::chrono::sys_days;

safety::Assessment assessment_with(safety::Category category, double probability)
{
    safety::Assessment assessment;
    assessment.available = true;
    assessment.action = safety::Action::Support;
    assessment.probability.at(static_cast<std::size_t>(category)) = probability;
    return assessment;
}

safety::Assessment lonely()
{
    return assessment_with(safety::Category::Distress, 0.7);
}

safety::Assessment cheerful()
{
    return assessment_with(safety::Category::Distress, 0.03);
}

/// Abuse at home: an adult is told, and no guardian.
safety::Assessment disclosure()
{
    auto assessment = assessment_with(safety::Category::Abuse, 0.95);
    assessment.action = safety::Action::Escalate;
    assessment.primary = safety::Category::Abuse;
    assessment.notify = {.guardian = false, .trusted_adult = true, .moderator = true};
    return assessment;
}

safety::Assessment crisis()
{
    auto assessment = assessment_with(safety::Category::SelfHarm, 0.95);
    assessment.action = safety::Action::Escalate;
    assessment.primary = safety::Category::SelfHarm;
    assessment.notify = {.guardian = true, .trusted_adult = false, .moderator = true};
    return assessment;
}

class ChildDaysTest : public testing::Test {
protected:
    /// One message; the alert it raised, if any.
    std::optional<AlertFacts> say(const safety::Assessment& assessment)
    {
        auto step = live_on(
            kept, {.assessment = assessment, .mood = {}, .day = today(), .reachable = reachable}, {}
        );
        kept = step.after;
        return step.alert;
    }
    /// One message a day; the days, counted from 0, that raised an alert.
    std::vector<int> live(int count, const safety::Assessment& assessment)
    {
        std::vector<int> raised;
        for (int day = 0; day < count; ++day, clock.advance(24h))
            if (say(assessment)) raised.push_back(day);
        return raised;
    }
    ChildDay today() const { return child_day(clock.now(), zone, AgeBand::From10To12); }
    Attention attention() const { return attention_for(kept, today()); }

    std::string zone = "America/Chicago";
    FakeClock clock{sys_days{2026y / 3 / 1} + 23h};
    ChildDays kept;
    safety::Notify reachable{.guardian = true, .trusted_adult = true, .moderator = true};
};

TEST_F(ChildDaysTest, TellTheGuardianOfARiseThatNoMessageCalledFor)
{
    EXPECT_TRUE(live(12, cheerful()).empty());
    EXPECT_EQ(attention(), Attention::Usual);
    std::optional<AlertFacts> alert;
    for (int day = 0; day < 7 && !alert; ++day, clock.advance(24h)) alert = say(lonely());
    ASSERT_TRUE(alert);
    EXPECT_EQ(alert->category, safety::Category::Distress);
    EXPECT_EQ(alert->severity, safety::Severity::Medium);
    EXPECT_EQ(alert->sources, std::vector<std::string>{"days:heaviness"});
    EXPECT_GE(alert->on_days, 3);
    EXPECT_EQ(alert->watch_days, safety::DaysLine{}.watch_days);
    EXPECT_EQ(alert_facts_from(to_json(*alert)), *alert);
    EXPECT_TRUE(alert->notify.guardian);
    EXPECT_FALSE(alert->notify.moderator);
    EXPECT_EQ(attention(), Attention::Watchful);
    EXPECT_TRUE(live(7, lonely()).empty()) << "told once";
}

TEST_F(ChildDaysTest, RaiseNoSecondAlertBesideTheMessagesOwn)
{
    EXPECT_TRUE(live(6, crisis()).empty());
    EXPECT_EQ(attention(), Attention::Watchful);
    EXPECT_TRUE(live(6, lonely()).empty()) << "adults know already";
}

TEST_F(ChildDaysTest, KeepEverythingFromAGuardianWhoMayBeTheDanger)
{
    EXPECT_FALSE(say(disclosure()));
    clock.advance(24h);
    std::optional<AlertFacts> alert;
    for (int day = 0; day < 7 && !alert; ++day, clock.advance(24h)) alert = say(lonely());
    ASSERT_TRUE(alert);
    EXPECT_TRUE(alert->notify.protects());
    EXPECT_TRUE(alert->notify.trusted_adult);
    EXPECT_TRUE(alert->notify.moderator);
    EXPECT_EQ(safety::Trajectory::restored(kept.course, {}).days().size(), 2U)
        << "the third lonely day raised it, and is as protected as its alert";
    EXPECT_TRUE(live(7, lonely()).empty()) << "told once";
}

TEST_F(ChildDaysTest, WaitForSomebodyWhoCanBeTold)
{
    static_cast<void>(say(disclosure()));
    clock.advance(24h);
    reachable = {.guardian = true};  // who must not hear of it
    EXPECT_TRUE(live(6, lonely()).empty());
    EXPECT_EQ(attention(), Attention::Watchful);
    reachable.moderator = true;
    EXPECT_EQ(live(7, lonely()), std::vector<int>{0}) << "at once, and once";
}

TEST_F(ChildDaysTest, KeepAnAcuteDangerFromThatGuardianToo)
{
    static_cast<void>(say(disclosure()));
    const auto begun = kept.guard;
    for (int day = 0; day <= guarded_for.count(); ++day, clock.advance(24h)) {
        const auto to = routed(crisis().notify, kept, today(), reachable);
        EXPECT_EQ(to, disclosure().notify) << "day " << day;
        static_cast<void>(say(crisis()));
    }
    EXPECT_EQ(kept.guard, begun) << "what was routed by the guard does not prolong it";
    EXPECT_EQ(kept.course, "") << "nor does it leave a trace on a guardian's side";
    EXPECT_EQ(routed(crisis().notify, kept, today(), reachable), crisis().notify)
        << "the window has passed";
    EXPECT_FALSE(routed(cheerful().notify, kept, today(), reachable).anyone());
}

TEST_F(ChildDaysTest, LetAGuardianHearOfACrisisThatNobodyElseCouldHearOf)
{
    static_cast<void>(say(disclosure()));
    reachable = {.guardian = true};
    EXPECT_EQ(routed(crisis().notify, kept, today(), reachable), crisis().notify);
    EXPECT_EQ(routed(disclosure().notify, kept, today(), reachable), disclosure().notify)
        << "of what they may have done themselves they never hear";
}

TEST_F(ChildDaysTest, BeginNoGuardForASuspicionBesideAnotherDanger)
{
    auto beside = crisis();
    beside.notify = disclosure().notify;
    beside.probability.at(static_cast<std::size_t>(safety::Category::Abuse)) = 0.3;
    static_cast<void>(say(beside));
    EXPECT_FALSE(kept.guard);
    EXPECT_EQ(kept.course, "") << "it adds nothing all the same";
    beside.probability.at(static_cast<std::size_t>(safety::Category::Abuse)) = 0.5;
    static_cast<void>(say(beside));
    EXPECT_TRUE(kept.guard);
}

TEST(ChildDays, SayHowLongBuddyLooksCloselyOfAnAlertThatWasStoredWithout)
{
    const auto facts = alert_facts_from(to_json(AlertFacts{.on_days = 4, .watch_days = 0}));
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->watch_days, safety::DaysLine{}.watch_days);
    EXPECT_EQ(alert_facts_from(to_json(AlertFacts{}))->watch_days, 0);
}

TEST(ChildDays, OutliveTheirGuardWhereverTheChildLives)
{
    // A guard ends with a day of the child's own, which ends at five: up to 29 + 12 hours after the
    // same day began at UTC.
    EXPECT_GE(kept_without_visit, guarded_for + 41h);
}

TEST_F(ChildDaysTest, HoldNothingOfAProtectedTurn)
{
    static_cast<void>(live(3, cheerful()));
    const auto before = kept.course;
    static_cast<void>(live(4, disclosure()));
    EXPECT_EQ(kept.course, before);
    EXPECT_TRUE(kept.guard);
}

TEST_F(ChildDaysTest, BeginAnewAndWatchedWhenTheirCourseIsUnknown)
{
    kept.course = unknown_course;
    EXPECT_EQ(attention(), Attention::Watchful);
    EXPECT_FALSE(say(lonely()));
    EXPECT_EQ(safety::Trajectory::restored(kept.course, {}).days().size(), 1U);
    clock.advance(24h * 13);
    EXPECT_EQ(attention(), Attention::Watchful);
}

TEST(ChildDays, AreGuardedByARebuiltGuardWhereverTheChildLives)
{
    const Time at = sys_days{2026y / 3 / 1} + 23h;
    for (const auto* const zone : {"Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago"}) {
        const auto last = child_day(at, zone, AgeBand::From10To12).date + guarded_for;
        EXPECT_GE(guard_after(at), last) << zone;
        EXPECT_LE(guard_after(at), last + days{3}) << zone;
    }
}

TEST_F(ChildDaysTest, AddNothingThatCouldNotBeJudged)
{
    EXPECT_FALSE(say(safety::Assessment::unavailable("deadline")));
    EXPECT_EQ(kept, ChildDays{});
}

TEST_F(ChildDaysTest, AreNeverRaisedByMoodsAlone)
{
    const emotion::Reading lonely_mood{
        .mood = emotion::Mood::Loneliness, .intensity = 1, .certainty = 1, .strength = 1
    };
    for (int day = 0; day < 30; ++day, clock.advance(24h)) {
        const auto calm = assessment_with(safety::Category::Distress, 0);
        auto step = live_on(
            kept,
            {.assessment = calm, .mood = lonely_mood, .day = today(), .reachable = reachable},
            {}
        );
        EXPECT_FALSE(step.alert);
        kept = step.after;
    }
    EXPECT_EQ(attention(), Attention::Usual);
}

TEST(ChildDay, BeginsAtFiveInTheMorningThere)
{
    const auto at = [](std::chrono::hours utc) {
        return child_day(sys_days{2026y / 3 / 2} + utc, "America/Chicago", AgeBand::From10To12);
    };
    const sys_days second = 2026y / 3 / 2;
    EXPECT_EQ(at(10h).date, second - days{1});  // four in the morning
    EXPECT_TRUE(at(10h).at_night);
    EXPECT_EQ(at(11h).date, second);
    EXPECT_FALSE(at(11h).at_night);
    EXPECT_TRUE(at(28h).at_night);  // ten in the evening
    EXPECT_EQ(at(28h).date, second);
}

TEST(ChildDay, LetsOlderChildrenStayUpLonger)
{
    const Time ten_pm = sys_days{2026y / 3 / 2} + 22h;
    EXPECT_TRUE(child_day(ten_pm, "UTC", AgeBand::From7To9).at_night);
    EXPECT_FALSE(child_day(ten_pm, "UTC", AgeBand::From13To17).at_night);
}

}  // namespace
}  // namespace buddy::conversation
