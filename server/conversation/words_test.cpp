#include "conversation/words.hpp"

#include "buddy/safety/engine.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

namespace buddy::conversation {
namespace {

constexpr std::array<std::string_view, 5> languages{"en", "es", "fr", "de", "pt"};

TEST(ToldText, SaysWhatTheDaysWereAboutAndWhoWasToldInEveryLanguage)
{
    std::set<std::string> texts;
    for (const auto language : languages)
        for (std::size_t index = 0; index < safety::strand_count; ++index)
            for (const bool is_guardian : {true, false})
                texts.insert(told_text(
                    {.guardian = is_guardian, .trusted_adult = !is_guardian},
                    static_cast<safety::Strand>(index),
                    language
                ));
    EXPECT_EQ(texts.size(), languages.size() * safety::strand_count * 2);
}

TEST(ToldText, NamesFoodToAChildWhoseDaysWereAboutFood)
{
    const auto text = told_text({.guardian = true}, safety::Strand::Eating, "en-GB");
    EXPECT_TRUE(text.starts_with("Over the last days you wrote a lot about food")) << text;
    EXPECT_TRUE(text.contains("grown-ups at home")) << text;
}

TEST(NoticeText, ReassuresInEveryLanguage)
{
    std::set<std::string_view> texts;
    for (const auto language : languages) texts.insert(notice_text(NoticeKind::Help, language));
    EXPECT_EQ(texts.size(), languages.size());
}

TEST(LimitWords, BlameNoChildInAnyLanguage)
{
    std::set<std::string_view> texts;
    for (const auto language : languages) texts.insert(limit_words(language));
    EXPECT_EQ(texts.size(), languages.size());
    EXPECT_TRUE(limit_words("en-GB").contains("nothing wrong"));
}

TEST(LimitWords, PassTheShippedEngine)
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
        for (const auto band :
             {safety::AgeBand::From7To9, safety::AgeBand::From10To12, safety::AgeBand::From13To17
             }) {
            safety::RiskState after;
            const auto assessment = engine->assess(
                {.text = limit_words(language),
                 .age_band = band,
                 .direction = safety::Direction::Output,
                 .locale = language},
                {},
                after
            );
            EXPECT_LT(assessment.action, safety::Action::Redirect) << language;
        }
}

TEST(ConsultedWords, NameThoseWhoWereHeardInEveryLanguage)
{
    using advisors::Advisor;
    EXPECT_EQ(consulted_words({}, "en"), "");
    EXPECT_EQ(
        consulted_words(std::array{Advisor::StudyCoach, Advisor::Explorer}, "en"),
        "Buddy asked its other voices first: Study coach, Explorer."
    );
    for (const auto* const locale : {"es", "fr", "de", "pt"}) {
        const auto words = consulted_words(std::array{Advisor::Explorer}, locale);
        EXPECT_TRUE(words.contains(": " + std::string{name_of(Advisor::Explorer, locale)} + "."));
        EXPECT_FALSE(words.contains("voices")) << locale;
    }
}

}  // namespace
}  // namespace buddy::conversation
