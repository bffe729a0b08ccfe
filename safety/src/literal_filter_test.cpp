#include "literal_filter.hpp"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <array>
#include <string_view>
#include <vector>

namespace buddy::safety {
namespace {

bool may_match(
    std::string_view pattern, std::string_view text, LetterCase letters = LetterCase::Kept
)
{
    LiteralFilter filter{letters};
    filter.add(pattern);
    filter.finish();
    return !filter.candidates(text).empty();
}

TEST(LiteralFilter, LeavesOutWhatCannotMatch)
{
    EXPECT_FALSE(may_match(" (?:red|blue) fox ", " a grey fox "));
    EXPECT_FALSE(may_match(" (?:very |so ){0,3}(?:hungry|thirsty) ", " i am so tired "));
    EXPECT_FALSE(may_match("(?:school|academy)+ [0-9]", " i like games "));
    EXPECT_FALSE(may_match("(?:one|two)(?:red|blue|green) hats?", " one grey hat "));
}

TEST(LiteralFilter, NeverHidesAMatch)
{
    constexpr std::array patterns{
        R"( (?:red|blue) fox )",
        R"( (?:(?:really|so) ){0,3}(?:red|blue)(?: now)? )",
        R"(^ (?:yes|yeah+|y[eu]p)(?: [.?])* $)",
        R"(\w*(?:wanttogo|wannago)\w*)",
        R"((?:a|b|)(?:foxes|wolf){2} )",
        R"( colou??r(?:ful)?(?: ink| paper)* )",
        R"((?P<who>fox|hare) \x{6a}umps[.!?])",
        R"((?i)RED fox)",
        R"((?i:red) fox)",
        R"( \pL+ fox {3}x)",
        R"([[:alpha:]]+ fox[]x]{1,2})",
        R"(ca\.fe|fo\+x|tar{,2}t)",
        R"( fox(?:es){0} )",
        R"((?:niño|nina)s? juega)",
    };
    constexpr std::array texts{
        " a red fox ",
        " so really so blue now ",
        " yeahhh . ? ",
        " yup ",
        " iwannagohome ",
        " foxeswolf ",
        " wolfwolf ",
        " color ",
        " colour paper ",
        " hare jumps! ",
        "Red fox",
        " grey fox   x",
        "the fox]x",
        "ca.fe",
        "fo+x",
        "tar{,2}t",
        " fox ",
        " niños juega",
        "los niños juegan",
        "nina juega",
    };
    for (const auto* const pattern : patterns) {
        const RE2 whole{pattern};
        ASSERT_TRUE(whole.ok()) << pattern;
        for (const auto* const text : texts) {
            if (!RE2::PartialMatch(text, whole)) continue;
            EXPECT_TRUE(may_match(pattern, text)) << pattern << " in " << text;
        }
    }
}

TEST(LiteralFilter, IgnoresCaseWhereThePatternsDo)
{
    EXPECT_TRUE(may_match("my Name is", "MY NAME IS", LetterCase::Ignored));
    EXPECT_TRUE(may_match("kelvin street", "\u212Aelvin \u017Ftreet", LetterCase::Ignored));
    EXPECT_TRUE(may_match("(?-i:[A-Z])street", "Xstreet", LetterCase::Ignored));
    EXPECT_FALSE(may_match("my name is", "my dog is", LetterCase::Ignored));
}

TEST(LiteralFilter, TakesAnyPatternAndAnyText)
{
    for (const std::string_view pattern :
         {"", "(", ")", "[", "[^", "\\", "\\x", "\\p{", "(?", "(?P<", "a{", "x{2", "{{", "*", "|"
         }) {
        EXPECT_TRUE(may_match(pattern, "any words")) << pattern;
    }
    EXPECT_TRUE(may_match(std::string(5'000, '('), "deep"));
    EXPECT_FALSE(may_match("longer than the text", "no"));
    EXPECT_FALSE(may_match("longer", ""));
}

}  // namespace
}  // namespace buddy::safety
