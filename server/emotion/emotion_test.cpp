#include "emotion/emotion.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

namespace buddy::emotion {
namespace {

using safety::Direction;
using safety::Role;
using safety::Turn;

const EmotionReader& reader()
{
    static const auto loaded = EmotionReader::load(BUDDY_SOURCE_DIR "/data/models/safety.bdm");
    return loaded.value();
}

TEST(Mood, HasAStableNameEach)
{
    for (std::size_t i = 0; i < mood_count; ++i) {
        const auto mood = static_cast<Mood>(i);
        EXPECT_EQ(mood_from(id_of(mood)), mood);
    }
    EXPECT_EQ(mood_from("love"), std::nullopt);
}

TEST(Mood, HasAGentleWordOfItsOwnInEveryLanguage)
{
    for (const char* locale : {"en", "es-MX", "fr", "de_AT", "pt-BR"}) {
        std::set<std::string_view> words;
        for (std::size_t i = 0; i < mood_count; ++i)
            words.insert(gentle_word(static_cast<Mood>(i), locale));
        EXPECT_EQ(words.size(), mood_count) << locale;
    }
    EXPECT_EQ(gentle_word(Mood::Sadness, "sv"), "a bit sad");
}

TEST(EmotionReader, ReadsWhatIsPlainlySaid)
{
    EXPECT_EQ(reader().read({.text = "yesss we won!! best day ever haha"}).mood, Mood::Joy);
    EXPECT_EQ(reader().read({.text = "im scared of the dark and the noises"}).mood, Mood::Fear);
    EXPECT_EQ(reader().read({.text = "i'm really sad"}).mood, Mood::Sadness);
    EXPECT_EQ(reader().read({.text = "im so bored"}).mood, Mood::Boredom);
    EXPECT_EQ(reader().read({.text = "ich bin traurig", .locale = "de"}).mood, Mood::Sadness);
}

TEST(EmotionReader, DoesNotTakeADeniedFeelingForAFeeling)
{
    EXPECT_NE(reader().read({.text = "im not sad"}).mood, Mood::Sadness);
}

TEST(EmotionReader, PromisesNoMoreThanAProbability)
{
    for (const char* text : {"ok", "hi", "i miss my dog so much :(", "???", "AAAAH"}) {
        const Reading reading = reader().read({.text = text});
        EXPECT_GE(reading.certainty, 0.0);
        EXPECT_LE(reading.certainty, 1.0);
        EXPECT_LE(reading.intensity, 1.0);
    }
}

TEST(EmotionReader, KeepsQuietWhenItCannotTell)
{
    EXPECT_EQ(reader().read({.text = ""}).mood, std::nullopt);
    EXPECT_EQ(reader().read({.text = "qwrt"}).mood, std::nullopt);
}

TEST(EmotionReader, ReadsNoMoodIntoTheMentorsWords)
{
    const Reading reading = reader().read({.text = "yay we won!!", .direction = Direction::Output});
    EXPECT_EQ(reading.mood, std::nullopt);
}

TEST(EmotionReader, TakesAnyNumberOfTurns)
{
    std::array<Turn, 40> turns;
    turns.fill({Role::Child, "and then"});
    const Reading reading = reader().read({.text = "we won!!", .context = turns});
    EXPECT_LE(reading.certainty, 1.0);
}

TEST(EmotionReader, SaysThatAModelIsMissing)
{
    EXPECT_EQ(EmotionReader::load("/nowhere/safety.bdm").error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace buddy::emotion
