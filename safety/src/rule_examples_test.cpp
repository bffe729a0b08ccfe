// Every rule's own examples, read exactly as the engine reads a message.
#include "rule_reading.hpp"
#include "rule_set.hpp"

#include "text/normaliser.hpp"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <filesystem>

namespace buddy::safety {
namespace {

const std::filesystem::path source{BUDDY_SOURCE_DIR};

class RuleExamples : public ::testing::Test {
protected:
    void SetUp() override
    {
        auto rules = RuleSet::load(source / "safety/rules");
        ASSERT_TRUE(rules) << rules.error().detail;
        auto normaliser = text::Normaliser::load(source / "data/lexicons");
        ASSERT_TRUE(normaliser) << normaliser.error().detail;
        rules_.emplace(std::move(*rules));
        normaliser_.emplace(std::move(*normaliser));
    }

    /// Whether the rule speaks: for a risk, whether it stands once vetoes are applied.
    bool speaks(const Rule& rule, const RuleExample& example) const
    {
        const MatchText text{normaliser_->normalise(example.text, example.language).text};
        const auto reading = read_with_rules(*rules_, text, rule.voice);
        const auto is_it = [&rule](const RuleHit& hit) { return hit.rule->id == rule.id; };
        for (const auto* hits :
             {&reading.risks, &reading.questions, &reading.answers, &reading.stages, &reading.vetoes
             }) {
            if (std::ranges::any_of(*hits, is_it)) return true;
        }
        return false;
    }

    std::optional<RuleSet> rules_;
    std::optional<text::Normaliser> normaliser_;
};

// Loading reads a pattern's syntax only; whether it is too large shows when it is compiled.
TEST_F(RuleExamples, EveryPatternCompiles)
{
    RE2::Options options;
    options.set_never_capture(true);
    for (const auto& rule : rules_->rules()) {
        for (const auto& pattern : rule.patterns) {
            EXPECT_TRUE(RE2(" (?:" + pattern + ") ", options).ok()) << rule.id;
        }
    }
}

TEST_F(RuleExamples, MatchWhatTheyMust)
{
    for (const auto& rule : rules_->rules()) {
        for (const auto& example : rule.must_match) {
            EXPECT_TRUE(speaks(rule, example)) << rule.id << " should match: " << example.text;
        }
    }
}

TEST_F(RuleExamples, DoNotMatchWhatTheyMustNot)
{
    for (const auto& rule : rules_->rules()) {
        for (const auto& example : rule.must_not_match) {
            EXPECT_FALSE(speaks(rule, example)) << rule.id << " should not match: " << example.text;
        }
    }
}

TEST_F(RuleExamples, EachRiskAndVetoSaysBothSides)
{
    for (const auto& rule : rules_->rules()) {
        EXPECT_FALSE(rule.must_match.empty()) << rule.id;
        EXPECT_FALSE(rule.must_not_match.empty()) << rule.id;
        EXPECT_FALSE(rule.reason.empty()) << rule.id;
    }
}

}  // namespace
}  // namespace buddy::safety
