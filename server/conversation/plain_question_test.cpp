#include "conversation/plain_question.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::conversation {
namespace {

class PlainQuestion : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        auto loaded = QuestionReader::load(
            std::filesystem::path{BUDDY_SOURCE_DIR} / "data/models/safety.bdm"
        );
        ASSERT_TRUE(loaded);
        reader = std::make_unique<QuestionReader>(std::move(*loaded));
    }
    static void TearDownTestSuite() { reader.reset(); }
    static std::string meaning(std::string_view question)
    {
        const auto read = reader->meaning_of(question, "en");
        return read ? *read : std::string{"("} + std::string{id_of(read.error())} + ")";
    }
    static std::unique_ptr<QuestionReader> reader;
};
std::unique_ptr<QuestionReader> PlainQuestion::reader;

TEST_F(PlainQuestion, IsTheSameHoweverItIsWritten)
{
    EXPECT_EQ(meaning("how big is mars"), "how big mars + be");
    for (const auto* other :
         {"How big is Mars?",
          "HOW BIG IS MARS???",
          "how  big  is mars ?",
          "hey buddy, how big is mars please",
          "can you tell me how big mars is?",
          "Do you know how big Mars is? ",
          "how large is mars",
          "how biiiig is mars"})
        EXPECT_EQ(meaning(other), "how big mars + be") << other;
    EXPECT_EQ(meaning("What's a black hole?"), meaning("what is a black hole"));
    EXPECT_EQ(meaning("What’s a black hole?"), meaning("whats a black hole"));
    EXPECT_EQ(meaning("how come the sky is blue"), meaning("Why is the sky blue?"));
    EXPECT_EQ(meaning("tell me how volcanoes work"), meaning("how do volcanoes work"));
}

TEST_F(PlainQuestion, TakesNoSlipForAnotherWord)
{
    EXPECT_EQ(meaning("what do sahrks eat"), "(unknown_word)");
    EXPECT_NE(meaning("how does heating work"), meaning("how does hearing work"));
    EXPECT_NE(meaning("what is a sliver"), meaning("what is a silver"));
}

TEST_F(PlainQuestion, IsAnotherOneWhenAWordThatCountsIsAnother)
{
    const std::vector<std::pair<std::string_view, std::string_view>> pairs{
        {"how big is mars", "how big is a mars bar"},
        {"how big is turkey", "how big is a turkey"},
        {"do cats eat mice", "do mice eat cats"},
        {"what do sharks eat", "what eats sharks"},
        {"what do doctors do", "what are doctors"},
        {"why do cats purr", "why do dogs purr"},
        {"where do penguins live", "where did penguins live"},
        {"why is the sky blue", "why is the sea blue"},
        {"how fast can a cheetah run", "how far can a cheetah run"},
        {"what is the biggest planet", "what is the smallest planet"},
        {"why do cats like water", "why do not cats like water"},
        {"how is glass made", "how is grass made"},
        {"can bears swim", "do bears swim"}
    };
    for (const auto& [one, other] : pairs) {
        EXPECT_FALSE(meaning(one).starts_with("(")) << one << " " << meaning(one);
        EXPECT_NE(meaning(one), meaning(other)) << one;
    }
}

TEST_F(PlainQuestion, IsNoneWhenItMeansSomethingElseFromSomebodyElseOrTomorrow)
{
    const std::vector<std::pair<std::string_view, std::string_view>> refused{
        {"how tall am i", "(personal)"},
        {"why is my dog so loud", "(personal)"},
        {"why does it do that", "(personal)"},
        {"do you love anyone", "(personal)"},
        {"what is the best pet", "(personal)"},
        {"why do people die", "(personal)"},
        {"where do babies come from", "(personal)"},
        {"is chocolate bad", "(personal)"},
        {"what is the weather in london", "(changes)"},
        {"who is the president of france", "(changes)"},
        {"what is the latest iphone", "(changes)"},
        {"where is the titanic", "(changes)"},
        {"who was cleopatra", "(changes)"},
        {"what is 7 x 8", "(sum)"},
        {"what is seven times eight", "(sum)"},
        {"how many legs do two dogs have", "(sum)"},
        {"i like dinosaurs", "(no_question)"},
        {"and why", "(no_question)"},
        {"what about mars", "(no_question)"},
        {"how big", "(no_question)"},
        {"why is the sky blue? why is grass green?", "(no_question)"},
        {"how do rockets 2 fly", "(sum)"},
        {"why is the sky blue 😭", "(unknown_word)"}
    };
    for (const auto& [question, why] : refused) EXPECT_EQ(meaning(question), why) << question;
    EXPECT_EQ(reader->meaning_of("por qué el cielo es azul", "es").error(), Unshared::Language);
    EXPECT_EQ(meaning("why is " + std::string(200, 'a')), "(no_question)");
    EXPECT_EQ(meaning(""), "(no_question)");
    EXPECT_EQ(meaning("\xFF\xFE why"), "(unknown_word)");
}

TEST_F(PlainQuestion, HasAnAnswerForAllOnlyWhenThatSpeaksOfNoDayAndNoTalk)
{
    EXPECT_EQ(
        QuestionReader::against_keeping("Mars is about half as wide as the Earth."), std::nullopt
    );
    for (const auto* reply :
         {"Today Mars is far away.",
          "As of last spring nobody knows.",
          "You told me about your rabbit earlier.",
          "7 x 8 = 56"})
        EXPECT_EQ(QuestionReader::against_keeping(reply), Unshared::ReplyChanges) << reply;
    EXPECT_EQ(QuestionReader::against_keeping(""), Unshared::ReplyCut);
    EXPECT_EQ(QuestionReader::against_keeping(std::string(5000, 'a')), Unshared::ReplyCut);
}

}  // namespace
}  // namespace buddy::conversation
