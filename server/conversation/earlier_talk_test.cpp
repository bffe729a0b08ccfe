#include "conversation/earlier_talk.hpp"

#include <gtest/gtest.h>

namespace buddy::conversation {
namespace {

using emotion::Mood;

TEST(EarlierTalk, TellsTopicsInTheirOrderAndMoods)
{
    EXPECT_EQ(earlier_talk({}), "");
    EXPECT_EQ(
        earlier_talk(
            {{.number = 1, .topic = "school_stress", .mood = Mood::Sadness},
             {.number = 2, .topic = "school_stress", .mood = Mood::Sadness},
             {.number = 4, .topic = "open", .mood = std::nullopt},
             {.number = 5, .topic = "otters", .mood = Mood::Curiosity}}
        ),
        "Earlier in this talk, in this order: school stress (2 messages), this and that (1 "
        "message), "
        "otters (1 message). Mood, as far as it could be read: mostly sadness, at last curiosity."
    );
}

TEST(EarlierTalk, StaysShortHoweverLongTheTalkWas)
{
    std::vector<TurnNote> notes;
    for (int number = 1; number <= Memory::most_notes; ++number)
        notes.push_back({.number = number, .topic = "topic_" + std::to_string(number)});
    const auto text = earlier_talk(notes);
    EXPECT_LT(text.size(), 400U);
    EXPECT_TRUE(text.contains("topic 40"));
    EXPECT_FALSE(text.contains("topic 28 "));
    EXPECT_FALSE(text.contains("Mood"));
}

}  // namespace
}  // namespace buddy::conversation
