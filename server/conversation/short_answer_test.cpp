#include "conversation/short_answer.hpp"

#include "llm/fake_model_provider.hpp"
#include "platform/async/run_to_end.hpp"

#include <gtest/gtest.h>

namespace buddy::conversation {
namespace {

using namespace std::chrono_literals;

TimedAnswer heard(llm::FakeModelProvider::Script script)
{
    llm::FakeModelProvider model;
    model.will(std::move(script));
    return run_to_end(short_answer_within(5s, model, {}));
}

TEST(ShortAnswer, IsHeardToItsEnd)
{
    const auto one = heard({.pieces = {"All ", "is well."}});
    ASSERT_TRUE(one.answer);
    EXPECT_EQ(one.answer->text, "All is well.");
    EXPECT_EQ(one.answer->usage.completion_tokens, 5);
    EXPECT_FALSE(one.was_late);
}

TEST(ShortAnswer, IsEmptyWhenItWasFilteredOrCutOff)
{
    for (const auto finish : {llm::Finish::Filtered, llm::Finish::Truncated})
        EXPECT_EQ(heard({.pieces = {"Half"}, .finish = finish}).answer->text, "");
    EXPECT_EQ(heard({.pieces = {"Half"}, .finish = llm::Finish::Length}).answer->text, "Half");
}

TEST(ShortAnswer, TellsWhyThereIsNone)
{
    const auto one =
        heard({.refusal = Error{.code = ErrorCode::NotAllowed, .detail = "a budget is used up"}});
    EXPECT_FALSE(one.answer || one.was_late);
    EXPECT_EQ(one.error->code, ErrorCode::NotAllowed);
}

TEST(OneLine, HasNoBreaksAndNoBlanksTooMany)
{
    EXPECT_EQ(on_one_line("  one\n\n\ttwo\r\n three \x1b ", 100), "one two three");
    EXPECT_EQ(on_one_line("\n \n", 100), "");
}

TEST(OneLine, IsCutBetweenWordsAndNeverInACharacter)
{
    EXPECT_EQ(on_one_line("one two three", 9), "one two");
    EXPECT_EQ(on_one_line("one two three", 7), "one two");
    EXPECT_EQ(on_one_line("ééééé", 5), "éé");
    EXPECT_EQ(on_one_line("a ééééé", 6), "a éé") << "a long word after a short one is not lost";
}

}  // namespace
}  // namespace buddy::conversation
