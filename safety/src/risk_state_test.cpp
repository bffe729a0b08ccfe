#include "risk_state.hpp"

#include "test_files.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace buddy::safety {
namespace {

Findings severe(Category category)
{
    Findings findings{};
    findings.at(static_cast<std::size_t>(category)
    ) = {.probability = 0.95, .severity = Severity::High, .from_rule = true};
    return findings;
}

/// Says the messages one after the other, each with the state of the last.
class Talk {
public:
    Assessment say(std::string_view text)
    {
        RiskState after;
        auto assessment =
            testing::shipped_engine().assess({.text = text, .context = context_}, state_, after);
        state_ = after;
        context_.push_back({.role = Role::Child, .text = text});
        return assessment;
    }
    void hear(std::string_view text) { context_.push_back({.role = Role::Mentor, .text = text}); }
    [[nodiscard]] const RiskState& state() const { return state_; }
    RiskState& state() { return state_; }

private:
    RiskState state_;
    std::vector<Turn> context_;
};

TEST(RiskState, RemembersThroughItsBytes)
{
    RiskMemory memory;
    memory.add_turn(severe(Category::SelfHarm), {.stages = 3, .fiction = true});
    const RiskState state = kept(memory);
    EXPECT_LE(state.bytes.size(), RiskState::max_bytes);
    const RiskMemory again = remembered(state);
    EXPECT_TRUE(again.open(Category::SelfHarm));
    EXPECT_FALSE(again.open(Category::Abuse));
    EXPECT_EQ(again.stages(), 3);
    EXPECT_TRUE(again.told_a_story());
    EXPECT_FALSE(again.unknown);
}

TEST(RiskState, DamagedBytesAreAnUnknownPastAndNoCleanOne)
{
    const RiskState good = kept(RiskMemory{});
    for (std::size_t i = 0; i < good.bytes.size(); ++i) {
        RiskState damaged = good;
        damaged.bytes[i] = static_cast<char>(damaged.bytes[i] ^ 0x11);
        EXPECT_TRUE(remembered(damaged).unknown) << "byte " << i;
    }
    EXPECT_TRUE(remembered({.bytes = "x"}).unknown);
    EXPECT_TRUE(remembered({.bytes = std::string(RiskState::max_bytes, 'B')}).unknown);
    EXPECT_FALSE(remembered({}).unknown);
}

TEST(RiskState, AnUnknownPastIsAnsweredWithCare)
{
    RiskState after;
    const auto assessment = testing::shipped_engine().assess(
        {.text = "what do owls eat"}, {.bytes = "not ours"}, after
    );
    EXPECT_GE(assessment.action, Action::Support);
}

TEST(RiskState, ClosesOnlyAfterManyQuietTurns)
{
    RiskMemory memory;
    memory.add_turn(severe(Category::SelfHarm), {});
    for (int i = 0; i < RiskMemory::open_turns; ++i) memory.add_turn({}, {});
    EXPECT_TRUE(memory.open(Category::SelfHarm));
    memory.add_turn({}, {});
    EXPECT_FALSE(memory.open(Category::SelfHarm));
}

TEST(RiskState, TakingItBackDoesNotCloseTheCrisis)
{
    Talk talk;
    EXPECT_EQ(talk.say("i want to kill myself").action, Action::Escalate);
    talk.hear("I am really glad you told me. Are you safe right now?");
    EXPECT_EQ(talk.say("jk").action, Action::Escalate);
    EXPECT_GE(talk.say("whats 7 times 8").action, Action::Support);
}

TEST(RiskState, AYesCountsOnlyForTheQuestionThatWasAsked)
{
    Talk asked;
    asked.hear("Are you thinking of killing yourself?");
    EXPECT_EQ(asked.say("yeah").action, Action::Escalate);
    Talk harmless;
    harmless.hear("Would you like a riddle about owls?");
    EXPECT_LT(harmless.say("yeah").action, Action::Redirect);
}

TEST(RiskState, OutputsLeaveItAlone)
{
    const RiskState before = kept(RiskMemory{});
    RiskState after;
    (void)testing::shipped_engine().assess(
        {.text = "Hello there.", .direction = Direction::Output}, before, after
    );
    EXPECT_EQ(after.bytes, before.bytes);
}

}  // namespace
}  // namespace buddy::safety
