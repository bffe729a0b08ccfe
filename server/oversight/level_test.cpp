#include "oversight/level.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace buddy::oversight {
namespace {

using namespace std::chrono_literals;
using enum Level;
using safety::AgeBand;

Time at(int hour)
{
    return from_millis(1'795'300'000'000) + std::chrono::hours{hour};
}

Change change(Level before, Level level, int hour, std::optional<int> told = std::nullopt)
{
    return {
        .level = level,
        .before = before,
        .band = AgeBand::From10To12,
        .changed_at = at(hour),
        .told_at = told ? std::optional{at(*told)} : std::nullopt
    };
}

Course course(std::vector<Change> changes, AgeBand band = AgeBand::From10To12)
{
    return Course{std::move(changes), band};
}

TEST(Level, HasADefaultThatLeavesOlderChildrenMoreToThemselves)
{
    EXPECT_EQ(default_for(AgeBand::From7To9), Summary);
    EXPECT_EQ(default_for(AgeBand::From10To12), Summary);
    EXPECT_EQ(default_for(AgeBand::From13To17), Titles);
    EXPECT_EQ(course({}).open_at(at(0)), Summary);
}

TEST(Level, IsReadBackByItsName)
{
    for (const auto level : {Titles, Summary, Excerpts, Transcript})
        EXPECT_EQ(level_from(id_of(level)), level);
    EXPECT_FALSE(level_from("everything"));
}

TEST(Course, WidensFromWhenTheChildWasTold)
{
    const auto wider = course({change(Summary, Transcript, 10, 12)});
    EXPECT_EQ(wider.now(), Transcript);
    EXPECT_EQ(wider.open_at(at(9)), Summary);
    EXPECT_EQ(wider.open_at(at(11)), Summary) << "decided, but the child did not know";
    EXPECT_EQ(wider.open_at(at(12)), Transcript);
}

TEST(Course, DoesNotWidenForAChildWhoWasNotTold)
{
    EXPECT_EQ(course({change(Summary, Transcript, 10)}).open_at(at(20)), Summary);
}

TEST(Course, NarrowsAtOnceAndForWhatWasSaidBefore)
{
    const auto narrower =
        course({change(Summary, Transcript, 0, 0), change(Transcript, Titles, 10)});
    EXPECT_EQ(narrower.open_at(at(5)), Titles);
    EXPECT_EQ(narrower.open_at(at(11)), Titles);
}

TEST(Course, OpensNothingAgainThatWasClosed)
{
    const auto back = course(
        {change(Summary, Transcript, 0, 0),
         change(Transcript, Titles, 10, 10),
         change(Titles, Transcript, 20, 20)}
    );
    EXPECT_EQ(back.open_at(at(5)), Titles);
    EXPECT_EQ(back.open_at(at(15)), Titles);
    EXPECT_EQ(back.open_at(at(21)), Transcript);
}

TEST(Course, IsNotWidenedByASecondChangeInTheSameBreath)
{
    // Neither was told: what the child knows is still the first level.
    const auto both = course({change(Titles, Transcript, 10), change(Transcript, Summary, 11)});
    EXPECT_EQ(both.open_at(at(12)), Titles);
}

TEST(Course, EndsAWideChoiceWhenTheChildHasGrown)
{
    const auto grown = course({change(Summary, Transcript, 0, 0)}, AgeBand::From13To17);
    EXPECT_EQ(grown.now(), Titles);
    EXPECT_EQ(grown.open_at(at(5)), Titles);
}

TEST(Course, KeepsANarrowChoiceWhenTheChildHasGrown)
{
    auto young = change(Summary, Titles, 0, 0);
    young.band = AgeBand::From7To9;
    EXPECT_EQ(course({young}, AgeBand::From10To12).now(), Titles);
}

TEST(Course, TellsTheChildOfAllThatItWasNotTold)
{
    EXPECT_FALSE(course({}).untold());
    EXPECT_FALSE(course({change(Summary, Transcript, 0, 1)}).untold());
    const auto both = course(
        {change(Titles, Summary, 0, 1),
         change(Summary, Excerpts, 10),
         change(Excerpts, Transcript, 11)}
    );
    ASSERT_TRUE(both.untold());
    EXPECT_EQ(both.untold()->before, Summary);
    EXPECT_EQ(both.untold()->level, Transcript);
    EXPECT_FALSE(course({change(Summary, Transcript, 10), change(Transcript, Summary, 11)}).untold()
    ) << "there and back before the child knew of either";
    const auto narrower = course({change(Transcript, Titles, 10)}).untold();
    ASSERT_TRUE(narrower);
    EXPECT_EQ(narrower->before, Transcript);
}

// What was closed for a moment stays closed for the child's words until it is told of the opening.
TEST(Course, TellsTheChildOfALevelThatWasClosedAndOpenedAgain)
{
    const auto back = course({change(Summary, Titles, 10), change(Titles, Summary, 11)});
    EXPECT_EQ(back.open_at(at(12)), Titles);
    ASSERT_TRUE(back.untold());
    EXPECT_EQ(back.untold()->before, Titles);
    EXPECT_EQ(back.untold()->level, Summary);
}

}  // namespace
}  // namespace buddy::oversight
