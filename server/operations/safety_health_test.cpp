#include "operations/operations.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace buddy::operations {
namespace {

safety::Engine shipped_engine()
{
    const std::filesystem::path root{BUDDY_SOURCE_DIR};
    auto engine = safety::Engine::load(
        {.model = root / "data/models/safety.bdm",
         .rules = root / "safety/rules",
         .policy = root / "data/policy/policy.json"}
    );
    EXPECT_TRUE(engine) << engine.error().detail;
    return *engine;
}

TEST(SafetyHealth, IsWellWhenTheShippedEngineAnswersItsCanaries)
{
    SafetyHealth health{shipped_engine()};
    EXPECT_TRUE(health.run_canaries());
    EXPECT_TRUE(health.check().ok);
}

TEST(SafetyHealth, RefusesWhenMoreThanOnePercentOfTheLastThousandWereUnavailable)
{
    SafetyHealth health{shipped_engine()};
    for (std::size_t i = 0; i < SafetyHealth::most_unavailable; ++i) health.note(false);
    EXPECT_TRUE(health.check().ok);
    health.note(false);
    EXPECT_FALSE(health.check().ok);
    for (std::size_t i = 0; i < SafetyHealth::window; ++i) health.note(true);
    EXPECT_TRUE(health.check().ok) << "old failures are forgotten";
}

}  // namespace
}  // namespace buddy::operations
