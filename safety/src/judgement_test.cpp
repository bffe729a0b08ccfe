#include "judgement.hpp"

#include "test_files.hpp"

#include <gtest/gtest.h>

namespace buddy::safety {
namespace {

constexpr std::size_t at(Category category)
{
    return static_cast<std::size_t>(category);
}

class Judging : public ::testing::Test {
protected:
    void SetUp() override
    {
        auto policy = Policy::load(testing::shipped_files().policy);
        ASSERT_TRUE(policy) << policy.error().detail;
        policy_.emplace(std::move(*policy));
    }
    [[nodiscard]] Assessment concluded(const Judgement& judgement) const
    {
        return judgement.conclude(
            *policy_, Direction::Input, AgeBand::From10To12, Attention::Usual, {.text_bytes = 9}
        );
    }

    std::optional<Policy> policy_;
};

/// What the model says of one category, and of care.
ModelReading reading_of(Category category, double probability, double care)
{
    ModelReading reading;
    reading.probability.at(at(category)) = probability;
    reading.needs_action = care;
    reading.advice.answer = care;
    return reading;
}

TEST_F(Judging, TellsTheGuardianOfOthersWhereNobodyOfTheFamilyIsNamed)
{
    Judgement judgement{policy_->tempering()};
    judgement.add_context(
        {.category = Category::Exploitation,
         .probability = 0.9,
         .severity = Severity::High,
         .danger = Danger::Others,
         .source = "context:answer"}
    );
    judgement.add_model(reading_of(Category::Abuse, 0.3, 0.9));
    EXPECT_TRUE(judgement.blames_others());
    EXPECT_TRUE(concluded(judgement).notify.protects());
    judgement.add_outsider();
    EXPECT_TRUE(concluded(judgement).notify.guardian);
}

TEST_F(Judging, ASureSuspicionOfAbuseProtectsWhoeverIsNamed)
{
    Judgement judgement{policy_->tempering()};
    judgement.add_context(
        {.category = Category::Exploitation,
         .probability = 0.9,
         .severity = Severity::High,
         .danger = Danger::Others,
         .source = "context:answer"}
    );
    judgement.add_model(reading_of(Category::Abuse, 0.6, 0.9));
    judgement.add_outsider();
    EXPECT_TRUE(concluded(judgement).notify.protects());
}

TEST_F(Judging, ADenialLeavesTheModelAloneToCare)
{
    Judgement judgement{policy_->tempering()};
    judgement.add_model(reading_of(Category::SelfHarm, 0.8, 0.9));
    EXPECT_EQ(concluded(judgement).action, Action::Escalate);
    judgement.add_denial();
    EXPECT_EQ(concluded(judgement).action, Action::Support);
}

TEST_F(Judging, ADenialTakesNothingFromWhatRulesOrContextSaw)
{
    Judgement judgement{policy_->tempering()};
    judgement.add_context(
        {.category = Category::SelfHarm,
         .probability = 0.9,
         .severity = Severity::High,
         .source = "context:answer"}
    );
    judgement.add_denial();
    EXPECT_EQ(concluded(judgement).action, Action::Escalate);
}

TEST_F(Judging, AVetoThatSettlesExplainsUneaseThatNamesNothingAndNoOther)
{
    const auto decided = [this](bool settles, double named) {
        Judgement judgement{policy_->tempering()};
        ReadTurn turn;
        if (settles) turn.reading.settled = Frame::Figurative;
        judgement.add_rules(turn, {}, 0);
        judgement.add_model(reading_of(Category::Distress, named, 0.7));
        return concluded(judgement).action;
    };
    EXPECT_EQ(decided(false, 0.1), Action::Support);
    EXPECT_EQ(decided(true, 0.1), Action::Allow);
    EXPECT_EQ(decided(true, 0.28), Action::Support);
}

TEST_F(Judging, ABareAnswerTakesAFrameOnlyWhereNoneWasSeen)
{
    Judgement judgement{policy_->tempering()};
    judgement.add_model(reading_of(Category::SelfHarm, 0.3, 0.1));
    EXPECT_EQ(concluded(judgement).action, Action::Support);
    judgement.add_frame(Category::SelfHarm, Frame::Figurative);
    EXPECT_EQ(concluded(judgement).action, Action::Allow);
}

}  // namespace
}  // namespace buddy::safety
