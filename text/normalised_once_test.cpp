#include "text/normalised_once.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace buddy::text {
namespace {

Normaliser normaliser()
{
    return *Normaliser::load(BUDDY_SOURCE_DIR "/data/lexicons");
}

TEST(NormalisedOnce, SaysWhatTheNormaliserSays)
{
    const auto reader = normaliser();
    NormalisedOnce texts{reader};
    EXPECT_EQ(texts.of("i wanna k1ll it", "en")->text, reader.normalise("i wanna k1ll it").text);
}

TEST(NormalisedOnce, ReadsATextOnlyTheFirstTime)
{
    const auto reader = normaliser();
    NormalisedOnce texts{reader};
    const auto first = texts.of("soooo good", "en");
    EXPECT_EQ(texts.of(std::string{"soooo good"}, "en"), first);
}

TEST(NormalisedOnce, TellsLanguagesApart)
{
    const auto reader = normaliser();
    NormalisedOnce texts{reader};
    EXPECT_EQ(texts.of("im bett", "de")->text, reader.normalise("im bett", "de").text);
    EXPECT_EQ(texts.of("im bett", "en")->text, reader.normalise("im bett", "en").text);
}

TEST(NormalisedOnce, ReadsFurtherAndLongerTextsWithoutKeepingThem)
{
    const auto reader = normaliser();
    NormalisedOnce texts{reader};
    const std::string huge(NormalisedOnce::longest_kept + 1, 'a');
    EXPECT_NE(texts.of(huge, "en"), texts.of(huge, "en"));
    std::vector<std::string> many;
    for (std::size_t i = 0; i <= NormalisedOnce::most_kept; ++i)
        many.push_back("message " + std::to_string(i));
    for (const auto& text : many) EXPECT_EQ(texts.of(text, "en")->text, text);
    EXPECT_EQ(texts.of(many.front(), "en"), texts.of(many.front(), "en"));
    EXPECT_NE(texts.of(many.back(), "en"), texts.of(many.back(), "en"));
}

}  // namespace
}  // namespace buddy::text
