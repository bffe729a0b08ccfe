// Whatever somebody writes, the work grows no faster than the message. Steps are counted where they can
// be; elsewhere the computing time of a message is held against that of one four times as short, so
// that neither the machine nor what else it does decides.
#include "hostile_texts.hpp"
#include "rule_reading.hpp"
#include "rule_set.hpp"
#include "test_files.hpp"

#include "buddy/safety/personal_details.hpp"
#include "text/model.hpp"
#include "text/sequence.hpp"
#include "text/tokeniser.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace buddy::safety {
namespace {

using testing::hostile_texts;
using testing::HostileText;

constexpr std::size_t short_bytes = 4 * 1024;
constexpr std::size_t long_bytes = 4 * short_bytes;

using Step = std::function<void(const std::string&)>;

double computed(const Step& step, const std::string& text)
{
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
    };
    const double begin = now();
    step(text);
    return now() - begin;
}

/// How much more work four times the text is: 4 when it grows with the text, 16 with its square. The
/// least of several tries counts, and more than one is needed only where the machine is restless.
double growth(const Step& step, const std::string& brief, const std::string& full)
{
    constexpr double enough = 8;
    constexpr double too_short_to_tell = 0.0002;
    double least_brief = 1e9;
    double least_full = 1e9;
    double growth = 0;
    for (int round = 0; round < 8; ++round) {
        least_brief = std::min(least_brief, computed(step, brief));
        least_full = std::min(least_full, computed(step, full));
        growth = least_full / std::max(least_brief, too_short_to_tell);
        if (growth <= enough) break;
    }
    return growth;
}

void expect_linear(const Step& step)
{
    for (const HostileText& hostile : hostile_texts) {
        EXPECT_LE(growth(step, hostile.of(short_bytes), hostile.of(long_bytes)), 8) << hostile.name;
    }
}

const text::Model& model()
{
    static const auto loaded = text::Model::load(testing::shipped_files().model);
    return loaded.value();
}

const RuleSet& rules()
{
    static const auto loaded = RuleSet::load(testing::shipped_files().rules);
    return loaded.value();
}

TEST(WorstCase, NormalisingGrowsWithTheMessage)
{
    expect_linear([](const std::string& text) { (void)model().normaliser().normalise(text); });
}

TEST(WorstCase, WhatIsNormalisedIsNoMoreThanAFewTimesAsLong)
{
    for (const HostileText& hostile : hostile_texts) {
        const std::string text = hostile.of(long_bytes);
        EXPECT_LE(model().normaliser().normalise(text).text.size(), text.size() * 12)
            << hostile.name;
    }
}

TEST(WorstCase, TheRulesGrowWithTheMessage)
{
    expect_linear([](const std::string& text) {
        (void)read_with_rules(rules(), MatchText{text}, Voice::Child);
    });
}

// RE2 does not backtrack; this holds whoever writes the next rule, and whatever matches them.
TEST(WorstCase, TheBeginningOfNoRuleMakesItsMatcherGoBack)
{
    const Step read = [](const std::string& text) {
        (void)rules().find(MatchText{text}, Voice::Child);
    };
    for (const Rule& rule : rules().rules()) {
        std::string example = fold_for_matching(rule.must_match.front().text);
        example.resize(
            example.rfind(' ') == std::string::npos ? example.size() : example.rfind(' ') + 1
        );
        if (example.empty()) continue;
        const std::string brief = testing::repeated(example, short_bytes / 2);
        const std::string full = testing::repeated(example, long_bytes / 2);
        EXPECT_LE(growth(read, brief, full), 8) << rule.id;
    }
}

TEST(WorstCase, LookingForPersonalDetailsGrowsWithTheMessage)
{
    expect_linear([](const std::string& text) { (void)find_personal_details(text); });
}

TEST(WorstCase, MaskingGrowsWithTheMessage)
{
    const Step step = [](const std::string& text) {
        Assessment assessment;
        for (std::size_t at = 0; at + 8 < text.size(); at += 8) {
            assessment.evidence.push_back(
                {.category = Category::PersonalInfo,
                 .source = "rule:x",
                 .begin = at,
                 .end = at + 6,
                 .context_turn = std::nullopt}
            );
        }
        (void)mask(text, assessment);
    };
    const std::string_view address = "a@b.com ";
    EXPECT_LE(
        growth(
            step,
            testing::repeated(address, 2 * short_bytes),
            testing::repeated(address, 2 * long_bytes)
        ),
        8
    );
}

TEST(WorstCase, TheEncoderReadsNoMoreSequencesWhateverTheMessage)
{
    const auto pieces = text::Pieces::parse("");  // nothing is listed: a piece for every byte
    ASSERT_TRUE(pieces);
    const std::string turn(32UL * 1024, '7');
    const std::vector<text::SpokenTurn> turns(8, {.speaker = text::Speaker::Child, .text = turn});
    for (const HostileText& hostile : hostile_texts) {
        for (const std::size_t bytes : {100UL, 4000UL, 4096UL, 8192UL, 32'768UL}) {
            const std::string text = hostile.of(bytes);
            const auto sequences =
                text::sequences_of(model().normaliser(), *pieces, {.text = text, .context = turns});
            EXPECT_LE(sequences.size(), text::most_sequences) << hostile.name;
            for (const auto& sequence : sequences)
                EXPECT_LE(sequence.pieces.size(), text::most_pieces);
        }
    }
}

TEST(WorstCase, OfEarlierTurnsOnlyTheEndIsRead)
{
    const std::string turn = testing::repeated("we fed the ducks and then we walked. ", 32'768);
    const std::string end{turn.end() - text::turn_bytes, turn.end()};
    const auto features = [](std::string_view said) {
        const std::vector<text::SpokenTurn> turns(
            8, {.speaker = text::Speaker::Child, .text = said}
        );
        return text::features_of(model().normaliser(), {.text = "ok", .context = turns});
    };
    EXPECT_EQ(features(turn).bags, features(end).bags);
}

/// Layers entered, counted by name.
std::map<std::string, std::size_t> layers_entered(const Message& message)
{
    std::map<std::string, std::size_t> entered;
    auto hooks = testing::still_clock();
    hooks.at = [&entered](std::string_view layer) { ++entered[std::string{layer}]; };
    const auto engine = Engine::load(testing::shipped_files(), hooks);
    RiskState after;
    EXPECT_TRUE(engine.value().assess(message, {}, after).available);
    return entered;
}

TEST(WorstCase, EightLongTurnsAddNoWindow)
{
    const std::string text = testing::repeated("we fed the ducks. ", 32'000);
    const std::vector<Turn> turns(8, {.role = Role::Child, .text = text});
    const auto alone = layers_entered({.text = text});
    EXPECT_EQ(alone, layers_entered({.text = text, .context = turns}));
    EXPECT_EQ(alone.at("rules"), 1U);
    EXPECT_EQ(alone.at("model"), 5U) << "windows of 8 KiB, overlapping by a sixteenth";
}

TEST(WorstCase, AMessageOfManyWindowsIsGivenUpWhenTheTimeIsUp)
{
    // Every look at the clock is a millisecond later: the fiftieth ends it, however much is left.
    std::int64_t now = 0;
    std::size_t looks = 0;
    auto hooks = testing::still_clock();
    hooks.thread_nanos = [&now, &looks] {
        ++looks;
        return now += 1'000'000;
    };
    const auto engine = Engine::load(testing::shipped_files(), hooks);
    ASSERT_TRUE(engine);
    RiskState after;
    const std::string text = testing::repeated("a ", 64 * Engine::window_bytes);
    const auto assessment = engine->assess({.text = text}, {}, after);
    EXPECT_FALSE(assessment.available);
    EXPECT_LE(looks, 60U);
}

TEST(WorstCase, HostileMessagesAreJudgedAllTheSame)
{
    for (const HostileText& hostile : hostile_texts) {
        const std::string text = hostile.of(short_bytes) + " . i want to kill myself";
        const auto assessment = testing::assess(text);
        EXPECT_TRUE(assessment.available) << hostile.name;
        EXPECT_GE(assessment.action, Action::Support) << hostile.name;
    }
}

}  // namespace
}  // namespace buddy::safety
