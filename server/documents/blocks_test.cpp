#include "documents/blocks.hpp"

#include <gtest/gtest.h>

namespace buddy::documents {
namespace {

TEST(Blocks, TellHeadingsParagraphsListsAndTablesApart)
{
    const auto blocks = blocks_in(
        "## What\nOne line\nand the next.\n\n- first\n  goes on\n- second\n1. step\n"
        "| a | b |\n| --- | --- |\n| c | d\\|e |\nafter\n\n### Less\n"
    );
    using Kind = Block::Kind;
    ASSERT_EQ(blocks.size(), 7U);
    EXPECT_EQ(blocks[0].kind, Kind::Heading);
    EXPECT_EQ(blocks[0].level, 2);
    EXPECT_EQ(blocks[1].parts.front(), runs_in("One line and the next."));
    EXPECT_EQ(blocks[2].kind, Kind::List);
    EXPECT_EQ(blocks[2].parts.front(), runs_in("first goes on"));
    EXPECT_EQ(blocks[3].kind, Kind::Steps);
    EXPECT_EQ(blocks[4].kind, Kind::Table);
    ASSERT_EQ(blocks[4].rows.size(), 1U);
    EXPECT_EQ(blocks[4].rows[0][1], (Runs{{.text = "d|e"}}));
    EXPECT_EQ(blocks[5].kind, Kind::Paragraph);
    EXPECT_EQ(blocks[6].level, 3);
}

TEST(Blocks, ReadWordsThatLookAlike)
{
    const Runs wanted{
        {.text = "a "},
        {.text = "bold", .look = Look::Bold},
        {.text = " "},
        {.text = "x_y", .look = Look::Code},
        {.text = " "},
        {.text = "DE", .look = Look::Country},
        {.text = " "},
        {.text = "notice", .to = "/documents/privacy"},
    };
    EXPECT_EQ(runs_in("a **bold** `x_y` `country:DE` [notice](../privacy/en.md)"), wanted);
}

TEST(Blocks, TakeWhatIsEscapedOrNeverClosedAsPlainWords)
{
    EXPECT_EQ(runs_in("\\*\\*no\\*\\* \\[x\\](y)"), (Runs{{.text = "**no** [x](y)"}}));
    EXPECT_EQ(runs_in("**open `also [and](this"), (Runs{{.text = "**open `also [and](this"}}));
    EXPECT_EQ(
        runs_in("`country:` end"), (Runs{{.text = "", .look = Look::Country}, {.text = " end"}})
    );
}

}  // namespace
}  // namespace buddy::documents
