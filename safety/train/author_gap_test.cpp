#include "author_gap.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace buddy::train {
namespace {

using testing::HasSubstr;

Case a_case(std::string author, std::string text, bool needs)
{
    Case one;
    one.author = std::move(author);
    one.text = std::move(text);
    one.actions = {needs ? 4U : 0U};
    return one;
}

/// Learns texts by heart: a case that it met scores 1, any other 0.
Result<std::vector<double>> by_heart(
    std::span<const Case* const> learn, std::span<const Case* const> judged
)
{
    std::vector<double> scores;
    for (const Case* const one : judged) {
        const auto met = std::ranges::count_if(learn, [&](const Case* other) {
            return other->needs_action() && other->text == one->text;
        });
        scores.push_back(met > 0 ? 1.0 : 0.0);
    }
    return scores;
}

class AuthorGaps : public testing::Test {
protected:
    std::vector<Case> learn_ = {
        a_case("una", "a", true), a_case("una", "b", true), a_case("otto", "c", true)
    };
    std::vector<Case> judged_ = {
        a_case("una", "a", true),
        a_case("una", "c", true),
        a_case("otto", "c", true),
        a_case("otto", "plain", false)
    };

    static std::vector<const Case*> all_of(const std::vector<Case>& cases)
    {
        std::vector<const Case*> all;
        for (const Case& one : cases) all.push_back(&one);
        return all;
    }
    [[nodiscard]] Result<std::vector<AuthorGap>> gaps_of(std::vector<std::string> authors) const
    {
        return author_gaps(
            authors, {.learn = all_of(learn_), .judged = all_of(judged_)}, 0.0, by_heart
        );
    }
};

TEST_F(AuthorGaps, AreWhatOnlyTheAuthorTaught)
{
    const auto gaps = gaps_of({"una"});
    ASSERT_TRUE(gaps);
    ASSERT_EQ(gaps->size(), 1U);
    EXPECT_EQ(gaps->front().learned, 2U);
    EXPECT_EQ(gaps->front().judged, 2U);
    EXPECT_EQ(gaps->front().needing, 2U);
    EXPECT_DOUBLE_EQ(gaps->front().with.recall, 1.0);
    EXPECT_DOUBLE_EQ(gaps->front().without.recall, 0.5) << "another author told of it, too";
    EXPECT_THAT(table_of(*gaps), HasSubstr("+50.0"));
}

TEST_F(AuthorGaps, AllowOnlyTheShareOfFalseAlarmsAmongEverybody)
{
    learn_.push_back(a_case("una", "plain", true));
    const auto gaps = gaps_of({"una"});
    ASSERT_TRUE(gaps);
    EXPECT_DOUBLE_EQ(gaps->front().with.recall, 0.0) << "an innocent case scores as high";
    EXPECT_DOUBLE_EQ(gaps->front().without.recall, 0.5);
}

TEST_F(AuthorGaps, AreRefusedForAnAuthorWithNothingToFind)
{
    const auto gaps = gaps_of({"una", "nobody"});
    ASSERT_FALSE(gaps);
    EXPECT_EQ(gaps.error().code, ErrorCode::NotFound);
}

TEST_F(AuthorGaps, PassOnWhyNothingWasLearned)
{
    const std::vector<std::string> authors{"una"};
    const auto gaps = author_gaps(
        authors,
        {.learn = all_of(learn_), .judged = all_of(judged_)},
        0.02,
        [](auto, auto) -> Result<std::vector<double>> {
            return failed(ErrorCode::Unavailable, "no room");
        }
    );
    ASSERT_FALSE(gaps);
    EXPECT_EQ(gaps.error().code, ErrorCode::Unavailable);
}

}  // namespace
}  // namespace buddy::train
