// Figures of nobody: what is published of them, and what their report says.
#include "powers/referrals.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace buddy::powers {
namespace {

const std::vector<ReferralCount> counts{{"abuse", 4}, {"eating_disorder", 5}, {"self_harm", 31}};

Time day(int year, int month, int number)
{
    return Time{std::chrono::sys_days{std::chrono::year{year} / month / number}.time_since_epoch()};
}

const ReferralQuestion california{.year = 2026, .place = "US-CA"};

TEST(Referrals, AreOneSumOfAYearThatIsOver)
{
    EXPECT_EQ(published(california, counts, day(2027, 1, 1)), 40);
    EXPECT_EQ(published(california, counts, day(2026, 12, 31)), std::nullopt) << "nobody watches";
    EXPECT_EQ(published({.year = 2027}, counts, day(2027, 1, 1)), std::nullopt);
}

TEST(Referrals, LetNobodyWorkOutWhetherThereWereAny)
{
    const auto later = day(2027, 6, 1);
    for (const std::vector<ReferralCount>& few :
         {std::vector<ReferralCount>{},
          std::vector<ReferralCount>{{"abuse", 1}},
          std::vector<ReferralCount>{{"abuse", 9}, {"self_harm", 10}}}) {
        EXPECT_EQ(published(california, few, later), std::nullopt);
        const ReportFace face{
            .question = california, .protocol = "p", .made_at = later, .is_public = true
        };
        for (const auto form : {ReportForm::Text, ReportForm::Csv, ReportForm::Json})
            EXPECT_EQ(report_of(face, few, form), report_of(face, {}, form));
    }
    EXPECT_EQ(published(california, {{"abuse", 10}, {"self_harm", 10}}, later), 20);
}

TEST(Referrals, ReportTheVersionOfTheProtocol)
{
    const ReportFace face{
        .question = california, .protocol = "Buddy 1 policy 7", .made_at = day(2027, 1, 2)
    };
    const auto text = report_of(face, counts, ReportForm::Text);
    for (const auto* part :
         {"2026 in US-CA",
          "Made on 2027-01-02",
          "Buddy 1 policy 7",
          "abuse                4",
          "all                  40"})
        EXPECT_TRUE(text.contains(part)) << part;
    EXPECT_TRUE(
        report_of(face, counts, ReportForm::Csv).contains("2026,US-CA,Buddy 1 policy 7,abuse,4\r\n")
    );
    auto open = face;
    open.is_public = true;
    for (const auto form : {ReportForm::Text, ReportForm::Csv, ReportForm::Json}) {
        const auto shown = report_of(open, counts, form);
        EXPECT_FALSE(shown.contains("abuse")) << "no kind for the public";
        EXPECT_TRUE(shown.contains("40"));
    }
}

}  // namespace
}  // namespace buddy::powers
