#include "insight/insight_words.hpp"

#include "insight/summary.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace buddy::insight {
namespace {

constexpr const char* shipped = BUDDY_SOURCE_DIR "/data/insight";

TEST(InsightWords, SayEverySentenceInFiveLanguages)
{
    const auto words = InsightWords::load(shipped);
    ASSERT_TRUE(words) << words.error().detail;
    const auto english = words->say("en", "change.late_evenings", {{"count", "3"}, {"of", "7"}});
    EXPECT_TRUE(english.contains("on 3 of the last 7 days"));
    for (const auto* language : {"es", "fr", "de", "pt"}) {
        const auto own =
            words->say(language, "change.late_evenings", {{"count", "3"}, {"of", "7"}});
        EXPECT_NE(own, english);
        EXPECT_TRUE(own.contains("3"));
        EXPECT_FALSE(own.contains("{"));
    }
    EXPECT_EQ(words->say("xx", "nothing"), words->say("en", "nothing"));
}

TEST(InsightWords, HoldAllThatCanBeNoticed)
{
    const auto words = InsightWords::load(shipped);
    ASSERT_TRUE(words);
    for (int kind = 0; kind <= static_cast<int>(ChangeKind::HardTopic); ++kind) {
        const std::string id{id_of(static_cast<ChangeKind>(kind))};
        EXPECT_FALSE(words->say("en", "change." + id).empty());
        EXPECT_FALSE(words->say("en", "opening." + id).empty());
    }
    for (int kind = 0; kind <= static_cast<int>(StrengthKind::TookUpSchool); ++kind)
        EXPECT_FALSE(
            words->say("en", "strength." + std::string{id_of(static_cast<StrengthKind>(kind))})
                .empty()
        );
    for (std::size_t mood = 0; mood < emotion::mood_count; ++mood)
        EXPECT_FALSE(
            words
                ->say("en", "mood." + std::string{emotion::id_of(static_cast<emotion::Mood>(mood))})
                .empty()
        );
}

TEST(InsightWords, RefuseFilesThatDoNotMatch)
{
    const auto folder = std::filesystem::path{testing::TempDir()} / "insight_words";
    std::filesystem::create_directories(folder);
    for (const auto* language : {"en", "es", "fr", "de", "pt"})
        std::ofstream{folder / (std::string{language} + ".json")} << R"({"one": "{count} days"})";
    EXPECT_TRUE(InsightWords::load(folder));
    std::ofstream{folder / "de.json"} << R"({"one": "Tage"})";
    const auto words = InsightWords::load(folder);
    ASSERT_FALSE(words);
    EXPECT_TRUE(words.error().detail.contains("de.json: one"));
    EXPECT_FALSE(InsightWords::load(folder / "none"));
}

}  // namespace
}  // namespace buddy::insight
