#include "compliance/retention_schedule.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace buddy::compliance {
namespace {

using std::chrono::days;

const Time now = from_millis(1'795'000'000'000);

TEST(RetentionSchedule, HasARowForEachClassInItsPlaceAndAName)
{
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < schedule().size(); ++i) {
        const auto& rule = schedule()[i];
        EXPECT_EQ(static_cast<std::size_t>(rule.data_class), i);
        EXPECT_LE(rule.least, rule.fallback) << rule.id;
        EXPECT_LE(rule.fallback, rule.most) << rule.id;
        EXPECT_EQ(rule.is_setting(), rule.least != rule.most) << rule.id;
        names.insert(rule.id);
    }
    EXPECT_EQ(names.size(), data_class_count);
}

TEST(RetentionSchedule, KeepsConversationsForNinetyDaysUnlessToldOtherwise)
{
    KeepingTimes times;
    EXPECT_EQ(
        plan(now, times, Mails::CanGo).front(), (Sweep{DataClass::Conversations, now - days{90}})
    );
    times.set(DataClass::Conversations, days{30});
    EXPECT_EQ(
        plan(now, times, Mails::CanGo).front(), (Sweep{DataClass::Conversations, now - days{30}})
    );
}

TEST(RetentionSchedule, NeverLeavesItsRange)
{
    KeepingTimes times;
    times.set(DataClass::Conversations, days{0});
    EXPECT_EQ(times.of(DataClass::Conversations), days{1});
    times.set(DataClass::Trajectories, days{1});
    EXPECT_EQ(times.of(DataClass::Trajectories), days{92});
}

TEST(RetentionSchedule, LeavesUnfinishedSignUpsAloneWhereNobodyCanFinishOne)
{
    const auto has_sign_ups = [](Mails mails) {
        const auto sweeps = plan(now, KeepingTimes{}, mails);
        return std::ranges::find(sweeps, DataClass::UnfinishedSignUps, &Sweep::data_class) !=
               sweeps.end();
    };
    EXPECT_TRUE(has_sign_ups(Mails::CanGo));
    EXPECT_FALSE(has_sign_ups(Mails::Wait));
}

TEST(RetentionSchedule, StandsInTheDocumentsAsItIs)
{
    std::ifstream file{BUDDY_SOURCE_DIR "/docs/retention.md"};
    std::stringstream text;
    text << file.rdbuf();
    EXPECT_NE(text.str().find(schedule_as_markdown()), std::string::npos)
        << "docs/retention.md must hold this table:\n"
        << schedule_as_markdown();
}

}  // namespace
}  // namespace buddy::compliance
