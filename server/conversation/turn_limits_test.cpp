#include "conversation/turn_limits.hpp"

#include "conversation/child_days.hpp"
#include "conversation/limit_words.hpp"
#include "conversation/turn_fakes.hpp"
#include "platform/async/run_to_end.hpp"

#include <gtest/gtest.h>

namespace buddy::conversation {
namespace {

using namespace std::chrono_literals;
using limits::Closed;
using limits::QuietHours;
using std::chrono::minutes;
using std::chrono::sys_days;

constexpr Time four = sys_days{2026y / 11 / 23} + 16h;  // a Monday afternoon

emotion::Reading calm(const safety::Message& /*message*/)
{
    return {.mood = emotion::Mood::Calm, .certainty = 0.8};
}

TEST(TurnLimits, CountMinutesAsBuddyCountsThemEverywhere)
{
    const TurnLimits limits{.rules = {.daily = 10min}, .turns_today = {four, four + 6min}};
    EXPECT_EQ(standing_of(limits, four + 8min, "UTC").left, 2min);
    EXPECT_EQ(standing_of(limits, four + 10min, "UTC").closed, Closed::OverTime);
    EXPECT_EQ(standing_of(limits, four + 40min, "UTC").left, 4min) << "a pause counts nothing";
}

TEST(TurnLimits, HaveTheDayThatAChildHas)
{
    for (const auto* zone : {"UTC", "America/Chicago", "Australia/Lord_Howe", "Africa/Casablanca"})
        for (Time at = sys_days{2026y / 3 / 1}; at < Time{sys_days{2026y / 4 / 10}}; at += 37min)
            ASSERT_EQ(
                limits::day_began(at, zone) <= at,
                child_day(limits::day_began(at, zone), zone, {}).date ==
                    child_day(at, zone, {}).date
            );
}

TEST(ComingEnd, IsToldAtTenMinutesAndAtThree)
{
    const TurnLimits limits{.rules = {.daily = 20min}, .turns_today = {four, four + 8min}};
    EXPECT_EQ(coming_end(limits, four + 8min, four + 9min, "UTC"), std::nullopt);
    EXPECT_EQ(
        coming_end(limits, four + 8min, four + 11min, "UTC"), (ComingEnd{Closed::OverTime, 9min})
    );
    EXPECT_EQ(
        coming_end(limits, four + 8min, four + 18min, "UTC"), (ComingEnd{Closed::OverTime, 2min})
    );
}

TEST(ComingEnd, IsTheSoonerOfTwo)
{
    const TurnLimits limits{
        .rules = {.daily = 20min, .school_nights = QuietHours{.from = 16h + 14min, .until = 18h}},
        .turns_today = {four, four + 8min}
    };
    EXPECT_EQ(
        coming_end(limits, four + 8min, four + 12min, "UTC"), (ComingEnd{Closed::QuietHours, 2min})
    );
}

TEST(ComingEnd, IsToldToAChildThatHasJustCome)
{
    const TurnLimits limits{
        .rules = {.school_nights = QuietHours{.from = 16h + 8min, .until = 18h}}, .turns_today = {}
    };
    EXPECT_EQ(coming_end(limits, {}, four, "UTC"), (ComingEnd{Closed::QuietHours, 8min}));
    EXPECT_EQ(coming_end(limits, four, four + 1min, "UTC"), std::nullopt) << "once";
    EXPECT_EQ(
        coming_end(limits, four - 2h, four + 1min, "UTC"), (ComingEnd{Closed::QuietHours, 7min})
    );
}

TEST(Off, IsWhatTheFamilyKeepsToItselfAndNothingOfTheChildsOwn)
{
    const limits::Rules rules{.topics_off = {"games"}, .words_off = {"dragon"}};
    const auto choice = [](advisors::Advisor lead, std::string topic) {
        return advisors::Choice{.lead = lead, .topic = std::move(topic)};
    };
    using advisors::Advisor;
    EXPECT_TRUE(is_off(rules, choice(Advisor::Explorer, "video_games"), "hi"));
    EXPECT_TRUE(is_off(rules, choice(Advisor::Explorer, "wonder"), "Dragons?"));
    EXPECT_TRUE(is_off(rules, choice(Advisor::Listener, "open"), "dragons"));
    EXPECT_FALSE(is_off(rules, choice(Advisor::Listener, "worries"), "i dream of dragons"));
    EXPECT_FALSE(is_off(rules, choice(Advisor::SocialGuide, "bullying"), "they call me dragon"));
}

/// A pipeline whose child has limits, and is calm.
class LimitedPipeline : public testing::Test {
protected:
    LimitedPipeline()
    {
        world.clock.advance(four - world.clock.now());
        static_cast<void>(
            run_to_end(world.store.start(world.child, world.conversation, world.clock.now()))
        );
        world.mentor.lead = advisors::Advisor::Explorer;
        world.model.pieces = {"A model speaks."};
    }
    Task<TurnLimits> limits_of(ChildRef child, std::string zone, Time now)
    {
        co_return TurnLimits{
            .rules = rules,
            .turns_today =
                co_await world.store.turn_times(std::move(child), limits::day_began(now, zone))
        };
    }
    TurnReport say(std::string text)
    {
        sink.events.clear();
        auto parts = world.parts(true);
        parts.read_mood = mood;
        parts.limits_of = [this](ChildRef child, std::string zone, Time now) {
            return limits_of(std::move(child), std::move(zone), now);
        };
        const TurnPipeline pipeline{std::move(parts)};
        return run_to_end(pipeline.run(world.request(std::move(text)), sink, stop)).value();
    }
    [[nodiscard]] std::vector<std::string> times_told() const
    {
        std::vector<std::string> out;
        for (const auto& event : sink.events)
            if (const auto* notice = std::get_if<Notice>(&event.event);
                notice != nullptr && notice->kind == NoticeKind::Time)
                out.push_back(notice->text);
        return out;
    }
    static limits::Rules quiet_now()
    {
        return {.school_nights = QuietHours{.from = 15h, .until = 18h}};
    }

    TurnWorld world;
    limits::Rules rules;
    ReadMood mood = calm;
    ListSink sink;
    StopSignal stop;
};

TEST_F(LimitedPipeline, IsQuietInQuietHoursWithoutAModel)
{
    rules = quiet_now();
    const auto report = say("tell me a riddle");
    EXPECT_EQ(report.reason, FinishReason::QuietHours);
    EXPECT_TRUE(report.reply.contains("quiet time")) << report.reply;
    EXPECT_TRUE(report.reply.contains("today at 6:00 PM")) << report.reply;
    EXPECT_TRUE(report.reply.contains("Get help")) << report.reply;
    EXPECT_EQ(world.model.calls, 0);
    EXPECT_EQ(world.store.find(TurnId{"turn-1"})->begun.text, "tell me a riddle") << "recorded";
    EXPECT_EQ(std::get<Done>(sink.events.back().event).finish, Finish::Replaced);
}

TEST_F(LimitedPipeline, NeverCutsOffACrisis)
{
    rules = quiet_now();
    EXPECT_EQ(say("!escalate").reason, FinishReason::CrisisAnswered);
    EXPECT_EQ(world.alerts.size(), 1U) << "adults are told at any hour";
    EXPECT_EQ(say("okay").reason, FinishReason::CrisisAnswered) << "the path stays open";
    rules = {.daily = 5min};
    world.clock.advance(6min);
    EXPECT_EQ(say("!protect").reason, FinishReason::CrisisAnswered);
}

TEST_F(LimitedPipeline, AnswersAChildThatNeedsSomebodyAndDoesNotLeaveItAfterwards)
{
    rules = quiet_now();
    EXPECT_EQ(say("!lonely").reason, FinishReason::Answered);
    world.clock.advance(2min);
    EXPECT_EQ(say("thanks").reason, FinishReason::Answered) << "it was comforted a moment ago";
    world.clock.advance(20min);
    EXPECT_EQ(say("tell me a riddle").reason, FinishReason::QuietHours);
}

TEST_F(LimitedPipeline, AnswersASadChild)
{
    rules = quiet_now();
    mood = [](const safety::Message& /*message*/) {
        return emotion::Reading{.mood = emotion::Mood::Sadness, .certainty = 0.8};
    };
    EXPECT_EQ(say("today was bad").reason, FinishReason::Answered);
}

TEST_F(LimitedPipeline, RefusesAndFailsClosedAsAtAnyHour)
{
    rules = quiet_now();
    EXPECT_EQ(say("!block").reason, FinishReason::InputRefused);
    EXPECT_EQ(say("hello").reason, FinishReason::QuietHours) << "a refusal opens nothing";
    EXPECT_EQ(say("!unavailable").reason, FinishReason::InputNotJudged);
    EXPECT_EQ(say("hello").reason, FinishReason::Answered) << "what was not judged may be a call";
    world.clock.advance(20min);
    EXPECT_EQ(say("!throw").reason, FinishReason::InputNotJudged);
    EXPECT_EQ(say("hello").reason, FinishReason::Answered) << "likewise";
}

TEST_F(LimitedPipeline, CountsDownTellsInTimeAndThenCloses)
{
    rules = {.daily = 15min};
    EXPECT_EQ(say("one").reason, FinishReason::Answered);
    EXPECT_TRUE(times_told().empty());
    world.clock.advance(6min);
    EXPECT_EQ(say("two").reason, FinishReason::Answered);
    EXPECT_EQ(times_told(), std::vector<std::string>{"About 9 min are left for us today."});
    world.clock.advance(9min);
    const auto over = say("three");
    EXPECT_EQ(over.reason, FinishReason::OverTime);
    EXPECT_TRUE(over.reply.contains("used up")) << over.reply;
    EXPECT_TRUE(over.reply.contains("I am back tomorrow.")) << over.reply;
    world.clock.advance(5min);
    EXPECT_EQ(say("four").reason, FinishReason::OverTime);
    rules = {.daily = 25min};
    world.clock.advance(5min);
    EXPECT_EQ(say("five").reason, FinishReason::Answered) << "what was closed counts nothing";
    world.clock.advance(24h);
    rules = {.daily = 15min};
    EXPECT_EQ(say("six").reason, FinishReason::Answered) << "a new day";
}

TEST_F(LimitedPipeline, CountsNoMinuteOfWhatNoGuardianMayKnow)
{
    rules = {.daily = 10min};
    EXPECT_EQ(say("hello").reason, FinishReason::Answered);
    const auto answered_at = world.clock.now();
    world.clock.advance(8min);
    say("!protect");
    EXPECT_EQ(run_to_end(world.store.turn_times(world.child, Time{})), std::vector{answered_at});
}

TEST_F(LimitedPipeline, LeavesToTheFamilyWhatIsTheirs)
{
    rules = {.words_off = {"dragons"}};
    const auto report = say("do dragons sleep?");
    EXPECT_EQ(report.reason, FinishReason::TopicOff);
    EXPECT_TRUE(report.reply.contains("your family wants to talk about")) << report.reply;
    EXPECT_EQ(world.model.calls, 0);
    EXPECT_EQ(say("do birds sleep?").reason, FinishReason::Answered);
    EXPECT_EQ(say("!lonely dragons").reason, FinishReason::Answered) << "help is never hidden";
    EXPECT_EQ(say("!escalate dragons").reason, FinishReason::CrisisAnswered);
}

TEST_F(LimitedPipeline, LetsTheGuidedMentorSpeakWhereNoModelMay)
{
    rules = {.models = false};
    EXPECT_EQ(say("hello").reply, world.mentor.guided_words);
    EXPECT_EQ(world.model.calls, 0);
}

}  // namespace
}  // namespace buddy::conversation
