#include "moderation/alert_words.hpp"

#include <gtest/gtest.h>

#include <set>

namespace buddy::moderation {
namespace {

using conversation::AlertFacts;

constexpr std::array<std::string_view, 5> languages{"en", "es", "fr", "de", "pt"};

void expect_finished(const std::string& text)
{
    EXPECT_FALSE(text.empty());
    EXPECT_FALSE(text.contains('{')) << text;
}

TEST(AlertWords, AreWholeForEveryCategorySubjectAndLanguage)
{
    for (std::size_t index = 0; index < safety::category_count; ++index) {
        for (const auto subject :
             {safety::Subject::Self, safety::Subject::Other, safety::Subject::None}) {
            for (const auto language : languages) {
                const AlertFacts facts{
                    .category = static_cast<safety::Category>(index),
                    .subject = subject,
                    .when = safety::When::Past,
                    .sources = {"rule:x", "model", "context:y", "judge"}
                };
                const auto words = words_for(facts, {.nickname = "Mia"}, language);
                expect_finished(words.headline);
                expect_finished(words.what);
                expect_finished(words.why);
                ASSERT_EQ(words.helps_now.size(), 3U);
                for (const auto& sentence : words.helps_now) expect_finished(sentence);
                ASSERT_GE(words.avoid_now.size(), 3U);
                for (const auto& sentence : words.avoid_now) expect_finished(sentence);
                EXPECT_TRUE(words.what.contains("Mia"));
            }
        }
    }
}

TEST(AlertWords, DifferByLanguageAndFallBackToEnglish)
{
    std::set<std::string> headlines;
    for (const auto language : languages)
        headlines.insert(words_for({}, {.nickname = "Mia"}, language).headline);
    EXPECT_EQ(headlines.size(), languages.size());
    EXPECT_EQ(
        words_for({}, {.nickname = "Mia"}, "fi").headline,
        words_for({}, {.nickname = "Mia"}, "en").headline
    );
}

TEST(AlertWords, SayThatDaysAreAboutNoSingleMessage)
{
    for (std::size_t index = 0; index < safety::strand_count; ++index) {
        const auto strand = static_cast<safety::Strand>(index);
        const AlertFacts facts{
            .category = safety::category_of(strand),
            .severity = safety::Severity::Medium,
            .sources = {"days:" + std::string{safety::id_of(strand)}},
            .on_days = 4,
            .watch_days = 19
        };
        std::set<std::string> texts;
        for (const auto language : languages) {
            const auto words = words_for(facts, {.nickname = "Mia"}, language);
            expect_finished(words.headline);
            expect_finished(words.what);
            expect_finished(words.why);
            EXPECT_TRUE(words.what.contains('4')) << words.what;
            EXPECT_TRUE(words.why.contains("19")) << "as the policy says: " << words.why;
            EXPECT_TRUE(words.why.contains("28")) << words.why;
            EXPECT_TRUE(words.what.contains("Mia")) << words.what;
            EXPECT_EQ(words.helps_now.size(), 3U);
            texts.insert(words.what);
        }
        EXPECT_EQ(texts.size(), languages.size());
    }
}

TEST(AlertWords, SayWhatANewChildIsComparedWith)
{
    const AlertFacts facts{.sources = {"days:heaviness"}, .on_days = 3, .watch_days = 14};
    const auto why = words_for(facts, {.nickname = "Mia"}, "en").why;
    EXPECT_TRUE(why.contains("usual for children")) << why;
    EXPECT_FALSE(why.contains("alone")) << why;
}

TEST(AlertWords, AreMoreUrgentWhenItIsSerious)
{
    const AlertFacts mild{.severity = safety::Severity::Low};
    const AlertFacts grave{.severity = safety::Severity::Critical};
    EXPECT_TRUE(words_for(grave, {.nickname = "Mia"}, "en").headline.contains("now"));
    EXPECT_FALSE(words_for(mild, {.nickname = "Mia"}, "en").headline.contains("now"));
}

TEST(AlertWords, SayWhatNotToDoByDangerAndAge)
{
    const AlertFacts grave{.category = safety::Category::SelfHarm};
    const auto at = [&grave](safety::AgeBand age) {
        return words_for(grave, {.nickname = "Mia", .age_band = age}, "en").avoid_now;
    };
    const auto ten = at(safety::AgeBand::From10To12);
    ASSERT_EQ(ten.size(), 3U);
    EXPECT_TRUE(ten.at(0).contains("not leave Mia alone"));
    EXPECT_TRUE(ten.at(2).contains("not take the device away"));
    EXPECT_NE(at(safety::AgeBand::From7To9), ten);
    EXPECT_NE(at(safety::AgeBand::From13To17), ten);
    EXPECT_NE(at(safety::AgeBand::From13To17), at(safety::AgeBand::From7To9));
    const AlertFacts of_a_friend{
        .category = safety::Category::SelfHarm, .subject = safety::Subject::Other
    };
    const auto friends = words_for(of_a_friend, {.nickname = "Mia"}, "en");
    EXPECT_TRUE(friends.helps_now.at(1).contains("who it is about"));
    EXPECT_TRUE(friends.avoid_now.at(0).contains("save the other person"));
    const AlertFacts eating{.category = safety::Category::EatingDisorder};
    EXPECT_TRUE(words_for(eating, {.nickname = "Mia"}, "en").avoid_now.at(0).contains("weight"));
}

TEST(AlertWords, TakeANicknameAsItIs)
{
    EXPECT_TRUE(words_for({}, {.nickname = "{topic}"}, "en").what.starts_with("{topic} "));
}

}  // namespace
}  // namespace buddy::moderation
