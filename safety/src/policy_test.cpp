#include "policy.hpp"

#include "json_reading.hpp"
#include "test_files.hpp"

#include <gtest/gtest.h>

namespace buddy::safety {
namespace {

std::string shipped_policy()
{
    return read_file(testing::shipped_files().policy).value_or("");
}

/// The shipped policy with one piece of its input or output table replaced.
Result<Policy> changed(std::string_view mark, std::string_view what, std::string_view with)
{
    std::string text = shipped_policy();
    const auto place = text.find(what, text.find(mark));
    if (place == std::string::npos) return failed(ErrorCode::NotFound, "nothing to change");
    text.replace(place, what.size(), with);
    return Policy::parse("policy.json", text);
}

Findings found(Category category, double probability, Severity severity, Danger danger)
{
    Findings findings{};
    findings.at(static_cast<std::size_t>(category)
    ) = {.probability = probability, .severity = severity, .from_rule = true, .danger = danger};
    return findings;
}

TEST(Policy, TheShippedOneIsAboveTheFloor)
{
    const auto policy = Policy::parse("policy.json", shipped_policy());
    ASSERT_TRUE(policy) << policy.error().detail;
    EXPECT_EQ(policy->version().size(), 16U);
}

TEST(Policy, RefusesToLowerSelfHarm)
{
    const auto policy = changed("\"self_harm\"", "\"high\": \"escalate\"", "\"high\": \"support\"");
    ASSERT_FALSE(policy);
    EXPECT_EQ(policy.error().code, ErrorCode::Invalid);
    EXPECT_NE(policy.error().detail.find("input.all.self_harm"), std::string::npos);
}

TEST(Policy, RefusesToShutOutAChildInDanger)
{
    for (const auto* const category : {"\"self_harm\"", "\"abuse\"", "\"exploitation\""}) {
        EXPECT_FALSE(changed(category, "\"low\": \"support\"", "\"low\": \"redirect\""))
            << category;
    }
}

TEST(Policy, RefusesToActTooLate)
{
    EXPECT_FALSE(changed("\"abuse\"", "\"act_at\": 0.", "\"act_at\": 0.9"));
}

TEST(Policy, RefusesToShowWhatTheFloorBlocks)
{
    EXPECT_FALSE(changed("\"output\"", "\"low\": \"block\"", "\"low\": \"allow\""));
}

TEST(Policy, RefusesToTellTheGuardianOfAbuseByDefault)
{
    EXPECT_FALSE(changed("\"abuse\"", "\"trusted_adult\"", "\"guardian\""));
}

TEST(Policy, RefusesUnknownFieldsAndWords)
{
    EXPECT_FALSE(changed("\"hate\"", "\"assumed\"", "\"asumed\""));
    EXPECT_FALSE(changed("\"hate\"", "\"redirect\"", "\"ignore\""));
    EXPECT_FALSE(Policy::parse("policy.json", "{}"));
    EXPECT_FALSE(Policy::parse("policy.json", "[1,"));
    EXPECT_FALSE(Policy::load("/nowhere/policy.json"));
}

TEST(Policy, RefusesAFactorForThePastOutOfRange)
{
    EXPECT_TRUE(changed("tempering", "\"past\": 0.4", "\"past\": 0.6"));
    EXPECT_FALSE(changed("tempering", "\"past\": 0.4", "\"past\": 0"));
}

TEST(Policy, MayBeMadeStricter)
{
    EXPECT_TRUE(changed("\"bullying\"", "\"high\": \"support\"", "\"high\": \"escalate\""));
}

TEST(Policy, KeepsAbuseFromTheGuardianUnlessOthersAreTheDanger)
{
    const auto policy = Policy::parse("policy.json", shipped_policy());
    ASSERT_TRUE(policy);
    const auto notify = [&policy](Danger danger) {
        return policy
            ->decide(
                found(Category::Abuse, 0.95, Severity::High, danger),
                {},
                Direction::Input,
                AgeBand::From7To9
            )
            .notify;
    };
    EXPECT_TRUE(notify(Danger::Unknown).protects());
    EXPECT_TRUE(notify(Danger::Caregiver).protects());
    EXPECT_TRUE(notify(Danger::Others).guardian);
}

TEST(Policy, ProtectsEveryCategoryOnceACaregiverIsTheDanger)
{
    const auto policy = Policy::parse("policy.json", shipped_policy());
    ASSERT_TRUE(policy);
    const auto verdict = policy->decide(
        found(Category::SelfHarm, 0.95, Severity::High, Danger::Caregiver),
        {},
        Direction::Input,
        AgeBand::From13To17
    );
    EXPECT_EQ(verdict.action, Action::Escalate);
    EXPECT_TRUE(verdict.notify.protects());
}

TEST(Policy, MeetsQuieterSignsOfAChildWhoIsWatched)
{
    const auto policy = Policy::parse("policy.json", shipped_policy());
    ASSERT_TRUE(policy);
    const auto decide = [&policy](Category category, Direction direction, Attention attention) {
        const double just_below =
            policy->cell(direction, AgeBand::From10To12, category).act_at - 0.01;
        Findings findings{};
        findings.at(static_cast<std::size_t>(category)).model = just_below;
        return policy->decide(findings, {}, direction, AgeBand::From10To12, attention).action;
    };
    EXPECT_EQ(decide(Category::SelfHarm, Direction::Input, Attention::Usual), Action::Support);
    EXPECT_EQ(decide(Category::SelfHarm, Direction::Input, Attention::Watchful), Action::Escalate);
    EXPECT_EQ(decide(Category::Weapons, Direction::Input, Attention::Watchful), Action::Support);
    EXPECT_EQ(decide(Category::SelfHarm, Direction::Output, Attention::Watchful), Action::Allow);
}

TEST(Policy, DrawsTheLineOfDaysWithinReach)
{
    EXPECT_EQ(Policy::parse("policy.json", shipped_policy())->days_line(), DaysLine{});
    const auto drawn = [](const std::string& field, const std::string& value) {
        return changed(
            "\"days\"", "\"" + field + "\": ", "\"" + field + "\": " + value + ", \"why\": "
        );
    };
    EXPECT_TRUE(drawn("level", "0.35"));
    EXPECT_FALSE(drawn("level", "0.3")) << "moods and nights alone reach that";
    EXPECT_FALSE(drawn("level", "0.61"));
    EXPECT_FALSE(drawn("rise", "0.41"));
    EXPECT_FALSE(drawn("on_days", "5"));
    EXPECT_FALSE(drawn("watch_days", "6"));
    EXPECT_FALSE(drawn("watchful", "0.95"));
}

TEST(Policy, NeverRedirectsAChildInDangerBecauseItSwears)
{
    const auto policy = Policy::parse("policy.json", shipped_policy());
    ASSERT_TRUE(policy);
    auto findings = found(Category::SelfHarm, 0.95, Severity::Low, Danger::Unknown);
    findings.at(static_cast<std::size_t>(Category::Profanity)
    ) = {.probability = 0.99, .severity = Severity::Low, .from_rule = true};
    const auto verdict = policy->decide(findings, {}, Direction::Input, AgeBand::From13To17);
    EXPECT_EQ(verdict.action, Action::Support);
}

/// What the model alone sees.
Findings suspected(Category category, double probability)
{
    Findings findings{};
    findings.at(static_cast<std::size_t>(category)).model = probability;
    return findings;
}

constexpr Advice sure_of_danger{.answer = 0.99, .refuse = 0.01, .escalate = 0.95};
constexpr Advice sure_of_refusal{.answer = 0.99, .refuse = 0.95, .escalate = 0.01};

TEST(Policy, FollowsAdviceWhereNoCategoryIsSureEnough)
{
    const auto policy = Policy::parse("policy.json", shipped_policy());
    ASSERT_TRUE(policy);
    const auto verdict = policy->decide(
        suspected(Category::SelfHarm, 0.1), sure_of_danger, Direction::Input, AgeBand::From7To9
    );
    EXPECT_EQ(verdict.action, Action::Escalate);
    EXPECT_EQ(verdict.primary, Category::SelfHarm);
    EXPECT_EQ(verdict.severity, Severity::High);
    EXPECT_TRUE(verdict.notify.guardian);
    EXPECT_TRUE(verdict.notify.moderator);
}

TEST(Policy, AdviceKeepsTheGuardianOutWhereHomeMayBeTheDanger)
{
    const auto policy = Policy::parse("policy.json", shipped_policy());
    ASSERT_TRUE(policy);
    auto findings = suspected(Category::SelfHarm, 0.3);
    findings.at(static_cast<std::size_t>(Category::Abuse)).model = 0.29;
    const auto verdict =
        policy->decide(findings, sure_of_danger, Direction::Input, AgeBand::From10To12);
    EXPECT_EQ(verdict.action, Action::Escalate);
    EXPECT_TRUE(verdict.notify.protects());
}

TEST(Policy, KeepsASuspectedHomeOutWhicheverCategoryEscalates)
{
    const auto policy = Policy::parse("policy.json", shipped_policy());
    ASSERT_TRUE(policy);
    auto findings = suspected(Category::SelfHarm, 0.6);
    auto& abuse = findings.at(static_cast<std::size_t>(Category::Abuse));
    abuse.model = 0.3;
    const auto told = [&] {
        return policy->decide(findings, {}, Direction::Input, AgeBand::From10To12).notify;
    };
    EXPECT_TRUE(told().protects());
    abuse.danger = Danger::Others;
    EXPECT_TRUE(told().guardian);
    abuse = {.model = 0.05};
    EXPECT_TRUE(told().guardian);
}

TEST(Policy, AdviceNeverLowersAndNeverShutsOutAChildInDanger)
{
    const auto policy = Policy::parse("policy.json", shipped_policy());
    ASSERT_TRUE(policy);
    const auto told = found(Category::Abuse, 0.95, Severity::Low, Danger::Unknown);
    const auto kept = policy->decide(told, sure_of_refusal, Direction::Input, AgeBand::From10To12);
    EXPECT_EQ(kept.action, Action::Support);
    const auto grave = found(Category::Abuse, 0.95, Severity::High, Danger::Unknown);
    EXPECT_EQ(
        policy->decide(grave, sure_of_refusal, Direction::Input, AgeBand::From10To12).action,
        Action::Escalate
    );
}

TEST(Policy, AdviceRefusesNoChildOfWhomDangerIsMerelySuspected)
{
    const auto policy = Policy::parse("policy.json", shipped_policy());
    ASSERT_TRUE(policy);
    const auto decide = [&policy](Category category, double below) {
        const auto band = AgeBand::From10To12;
        const double from = policy->cell(Direction::Input, band, category).support_at;
        return policy->decide(
            suspected(category, from - below), sure_of_refusal, Direction::Input, band
        );
    };
    for (const auto category :
         {Category::SelfHarm, Category::Abuse, Category::Exploitation, Category::EatingDisorder}) {
        EXPECT_EQ(decide(category, 0).action, Action::Support) << id_of(category);
        EXPECT_EQ(decide(category, 0).primary, category);
        EXPECT_EQ(decide(category, 0.01).action, Action::Redirect) << id_of(category);
    }
    EXPECT_EQ(decide(Category::Hate, 0).action, Action::Redirect);
}

TEST(Policy, AdviceOnAnOutputBlocksAndTellsNobody)
{
    const auto policy = Policy::parse("policy.json", shipped_policy());
    ASSERT_TRUE(policy);
    const auto verdict = policy->decide(
        suspected(Category::RelationalHarm, 0.2),
        sure_of_danger,
        Direction::Output,
        AgeBand::From10To12
    );
    EXPECT_EQ(verdict.action, Action::Block);
    EXPECT_EQ(verdict.primary, Category::RelationalHarm);
    EXPECT_FALSE(verdict.notify.anyone());
}

TEST(Policy, RefusesDaysThatAreNoWholeNumberInRange)
{
    for (const auto* const days : {"\"on_days\": 2.7", "\"on_days\": 1e300", "\"on_days\": 5"})
        EXPECT_FALSE(changed("\"days\"", "\"on_days\": 3", days)) << days;
    EXPECT_TRUE(changed("\"days\"", "\"on_days\": 3", "\"on_days\": 2"));
}

TEST(Policy, RefusesAdviceThatComesTooLate)
{
    EXPECT_FALSE(changed("\"advice\"", "\"escalate_at\": 0.", "\"escalate_at\": 0.9"));
    EXPECT_FALSE(changed("\"advice\"", "\"talk_at\": 0.", "\"talk_at\": 0.8"));
    EXPECT_FALSE(changed("\"advice\"", "\"calm_below\": 0.", "\"calm_below\": 0.4"));
}

TEST(Policy, IsNotCalmedByAnIdiomBesideAnotherMatter)
{
    const auto policy = Policy::parse("policy.json", shipped_policy());
    ASSERT_TRUE(policy);
    const auto action = [&policy](const Findings& findings, const Advice& advice) {
        return policy->decide(findings, advice, Direction::Input, AgeBand::From10To12).action;
    };
    EXPECT_EQ(
        action(suspected(Category::Abuse, 0.6), {.in_talk = 0.9, .kept = 0.25}), Action::Escalate
    );
    EXPECT_NE(action({}, {.in_talk = 0.9, .kept = 0.25}), Action::Escalate);
}

TEST(Policy, FollowsTheReaderOfTalksWhereItIsSure)
{
    const auto policy = Policy::parse("policy.json", shipped_policy());
    ASSERT_TRUE(policy);
    const auto action = [&policy](const Findings& findings, const Advice& advice) {
        return policy->decide(findings, advice, Direction::Input, AgeBand::From10To12).action;
    };
    const auto guessed = suspected(Category::SelfHarm, 0.6);
    EXPECT_EQ(action({}, {.in_talk = 0.9}), Action::Escalate);
    EXPECT_EQ(action(guessed, {.escalate = 0.9, .in_talk = 0.1}), Action::Support);
    EXPECT_EQ(action(guessed, {.in_talk = 0.45}), Action::Escalate);
    EXPECT_EQ(action(guessed, {}), Action::Escalate);
    const auto told = found(Category::SelfHarm, 0.95, Severity::High, Danger::Unknown);
    EXPECT_EQ(action(told, {.in_talk = 0.0}), Action::Escalate);
    auto hinted = found(Category::Abuse, 0.3, Severity::Low, Danger::Unknown);
    hinted.at(static_cast<std::size_t>(Category::Abuse)).model = 0.9;
    EXPECT_EQ(action(hinted, {.in_talk = 0.1}), Action::Escalate);
}

}  // namespace
}  // namespace buddy::safety
