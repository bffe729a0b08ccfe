#include "emotion/emotion.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

namespace buddy::emotion {
namespace {

using safety::Direction;
using safety::Role;
using safety::Turn;

const EmotionReader& reader()
{
    static const auto loaded = EmotionReader::load(BUDDY_SOURCE_DIR "/data/models/moods.bdm");
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

TEST(EmotionReader, TellsPleasantFromUnpleasantAndStirredFromStill)
{
    const Reading won = reader().read({.text = "yesss we won!! best day ever haha"});
    const Reading scared = reader().read({.text = "im scared of the dark and the noises"});
    const Reading bored = reader().read({.text = "im so bored"});
    EXPECT_GT(won.valence, 0.3);
    EXPECT_LT(scared.valence, -0.3);
    EXPECT_LT(bored.valence, 0.0);
    EXPECT_GT(won.arousal, 0.1);
    EXPECT_GT(scared.arousal, 0.1);
    EXPECT_LT(bored.arousal, 0.0);
    const Reading nothing = reader().read({.text = ""});
    EXPECT_EQ(nothing.valence, 0.0);
    EXPECT_EQ(nothing.arousal, 0.0);
}

TEST(EmotionReader, HearsAFeelingLouderWhenItIsShouted)
{
    const Reading said = reader().read({.text = "i am so happy today"});
    const Reading shouted = reader().read({.text = "I AM SO HAPPY TODAY!!!"});
    ASSERT_TRUE(said.mood);
    ASSERT_TRUE(shouted.mood);
    EXPECT_GT(shouted.intensity, said.intensity);
}

TEST(Affect, LiesWithinItsScalesAndApartForEveryMood)
{
    std::set<std::pair<double, double>> places;
    for (std::size_t i = 0; i < mood_count; ++i) {
        const Affect at = affect_of(static_cast<Mood>(i));
        EXPECT_LE(std::abs(at.valence), 1.0);
        EXPECT_LE(std::abs(at.arousal), 1.0);
        places.emplace(at.valence, at.arousal);
    }
    EXPECT_EQ(places.size(), mood_count);
}

TEST(MoodScale, IsThatOfTheModelThatShips)
{
    EXPECT_EQ(reader().scale().model, reader().model_version())
        << "measure it anew: buddy-train emotions --write";
}

TEST(MoodScale, MovesCertaintyAndNeverTheOrder)
{
    const MoodScale scale{.slope = 0.8, .offset = -0.3};
    EXPECT_LT(certainty_of(0.5, scale), 0.5);
    EXPECT_LT(certainty_of(0.3, scale), certainty_of(0.6, scale));
    EXPECT_NEAR(certainty_of(0.7, MoodScale{}), 0.7, 1e-9);
}

class ScaleFile : public testing::Test {
protected:
    ScaleFile()
    {
        const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
        folder = std::filesystem::path{testing::TempDir()} / test->name();
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        std::filesystem::create_symlink(
            BUDDY_SOURCE_DIR "/data/models/moods.bdm", folder / "moods.bdm"
        );
    }
    void write(const std::string& text) const { std::ofstream{folder / "moods.json"} << text; }
    [[nodiscard]] Result<EmotionReader> load() const
    {
        return EmotionReader::load(folder / "moods.bdm");
    }
    std::filesystem::path folder;
};

TEST_F(ScaleFile, IsReadAsItWasWritten)
{
    write(to_json({.model = reader().model_version(), .slope = 0.75, .offset = -0.125}));
    const auto loaded = load();
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->scale().slope, 0.75);
    EXPECT_EQ(loaded->scale().offset, -0.125);
    EXPECT_EQ(loaded->scale().strengths, MoodScale{}.strengths);
}

TEST_F(ScaleFile, CountsForItsOwnModelOnlyAndMayBeMissing)
{
    ASSERT_TRUE(load());
    EXPECT_EQ(load()->scale().slope, 1.0);
    write(to_json({.model = "another", .slope = 0.5}));
    EXPECT_EQ(load()->scale().slope, 1.0);
}

TEST_F(ScaleFile, IsRefusedWhenItIsMalformed)
{
    for (const char* const text :
         {"",
          "[]",
          R"({"model":"x"})",
          R"({"model":"x","slope":-1,"offset":0,"strengths":[0,0,0,0,0,0,0,0,0]})",
          R"({"model":"x","slope":1,"offset":0,"strengths":[1,0,0,0,0,0,0,0,0]})",
          R"({"model":"x","slope":1,"offset":0,"strengths":[0.1]})"}) {
        write(text);
        EXPECT_EQ(load().error().code, ErrorCode::Invalid) << text;
    }
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
    EXPECT_EQ(EmotionReader::load("/nowhere/moods.bdm").error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace buddy::emotion
