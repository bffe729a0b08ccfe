#include "text/normaliser.hpp"

#include "text/utf8.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

namespace buddy::text {
namespace {

const Normaliser& normaliser()
{
    static const auto loaded = Normaliser::load(BUDDY_SOURCE_DIR "/data/lexicons");
    return loaded.value();
}

std::string read(std::string_view text, std::string_view locale = "en")
{
    return normaliser().normalise(text, locale).text;
}

TEST(Normaliser, LowersCaseAndFoldsAccentsButKeepsTheLetterEnye)
{
    EXPECT_EQ(read("MATAR\u00c9 a Jos\u00e9", "es"), "matare a jose");
    EXPECT_EQ(read("el a\u00f1o y el an\u0303o", "es"), "el a\u00f1o y el a\u00f1o");
    EXPECT_EQ(read("Ich hei\u00dfe T\u00d6NI", "de"), "ich heisse toni");
}

TEST(Normaliser, ReadsFullWidthAndMathematicalLettersAsPlainOnes)
{
    EXPECT_EQ(read("\uff4b\uff49\uff4c\uff4c"), "kill");
    EXPECT_EQ(read("\U0001d4f4\U0001d4f2\U0001d4f5\U0001d4f5 me"), "kill me");
}

TEST(Normaliser, DropsInvisibleCharactersAndCountsThem)
{
    const auto message = normaliser().normalise("k\u200bi\u200dl\u2060l \u202eme\u202c");
    EXPECT_EQ(message.text, "kill me");
    EXPECT_GE(message.disguises.invisible, 4U);
}

TEST(Normaliser, ReadsLettersOfOtherScriptsWhereTheyPretendToBeLatin)
{
    EXPECT_EQ(read("k\u0456ll mys\u0435lf"), "kill myself");
    EXPECT_EQ(read("i think about \u0455\u0435\u0445 a lot"), "i think about sex a lot");
}

TEST(Normaliser, LeavesRealWordsOfOtherScriptsAlone)
{
    EXPECT_EQ(
        read("\u043f\u0440\u0438\u0432\u0435\u0442 \u0441\u043e\u0440"),
        "\u043f\u0440\u0438\u0432\u0435\u0442 \u0441\u043e\u0440"
    );
}

TEST(Normaliser, UndoesLeetspeakInsideWords)
{
    EXPECT_EQ(read("i wanna k1ll mys3lf"), "i want to kill myself");
    EXPECT_EQ(read("su1c1d3 and 5u1c1d3"), "suicide and suicide");
    EXPECT_EQ(read("k!ll, sh!t, $uicide!"), "kill, shit, suicide!");
}

TEST(Normaliser, KeepsNumbersThatAreNumbers)
{
    EXPECT_EQ(read("i have 4 cats"), "i have 4 cats");
    EXPECT_EQ(read("text 741741 or 988"), "text 741741 or 988");
    EXPECT_EQ(read("1st place on ps5 at 3pm, $5"), "1st place on ps5 at 3pm, $5");
    EXPECT_EQ(read("4x + 3y = 10"), "4x + 3y = 10");
    EXPECT_EQ(read("mail a1b@example.org"), "mail a1b@example.org");
}

TEST(Normaliser, JoinsLettersThatWereSpacedOut)
{
    EXPECT_EQ(read("i want to k i l l him"), "i want to kill him");
    EXPECT_EQ(read("d.i.e"), "die");
    EXPECT_EQ(read("k-i-l-l  m-y-s-e-l-f"), "kill myself");
    EXPECT_EQ(read("i want to k i l l m y s e l f"), "i want to kill myself");
}

TEST(Normaliser, LeavesSingleLettersThatAreWords)
{
    EXPECT_EQ(read("a b and c"), "a b and c");
    EXPECT_EQ(read("i c u"), "i c you");
}

TEST(Normaliser, CalmsStretchedLetters)
{
    EXPECT_EQ(read("im sooooo sad"), "i'm so sad");
    EXPECT_EQ(read("killlll meeee"), "kill me");
    EXPECT_EQ(read("feeeeel gooood"), "feel good");
    EXPECT_EQ(read("hahahahahaha nooooo!!!!!!!"), "haha no!!!");
}

TEST(Normaliser, SpellsOutAlgospeakAndShorthand)
{
    EXPECT_EQ(read("gonna kms"), "going to kill myself");
    EXPECT_EQ(read("i might UNALIVE myself rn"), "i might kill myself right now");
    EXPECT_EQ(
        read("back from the grippy sock vacation"), "back from the psychiatric hospital stay"
    );
    EXPECT_EQ(read("me quiero desvivir", "es"), "me quiero matar");
}

TEST(Normaliser, TellsADistanceFromAWish)
{
    EXPECT_EQ(read("we ran 5 kms"), "we ran 5 kms");
}

TEST(Normaliser, UsesShorthandOfALanguageOnlyThere)
{
    EXPECT_EQ(read("im happy", "en"), "i'm happy");
    EXPECT_EQ(read("im Haus", "de-AT"), "im haus");
}

TEST(Normaliser, SaysWhatEmojisMeanInTheLanguageOfTheChild)
{
    EXPECT_EQ(read("\U0001f52a him"), "knife him");
    EXPECT_EQ(read("estoy \U0001f62d\U0001f62d\U0001f62d", "es"), "estoy llorando");
    EXPECT_EQ(read("ok :("), "ok sad");
    EXPECT_EQ(read("\u2764\ufe0f"), "love");
}

TEST(Normaliser, MapsEveryPieceBackToTheOriginal)
{
    const std::string original = "i wanna k1ll mys\u0435lf";
    const auto message = normaliser().normalise(original);
    ASSERT_EQ(message.text, "i want to kill myself");
    const auto kill = message.text.find("kill");
    EXPECT_EQ(message.original(kill, kill + 4), (Span{8, 12}));
    const auto self = message.text.find("myself");
    EXPECT_EQ(message.original(self, self + 6), (Span{13, 20}));
    const auto want = message.text.find("want to");
    EXPECT_EQ(message.original(want, want + 7), (Span{2, 7}));
}

TEST(Normaliser, ReadsBrokenBytesAsReplacementCharacters)
{
    EXPECT_EQ(read("a\xff\xc3 b"), "a\ufffd\ufffd b");
    EXPECT_EQ(read("\xed\xa0\x80").substr(0, 3), "\ufffd");
}

TEST(Normaliser, NeverSplitsACharacterOfTheOriginal)
{
    std::mt19937 random{7};
    const std::string alphabet[] = {
        "k",          "i",      "1",      " ",      ".",      "\u00e9", "e\u0301\u0301",
        "\U0001f62d", "\u200b", "\u0435", "s",      "o",      "o",      "o",
        "\xff",       "kms",    "!",      "\ufdfa", "\u1100", "\uac01"
    };
    for (int round = 0; round < 300; ++round) {
        std::string original;
        for (int i = 0; i < 24; ++i) original += alphabet[random() % std::size(alphabet)];
        const auto message = normaliser().normalise(original);
        for (std::size_t begin = 0; begin < message.text.size(); ++begin) {
            for (std::size_t end = begin + 1; end <= message.text.size(); end += 5) {
                const Span place = message.original(begin, end);
                ASSERT_LE(place.begin, place.end);
                ASSERT_LE(place.end, original.size());
                const bool whole = place.end == original.size() ||
                                   starts_character(original[place.end]) ||
                                   original.contains('\xff');
                ASSERT_TRUE(whole);
            }
        }
    }
}

TEST(Normaliser, ReadsTheSameWhenReadAgain)
{
    for (const char* text :
         {"i wanna k1ll mys3lf", "sooo saddd", "hello there", "me quiero desvivir"}) {
        const std::string once = read(text);
        EXPECT_EQ(read(once), once);
    }
}

TEST(Normaliser, StaysBoundedOnHostileInput)
{
    std::string accents = "a";
    for (int i = 0; i < 16'000; ++i) accents += "\u0301";
    EXPECT_EQ(read(accents), "a");
    std::string ligatures;
    for (int i = 0; i < 10'000; ++i) ligatures += "\ufdfa";
    EXPECT_LT(read(ligatures).size(), ligatures.size() * 20);
    EXPECT_EQ(read(std::string(32'000, 'k')), "kkk");
    std::string spaced;
    for (int i = 0; i < 16'000; ++i) spaced += i % 2 == 0 ? "d " : "g ";
    EXPECT_EQ(read(spaced), "dgdg");
    std::string chat;
    for (int i = 0; i < 16'000; ++i) chat += i % 2 == 0 ? "a " : "y ";
    EXPECT_EQ(read(chat).size(), 31'999U);
}

TEST(Normaliser, MendsWordsThatNobodyWritesAndKnowsTheirPlace)
{
    const std::string original = "i want to k*ll mys*lf, 57op me";
    const auto message = normaliser().normalise(original);
    ASSERT_EQ(message.text, "i want to kill myself, stop me");
    EXPECT_EQ(message.original(10, 14), (Span{10, 14}));
    EXPECT_EQ(message.original(15, 21), (Span{15, 21}));
    EXPECT_EQ(read("i want to k i l l m y s e l f t o n i g h t"), "i want to kill myself tonight");
    EXPECT_EQ(read("i lik* it, *lik* it"), "i like it, *lik* it");
    EXPECT_EQ(read("!75 over!"), "its over!");
    EXPECT_EQ(read("i saw jill and leona"), "i saw jill and leona");
}

TEST(Normaliser, TakesAPictureItDoesNotKnowForASpace)
{
    EXPECT_EQ(read("help\U0001f338me"), "help me");
    EXPECT_EQ(read("\u2b50 kill\u2b50 \u2b50"), "kill");
    EXPECT_EQ(read("\U0001f170 \u2122"), "a tm");
}

TEST(Normaliser, ReadsOverCheerfulPicturesThatAreStrewnBetweenTheWords)
{
    EXPECT_EQ(read("i \u2728 want to \U0001f602 kill \U0001f642 myself"), "i want to kill myself");
    EXPECT_EQ(read("i \u2728 want \U0001f52a him \u2728 now"), "i want knife him now")
        << "a knife says something";
    EXPECT_EQ(read("that was fun \U0001f602 thanks"), "that was fun laughing thanks");
}

TEST(Normaliser, GuessesAtNoMoreThanSoManyStrangeWords)
{
    std::string strange;
    for (int i = 0; i < 400; ++i) strange += "klil ";
    const std::string mended = read(strange);
    EXPECT_TRUE(mended.starts_with("kill kill"));
    EXPECT_TRUE(mended.ends_with("klil klil"));
}

TEST(Normaliser, AcceptsNothing)
{
    EXPECT_EQ(read(""), "");
    EXPECT_EQ(normaliser().normalise("").original(0, 5), (Span{0, 0}));
}

TEST(Normaliser, SaysWhereALexiconIsMalformed)
{
    const auto broken = Normaliser::parse("# lexicon: algospeak\nkms\n");
    ASSERT_FALSE(broken.has_value());
    EXPECT_EQ(broken.error().code, ErrorCode::Invalid);
    EXPECT_THAT(broken.error().detail, testing::HasSubstr("algospeak lexicon, line 2"));
    EXPECT_EQ(Normaliser::load("/nowhere").error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace buddy::text
