// Figures of nobody: what is published of them, and what their report says.
#include "powers/referrals.hpp"

#include <gtest/gtest.h>

namespace buddy::powers {
namespace {

const std::vector<ReferralCount> counts{{"abuse", 4}, {"eating_disorder", 5}, {"self_harm", 31}};

TEST(Referrals, AreMaskedWhereTheyAreFew)
{
    const auto shown = published(counts);
    ASSERT_EQ(shown.kinds.size(), 3U);
    EXPECT_EQ(shown.kinds[0], (PublishedCount{.kind = "abuse", .shown = std::nullopt}));
    EXPECT_EQ(shown.kinds[1].shown, 5);
    EXPECT_EQ(shown.kinds[2].shown, 31);
}

TEST(Referrals, LetNobodyWorkOutWhatIsMasked)
{
    const auto few = published(counts);
    EXPECT_FALSE(few.is_exact);
    EXPECT_EQ(few.at_least, 36) << "the sum of what is shown, and no more";
    auto more = counts;
    more[0].shown = 3;
    EXPECT_EQ(published(more), few) << "a masked figure changes nothing else";
    EXPECT_TRUE(published({{"self_harm", 31}}).is_exact);
}

TEST(Referrals, ReportTheVersionOfTheProtocol)
{
    const ReportFace face{
        .question = {.year = 2026, .place = "US-CA"},
        .protocol = "Buddy 1 policy 7",
        .made_on = "2027-01-02"
    };
    const auto text = report_of(face, counts, ReportForm::Text);
    for (const auto* part :
         {"2026 in US-CA", "Buddy 1 policy 7", "abuse                4", "all                  40"})
        EXPECT_TRUE(text.contains(part)) << part;
    EXPECT_TRUE(
        report_of(face, counts, ReportForm::Csv).contains("2026,US-CA,Buddy 1 policy 7,abuse,4\r\n")
    );
    auto open = face;
    open.masks = true;
    const auto csv = report_of(open, counts, ReportForm::Csv);
    EXPECT_TRUE(csv.contains(",abuse,fewer than 5\r\n"));
    EXPECT_TRUE(csv.contains(",all,at least 36\r\n"));
    EXPECT_TRUE(report_of(open, counts, ReportForm::Json).contains(R"("kind":"abuse","shown":null)")
    );
}

}  // namespace
}  // namespace buddy::powers
