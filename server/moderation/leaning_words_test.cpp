#include "moderation/leaning_words.hpp"

#include <gtest/gtest.h>

#include <set>

namespace buddy::moderation {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_days today{2026y / 11 / 22};
const ChildNow child{
    .now = today + 20h, .time_zone = "UTC", .age_band = safety::AgeBand::From10To12
};

/// A turn on each of the last `count` days at this hour.
std::vector<conversation::MoodMark> each_day(int count, std::chrono::hours hour)
{
    std::vector<conversation::MoodMark> marks;
    for (int i = count - 1; i >= 0; --i)
        marks.push_back({.at = today - std::chrono::days{i} + hour, .mood = std::nullopt});
    return marks;
}

TEST(LeaningWords, SayNothingOfAChildThatIsHereNowAndThen)
{
    EXPECT_TRUE(leaning_in_words({}, child, "en").empty());
    EXPECT_TRUE(leaning_in_words(each_day(5, 16h), child, "en").empty());
    EXPECT_TRUE(leaning_in_words(each_day(28, 16h), child, "en").empty());
}

TEST(LeaningWords, SayInOneSentenceWhyWithoutAScore)
{
    std::set<std::string> said;
    for (const auto* const language : {"en", "es", "fr", "de", "pt"}) {
        const auto words = leaning_in_words(each_day(20, 22h), child, language);
        EXPECT_TRUE(words.starts_with(' ')) << language;
        EXPECT_TRUE(words.ends_with('.')) << language;
        EXPECT_EQ(words.find_first_of("0123456789%"), std::string::npos) << words;
        said.insert(words);
    }
    EXPECT_EQ(said.size(), 5U);
    const auto english = leaning_in_words(each_day(20, 22h), child, "en");
    EXPECT_TRUE(english.contains("day after day for two weeks and late in the evening")) << english;
    EXPECT_EQ(leaning_in_words(each_day(20, 22h), child, "nl"), english);
}

}  // namespace
}  // namespace buddy::moderation
