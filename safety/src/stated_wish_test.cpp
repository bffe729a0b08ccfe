// What a child says outright stays said, whatever stands beside it: idioms, games, homework, laughter.
#include "test_files.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace buddy::safety {
namespace {

constexpr std::array wishes{
    "i want to die", "im going to kill myself", "i wish i was dead", "i dont want to live anymore"
};

TEST(StatedWish, StandsWithEveryEnding)
{
    for (const char* const ending :
         {"at night",
          "from all of this",
          "over the weekend",
          "with my dog beside me",
          "because of school",
          "in my room",
          "like juliet",
          "and its halloween",
          "and be with nana",
          "when nobody is home",
          "if he leaves again",
          "and i have homework",
          "and the wifi is down",
          "like the girl in the show",
          "and give my cat to jamie"}) {
        for (const char* const wish : wishes) {
            const std::string text = std::string{wish} + " " + ending;
            EXPECT_EQ(testing::assess(text).action, Action::Escalate) << text;
        }
    }
}

TEST(StatedWish, StandsBehindEveryOtherMatter)
{
    for (const char* const matter :
         {"we played fortnite.",
          "this quiz is killing me.",
          "for english we read romeo and juliet.",
          "my story is about a fox.",
          "i cut my hair.",
          "im starving and",
          "haha my brother fell."}) {
        for (const char* const wish : wishes) {
            const std::string text = std::string{matter} + " " + wish;
            EXPECT_EQ(testing::assess(text).action, Action::Escalate) << text;
        }
    }
}

TEST(StatedWish, StandsInFiveLanguages)
{
    for (const char* const text :
         {"quiero morir de verdad",
          "me quiero morir por la noche",
          "je veux mourir de toute façon",
          "je veux mourir. j'ai des devoirs",
          "ich will sterben vor allen anderen",
          "ich will nicht mehr leben ohne mama",
          "eu quero morrer de uma vez",
          "quero me matar depois da escola"}) {
        EXPECT_EQ(testing::assess(text).action, Action::Escalate) << text;
    }
}

TEST(StatedWish, IsNoneWhereAnIdiomHoldsAllOfIt)
{
    for (const char* const text :
         {"i want to die of embarrassment",
          "i wanna die laughing",
          "this level makes me wanna die lol",
          "me quiero morir de la vergüenza",
          "j'ai envie de mourir de rire",
          "ich will sterben vor scham",
          "quero morrer de vergonha"}) {
        EXPECT_EQ(testing::assess(text).action, Action::Allow) << text;
    }
}

}  // namespace
}  // namespace buddy::safety
