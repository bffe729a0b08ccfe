#include "spending/cost_report.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace buddy::spending {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

CallSum lead_sum()
{
    return {
        .day = "2026-11-21",
        .role = "lead",
        .vendor = "openai",
        .model = "big",
        .calls = 3,
        .families = 2,
        .tokens = {.input = 300, .cached_input = 100, .output = 60},
        .cost = *Money::parse("0.03"),
        .saved_by_cache = *Money::parse("0.004")
    };
}
CallSum judge_sum()
{
    return {
        .day = "2026-11-22",
        .role = "judge",
        .vendor = "openai",
        .model = "small",
        .calls = 2,
        .families = 1,
        .tokens = {.input = 1000, .cached_input = 200, .output = 10},
        .cost = Money{1'000}
    };
}
CostReport report()
{
    return {
        .since = 2026y / 11 / 20,
        .until = 2026y / 11 / 22,
        .currency = "USD",
        .families = 2,
        .sums = {lead_sum(), judge_sum()}
    };
}
const Price lead_price{
    .input = Money{10}, .cached_input = Money{5}, .cache_write = Money{10}, .output = Money{100}
};

TEST(CostReport, ComparesOtherRolesWithTheLeadsPrice)
{
    const auto known = [](std::chrono::sys_days) { return std::optional{lead_price}; };
    const auto unknown = [](std::chrono::sys_days) { return std::optional<Price>{}; };
    const auto sums = report().sums;
    EXPECT_EQ(saved_by_cheaper_roles(sums, known), Money{8'000 + 1'000 + 1'000 - 1'000});
    EXPECT_EQ(saved_by_cheaper_roles(sums, unknown), Money{});
    auto lost = judge_sum();
    lost.lost = 1;
    EXPECT_EQ(saved_by_cheaper_roles({lost}, known), Money{});
}

TEST(CostReport, ProjectsThirtyDays)
{
    EXPECT_EQ(thirty_days_like(report()), Money{(30'000'000'000 + 1'000) * 10});
}

TEST(CostReport, SaysInWordsWhatItSums)
{
    const auto text = as_text(report());
    EXPECT_THAT(text, HasSubstr("since 2026-11-20"));
    EXPECT_THAT(text, HasSubstr("openai/big"));
    EXPECT_THAT(text, HasSubstr("0.030000001"));
    EXPECT_THAT(text, Not(HasSubstr("worst case")));
    auto doubtful = report();
    doubtful.sums[0].lost = 1;
    doubtful.sums[0].without_price = 2;
    EXPECT_THAT(as_text(doubtful), HasSubstr("1 calls were cut off"));
    EXPECT_THAT(as_text(doubtful), HasSubstr("BUDDY_PRICES"));
    doubtful.sums.clear();
    EXPECT_THAT(as_text(doubtful), HasSubstr("No model was called."));
}

TEST(CostReport, KeepsAmountsWholeInJson)
{
    const auto json = boost::json::parse(as_json(report())).as_object();
    EXPECT_EQ(json.at("total").at("cost").as_string(), "0.030000001");
    EXPECT_EQ(json.at("total").at("families").as_int64(), 2);
    EXPECT_EQ(json.at("days").as_array().size(), 2U);
    EXPECT_EQ(json.at("saved").at("prompt_cache").as_string(), "0.004");
}

}  // namespace
}  // namespace buddy::spending
