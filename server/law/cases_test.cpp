// Twelve cases that a person worked out from data/law by hand, and the page that shows them to counsel.
#include "law/law_fixture.hpp"
#include "law/law_report.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace buddy::law {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

struct Case {
    int age;
    std::string place;
    Day on;
    std::map<Power, std::string>
        asked;  ///< As text_of() says it; what is not here must not be asked.
    std::map<Power, std::string> citations;  ///< Of one rule that asks for it.
};

/// The powers that a case is about.
constexpr std::array looked_at{
    Power::AiNoticeEvery,
    Power::BreakReminderEvery,
    Power::ConsentAge,
    Power::MemoryWindow,
    Power::Persona,
    Power::EmotionReading,
    Power::CrisisProtocolPage,
    Power::ReportEvery
};

std::vector<Case> cases()
{
    using enum Power;
    return {
        {9,
         "US-OR",
         2027y / 1 / 15,
         {{BreakReminderEvery, "180 minutes"}, {ConsentAge, "13 years"}, {ReportEvery, "12 months"}
         },
         {{BreakReminderEvery, "Or. SB 1546 (2026)"},
          {ConsentAge, "15 U.S.C. § 6501(1); 16 CFR § 312.2"}}},
        {9,
         "US-OR",
         2026y / 12 / 31,
         {{ConsentAge, "13 years"}},
         {{ConsentAge, "15 U.S.C. § 6501(1); 16 CFR § 312.2"}}},
        {9,
         "US-WA",
         2027y / 1 / 1,
         {{AiNoticeEvery, "60 minutes"},
          {ConsentAge, "13 years"},
          {Persona, "mentor"},
          {CrisisProtocolPage, "yes"},
          {ReportEvery, "12 months"}},
         {{AiNoticeEvery, "Wash. HB 2225 (2026)"}}},
        {14,
         "US-CA",
         2027y / 7 / 1,
         {{AiNoticeEvery, "180 minutes"},
          {BreakReminderEvery, "180 minutes"},
          {ConsentAge, "13 years"},
          {CrisisProtocolPage, "yes"},
          {ReportEvery, "12 months"}},
         {{BreakReminderEvery, "Cal. Bus. & Prof. Code § 22602(c)(1)-(2)"},
          {ReportEvery, "Cal. Bus. & Prof. Code § 22603"}}},
        {16,
         "US-NY",
         2026y / 11 / 22,
         {{AiNoticeEvery, "180 minutes"}, {ConsentAge, "13 years"}},
         {{AiNoticeEvery, "N.Y. Gen. Bus. Law § 1702"}}},
        {16,
         "US-NY",
         2027y / 1 / 15,
         {{AiNoticeEvery, "180 minutes"},
          {ConsentAge, "13 years"},
          {MemoryWindow, "12 hours"},
          {Persona, "tutor"}},
         {{MemoryWindow, "N.Y. Gen. Bus. Law art. 48 (bill S9051-B of 2026)"}}},
        {12,
         "US",
         2027y / 1 / 15,
         {{AiNoticeEvery, "60 minutes"},
          {BreakReminderEvery, "180 minutes"},
          {ConsentAge, "13 years"},
          {MemoryWindow, "12 hours"},
          {Persona, "tutor"},
          {CrisisProtocolPage, "yes"},
          {ReportEvery, "12 months"}},
         {{AiNoticeEvery, "Wash. HB 2225 (2026)"}}},
        {12,
         "GB",
         2026y / 11 / 22,
         {{ConsentAge, "13 years"}},
         {{ConsentAge, "Data Protection Act 2018, s. 9; UK GDPR art. 8"}}},
        {15,
         "DE",
         2026y / 11 / 22,
         {{ConsentAge, "16 years"}, {EmotionReading, "off"}},
         {{ConsentAge, "Regulation (EU) 2016/679 (GDPR), art. 8(1)"},
          {EmotionReading, "AI Act, art. 5(1)(f)"}}},
        {14,
         "FR",
         2026y / 11 / 22,
         {{ConsentAge, "15 years"}},
         {{ConsentAge, "France: loi n° 78-17, art. 45"}}},
        {13,
         "BE",
         2026y / 11 / 22,
         {{ConsentAge, "13 years"}},
         {{ConsentAge, "Belgium: law of 30 July 2018, art. 7"}}},
        {10,
         "JP",
         2027y / 1 / 15,
         {{AiNoticeEvery, "60 minutes"},
          {BreakReminderEvery, "180 minutes"},
          {ConsentAge, "16 years"},
          {MemoryWindow, "12 hours"},
          {Persona, "tutor"},
          {CrisisProtocolPage, "yes"},
          {ReportEvery, "12 months"}},
         {{ConsentAge, "Regulation (EU) 2016/679 (GDPR), art. 8(1)"}}},
    };
}

std::string text_of_file(const std::string& name)
{
    std::ifstream in{std::string{BUDDY_SOURCE_DIR} + "/" + name, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

TEST(LawCases, AreThoseOfThePage)
{
    const auto expected = cases();
    ASSERT_EQ(expected.size(), example_cases().size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(example_cases()[i].ages.youngest, expected[i].age) << i;
        EXPECT_EQ(example_cases()[i].place.text(), expected[i].place) << i;
        EXPECT_EQ(example_cases()[i].on, expected[i].on) << i;
    }
}

TEST(LawCases, ComeOutAsWorkedOutByHand)
{
    const auto expected = cases();
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto applicable = shipped().applicable(example_cases().at(i));
        std::map<Power, std::string> asked;
        for (const auto power : looked_at)
            if (const auto* outcome = applicable.find(power))
                asked[power] = text_of(entry_of(power), outcome->value);
        EXPECT_EQ(asked, expected[i].asked) << "case " << i + 1;
        for (const auto& [power, citation] : expected[i].citations) {
            ASSERT_TRUE(applicable.demands(power)) << "case " << i + 1;
            const auto* rule = applicable.find(power)->asked_by.front();
            EXPECT_EQ(rule->source.citation, citation) << "case " << i + 1;
        }
    }
}

TEST(LawCases, AndAllRulesStandOnThePageForCounsel)
{
    const auto page = text_of_file("docs/law.md");
    const auto again =
        "docs/law.md is old: put what `buddy law page` prints in the place of its tables";
    EXPECT_TRUE(page.contains(cases_table(shipped()))) << again;
    EXPECT_TRUE(page.contains(rules_table(shipped()))) << again;
}

TEST(LawReport, SaysForPeopleWhatAppliesAndWhy)
{
    const auto text = as_text(shipped().applicable(child_of(9, "US-OR", 2027y / 1 / 15)));
    EXPECT_THAT(text, HasSubstr("A child of 9 in US-OR on 2027-01-15, at home. Packs: us, us-or."));
    EXPECT_THAT(text, HasSubstr("us-or.sb1546.break: Or. SB 1546 (2026), https://"));
    EXPECT_THAT(text, HasSubstr("us.guard-act.companions: pending, has no day yet"));
    EXPECT_THAT(text, HasSubstr("not legal advice"));
    EXPECT_THAT(
        as_text(shipped().applicable(child_of(16, "US-NY", 2027y / 1 / 15))),
        HasSubstr("us-ny.s9051b.memory (pending: its day has come, so it counts)")
    );
    EXPECT_THAT(
        as_text(shipped().applicable(child_of(9, "JP", 2027y / 1 / 15))),
        HasSubstr("No pack covers this country: the strictest of all packs.")
    );
}

TEST(LawReport, SaysTheSameForPrograms)
{
    const auto json =
        boost::json::parse(as_json(shipped().applicable(child_of(9, "US-WA", 2027y / 1 / 15))));
    EXPECT_EQ(json.at("knowledge").as_string(), "known");
    EXPECT_TRUE(json.at("parent_consents").as_bool());
    for (const auto& power : json.at("powers").as_array()) {
        EXPECT_FALSE(power.at("asked_by").as_array().empty());
        for (const auto& rule : power.at("asked_by").as_array()) {
            EXPECT_TRUE(rule.at("url").as_string().starts_with("https://"));
            EXPECT_TRUE(day_in(rule.at("effective_from").as_string()));
            EXPECT_TRUE(rule.at("verified_at").is_null());
        }
    }
    const auto& powers = json.at("powers").as_array();
    const auto every = std::ranges::find_if(powers, [](const auto& power) {
        return power.at("power").as_string() == "ai_notice_every_minutes";
    });
    ASSERT_NE(every, powers.end());
    EXPECT_EQ(every->at("value").as_int64(), 60);
    EXPECT_EQ(every->at("unit").as_string(), "minutes");
}

}  // namespace
}  // namespace buddy::law
