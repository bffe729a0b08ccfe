#include "app/priced_models.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace buddy::app {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

const Time now{std::chrono::sys_days{2026y / 11 / 22}};

Config config_of(config::Environment given)
{
    auto loaded = load_config(given, Needs::Nothing);
    EXPECT_THAT(loaded.mistakes, IsEmpty());
    return std::move(loaded.config);
}
spending::PriceBook shipped()
{
    auto book =
        spending::PriceBook::load({std::filesystem::path{BUDDY_SOURCE_DIR} / "data/prices"});
    EXPECT_TRUE(book);
    return std::move(*book);
}

TEST(BudgetConfig, ReadsAmountsExactlyAndLeavesOutWhatIsNotGiven)
{
    const auto config =
        config_of({{"BUDDY_BUDGET_FAMILY_DAY", "0.25"}, {"BUDDY_BUDGET_MONTH", "0"}});
    const auto& limits = config.budget.limits;
    EXPECT_EQ(limits.family_day, spending::Money{250'000'000'000});
    EXPECT_EQ(limits.month, spending::Money{});
    EXPECT_FALSE(limits.family_month || limits.day);
    EXPECT_FALSE(config_of({}).budget.limits.any());
}

TEST(BudgetConfig, RefusesWhatIsNoAmount)
{
    const auto loaded = load_config({{"BUDDY_BUDGET_DAY", "five"}}, Needs::Nothing);
    EXPECT_THAT(loaded.mistakes, Contains(HasSubstr("BUDDY_BUDGET_DAY")));
}

TEST(PricedModels, AreThoseThatAreSwitchedOn)
{
    EXPECT_TRUE(models_of(config_of({})).empty());
    const auto models = models_of(config_of(
        {{"OPENAI_API_KEY", "sk-1"}, {"BUDDY_JUDGE", "on"}, {"BUDDY_JUDGE_MODEL", "gpt-5-nano"}}
    ));
    ASSERT_EQ(models.size(), 2U);
    EXPECT_EQ(models[0].model, "gpt-5-mini");
    EXPECT_EQ(models[1].role, spending::CallRole::Judge);
    EXPECT_EQ(models[1].model, "gpt-5-nano");
}

TEST(PricedModels, OfHelpersHaveRolesOfTheirOwnAndCountAgainstBudgets)
{
    config::Environment given{
        {"OPENAI_API_KEY", "sk-1"},
        {"BUDDY_SUPPORTER_MODEL", "gpt-5-nano"},
        {"BUDDY_SUMMARY_MODEL", "unheard-of"},
        {"BUDDY_BUDGET_DAY", "1"}
    };
    const auto models = models_of(config_of(given));
    ASSERT_EQ(models.size(), 3U);
    EXPECT_EQ(models[1].role, spending::CallRole::Supporter);
    EXPECT_EQ(models[1].longest, 1s);
    EXPECT_EQ(models[2].role, spending::CallRole::Summary);
    EXPECT_THAT(budget_mistake(config_of(given), shipped(), now), HasSubstr("unheard-of"));
    given["BUDDY_SUMMARY_LOCAL"] = "on";
    EXPECT_EQ(budget_mistake(config_of(given), shipped(), now), "");
}

TEST(PricedModels, OfOnesOwnAreFree)
{
    const auto config = config_of(
        {{"OPENAI_BASE_URL", "http://127.0.0.1:1/v1"},
         {"BUDDY_MODEL", "mine"},
         {"BUDDY_MODEL_LOCAL", "on"},
         {"BUDDY_BUDGET_DAY", "1"}}
    );
    EXPECT_EQ(price_of(lead_models(config).at(0), shipped(), 2026y / 11 / 22), spending::Price{});
    EXPECT_EQ(budget_mistake(config, shipped(), now), "");
}

TEST(PricedModels, OfTheChainHaveEachThePriceOfTheirVendor)
{
    config::Environment given{
        {"OPENAI_BASE_URL", "http://127.0.0.1:1/v1"},
        {"BUDDY_MODEL_LOCAL", "on"},
        {"ANTHROPIC_API_KEY", "sk-2"},
        {"BUDDY_MODELS", "anthropic, openai"},
        {"BUDDY_BUDGET_DAY", "1"}
    };
    const auto models = lead_models(config_of(given));
    ASSERT_EQ(models.size(), 2U);
    EXPECT_EQ(models[0].vendor, "anthropic");
    EXPECT_EQ(models[0].model, "claude-haiku-5-5");
    EXPECT_FALSE(models[0].is_free) << "only the server at OPENAI_BASE_URL can be one's own";
    EXPECT_TRUE(models[1].is_free);
    EXPECT_EQ(
        price_of(models[0], shipped(), 2026y / 11 / 22),
        shipped().find("anthropic", "claude-haiku-5-5", 2026y / 11 / 22)
    );
    EXPECT_EQ(budget_mistake(config_of(given), shipped(), now), "");
    given["BUDDY_ANTHROPIC_MODEL"] = "mystery";
    EXPECT_THAT(budget_mistake(config_of(given), shipped(), now), HasSubstr("mystery"));
    given["BUDDY_MODELS"] = "openai";
    EXPECT_EQ(budget_mistake(config_of(given), shipped(), now), "") << "it is never asked";
}

TEST(PricedModels, NeedAPriceOnlyWhereABudgetIsSet)
{
    const config::Environment unknown{{"OPENAI_API_KEY", "sk-1"}, {"BUDDY_MODEL", "mystery"}};
    EXPECT_EQ(budget_mistake(config_of(unknown), shipped(), now), "");
    auto with_budget = unknown;
    with_budget["BUDDY_BUDGET_FAMILY_MONTH"] = "3";
    EXPECT_THAT(budget_mistake(config_of(with_budget), shipped(), now), HasSubstr("mystery"));
}

}  // namespace
}  // namespace buddy::app
