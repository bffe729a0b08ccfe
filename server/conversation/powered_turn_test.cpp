// A turn where laws or the family take something from Buddy: what the child is then not shown, what is not told and not kept; and
// that a crisis is answered as ever.
#include "conversation/turn_fakes.hpp"
#include "platform/async/run_to_end.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace buddy::conversation {
namespace {

using namespace std::chrono_literals;
using Names = std::vector<std::string>;

class PoweredTurn : public testing::Test {
protected:
    PoweredTurn()
    {
        world.model.pieces = {"Fractions are parts."};
        static_cast<void>(
            run_to_end(world.store.start(world.child, world.conversation, world.clock.now()))
        );
    }
    TurnReport say(std::string text, bool with_model = true)
    {
        sink.events.clear();
        auto parts = world.parts(with_model);
        if (mood) parts.read_mood = mood;
        const TurnPipeline pipeline{parts};
        auto report = run_to_end(pipeline.run(world.request(std::move(text)), sink, stop));
        EXPECT_TRUE(report);
        return *report;
    }
    /// Everything that the model was sent.
    [[nodiscard]] std::string sent() const
    {
        std::string all;
        for (const auto& message : world.model.last_request.messages) all += message.content + "\n";
        return all;
    }
    [[nodiscard]] const FakeConversationStore::StoredTurn& stored(const TurnReport& report) const
    {
        return *world.store.find(report.turn);
    }

    TurnWorld world;
    ListSink sink;
    StopSignal stop;
    ReadMood mood;  ///< Empty: the world's, sad.
};

TEST_F(PoweredTurn, ShowsKeepsAndTellsNoMoodWhereNoneIsRead)
{
    world.powers.reads_moods = false;
    const auto report = say("fractions");
    EXPECT_EQ(std::ranges::count(sink.names(), std::string{"mood"}), 0);
    EXPECT_EQ(report.mood.mood, std::nullopt);
    EXPECT_EQ(stored(report).finished->mood.mood, std::nullopt);
    EXPECT_EQ(stored(report).finished->mood.certainty, 0.0);
}

TEST_F(PoweredTurn, CountsNoMoodOverDaysWhereNoneIsRead)
{
    const auto course_of = [](bool reads) {
        TurnWorld world;
        world.powers.reads_moods = reads;
        ListSink sink;
        StopSignal stop;
        static_cast<void>(
            run_to_end(world.store.start(world.child, world.conversation, world.clock.now()))
        );
        const TurnPipeline pipeline{world.parts(false)};
        static_cast<void>(run_to_end(pipeline.run(world.request("fractions"), sink, stop)));
        return world.store.days[world.child.child].course;
    };
    EXPECT_NE(course_of(true), course_of(false));
}

TEST_F(PoweredTurn, TellsAModelNothingFromBeforeTheWindow)
{
    world.powers.memory.window = 12h;
    say("my old secret fractions");
    world.clock.advance(13h);
    say("fractions again");
    EXPECT_FALSE(sent().contains("old secret"));
    say("fractions once more");
    EXPECT_TRUE(sent().contains("fractions again")) << "within the window";
}

TEST_F(PoweredTurn, TellsAModelNothingOfAnEarlierSitting)
{
    world.powers.memory.ends_with_session = true;
    say("my first fractions");
    world.clock.advance(30min);
    say("my second fractions");
    EXPECT_TRUE(sent().contains("my first"));
    world.clock.advance(61min);
    say("my third fractions");
    EXPECT_FALSE(sent().contains("my second"));
}

TEST_F(PoweredTurn, TellsNothingAtAllWhereAFamilyWantsSo)
{
    world.powers.memory.keeps_nothing = true;
    say("my first fractions");
    say("my second fractions");
    EXPECT_FALSE(sent().contains("my first"));
}

TEST_F(PoweredTurn, ForgetsAtOnceAndKeepsTheRecord)
{
    const auto first = say("my first fractions");
    world.clock.advance(1s);
    world.store.forgotten[world.child.child] = world.clock.now();
    say("my second fractions");
    EXPECT_FALSE(sent().contains("my first"));
    EXPECT_EQ(stored(first).begun.text, "my first fractions");
}

TEST_F(PoweredTurn, BeginsTheGuidedMentorsStateAnewWithTheWindow)
{
    world.powers.memory.window = 12h;
    say("fractions", false);
    say("fractions", false);
    const auto* talk = world.store.talk(world.child, world.conversation);
    EXPECT_EQ(talk->guided_state, "gg");
    world.clock.advance(13h);
    say("fractions", false);
    EXPECT_EQ(talk->guided_state, "g");
    EXPECT_EQ(talk->guided_since, world.clock.now());
}

TEST_F(PoweredTurn, LeavesToPeopleWhatATutorDoesNotAnswer)
{
    world.powers.manner.persona = advisors::Persona::Tutor;
    mood = [](const safety::Message& /*message*/) {
        return emotion::Reading{.mood = emotion::Mood::Calm, .certainty = 0.8};
    };
    EXPECT_EQ(say("my friend").reply, "That is for people.");
    EXPECT_EQ(world.observer.reasons.back(), FinishReason::BeyondTutor);
    EXPECT_EQ(world.model.calls, 0);
    EXPECT_EQ(say("fractions").reply, "Fractions are parts.");
    mood = nullptr;  // the world's child is sad
    EXPECT_NE(say("my friend").reply, "That is for people.");
}

TEST_F(PoweredTurn, HearsAChildInNeedWhateverATutorAnswers)
{
    world.powers.manner.persona = advisors::Persona::Tutor;
    EXPECT_NE(say("!lonely my friend", false).reply, "That is for people.");
}

/// Each power taken by itself, then all of them.
std::vector<Powers> all_taken()
{
    std::vector<Powers> out(7);
    out[0].reads_moods = false;
    out[1].memory.window = 1h;
    out[2].memory.ends_with_session = true;
    out[3].memory.keeps_nothing = true;
    out[4].manner.persona = advisors::Persona::Tutor;
    out[5].manner = {.praises = false, .asks_about_feelings = false, .gives_opinions = false};
    out[6] = {
        .memory = {.window = 1h, .ends_with_session = true, .keeps_nothing = true},
        .reads_moods = false,
        .manner =
            {.persona = advisors::Persona::Tutor,
             .praises = false,
             .asks_about_feelings = false,
             .gives_opinions = false}
    };
    return out;
}

/// What the child is shown but for the mood, who is alarmed, and where the path stands, over a crisis and what follows.
Names crisis_with(const Powers& powers)
{
    TurnWorld world;
    world.powers = powers;
    ListSink sink;
    StopSignal stop;
    Names seen;
    static_cast<void>(
        run_to_end(world.store.start(world.child, world.conversation, world.clock.now()))
    );
    for (const auto* text : {"hello", "!escalate", "i do not know", "fractions"}) {
        sink.events.clear();
        const TurnPipeline pipeline{world.parts(true)};
        const auto report = run_to_end(pipeline.run(world.request(text), sink, stop));
        const bool is_plain = std::string_view{text} == "hello";
        for (const auto& event : sink.events)
            if (!is_plain && name_of(event.event) != "mood")
                seen.push_back(std::string{name_of(event.event)} + " " + payload_of(event.event));
        seen.push_back(world.store.talk(world.child, world.conversation)->crisis_state);
        seen.push_back(std::to_string(world.alerts.size()));
        seen.push_back(std::to_string(world.store.referrals.size()));
        world.clock.advance(90min);
    }
    return seen;
}

TEST(PoweredCrisis, IsAnsweredAsEverWhateverIsTaken)
{
    const auto as_ever = crisis_with({});
    ASSERT_TRUE(std::ranges::any_of(as_ever, [](const auto& one) {
        return one.contains("I am glad you told me");
    }));
    for (const auto& powers : all_taken()) EXPECT_EQ(crisis_with(powers), as_ever);
}

TEST_F(PoweredTurn, CountsHelpLinesOfACrisisByPlaceAndKindAlone)
{
    auto request = world.request("!escalate");
    request.speaker.region = "CA";
    const TurnPipeline pipeline{world.parts(true)};
    static_cast<void>(run_to_end(pipeline.run(std::move(request), sink, stop)));
    ASSERT_EQ(world.store.referrals.size(), 1U);
    EXPECT_EQ(world.store.referrals[0].place, "US-CA");
    say("well");
    ASSERT_EQ(world.store.referrals.size(), 2U);
    EXPECT_EQ(world.store.referrals[1].kind, "follow_up");
    say("!unavailable");
    EXPECT_EQ(world.store.referrals.size(), 3U) << "the path is still open";
}

TEST_F(PoweredTurn, CountsNoHelpLinesOutsideOfACrisis)
{
    say("!unavailable");
    say("fractions");
    EXPECT_TRUE(world.store.referrals.empty());
}

}  // namespace
}  // namespace buddy::conversation
