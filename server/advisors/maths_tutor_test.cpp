#include "advisors/maths_tutor.hpp"

#include "advisors/advisors_fixture.hpp"

#include <set>

namespace buddy::advisors {
namespace {

using testing::content;
using testing::Conversation;

/// Whether a number stands in a text as a number of its own.
bool holds_number(const std::string& text, const std::string& number)
{
    const auto is_part = [](char c) { return (c >= '0' && c <= '9') || c == '/' || c == '.'; };
    for (auto at = text.find(number); at != std::string::npos; at = text.find(number, at + 1)) {
        const auto end = at + number.size();
        const bool digit_after = end < text.size() && text[end] >= '0' && text[end] <= '9';
        const bool slash_after = end + 1 < text.size() && text[end] == '/';
        if ((at == 0 || !is_part(text[at - 1])) && !digit_after && !slash_after) return true;
    }
    return false;
}

TEST(MathsTutor, HasWordsForEveryWay)
{
    const auto& words = content().maths.find("en")->second;
    for (const auto& way : lesson_ways())
        for (const auto* const part : {".hint", ".next", ".show"})
            EXPECT_TRUE(words.contains(way + part)) << way << part;
}

TEST(MathsTutor, FillsEveryBlank)
{
    for (std::int64_t a = 0; a <= 21; ++a)
        for (std::int64_t b = 0; b <= 21; ++b)
            for (int operation = 0; operation < 4; ++operation) {
                const Problem problem{
                    .left = {.top = a},
                    .right = {.top = b},
                    .operation = static_cast<Operation>(operation)
                };
                const auto lesson = lesson_for(problem);
                for (const auto* const part : {".hint", ".next", ".show"})
                    for (const auto& line :
                         content().maths.find("en")->second.find(lesson.way + part)->second)
                        for (const auto& blank : line.needs)
                            ASSERT_TRUE(lesson.numbers.contains(blank)) << lesson.way << blank;
            }
}

TEST(MathsTutor, GivesNoAnswerBeforeTwoTries)
{
    for (std::int64_t a = 3; a <= 12; ++a)
        for (std::int64_t b = 3; b <= 12; ++b) {
            const auto answer = std::to_string(a * b);
            Conversation talk{.seed = static_cast<std::uint64_t>(a * 100 + b)};
            const auto sum = std::to_string(a) + "x" + std::to_string(b);
            EXPECT_FALSE(holds_number(talk.say("what is " + sum).text, answer)) << sum;
            EXPECT_FALSE(holds_number(talk.say("idk").text, answer)) << sum;
            EXPECT_TRUE(holds_number(talk.say("idk").text, answer)) << sum;
        }
}

TEST(MathsTutor, ConfirmsARightAttempt)
{
    for (const auto& [sum, attempt] :
         {std::pair{"3/4 + 1/8", "7/8"},
          std::pair{"24 divided by 6", "4"},
          std::pair{"8+5", "its 13"},
          std::pair{"61 - 28", "33?"},
          std::pair{"half of 30", "15"},
          std::pair{"25% of 80", "20"},
          std::pair{"1.5 + 2.25", "3.75"},
          std::pair{"2/3 x 3/4", "1/2"},
          std::pair{"12 x 34", "408"}}) {
        Conversation talk;
        EXPECT_EQ(talk.say(sum).move, "hint") << sum;
        EXPECT_EQ(talk.say(attempt).move, "celebrate") << sum;
    }
}

TEST(MathsTutor, JudgesWhatIsSaidAfterTheWayWasShown)
{
    Conversation talk;
    for (const auto* const said : {"what is 6 x 7", "i dont know", "just tell me"})
        static_cast<void>(talk.say(said));
    const auto wrong = talk.say("36?");
    EXPECT_TRUE(wrong.text.contains("36")) << wrong.text;
    EXPECT_FALSE(wrong.text.contains("42")) << "the way stands above: " << wrong.text;
    EXPECT_EQ(wrong.move, "hint");
    EXPECT_EQ(talk.say("42").move, "celebrate");
    EXPECT_EQ(talk.say("ok next one. 3/4 - 1/2").move, "hint");
    EXPECT_EQ(talk.say("1/4").move, "celebrate");
}

TEST(MathsTutor, TellsHintsFromAnswersAndWhatTheChildFound)
{
    Conversation found;
    EXPECT_EQ(found.say("what is 6 x 7").learning, Learning::Hint);
    EXPECT_EQ(found.say("i dont know").learning, Learning::Hint);
    EXPECT_EQ(found.say("42").learning, Learning::Found);
    EXPECT_EQ(found.say("can we talk about whales").learning, Learning::None);

    Conversation shown;
    for (const auto* const said : {"what is 6 x 7", "i dont know"})
        static_cast<void>(shown.say(said));
    EXPECT_EQ(shown.say("just tell me").learning, Learning::WayShown);
    EXPECT_EQ(shown.say("42").learning, Learning::None) << "it stood above";

    Conversation measure;
    EXPECT_EQ(measure.say("how many days is 6 weeks").learning, Learning::WayShown);
}

TEST(MathsTutor, AnswersWhatACalendarOrARulerKnows)
{
    Conversation talk;
    EXPECT_TRUE(holds_number(talk.say("how many days is 6 weeks").text, "42"));
    EXPECT_TRUE(holds_number(talk.say("how many minutes are in 3 hours").text, "180"));
}

TEST(MathsTutor, TakesUpAStepOnTheWay)
{
    Conversation talk;
    static_cast<void>(talk.say("7x8"));
    EXPECT_EQ(talk.say("35").move, "celebrate");
    EXPECT_EQ(talk.say("56").move, "celebrate");
}

TEST(MathsTutor, NeverDoesAWorksheet)
{
    Conversation talk;
    const auto reply = talk.say("do these: 12+9, 7x8, 40/5, 33-14 just give me the answers");
    for (const auto* const answer : {"21", "56", "19"})
        EXPECT_FALSE(holds_number(reply.text, answer));
    EXPECT_EQ(reply.move, "hint");
    const auto next = talk.say("9x9");
    EXPECT_FALSE(holds_number(next.text, "81"));
}

TEST(MathsTutor, ChecksAnAttemptThatComesWithTheSum)
{
    Conversation talk;
    EXPECT_EQ(talk.say("7x8=56").move, "celebrate");
    Conversation other;
    EXPECT_EQ(other.say("7x8=54").move, "hint");
}

TEST(MathsTutor, KnowsThatNothingIsDividedByZero)
{
    Conversation talk;
    EXPECT_NE(talk.say("5 divided by 0").text.find("no answer"), std::string::npos);
}

}  // namespace
}  // namespace buddy::advisors
