#include "text/mending.hpp"

#include <gtest/gtest.h>

#include <string>

namespace buddy::text {
namespace {

std::string mend(std::string_view word, Language language = Language::English)
{
    return Mender::shared().mend(word, language, {});
}

TEST(Mender, SeesTheLetterBehindAStar)
{
    EXPECT_EQ(mend("k*ll"), "kill");
    EXPECT_EQ(mend("mys#lf"), "myself");
    EXPECT_EQ(mend("s**cide"), "suicide");
    EXPECT_EQ(mend("s***"), "") << "three of four letters could be anything";
    EXPECT_EQ(mend("*ill"), "");
    EXPECT_EQ(mend("#school"), "");
}

TEST(Mender, ReadsFiguresAsLettersOnlyWhereThatGivesAWord)
{
    EXPECT_EQ(mend("57op"), "stop");
    EXPECT_EQ(mend("h17$"), "hits");
    EXPECT_EQ(mend("ki11"), "kill");
    EXPECT_EQ(mend("h!5"), "his");
    EXPECT_EQ(mend("4nd"), "and");
    EXPECT_EQ(mend("3veryon3"), "everyone");
    for (const char* const number :
         {"1st", "2nd", "5am", "3pm", "10min", "741741", "ps5", "a1b", "year7", "room1", "sam5"})
        EXPECT_EQ(mend(number), "") << number;
}

TEST(Mender, PutsBackVowelsThatWereLeftOut)
{
    EXPECT_EQ(mend("kll"), "kill");
    EXPECT_EQ(mend("myslf"), "myself");
    EXPECT_EQ(mend("tnght"), "tonight");
}

TEST(Mender, UndoesTheSlipOfAThumb)
{
    EXPECT_EQ(mend("klil"), "kill");
    EXPECT_EQ(mend("myaelf"), "myself");
    EXPECT_EQ(mend("ronight"), "tonight");
    EXPECT_EQ(mend("kikl"), "kill");
    EXPECT_EQ(mend("adn"), "and");
    EXPECT_EQ(mend("tge"), "the");
}

TEST(Mender, LeavesWordsNamesAndStrangeWordsAlone)
{
    for (const char* const word :
         {"kill",

          "jill",
          "dairy",
          "leona",
          "biscuit",
          "lol",
          "idk",
          "becos",
          "hmm",
          "pfft",
          "xylophone",
          "ok",
          "a",
          "",
          "don't"})
        EXPECT_EQ(mend(word), "") << word;
}

TEST(Mender, GuessesOnlyWordsOfTheLanguage)
{
    EXPECT_EQ(mend("schlue", Language::German), "schule");
    EXPECT_EQ(mend("schlue", Language::English), "");
    EXPECT_EQ(mend("klil", Language::German), "");
}

TEST(Mender, CutsApartWhatWasSpacedOutAndNothingElse)
{
    const MendingHints spaced{.letters_were_spaced = true};
    const auto& mender = Mender::shared();
    EXPECT_EQ(mender.mend("killmyself", Language::English, spaced), "kill myself");
    EXPECT_EQ(mender.mend("tonightandnobody", Language::English, spaced), "tonight and nobody");
    EXPECT_EQ(mender.mend("iwanttogo", Language::English, spaced), "i want to go");
    EXPECT_EQ(mend("tonightandnobody"), "");
}

TEST(Mender, DoublesALetterOfAWordThatWasHeldOnTo)
{
    const MendingHints stretched{.stretched = true};
    EXPECT_EQ(Mender::shared().mend("felings", Language::English, stretched), "feelings");
}

TEST(Mender, GuessesNothingOfALongWord)
{
    const MendingHints spaced{.letters_were_spaced = true, .leet = true};
    EXPECT_EQ(Mender::shared().mend(std::string(4000, 'i'), Language::English, spaced), "");
    EXPECT_EQ(Mender::shared().mend(std::string(4000, '1'), Language::English, spaced), "");
}

}  // namespace
}  // namespace buddy::text
