#include "buddy/safety/trajectory.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace buddy::safety {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr sys_days first_day{days{20'000}};

double& strength_of(QuietSigns& signs, Strand strand)
{
    return signs.strength.at(static_cast<std::size_t>(strand));
}

QuietSigns signs_of(Strand strand, double strength)
{
    QuietSigns signs;
    strength_of(signs, strand) = strength;
    return signs;
}

QuietSigns heavy(double strength)
{
    return signs_of(Strand::Heaviness, strength);
}

Assessment assessment_with(Category category, double probability)
{
    Assessment assessment;
    assessment.available = true;
    assessment.action = Action::Support;
    assessment.probability.at(static_cast<std::size_t>(category)) = probability;
    return assessment;
}

/// Lives through days, a few messages each, the way a child does.
class Child {
public:
    explicit Child(DaysLine line = {}) : line_{line} {}
    /// One day; the last rise that was answered, if any.
    std::optional<Rise> live(const QuietSigns& signs, int messages = 2)
    {
        std::optional<Rise> last;
        for (int i = 0; i < messages; ++i) {
            const auto rise = course.note(signs, today, line_);
            if (!rise) continue;
            course.adults_know(rise->strand, today);
            last = rise;
        }
        course = Trajectory::restored(course.kept(), today);
        today += days{1};
        return last;
    }
    /// Many of the same; on which of them, counted from 0, adults were told.
    std::vector<int> live_through(int count, const QuietSigns& signs)
    {
        std::vector<int> told;
        for (int day = 0; day < count; ++day)
            if (live(signs)) told.push_back(day);
        return told;
    }
    Trajectory course;
    sys_days today = first_day;

private:
    DaysLine line_;
};

TEST(Trajectory, TellsOfAChildWhoBecomesSadderOverDays)
{
    Child child;
    EXPECT_TRUE(child.live_through(20, heavy(0.05)).empty());
    EXPECT_FALSE(child.course.watched(child.today));
    // The week before still holds quiet days: the mean has to climb over the line first.
    EXPECT_EQ(child.live_through(7, heavy(0.7)), std::vector<int>{3});
    EXPECT_TRUE(child.course.watched(child.today));
}

TEST(Trajectory, HoldsANewChildAgainstWhatIsUsualForChildren)
{
    Child child;
    EXPECT_EQ(child.live_through(5, heavy(0.6)), std::vector<int>{2});
}

TEST(Trajectory, SaysNothingOfOneBadDay)
{
    Child child;
    static_cast<void>(child.live_through(10, heavy(0.05)));
    EXPECT_FALSE(child.live(heavy(1.0), 30));
    EXPECT_TRUE(child.live_through(10, heavy(0.05)).empty());
    EXPECT_FALSE(child.course.watched(child.today));
}

TEST(Trajectory, HoldsAChildAgainstItsOwnUsualDays)
{
    Child child;
    // Always a little heavy: told once, when it is new, and then it is this child's usual.
    const auto told = child.live_through(60, heavy(0.45));
    EXPECT_EQ(told, std::vector<int>{2});
    EXPECT_FALSE(child.live_through(5, heavy(1.0)).empty()) << "but much heavier is news";
}

TEST(Trajectory, DoesNotRepeatItselfForTwoWeeks)
{
    Child child;
    const auto told = child.live_through(16, heavy(0.9));
    EXPECT_EQ(told, std::vector<int>{2});
}

TEST(Trajectory, KeepsQuietAboutWhatAdultsWereJustToldForAnotherReason)
{
    Child child;
    static_cast<void>(child.live_through(2, heavy(0.9)));
    child.course.adults_know(Strand::Heaviness, child.today);
    EXPECT_TRUE(child.live_through(10, heavy(0.9)).empty());
    EXPECT_TRUE(child.course.watched(child.today)) << "watched all the same";
}

TEST(Trajectory, CannotBeLiftedOverTheLineByMoodsAndNightsAlone)
{
    Child child;
    Assessment calm = assessment_with(Category::Distress, 0);
    for (const auto day : child.live_through(40, quiet_signs(calm, 1.0, true)))
        ADD_FAILURE() << "told on day " << day;
    EXPECT_FALSE(child.course.watched(child.today));
}

TEST(Trajectory, LetsMoodsAndNightsTipTheBalance)
{
    const auto distress = assessment_with(Category::Distress, 0.25);
    Child by_day;
    EXPECT_TRUE(by_day.live_through(7, quiet_signs(distress, 0.0, false)).empty());
    Child sad_at_night;
    EXPECT_FALSE(sad_at_night.live_through(7, quiet_signs(distress, 0.9, true)).empty());
}

TEST(Trajectory, FollowsEachStrandByItself)
{
    for (const auto strand : {Strand::Eating, Strand::Bullying, Strand::Dependency}) {
        Child child;
        static_cast<void>(child.live_through(10, {}));
        std::optional<Rise> rise;
        for (int day = 0; day < 7 && !rise; ++day) rise = child.live(signs_of(strand, 0.8));
        ASSERT_TRUE(rise) << id_of(strand);
        EXPECT_EQ(rise->strand, strand);
        EXPECT_GE(rise->on_days, 3);
        EXPECT_GT(rise->recent, rise->usual);
    }
}

TEST(Trajectory, DoesNotGrowWithTheNumberOfMessages)
{
    Child talkative;
    static_cast<void>(talkative.live(heavy(0.1), 200));
    EXPECT_NEAR(talkative.course.days().front().level.front(), 0.1, 0.01);
    Child brief;
    static_cast<void>(brief.live(heavy(0.8), 1));
    EXPECT_NEAR(brief.course.days().front().level.front(), 0.8, 0.01);
}

TEST(Trajectory, WatchesForTwoWeeksAfterItWasLastOverTheLine)
{
    Child child;
    static_cast<void>(child.live_through(4, heavy(0.9)));
    const auto last = child.today - days{1};
    EXPECT_TRUE(child.course.watched(last + days{14}));
    EXPECT_FALSE(child.course.watched(last + days{15}));
}

TEST(Trajectory, ForgetsDaysAfterFiveWeeks)
{
    Child child;
    static_cast<void>(child.live_through(100, heavy(0.1)));
    EXPECT_EQ(child.course.days().size(), 35U);
    EXPECT_LE(child.course.kept().size(), 1024U);
}

TEST(Trajectory, CountsAClockThatWasSetBackAsTheLatestDay)
{
    Child child;
    static_cast<void>(child.live(heavy(0.1)));
    static_cast<void>(child.course.note(heavy(0.1), first_day - days{3}, {}));
    EXPECT_EQ(child.course.days().size(), 1U);
}

TEST(Trajectory, SurvivesStorageAndWatchesWhenItsBytesAreDamaged)
{
    Child child;
    static_cast<void>(child.live_through(4, heavy(0.9)));
    const auto kept = child.course.kept();
    EXPECT_EQ(Trajectory::restored(kept, child.today).kept(), kept);
    for (std::size_t at = 0; at < kept.size(); ++at) {
        auto damaged = kept;
        damaged.at(at) = static_cast<char>(damaged.at(at) ^ 0x10);
        const auto course = Trajectory::restored(damaged, first_day + days{100});
        EXPECT_TRUE(course.days().empty());
        EXPECT_TRUE(course.watched(first_day + days{100}));
    }
    EXPECT_TRUE(Trajectory::restored("short", first_day).watched(first_day));
    EXPECT_FALSE(Trajectory::restored("", first_day).watched(first_day));
}

TEST(QuietSigns, CountStoriesAndOthersLess)
{
    const auto strength = [](const Assessment& assessment) {
        return quiet_signs(assessment, 0, false).strength.front();
    };
    auto assessment = assessment_with(Category::Distress, 0.8);
    EXPECT_NEAR(strength(assessment), 0.8, 1e-9);
    assessment.subject = Subject::Other;
    EXPECT_NEAR(strength(assessment), 0.4, 1e-9);
    assessment.frame = Frame::Fiction;
    EXPECT_NEAR(strength(assessment), 0.1, 1e-9);
    EXPECT_NEAR(strength(assessment_with(Category::SelfHarm, 0.3)), 0.3, 1e-9)
        << "weariness of life that does not reach the crisis path is heavy, too";
    auto both = assessment_with(Category::SelfHarm, 0.3);
    both.probability.at(static_cast<std::size_t>(Category::Distress)) = 0.3;
    EXPECT_NEAR(strength(both), 0.51, 1e-9);
}

TEST(QuietSigns, NameTheirCategories)
{
    for (std::size_t i = 0; i < strand_count; ++i) {
        const auto strand = static_cast<Strand>(i);
        EXPECT_EQ(strand_from(id_of(strand)), strand);
        EXPECT_EQ(strand_of(category_of(strand)), strand);
    }
    EXPECT_EQ(strand_of(Category::SelfHarm), Strand::Heaviness);
    EXPECT_EQ(strand_of(Category::Weapons), std::nullopt);
    EXPECT_EQ(strand_from("height"), std::nullopt);
}

}  // namespace
}  // namespace buddy::safety
