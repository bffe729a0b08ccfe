#include "documents/text_template.hpp"

#include "documents/facts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace buddy::documents {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Facts facts()
{
    Facts facts;
    facts.single["who"] = {.value = "A_B | *Ltd*"};
    facts.single["mail"] = {.value = ""};
    facts.tables["rows"] = {
        .columns = {"what"},
        .rows =
            {{.id = "1", .cells = {{"what", "talks"}}, .says = {}},
             {.id = "2", .cells = {{"what", "mails"}}, .says = {}}}
    };
    return facts;
}

TextTemplate parsed(std::string_view text)
{
    auto parsed = TextTemplate::parse(text);
    EXPECT_TRUE(parsed) << parsed.error().detail;
    return std::move(*parsed);
}

TEST(TextTemplate, WritesFactsSoThatTheyCannotBeReadAsMarkup)
{
    EXPECT_EQ(parsed("By {{who}}.").render(facts()), "By A\\_B \\| \\*Ltd\\*.\n");
}

TEST(TextTemplate, ShowsPartsOnlyWhereTheirFactHolds)
{
    const auto text =
        parsed("{{if mail}}\nmail\n{{else}}\nno mail\n{{end}}\n{{if rows}}\nsome\n{{end}}");
    EXPECT_EQ(text.render(facts()), "no mail\nsome\n");
}

TEST(TextTemplate, RepeatsLinesForEveryRowAlsoInsideOfParts)
{
    const auto text = parsed("{{if who}}\n{{each rows}}\n| {{.what}} |\n{{end}}\n{{end}}");
    EXPECT_EQ(text.render(facts()), "| talks |\n| mails |\n");
}

TEST(TextTemplate, KeepsQuestionsForCounselApart)
{
    const auto text = parsed("Text.\n> counsel: Is it lawful?");
    EXPECT_EQ(text.render(facts()), "Text.\n");
    EXPECT_THAT(text.for_counsel(), ElementsAre("Is it lawful?"));
}

TEST(TextTemplate, NamesWhatNobodyKnows)
{
    const auto text =
        parsed("{{whom}} {{.what}}\n{{each rows}}\n{{.when}}\n{{end}}\n{{if mial}}\n{{end}}");
    EXPECT_THAT(text.unknown_to(facts()), ElementsAre("whom", ".what", ".when", "mial"));
    EXPECT_THAT(text.names(), ElementsAre("mial", "rows", "whom"));
}

TEST(TextTemplate, RefusesWhatIsNotClosedAndSaysWhere)
{
    for (const auto* const text :
         {"one\n{{if mail}}\ntwo", "{{end}}", "a {{who", "{{}}", "{{else}}"}) {
        const auto parsed = TextTemplate::parse(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_THAT(parsed.error().detail, HasSubstr("line "));
    }
}

}  // namespace
}  // namespace buddy::documents
