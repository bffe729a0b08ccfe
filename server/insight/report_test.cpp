#include "insight/report.hpp"

#include "insight/insight_fixture.hpp"
#include "insight/pdf_tail.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace buddy::insight {
namespace {

using namespace std::chrono_literals;
using emotion::Mood;
using std::chrono::days;

InsightWords shipped_words()
{
    auto words = InsightWords::load(BUDDY_SOURCE_DIR "/data/insight");
    EXPECT_TRUE(words);
    return std::move(*words);
}

class Reports : public testing::Test, protected TestFacts {
protected:
    Reports()
    {
        for (int day = 0; day < 4; ++day)
            talk(monday + days{day}, 16h, 4, day == 0 ? Mood::Sadness : Mood::Joy);
    }
    ReportOrder order(std::string language = "en", std::set<Part> parts = all_parts())
    {
        return {
            .period = week,
            .today = sunday,
            .parts = std::move(parts),
            .language = std::move(language)
        };
    }
    std::vector<ChildReport> children(std::string name = "Zoë")
    {
        return {{.nickname = std::move(name), .summary = summary_of(facts, week, sunday)}};
    }
    static std::string text_of(const Document& document)
    {
        std::string out;
        for (const auto& block : document.blocks) {
            if (const auto* one = std::get_if<Heading>(&block)) out += one->text + "\n";
            if (const auto* one = std::get_if<Paragraph>(&block)) out += one->text + "\n";
            if (const auto* one = std::get_if<Table>(&block))
                for (const auto& row : one->rows)
                    for (const auto& cell : row) out += cell + "|";
        }
        return out;
    }
    InsightWords words = shipped_words();
};

TEST_F(Reports, HoldTheChosenPartsOnly)
{
    const auto all = text_of(document_of(children(), order(), words));
    EXPECT_TRUE(all.contains("How it felt"));
    EXPECT_TRUE(all.contains("Sums"));
    EXPECT_TRUE(all.contains("16 November 2026") || all.contains("November 16, 2026"));
    const auto times = text_of(document_of(children(), order("en", {Part::Times}), words));
    EXPECT_TRUE(times.contains("When and how long"));
    EXPECT_FALSE(times.contains("How it felt"));
    EXPECT_FALSE(times.contains("Sums"));
}

TEST_F(Reports, SayWhatIsSwitchedOff)
{
    const auto text =
        text_of(document_of({{.nickname = "Zoë", .summary = std::nullopt}}, order(), words));
    EXPECT_TRUE(text.contains("switched off"));
    EXPECT_EQ(
        csv_of({{.nickname = "Zoë", .summary = std::nullopt}}, order()),
        "child,part,from,until,what,name,value,low,high\r\n"
    );
}

TEST_F(Reports, AreNamedByTheirTimeAlone)
{
    EXPECT_EQ(file_name_of(week), "buddy-week-2026-11-16");
}

TEST_F(Reports, QuoteWhatCsvWouldBreakAtAndDisarmFormulas)
{
    const auto csv = csv_of(children("=1+1,\"Zoë\""), order());
    EXPECT_TRUE(csv.contains("\"'=1+1,\"\"Zoë\"\"\",times,2026-11-16,2026-11-16,talks,\"\",1,,\r\n")
    );
    EXPECT_TRUE(csv.contains(",moods,2026-11-16,2026-11-22,share,\"joy\",0.75,"));
    EXPECT_EQ(std::ranges::count(csv, '\n'), std::ranges::count(csv, '\r'))
        << "RFC 4180 ends lines with CRLF";
}

TEST_F(Reports, BecomeTaggedPdfsWithTheirFonts)
{
    const auto printer = PdfPrinter::open();
    ASSERT_TRUE(printer) << printer.error().detail;
    for (const auto* language : {"en", "es", "fr", "de", "pt"}) {
        const auto document = document_of(children("Zoë Straßenmaß João"), order(language), words);
        const auto pdf = printer->print(document, words, language);
        ASSERT_TRUE(pdf);
        EXPECT_TRUE(pdf->starts_with("%PDF-1."));
        EXPECT_TRUE(pdf->contains("/StructTreeRoot"));
        EXPECT_TRUE(pdf->contains("/MarkInfo << /Marked true >>"));
        EXPECT_TRUE(pdf->contains("/Lang (" + std::string{language} + ")"));
        EXPECT_TRUE(pdf->contains("DejaVu"));
        EXPECT_TRUE(pdf->contains("/ToUnicode")) << "text can be read and found";
        EXPECT_LT(pdf->size(), 120'000U);
    }
}

TEST_F(Reports, GoOnOverPages)
{
    const auto printer = PdfPrinter::open();
    ASSERT_TRUE(printer);
    std::vector<ChildReport> many;
    for (int child = 0; child < 12; ++child) many.push_back(children().front());
    const auto pdf = printer->print(document_of(many, order(), words), words, "en");
    ASSERT_TRUE(pdf);
    EXPECT_TRUE(pdf->contains("/Count "));
}

TEST(PdfTail, LeavesAloneWhatItDoesNotKnow)
{
    for (const auto* odd : {"", "%PDF-1.5", "trailer\n<< /Root 3 0 R >>\nstartxref\n9\n%%EOF\n"})
        EXPECT_EQ(with_language(odd, "de"), odd);
}

TEST(PdfPrinter, SaysWhichFontIsMissing)
{
    const auto printer = PdfPrinter::open({.plain = "/nowhere.ttf", .bold = "/nowhere.ttf"});
    ASSERT_FALSE(printer);
    EXPECT_EQ(printer.error().code, ErrorCode::Unavailable);
    EXPECT_TRUE(printer.error().detail.contains("fonts-dejavu-core"));
}

}  // namespace
}  // namespace buddy::insight
