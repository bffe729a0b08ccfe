#include "conversation/words.hpp"

#include <gtest/gtest.h>

#include <array>
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

}  // namespace
}  // namespace buddy::conversation
