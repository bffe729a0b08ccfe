#include "conversation/said_today.hpp"

#include <gtest/gtest.h>

namespace buddy::conversation {
namespace {

using namespace std::chrono_literals;
constexpr std::chrono::sys_days today{2026y / 11 / 22};

TEST(SaidToday, IsTrueOnceForAChildAndADay)
{
    SaidToday said;
    EXPECT_TRUE(said.first_today(ChildId{"a"}, today));
    EXPECT_FALSE(said.first_today(ChildId{"a"}, today));
    EXPECT_TRUE(said.first_today(ChildId{"b"}, today));
    EXPECT_TRUE(said.first_today(ChildId{"a"}, today + std::chrono::days{1}));
    EXPECT_FALSE(said.first_today(ChildId{"b"}, today)) << "b lives where it is still yesterday";
    EXPECT_TRUE(said.first_today(ChildId{"b"}, today + std::chrono::days{9}));
}

}  // namespace
}  // namespace buddy::conversation
