#include "moderation/alert_rules.hpp"

#include <gtest/gtest.h>

namespace buddy::moderation {
namespace {

using namespace std::chrono_literals;
using conversation::AlertFacts;
using safety::Category;
using safety::Severity;

constexpr std::array<std::optional<Delivery>, 4> choices{
    std::nullopt, Delivery::AtOnce, Delivery::Digest, Delivery::Page
};

TEST(AlertRules, KnowAFloorThatNoSettingSilences)
{
    for (const auto category :
         {Category::SelfHarm,
          Category::Abuse,
          Category::Exploitation,
          Category::Violence,
          Category::Weapons,
          Category::Medical}) {
        for (const auto chosen : choices) {
            for (const bool wanted : {true, false}) {
                const AlertFacts facts{.category = category, .severity = Severity::Low};
                EXPECT_EQ(delivery_of(facts, chosen, wanted), Delivery::AtOnce)
                    << safety::id_of(category);
            }
        }
    }
    const AlertFacts critical{.category = Category::Bullying, .severity = Severity::Critical};
    EXPECT_EQ(delivery_of(critical, Delivery::Page, false), Delivery::AtOnce);
}

TEST(AlertRules, FollowTheGuardianAboveTheFloor)
{
    const AlertFacts facts{.category = Category::Bullying, .severity = Severity::High};
    EXPECT_EQ(delivery_of(facts, std::nullopt, true), Delivery::AtOnce);
    EXPECT_EQ(delivery_of(facts, Delivery::Digest, true), Delivery::Digest);
    EXPECT_EQ(delivery_of(facts, Delivery::Page, true), Delivery::Page);
    EXPECT_EQ(delivery_of(facts, Delivery::AtOnce, false), Delivery::Page);
}

TEST(AlertRules, LeaveSmallOnesToTheDigest)
{
    const AlertFacts facts{.category = Category::Bullying, .severity = Severity::Low};
    EXPECT_EQ(delivery_of(facts, std::nullopt, true), Delivery::Digest);
    EXPECT_EQ(delivery_of(facts, Delivery::Page, true), Delivery::Page);
}

TEST(AlertRules, NameEveryKindAndWayBothWays)
{
    for (const auto kind : alert_kinds) EXPECT_EQ(alert_kind_from(id_of(kind)), kind);
    for (const auto chosen : choices)
        if (chosen) EXPECT_EQ(delivery_from(id_of(*chosen)), chosen);
    EXPECT_FALSE(alert_kind_from("weekly_digest"));
    EXPECT_FALSE(delivery_from(""));
}

TEST(AlertRules, TellAgainLaterEachTimeAndEndAfterAWeek)
{
    const Time told = from_millis(1'795'000'000'000);
    EXPECT_EQ(next_reminder(told, told), told + 15min);
    EXPECT_EQ(next_reminder(told, told + 15min), told + 1h);
    EXPECT_EQ(next_reminder(told, told + 1h), told + 4h);
    EXPECT_EQ(next_reminder(told, told + 4h), told + 24h);
    EXPECT_EQ(next_reminder(told, told + 24h), told + 48h);
    EXPECT_EQ(next_reminder(told, told + 168h), std::nullopt);
    EXPECT_EQ(next_reminder(told, told + 50h), told + 72h)
        << "what was slept through is not made up";
}

TEST(AlertRules, InsistOnWhatIsGraveOnly)
{
    EXPECT_FALSE(insists(Severity::Medium));
    EXPECT_TRUE(insists(Severity::High));
    EXPECT_TRUE(insists(Severity::Critical));
}

}  // namespace
}  // namespace buddy::moderation
