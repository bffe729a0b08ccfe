#include "text/disguise.hpp"

#include "text/normaliser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace buddy::text {
namespace {

constexpr std::string_view sentence = "the red kettle in our kitchen whistles every morning";

const Normaliser& normaliser()
{
    static const auto loaded = Normaliser::load(BUDDY_SOURCE_DIR "/data/lexicons");
    return loaded.value();
}

bool reads_as_before(std::string_view text, Disguise disguise, std::uint64_t seed)
{
    std::mt19937_64 random{seed};
    return normaliser().normalise(disguised(text, disguise, random)).text == text;
}

TEST(Disguise, HasANameForEachAndFindsItAgain)
{
    for (const Disguise disguise : all_disguises)
        EXPECT_EQ(disguise_from(id_of(disguise)), disguise);
    EXPECT_FALSE(disguise_from("moustache"));
}

TEST(Disguise, IsTheSameForTheSameSeedAndChangesTheText)
{
    for (const Disguise disguise : all_disguises) {
        std::mt19937_64 first{5};
        std::mt19937_64 second{5};
        const std::string once = disguised(sentence, disguise, first);
        EXPECT_EQ(once, disguised(sentence, disguise, second)) << id_of(disguise);
        EXPECT_NE(once, sentence) << id_of(disguise);
    }
}

TEST(Disguise, LeavesAloneWhatHasNoWordToHide)
{
    for (const Disguise disguise : all_disguises) {
        if (disguise == Disguise::Emojis || disguise == Disguise::MixedCase) continue;
        std::mt19937_64 random{5};
        EXPECT_EQ(disguised("ok? 7 :)", disguise, random), "ok? 7 :)") << id_of(disguise);
        EXPECT_EQ(disguised("", disguise, random), "");
    }
}

TEST(Disguise, KeepsCharactersWhole)
{
    for (const Disguise disguise : all_disguises) {
        std::mt19937_64 random{1};
        for (int round = 0; round < 50; ++round) {
            const std::string hidden =
                disguised("ma\u00f1ana \U0001f62d really \u043f\u0440", disguise, random);
            EXPECT_FALSE(hidden.contains("\ufffd")) << id_of(disguise);
            EXPECT_THAT(hidden, testing::HasSubstr("\U0001f62d"));
        }
    }
}

// What stays on: how often the normaliser reads a disguised sentence exactly as the plain one. Nothing
// brings back a vowel that is gone or knows which key was meant; there the model must help itself.
TEST(Disguise, IsTakenOffByTheNormaliserWhereItCanBe)
{
    const std::map<Disguise, int> at_least = {
        {Disguise::LookAlikes, 80},
        {Disguise::ZeroWidth, 100},
        {Disguise::Dotted, 100},
        {Disguise::MixedCase, 100},
        {Disguise::Accents, 100},
        {Disguise::Stretched, 50},
    };
    for (const auto& [disguise, wanted] : at_least) {
        int same = 0;
        for (std::uint64_t seed = 0; seed < 100; ++seed)
            same += reads_as_before(sentence, disguise, seed) ? 1 : 0;
        EXPECT_GE(same, wanted) << id_of(disguise);
    }
}

TEST(Misspelt, KeepsCharactersWhole)
{
    std::mt19937_64 random{1};
    for (int round = 0; round < 200; ++round) {
        const std::string noisy = misspelt("ma\u00f1ana \U0001f62d I can't, really.", random);
        EXPECT_THAT(noisy, testing::HasSubstr("\u00f1"));
        EXPECT_THAT(noisy, testing::HasSubstr("\U0001f62d"));
    }
}

// The training copies that the shipped model has read are written with it.
TEST(Misspelt, SlipsAsItDidWhenTheModelWasTrained)
{
    std::mt19937_64 random{20260101};
    const std::string first = misspelt("i can't sleep, it is too loud downstairs again.", random);
    EXPECT_EQ(first, "i cant sleep it is too loud downstairs again");
}

}  // namespace
}  // namespace buddy::text
