// What a child sees, what is recorded and what is counted when critics find something in a model's reply: the shipped critics
// (data/mentor/critics) in the real pipeline.
#include "conversation/turn_fakes.hpp"
#include "platform/async/run_to_end.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace buddy::conversation {
namespace {

class CriticisedTurn : public testing::Test {
protected:
    CriticisedTurn()
    {
        auto loaded = advisors::Critics::load(
            std::filesystem::path{BUDDY_SOURCE_DIR} / "data/mentor/critics"
        );
        EXPECT_TRUE(loaded) << loaded.error().detail;
        world.mentor.critics = std::move(*loaded);
        run_to_end(world.store.start(world.child, world.conversation, world.clock.now()));
    }
    TurnReport say(std::string text, bool with_model = true)
    {
        TurnPipeline pipeline{world.parts(with_model)};
        StopSignal stop;
        auto report = run_to_end(pipeline.run(world.request(std::move(text)), sink, stop));
        EXPECT_TRUE(report);
        return *report;
    }
    [[nodiscard]] std::string last_reason() const
    {
        std::string reason;
        for (const auto& one : sink.events)
            if (const auto* advisor = std::get_if<AdvisorSpeaks>(&one.event))
                reason = advisor->reason;
        return reason;
    }
    [[nodiscard]] bool heard(std::string_view critic) const
    {
        return std::ranges::find(world.observer.criticisms, critic) !=
               world.observer.criticisms.end();
    }

    TurnWorld world;
    ListSink sink;
};

TEST_F(CriticisedTurn, NeverShowsAClauseThatACriticStops)
{
    world.model.pieces = {"That is a long walk. ", "I'm all you need. ", "Owls hunt at night."};
    const auto report = say("i walked home");
    EXPECT_EQ(report.reason, FinishReason::OutputStopped);
    EXPECT_EQ(report.reply, "That is a long walk. I lost my thread.");
    EXPECT_TRUE(heard("dependence stopped"));
    ASSERT_EQ(world.store.safety_events.size(), 1U);
    EXPECT_EQ(world.store.safety_events.front().kind, "output_stopped");
    EXPECT_EQ(world.store.safety_events.front().reason, "critic:dependence");
}

TEST_F(CriticisedTurn, TellsTheTraceInTwoSentencesWithoutTheWords)
{
    world.model.pieces = {"You are the smartest kid of all."};
    static_cast<void>(say("i walked home"));
    EXPECT_EQ(
        last_reason(),
        "It fits. Buddy held back a sentence of the language model because it flattered the child."
    );
}

TEST_F(CriticisedTurn, LeavesTheTraceAloneWhenNothingWasFound)
{
    world.model.pieces = {"That is a long walk."};
    const auto report = say("i walked home");
    EXPECT_EQ(report.reply, "That is a long walk.");
    EXPECT_EQ(last_reason(), "It fits.");
    EXPECT_TRUE(world.observer.criticisms.empty());
}

TEST_F(CriticisedTurn, AsksNoOtherModelForWhatACriticStopped)
{
    world.model.pieces = {"I am a real person."};
    world.backup.refuses = false;
    world.backup.pieces = {"Fine."};
    EXPECT_EQ(say("who are you").reply, "I lost my thread.");
    EXPECT_EQ(world.backup.calls, 0);
}

TEST_F(CriticisedTurn, NamesAPersonWhereAHeavyAnswerNamedNone)
{
    world.model.pieces = {"That sounds hard."};
    const auto report = say("!lonely today");
    EXPECT_EQ(report.reason, FinishReason::Answered);
    EXPECT_TRUE(report.reply.starts_with("That sounds hard. "));
    EXPECT_GT(report.reply.size(), 30U);
    EXPECT_TRUE(heard("redirection added"));
    EXPECT_TRUE(last_reason().contains("named nobody"));
}

TEST_F(CriticisedTurn, AddsNothingWhereTheAnswerNamedSomebody)
{
    world.model.pieces = {"That sounds hard. Could you tell your aunt?"};
    EXPECT_EQ(say("!lonely today").reply, "That sounds hard. Could you tell your aunt?");
    EXPECT_FALSE(heard("redirection added"));
}

TEST_F(CriticisedTurn, AddsNothingToAnAnswerThatBrokeOff)
{
    world.model.pieces = {"That sounds hard. "};
    world.model.end = FakeModel::End::Error;
    EXPECT_EQ(say("!lonely today").reply, "That sounds hard. I have to stop here.");
}

TEST_F(CriticisedTurn, CountsACourtesyAndShowsIt)
{
    world.model.pieces = {"I'm sorry that it rained."};
    EXPECT_EQ(say("it rained").reply, "I'm sorry that it rained.");
    EXPECT_TRUE(heard("personhood counted"));
    EXPECT_EQ(last_reason(), "It fits.");
}

TEST_F(CriticisedTurn, LeavesTheGuidedMentorsWordsAlone)
{
    world.mentor.guided_words = "I miss you, say these reviewed words.";
    EXPECT_EQ(say("hello", false).reply, "I miss you, say these reviewed words.");
    EXPECT_TRUE(world.observer.criticisms.empty());
}

// ---------------------------------------------------------------- a child that leans on Buddy

/// Two days on which the child said that Buddy stands in for people.
ChildDays leaning_days(Time now)
{
    const auto today = std::chrono::floor<std::chrono::days>(now);
    auto course = safety::Trajectory::restored({}, today - std::chrono::days{2});
    safety::QuietSigns signs;
    signs.strength.at(static_cast<std::size_t>(safety::Strand::Dependency)) = 0.9;
    for (int day = 2; day > 0; --day)
        static_cast<void>(course.note(signs, today - std::chrono::days{day}, {}));
    course.adults_know(safety::Strand::Dependency, today);
    return {.course = course.kept()};
}

TEST_F(CriticisedTurn, PointsALeaningChildToPeopleOnceADay)
{
    const auto memory = [&] { return Memory{.days = leaning_days(world.clock.now())}; };
    TurnPipeline pipeline{world.parts(false)};
    const auto turn = [&] {
        auto request = world.request("hello again");
        request.memory = memory();
        StopSignal stop;
        request.memory->turns = world.turns - 1;
        return *run_to_end(pipeline.run(std::move(request), sink, stop));
    };
    const auto first = turn();
    EXPECT_TRUE(first.reply.starts_with(world.mentor.guided_words));
    EXPECT_GT(first.reply.size(), world.mentor.guided_words.size() + 20);
    EXPECT_EQ(turn().reply, world.mentor.guided_words);
}

}  // namespace
}  // namespace buddy::conversation
