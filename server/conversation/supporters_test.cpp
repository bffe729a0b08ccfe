#include "conversation/supporters.hpp"

#include "conversation/turn_fakes.hpp"
#include "llm/fake_model_provider.hpp"
#include "platform/async/run_to_end.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace buddy::conversation {
namespace {

using advisors::Advisor;
using namespace std::chrono_literals;
using Outcomes = std::vector<NoteOutcome>;

class SupportersTest : public testing::Test {
protected:
    std::vector<NoteHeard> ask(
        llm::ModelProvider& asked,
        std::vector<Advisor> whom,
        Supporters::Settings settings = {.deadline = 5s},
        bool allows_third_party = true
    )
    {
        const Supporters supporters{{.model = asked, .observer = observer}, std::move(settings)};
        NoteCase one{.questions = {}, .allows_third_party = allows_third_party};
        for (const auto by : whom) one.questions.push_back({.by = by, .request = {}});
        return run_to_end(supporters.ask(std::move(one)));
    }
    static Outcomes outcomes(const std::vector<NoteHeard>& heard)
    {
        Outcomes out;
        for (const auto& one : heard) out.push_back(one.call.outcome);
        return out;
    }
    ListSupporterObserver observer;
    llm::FakeModelProvider model;
};

TEST_F(SupportersTest, GiveANoteEachInTheOrderInWhichTheyWereAsked)
{
    FakeSupporter both;
    const auto heard = ask(both, {Advisor::StudyCoach, Advisor::Explorer});
    EXPECT_EQ(outcomes(heard), (Outcomes{NoteOutcome::Used, NoteOutcome::Used}));
    EXPECT_EQ(heard.at(0).note.by, Advisor::StudyCoach);
    EXPECT_EQ(heard.at(1).note.by, Advisor::Explorer);
    EXPECT_EQ(heard.at(1).note.text, "Ask what they tried.");
    EXPECT_EQ(heard.at(0).call.usage.prompt_tokens, 300);
    EXPECT_EQ(observer.waits, 1) << "once for a turn";
}

TEST_F(SupportersTest, AreAskedAtOnceAndHaveOneDeadlineTogether)
{
    FakeSupporter silent;
    silent.is_silent = true;
    const auto begin = std::chrono::steady_clock::now();
    const auto heard = ask(silent, {Advisor::StudyCoach, Advisor::Explorer}, {.deadline = 60ms});
    EXPECT_EQ(outcomes(heard), (Outcomes{NoteOutcome::Late, NoteOutcome::Late}));
    EXPECT_EQ(silent.running_at_most, 2);
    EXPECT_EQ(silent.running, 0) << "who is late is cancelled";
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 60ms);
    EXPECT_TRUE(heard.at(0).note.text.empty());
}

TEST_F(SupportersTest, AreSkippedWhenTheyFailAndTheOtherStillCounts)
{
    model.will_refuse({.code = ErrorCode::Unavailable, .detail = "down"});
    model.will_say({"Be slow."});
    const auto heard = ask(model, {Advisor::StudyCoach, Advisor::Explorer});
    auto found = outcomes(heard);
    std::ranges::sort(found);
    EXPECT_EQ(found, (Outcomes{NoteOutcome::Used, NoteOutcome::Failed}));
}

TEST_F(SupportersTest, AreNotBoughtBeyondABudget)
{
    for (const auto code : {ErrorCode::NotAllowed, ErrorCode::Conflict}) {
        model.will_refuse({.code = code, .detail = ""});
        EXPECT_EQ(outcomes(ask(model, {Advisor::Explorer})), Outcomes{NoteOutcome::OverBudget});
    }
}

TEST_F(SupportersTest, AreNotAskedWhereNoThirdPartyIsAllowedNorWhileTheModelRests)
{
    EXPECT_EQ(
        outcomes(ask(model, {Advisor::Explorer}, {.deadline = 5s}, false)),
        Outcomes{NoteOutcome::NotAllowed}
    );
    FakeModel resting;
    resting.rests = true;
    EXPECT_EQ(outcomes(ask(resting, {Advisor::Explorer})), Outcomes{NoteOutcome::Resting});
    EXPECT_EQ(resting.calls, 0);
    EXPECT_TRUE(model.requests.empty());
    EXPECT_EQ(observer.waits, 0);
    EXPECT_EQ(
        outcomes(ask(model, {Advisor::Explorer}, {.deadline = 5s, .is_local = true}, false)),
        Outcomes{NoteOutcome::Used}
    ) << "a model of one's own is no third party";
}

TEST_F(SupportersTest, MaySayThatTheyHaveNothingToAdd)
{
    for (const auto* const words : {"nothing", " Nothing.\n", "", "…"}) {
        model.will_say({words});
        const auto heard = ask(model, {Advisor::Explorer});
        EXPECT_EQ(outcomes(heard), Outcomes{NoteOutcome::Empty}) << words;
        EXPECT_TRUE(heard.at(0).note.text.empty());
    }
}

TEST_F(SupportersTest, AreBoundedAndKeepNothingThatGivesAChildAway)
{
    model.will_say({"Write to robin.reed@example.org\nsoon. ", std::string(2'000, 'x')});
    const auto note = ask(model, {Advisor::Explorer}).at(0).note.text;
    EXPECT_LE(note.size(), Supporters::longest_note);
    EXPECT_TRUE(note.starts_with("Write to [email] soon.")) << note;
}

TEST_F(SupportersTest, SeeEveryRequestMasked)
{
    const Supporters supporters{
        {.model = model, .observer = observer}, {.is_local = true, .window = {.context = 900}}
    };
    EXPECT_FALSE(supporters.voice().is_local) << "a note goes on to a model that may run elsewhere";
    EXPECT_EQ(supporters.voice().window.context, 900);
}

}  // namespace
}  // namespace buddy::conversation
