#include "consent/form.hpp"

#include "consent/reasons.hpp"

#include <gtest/gtest.h>

#include <set>

namespace buddy::consent {
namespace {

TEST(FormFile, IsKnownByItsBytesAlone)
{
    EXPECT_EQ(type_of_file("%PDF-1.7 … %%EOF\n"), "application/pdf");
    EXPECT_EQ(type_of_file("\xFF\xD8\xFF\xE0 … \xFF\xD9"), "image/jpeg");
    EXPECT_EQ(type_of_file("\x89PNG\r\n\x1A\n … IEND"), "image/png");
    EXPECT_EQ(type_of_file("<html>form.pdf</html>"), std::nullopt);
    EXPECT_EQ(type_of_file("%PDF-1.7 cut"), std::nullopt);
    EXPECT_EQ(type_of_file(""), std::nullopt);
}

TEST(FormCode, IsShortAndNeverTheSame)
{
    std::set<std::string> codes;
    for (int i = 0; i < 200; ++i) {
        const auto code = new_form_code();
        EXPECT_EQ(code.size(), 9U);
        EXPECT_EQ(code.find_first_of("0O1IL5S8BUV"), std::string::npos) << code;
        codes.insert(code);
    }
    EXPECT_EQ(codes.size(), 200U);
}

TEST(FormScopes, ComeBackAsTheyWereStored)
{
    const std::vector<Scope> scopes{
        {.purpose = Purpose::Answers, .processor = "a.test:8080"},
        {.purpose = Purpose::SecondOpinion, .processor = "b.test"}
    };
    EXPECT_EQ(scopes_in(text_of(scopes)), scopes);
    EXPECT_TRUE(scopes_in("").empty());
    EXPECT_TRUE(scopes_in("nonsense a.test\nanswers").empty());
}

TEST(ConsentWords, AreThereInEveryLanguage)
{
    for (const auto* language : {"en", "es", "fr", "de", "pt"}) {
        for (std::size_t i = 0; i < reason_count; ++i)
            EXPECT_FALSE(words_for(static_cast<Reason>(i), language).empty());
        for (const auto flaw :
             {Flaw::Unreadable, Flaw::NotSigned, Flaw::WrongCode, Flaw::WrongPerson})
            EXPECT_FALSE(words_for(flaw, language).empty());
        for (const auto purpose :
             {Purpose::Account, Purpose::Answers, Purpose::SecondOpinion, Purpose::Mail}) {
            EXPECT_FALSE(words_for(purpose, language).title.empty());
            EXPECT_FALSE(words_for(purpose, language).purpose.empty());
            EXPECT_FALSE(words_for(purpose, language).gets.empty());
        }
    }
    EXPECT_NE(notice_intro(true, "de"), notice_intro(false, "de"));
}

}  // namespace
}  // namespace buddy::consent
