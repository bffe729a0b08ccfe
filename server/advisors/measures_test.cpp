#include "advisors/measures.hpp"

#include <gtest/gtest.h>

namespace buddy::advisors {
namespace {

std::string answer(std::string_view text)
{
    const auto measure = measure_in(text);
    return measure ? measure->answer : std::string{};
}

TEST(Measures, ConvertsExactly)
{
    EXPECT_EQ(answer("how many days is 6 weeks"), "42 days");
    EXPECT_EQ(answer("how many minutes are in 3 hours?"), "180 minutes");
    EXPECT_EQ(answer("how many seconds in a day"), "86400 seconds");
    EXPECT_EQ(answer("how many hours are 90 minutes"), "1.5 hours");
    EXPECT_EQ(answer("how many years are in a century"), "100 years");
    EXPECT_EQ(answer("whats 5km in metres"), "5000 metres");
    EXPECT_EQ(answer("convert 250 g to kg"), "0.25 kilograms");
    EXPECT_EQ(answer("how many cm is 1 inch"), "2.54 centimetres");
    EXPECT_EQ(answer("what is 20 degrees celsius in fahrenheit"), "68 degrees Fahrenheit");
    EXPECT_EQ(answer("how many days from 3 may to 20 june"), "48 days");
    EXPECT_EQ(answer("today is 1 december, how many days until 25 december"), "24 days");
}

TEST(Measures, SaysWhereItRounds)
{
    const auto miles = measure_in("how many miles is 10 km");
    ASSERT_TRUE(miles);
    EXPECT_EQ(miles->answer, "6.21 miles");
    EXPECT_EQ(miles->way, "measure_about");
    EXPECT_EQ(measure_in("how many days from 1 february to 1 april")->way, "measure_leap");
}

TEST(Measures, LeavesEverydayTalkAlone)
{
    for (const auto* const said :
         {"i have an exam in 3 weeks",
          "i ran 5 km in 30 minutes",
          "how many days in a month",
          "my mum is away for 2 weeks and 3 days",
          "i slept 5 hours",
          "in a minute",
          "we have pe in second hour"})
        EXPECT_FALSE(measure_in(said)) << said;
}

}  // namespace
}  // namespace buddy::advisors
