#include "spending/money.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace buddy::spending {
namespace {

TEST(Money, ReadsAndWritesTheSameAmount)
{
    for (const auto* text : {"0.00", "0.25", "2.00", "0.000000000001", "999999.999999999999"}) {
        const auto amount = Money::parse(text);
        ASSERT_TRUE(amount) << text;
        EXPECT_EQ(amount->text(), text);
    }
    EXPECT_EQ(Money::parse("12")->text(), "12.00");
    EXPECT_EQ(Money{-1'350'000'000}.text(), "-0.00135");
}

TEST(Money, RefusesWhatIsNoPlainAmount)
{
    for (const auto* text :
         {"", ".", ".5", "5.", "-1", "+1", "1e3", "1,5", "0x1", " 1", "0.0000000000001", "1000001"})
        EXPECT_FALSE(Money::parse(text)) << text;
}

TEST(Money, AddsTenthsExactly)
{
    Money total;
    for (int i = 0; i < 1'000'000; ++i) total = total + *Money::parse("0.1");
    EXPECT_EQ(total, *Money::parse("100000"));
}

TEST(Money, StopsAtTheLargestAmountInsteadOfWrapping)
{
    const Money largest{std::numeric_limits<std::int64_t>::max()};
    const Money least{std::numeric_limits<std::int64_t>::min()};
    EXPECT_EQ(largest + Money{1}, largest);
    EXPECT_EQ(least - Money{1}, least);
    EXPECT_EQ(Money{-2} - largest, least);
    EXPECT_EQ(largest * 2, largest);
    EXPECT_EQ(largest * -2, least);
    EXPECT_EQ(least.text(), "-9223372.036854775808");
}

}  // namespace
}  // namespace buddy::spending
