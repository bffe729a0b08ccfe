// What may be told again of a talk: by the clock, by the sitting, by a family, and after forgetting.
#include "conversation/memory_limit.hpp"

#include <gtest/gtest.h>

#include <array>

namespace buddy::conversation {
namespace {

using namespace std::chrono_literals;

constexpr Time now{1'700'000'000s};
const std::array<Time, 4> turns{now - 30h, now - 90min, now - 50min, now - 10min};

TEST(MemoryLimit, BeginsWithTheTalkWhereNobodyLimitsIt)
{
    EXPECT_EQ(memory_begins({}, now, turns), Time{});
}

TEST(MemoryLimit, EndsAfterItsHoursToTheMillisecond)
{
    const auto begins = memory_begins({.window = 12h}, now, turns);
    EXPECT_EQ(begins, now - 12h);
    Memory memory;
    memory.said = {{.text = "old", .at = now - 12h - 1ms}, {.text = "new", .at = now - 12h}};
    const auto recalled = recall_since(memory, begins);
    ASSERT_EQ(recalled.said.size(), 1U);
    EXPECT_EQ(recalled.said.front().text, "new");
}

TEST(MemoryLimit, HoldsTheSittingThatGoesOn)
{
    // Pauses of 40 minutes are within a sitting, one of a day is not.
    EXPECT_EQ(memory_begins({.ends_with_session = true}, now, turns), now - 90min);
    EXPECT_EQ(memory_begins({.ends_with_session = true}, now, {}), now);
}

TEST(MemoryLimit, TakesTheLatestBeginning)
{
    const MemoryLimit all{.window = 12h, .ends_with_session = true, .forgotten = now - 20min};
    EXPECT_EQ(memory_begins(all, now, turns), now - 20min);
    auto nothing = all;
    nothing.keeps_nothing = true;
    EXPECT_EQ(memory_begins(nothing, now, turns), now + 1ms) << "not even of this moment";
    EXPECT_FALSE(nothing.allows_summaries());
    EXPECT_TRUE((MemoryLimit{.window = 12h}.allows_summaries()));
}

TEST(MemoryLimit, DropsAStateThatBeganTooEarly)
{
    Memory memory;
    memory.guided_state = "state";
    memory.guided_since = now - 2h;
    EXPECT_EQ(recall_since(memory, now - 3h).guided_state, "state");
    EXPECT_EQ(recall_since(memory, now - 1h).guided_state, "");
    memory.guided_since.reset();
    EXPECT_EQ(recall_since(memory, Time{}).guided_state, "state");
    EXPECT_EQ(recall_since(memory, now - 1h).guided_state, "") << "as old as the talk";
}

}  // namespace
}  // namespace buddy::conversation
