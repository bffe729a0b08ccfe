#include "rule_set.hpp"

#include "rule_reading.hpp"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <string>

namespace buddy::safety {
namespace {

Result<RuleSet> compiled(std::string json)
{
    const std::array packs{RulePack{.name = "pack.json", .json = std::move(json)}};
    return RuleSet::compile(packs);
}

std::string pack_of(std::string_view rules)
{
    return "{\"rules\":[" + std::string{rules} + "]}";
}

constexpr std::string_view risk =
    R"j({"id":"a","category":"violence","reason":"r","patterns":["red (?:fox|wolf)"],"match":["red fox"],"no_match":["fox"],"negatable":true})j";
constexpr std::string_view veto =
    R"({"id":"v","kind":"veto","frame":"game","categories":["violence"],"reason":"r","patterns":["toy red fox"],"match":["toy red fox"],"no_match":["fox"]})";

TEST(RuleSet, MatchesWholeWordsOnly)
{
    const auto rules = compiled(pack_of(risk));
    ASSERT_TRUE(rules) << rules.error().detail;
    EXPECT_EQ(rules->find(MatchText{"a red fox!"}, Voice::Child).size(), 1U);
    EXPECT_EQ(rules->find(MatchText{"a bored foxglove"}, Voice::Child).size(), 0U);
    EXPECT_EQ(rules->find(MatchText{"infrared fox"}, Voice::Child).size(), 0U);
    EXPECT_EQ(rules->find(MatchText{"red fox"}, Voice::Mentor).size(), 0U);
}

TEST(RuleSet, SentencesAreNotJoined)
{
    const auto rules = compiled(pack_of(risk));
    ASSERT_TRUE(rules);
    EXPECT_TRUE(rules->find(MatchText{"it is red. fox"}, Voice::Child).empty());
    EXPECT_FALSE(rules->find(MatchText{"it is red, fox"}, Voice::Child).empty());
}

TEST(RuleSet, NegationAndVetoesVoidARisk)
{
    const auto rules = compiled(pack_of(std::string{risk} + "," + std::string{veto}));
    ASSERT_TRUE(rules) << rules.error().detail;
    const auto standing = [&rules](std::string_view text) {
        return read_with_rules(*rules, MatchText{text}, Voice::Child).risks.size();
    };
    EXPECT_EQ(standing("a red fox"), 1U);
    EXPECT_EQ(standing("not a red fox"), 0U);
    EXPECT_EQ(standing("a toy red fox"), 0U);
}

TEST(RuleSet, FindsEveryPlaceInTheOrderOfTheText)
{
    const auto rules = compiled(pack_of(risk));
    ASSERT_TRUE(rules);
    const MatchText text{"a red fox red fox and a red fox"};
    const auto hits = rules->find(text, Voice::Child);
    ASSERT_EQ(hits.size(), 3U);
    EXPECT_LT(hits[0].begin, hits[1].begin);
    EXPECT_LT(hits[1].begin, hits[2].begin);
}

TEST(RuleSet, NamesPackAndRuleOfAMistake)
{
    const auto rules = compiled(pack_of(
        R"({"id":"bad.one","category":"hate","reason":"r","patterns":["(("],"match":["x"]})"
    ));
    ASSERT_FALSE(rules);
    EXPECT_NE(rules.error().detail.find("pack.json"), std::string::npos);
    EXPECT_NE(rules.error().detail.find("bad.one"), std::string::npos);
}

TEST(RuleSet, RefusesWhatItDoesNotUnderstand)
{
    for (const std::string_view rule : {
             R"({"id":"a","category":"hats","reason":"r","patterns":["x"],"match":["x"]})",
             R"({"id":"a","category":"hate","patterns":["x"],"match":["x"]})",
             R"({"id":"a","category":"hate","reason":"r","patterns":[],"match":["x"]})",
             R"({"id":"a","category":"hate","reason":"r","patterns":["x"],"match":[]})",
             R"({"id":"a","category":"hate","reason":"r","patterns":["{{nobody}}"],"match":["x"]})",
             R"({"id":"a","category":"hate","reason":"r","patterns":["x"],"match":["x"],"wieght":1})",
             R"({"id":"a","category":"hate","reason":"r","patterns":["x"],"match":["x"],"weight":2})",
             R"({"id":"a","kind":"answer","reason":"r","patterns":["x"],"match":["x"]})",
             R"(7)",
         }) {
        EXPECT_FALSE(compiled(pack_of(rule))) << rule;
    }
    EXPECT_FALSE(compiled(pack_of(std::string{risk} + "," + std::string{risk}))) << "same id twice";
    EXPECT_FALSE(compiled("{\"rules\":[{]}"));
    EXPECT_FALSE(RuleSet::load("/nowhere"));
}

TEST(RuleSet, ThrowsForAPatternTooLargeToCompileAndGoesOnWithTheRest)
{
    std::string large = "a red ";
    for (int i = 0; i < 100; ++i) large += "[^a]{1000}";
    const auto rules = compiled(pack_of(
        std::string{risk} + R"(,{"id":"b","category":"hate","reason":"r","patterns":[")" + large +
        R"("],"match":["x"]})"
    ));
    ASSERT_TRUE(rules) << rules.error().detail;
    for (int i = 0; i < 2; ++i)
        EXPECT_THROW(
            (void)rules->find(MatchText{"a red fox"}, Voice::Child), std::invalid_argument
        );
    EXPECT_EQ(rules->find(MatchText{"the red fox"}, Voice::Child).size(), 1U);
}

TEST(RuleSet, TracesAMatchBackToTheNormalisedText)
{
    const std::string normalised = "oh, don't... a red  fox";
    const MatchText text{normalised};
    const auto rules = compiled(pack_of(risk));
    ASSERT_TRUE(rules);
    const auto hits = rules->find(text, Voice::Child);
    ASSERT_EQ(hits.size(), 1U);
    const auto span = text.normalised(hits[0].begin, hits[0].end);
    EXPECT_EQ(normalised.substr(span.begin, span.end - span.begin), "red  fox");
}

}  // namespace
}  // namespace buddy::safety
