#include "conversation/limit_words.hpp"

#include "buddy/safety/engine.hpp"
#include "platform/time/local_time.hpp"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace buddy::conversation {
namespace {

using namespace std::chrono_literals;
using limits::Closed;
using std::chrono::days;
using std::chrono::sys_days;

constexpr std::array<std::string_view, 5> languages{"en", "es", "fr", "de", "pt"};
constexpr std::array bands{
    safety::AgeBand::From7To9, safety::AgeBand::From10To12, safety::AgeBand::From13To17
};
const std::string berlin = "Europe/Berlin";
const Time evening =
    moment_of({.day = sys_days{2026y / 11 / 23}, .since_midnight = 21h}, Showing::First, berlin);

limits::Standing closed_until(Closed why, Time back, bool with_the_day = false)
{
    return {
        .closed = why,
        .back = back,
        .back_with_the_day = with_the_day,
        .left = std::nullopt,
        .quiet_from = std::nullopt,
        .quiet_until = std::nullopt
    };
}

/// Everything that a child can hear of its limits.
std::vector<std::string> all_words(safety::AgeBand band, std::string_view language)
{
    std::vector<std::string> out{
        std::string{off_words(band, language)},
        std::string{unkept_words(band, language)},
        coming_words({.kind = Closed::OverTime, .left = 10min}, language),
        coming_words({.kind = Closed::QuietHours, .left = 3min}, language)
    };
    for (const auto why : {Closed::QuietHours, Closed::OverTime}) {
        for (const auto ahead : {2h, 10h, 58h})
            out.push_back(
                closed_words(closed_until(why, evening + ahead), evening, berlin, band, language)
            );
        for (const auto ahead : {0h, 8h})
            out.push_back(closed_words(
                closed_until(why, evening + ahead, true), evening, berlin, band, language
            ));
    }
    return out;
}

TEST(WordsOfLimits, SayWhyWhenAndThatHelpIsThere)
{
    const auto words = [](Time back, std::string_view language) {
        return closed_words(
            closed_until(Closed::QuietHours, back),
            evening,
            berlin,
            safety::AgeBand::From7To9,
            language
        );
    };
    EXPECT_TRUE(words(evening + 10h, "en").contains("I am back tomorrow at 7:00 AM."));
    EXPECT_TRUE(words(evening + 10h, "de").contains("Ich bin morgen um 7:00 Uhr wieder da."));
    EXPECT_TRUE(words(evening + 10h, "fr").contains("Je reviens demain à 7:00."));
    EXPECT_TRUE(words(evening + 10h, "es").contains("Vuelvo mañana a las 7:00."));
    EXPECT_TRUE(words(evening + 10h, "pt").contains("Volto amanhã às 7:00."));
    EXPECT_TRUE(words(evening + 2h, "en").contains("today at 11:00 PM"));
    EXPECT_TRUE(words(evening + 58h, "de").contains("am Donnerstag um 7:00 Uhr"));
    EXPECT_TRUE(words(evening, "de").contains("„Hilfe“"));
}

TEST(WordsOfLimits, NameNoHourThatNobodyChose)
{
    const auto text = closed_words(
        closed_until(Closed::OverTime, evening + 8h, true),
        evening,
        berlin,
        safety::AgeBand::From10To12,
        "en"
    );
    EXPECT_TRUE(text.contains("I am back tomorrow.")) << text;
}

TEST(WordsOfLimits, AreOfTheirOwnInEveryLanguageAndForTheYoung)
{
    std::set<std::string> texts;
    for (const auto language : languages)
        for (const auto band : {safety::AgeBand::From7To9, safety::AgeBand::From13To17})
            texts.insert(all_words(band, language).front());
    EXPECT_EQ(texts.size(), languages.size() * 2);
}

TEST(WordsOfLimits, PassTheShippedEngineWhole)
{
    const std::filesystem::path root{BUDDY_SOURCE_DIR};
    const auto engine = safety::Engine::load(
        {.model = root / "data/models/safety.bdm",
         .rules = root / "safety/rules",
         .policy = root / "data/policy/policy.json"},
        // A busy machine must not make a sentence unavailable here.
        {.thread_nanos = [] { return std::int64_t{0}; },
         .wall_nanos = [] { return std::int64_t{0}; },
         .at = {}}
    );
    ASSERT_TRUE(engine);
    for (const auto language : languages)
        for (const auto band : bands)
            for (const auto& text : all_words(band, language)) {
                safety::RiskState after;
                const auto assessment = engine->assess(
                    {.text = text,
                     .age_band = band,
                     .direction = safety::Direction::Output,
                     .locale = language},
                    {},
                    after
                );
                EXPECT_LT(assessment.action, safety::Action::Redirect) << text;
            }
}

}  // namespace
}  // namespace buddy::conversation
