#include "feedback/figures.hpp"

#include <gtest/gtest.h>

namespace buddy::feedback {
namespace {

MarkCount marks(Question question, int mark, std::int64_t count)
{
    return {.question = question, .mark = mark, .marks = count};
}

ThumbCount thumbs(Thumb thumb, std::int64_t count)
{
    return {.advisor = "explorer", .voice = "guided", .thumb = thumb, .thumbs = count};
}

TEST(Figures, GiveASatisfiedShareWithItsInterval)
{
    const auto figures = figures_of(
        {marks(Question::Satisfaction, 5, 50),
         marks(Question::Satisfaction, 4, 30),
         marks(Question::Satisfaction, 3, 15),
         marks(Question::Satisfaction, 1, 5)},
        {}
    );
    ASSERT_TRUE(figures.satisfied.figure);
    EXPECT_EQ(figures.satisfied.answers, 100);
    EXPECT_DOUBLE_EQ(figures.satisfied.figure->share, 0.8);
    // Wilson: 80 of 100.
    EXPECT_NEAR(figures.satisfied.figure->low, 0.7112, 0.0005);
    EXPECT_NEAR(figures.satisfied.figure->high, 0.8666, 0.0005);
    EXPECT_FALSE(figures.promoters.figure);
}

TEST(Figures, GiveAPromoterScoreWithItsInterval)
{
    const auto figures = figures_of(
        {marks(Question::Recommendation, 10, 40),
         marks(Question::Recommendation, 9, 20),
         marks(Question::Recommendation, 8, 20),
         marks(Question::Recommendation, 6, 10),
         marks(Question::Recommendation, 0, 10)},
        {}
    );
    ASSERT_TRUE(figures.promoters.figure);
    EXPECT_NEAR(figures.promoters.figure->score, 40.0, 1e-9);
    // 1.96 · sqrt((0.6 + 0.2 - 0.16) / 100) = 15.68 points.
    EXPECT_NEAR(figures.promoters.figure->low, 24.32, 0.01);
    EXPECT_NEAR(figures.promoters.figure->high, 55.68, 0.01);
}

TEST(Figures, KeepBackWhatCouldBeReadAsSomebodys)
{
    const auto few = figures_of(
        {marks(Question::Satisfaction, 5, 4)}, {thumbs(Thumb::Up, 3), thumbs(Thumb::Down, 1)}
    );
    EXPECT_FALSE(few.satisfied.answers);
    EXPECT_FALSE(few.satisfied.figure);
    ASSERT_EQ(few.thumbs.size(), 1U);
    EXPECT_FALSE(few.thumbs[0].up.answers);
    const auto enough = figures_of({}, {thumbs(Thumb::Up, 3), thumbs(Thumb::Down, 2)});
    ASSERT_TRUE(enough.thumbs[0].up.figure);
    EXPECT_DOUBLE_EQ(enough.thumbs[0].up.figure->share, 0.6);
}

TEST(Figures, StayInTheirBounds)
{
    EXPECT_DOUBLE_EQ(share_of(0, 0).high, 1.0);
    EXPECT_DOUBLE_EQ(share_of(5, 5).high, 1.0);
    EXPECT_GE(share_of(0, 5).low, 0.0);
    EXPECT_DOUBLE_EQ(promoter_score(5, 0, 5).high, 100.0);
    EXPECT_DOUBLE_EQ(promoter_score(0, 0, 0).low, -100.0);
}

}  // namespace
}  // namespace buddy::feedback
