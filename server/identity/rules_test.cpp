#include "identity/rules.hpp"

#include "identity/refusal.hpp"
#include "identity/words.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <string>

namespace buddy::identity {
namespace {

using namespace std::chrono_literals;

Time on(int year, unsigned month, unsigned day)
{
    return Time{std::chrono::sys_days{
        std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}
    }};
}

TEST(Email, IsComparedInSmallLettersWithoutBlanks)
{
    EXPECT_EQ(email_key("  Ann.Lee@Example.ORG "), "ann.lee@example.org");
    EXPECT_EQ(email_key("a+b@c.test"), "a+b@c.test");
}

TEST(Email, IsRefusedWhenItCannotBeOne)
{
    for (const auto* text :
         {"",
          "ann",
          "@b.test",
          "a@",
          "a@b",
          "a@@b.test",
          "a b@c.test",
          "a@b.test\r\nBcc: x@y.test",
          "a@.test",
          "a@b..test",
          "<a@b.test>",
          "ann@büro.test"})
        EXPECT_EQ(email_key(text), std::nullopt) << text;
    EXPECT_EQ(email_key(std::string(65, 'a') + "@b.test"), std::nullopt);
    EXPECT_EQ(email_key("a@" + std::string(250, 'b') + ".test"), std::nullopt);
}

TEST(PasswordRules, WantLengthVarietyAndSomethingElseThanTheAddress)
{
    const auto judge = [](std::string_view text) {
        return judge_password(text, "annabella1@b.test");
    };
    EXPECT_EQ(judge("correct horse"), PasswordVerdict::Good);
    EXPECT_EQ(judge("пароль-фраза"), PasswordVerdict::Good);
    EXPECT_EQ(judge("ninechars"), PasswordVerdict::TooShort);
    EXPECT_EQ(judge("пароль"), PasswordVerdict::TooShort);
    EXPECT_EQ(judge("aaaaaaaaaaaaa"), PasswordVerdict::TooSimple);
    EXPECT_EQ(judge(std::string(201, 'a') + "bcd"), PasswordVerdict::TooLong);
    EXPECT_EQ(judge("AnnaBella1@b.test"), PasswordVerdict::IsTheEmail);
    EXPECT_EQ(judge("ANNABELLA1"), PasswordVerdict::IsTheEmail);
}

TEST(Age, IsCountedFromTheFirstOfTheBirthMonth)
{
    const BirthMonth birth{.year = 2016, .month = 5};
    EXPECT_EQ(age_at(birth, on(2026, 4, 30)), 9);
    EXPECT_EQ(age_at(birth, on(2026, 5, 1)), 10);
    EXPECT_EQ(age_at(birth, on(2015, 1, 1)), -2);
}

TEST(Age, IsThatOfAChildFrom7To17)
{
    const auto now = on(2026, 11, 21);
    EXPECT_EQ(judge_age({.year = 2019, .month = 11}, now), AgeVerdict::Child);
    EXPECT_EQ(judge_age({.year = 2019, .month = 12}, now), AgeVerdict::TooYoung);
    EXPECT_EQ(judge_age({.year = 2008, .month = 12}, now), AgeVerdict::Child);
    EXPECT_EQ(judge_age({.year = 2008, .month = 11}, now), AgeVerdict::GrownUp);
    EXPECT_EQ(judge_age({.year = 2027, .month = 1}, now), AgeVerdict::NotBorn);
}

TEST(Age, MovesTheBandByItself)
{
    const BirthMonth birth{.year = 2016, .month = 5};
    EXPECT_EQ(age_band_at(birth, on(2026, 4, 30)), safety::AgeBand::From7To9);
    EXPECT_EQ(age_band_at(birth, on(2026, 5, 1)), safety::AgeBand::From10To12);
    EXPECT_EQ(age_band_at(birth, on(2029, 5, 1)), safety::AgeBand::From13To17);
    EXPECT_EQ(age_band_at(birth, on(2040, 5, 1)), safety::AgeBand::From13To17);
}

TEST(Line, IsTrimmedAndHoldsNoControls)
{
    EXPECT_EQ(clean_line("  Mia 🦊 ", 30), "Mia 🦊");
    EXPECT_EQ(clean_line("\xE6\x97\xA5\xE6\x9C\xAC", 2), "日本");
    EXPECT_EQ(clean_line("abc", 2), std::nullopt);
    EXPECT_EQ(clean_line("   ", 30), std::nullopt);
    EXPECT_EQ(clean_line("a\nb", 30), std::nullopt);
    EXPECT_EQ(clean_line("a\xff", 30), std::nullopt);
    EXPECT_EQ(clean_line(std::string_view{"a\0b", 3}, 30), std::nullopt);
}

TEST(Lists, KnowWhatExists)
{
    EXPECT_TRUE(is_country("DE"));
    EXPECT_FALSE(is_country("de"));
    EXPECT_FALSE(is_country("XX"));
    EXPECT_TRUE(is_language("pt"));
    EXPECT_FALSE(is_language("tlh"));
    EXPECT_TRUE(is_avatar("whale"));
    EXPECT_FALSE(is_avatar("shark"));
    EXPECT_TRUE(is_time_zone("UTC"));
    EXPECT_FALSE(is_time_zone("../../etc/passwd"));
    EXPECT_FALSE(is_time_zone("Europe/Atlantis"));
    EXPECT_TRUE(is_pin("0000"));
    EXPECT_FALSE(is_pin("123"));
    EXPECT_FALSE(is_pin("12345a"));
    EXPECT_FALSE(is_pairing_code("12345"));
}

TEST(Block, GrowsWithTheFailures)
{
    EXPECT_EQ(block_after(4), 0s);
    EXPECT_EQ(block_after(5), 30s);
    EXPECT_EQ(block_after(6), 60s);
    EXPECT_EQ(block_after(10), 15min);
    EXPECT_EQ(block_after(1'000'000), 15min);
}

TEST(Words, ExistForEveryReasonInEveryLanguage)
{
    std::set<std::string_view> ids;
    for (std::size_t i = 0; i < reason_count; ++i) {
        const auto reason = static_cast<Reason>(i);
        EXPECT_TRUE(ids.insert(id_of(reason)).second) << id_of(reason);
        std::set<std::string_view> texts;
        for (const auto language : languages) {
            EXPECT_GT(words_for(reason, language).size(), 10U) << id_of(reason) << language;
            texts.insert(words_for(reason, language));
        }
        EXPECT_EQ(texts.size(), languages.size()) << id_of(reason);
    }
    EXPECT_EQ(words_for(Reason::Busy, "tlh"), words_for(Reason::Busy, "en"));
    EXPECT_EQ(id_of(Reason::Busy), "busy");
}

}  // namespace
}  // namespace buddy::identity
