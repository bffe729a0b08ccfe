#include "advisors/phrase_match.hpp"

#include <gtest/gtest.h>

namespace buddy::advisors {
namespace {

bool finds(std::string_view phrase, std::string_view text)
{
    PhraseSet set;
    EXPECT_TRUE(set.add(phrase, 0));
    return set.any(words_of(text));
}

TEST(PhraseMatch, FoldsCaseAccentsApostrophesAndLongRuns)
{
    const auto words = words_of("I'm SOOOO sad, Été – grüße!");
    ASSERT_EQ(words.size(), 5U);
    EXPECT_EQ(words[0].folded, "im");
    EXPECT_EQ(words[1].folded, "so");
    EXPECT_EQ(words[3].folded, "ete");
    EXPECT_EQ(words[4].folded, "grusse");
}

TEST(PhraseMatch, FindsWordsPrefixesAndGaps)
{
    EXPECT_TRUE(finds("bad day", "such a BAD day!!"));
    EXPECT_FALSE(finds("bad day", "bad holiday"));
    EXPECT_TRUE(finds("embarrass*", "that was embarrassing"));
    EXPECT_TRUE(finds("fight with ~ friend", "i had a fight with my best friend"));
    EXPECT_FALSE(finds("fight with ~ friend", "fight with one two three four friend"));
    EXPECT_TRUE(finds("my _ hates me", "my cat hates me"));
}

TEST(PhraseMatch, KeepsAnchors)
{
    EXPECT_TRUE(finds("^hi", "Hi Buddy"));
    EXPECT_FALSE(finds("^hi", "oh hi"));
    EXPECT_TRUE(finds("bye$", "ok bye."));
    EXPECT_FALSE(finds("bye$", "bye bye baby"));
}

TEST(PhraseMatch, KnowsWhereAPhraseStands)
{
    PhraseSet set;
    ASSERT_TRUE(set.add("not ~ good", 0));
    const auto spans = set.spans(words_of("it was not very good, and not good"));
    ASSERT_EQ(spans.size(), 2U);
    EXPECT_EQ(spans[0].begin, 2U);
    EXPECT_EQ(spans[0].end, 5U);
    EXPECT_EQ(spans[1].begin, 6U);
}

TEST(PhraseMatch, KnowsWhereAClauseBegins)
{
    const auto words = words_of("No, im good. Bye - see you");
    std::string begins;
    for (const auto& word : words) begins += word.pause ? '1' : '0';
    EXPECT_EQ(begins, "110110");
}

TEST(PhraseMatch, TakesAnEmojiAsAWord)
{
    EXPECT_TRUE(finds("😢", "ok😢"));
}

TEST(PhraseMatch, SurvivesBytesThatAreNoText)
{
    EXPECT_TRUE(words_of("\xff\xfe\xf0\x9f").size() <= 4U);
    EXPECT_TRUE(words_of("").empty());
    EXPECT_EQ(words_of(std::string(100000, 'a')).size(), 1U);
}

TEST(PhraseMatch, RefusesAPhraseWithoutWords)
{
    PhraseSet set;
    EXPECT_FALSE(set.add("^ ~ _ $", 0));
    EXPECT_FALSE(set.add("(ok)? (!now)", 0));
    EXPECT_FALSE(set.add("(ok/now go", 0));
    EXPECT_FALSE(set.add("() go", 0));
}

TEST(PhraseMatch, TakesOneOfSeveralWordsOrNone)
{
    constexpr auto leaving = "^(ok/sorry)? (i)? (have/need) to go (now/bye)?$";
    for (const auto* const said :
         {"have to go", "ok i need to go", "Sorry, I have to go now!", "i have to go bye"})
        EXPECT_TRUE(finds(leaving, said)) << said;
    for (const auto* const said :
         {"i have to go home", "do i have to go", "ok sorry i have to go", "to go", "i want to go"})
        EXPECT_FALSE(finds(leaving, said)) << said;
}

TEST(PhraseMatch, LeavesOutWhatMayNotStandThere)
{
    EXPECT_TRUE(finds("(!say/said) bye$", "gonna play with him bye"));
    EXPECT_FALSE(finds("(!say/said) bye$", "he didnt even say bye"));
    EXPECT_FALSE(finds("(!say/said) bye$", "bye"));
}

}  // namespace
}  // namespace buddy::advisors
