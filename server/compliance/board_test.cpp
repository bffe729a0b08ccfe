#include "compliance/board.hpp"

#include "compliance/assessment_pack.hpp"
#include "compliance/evidence.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

namespace buddy::compliance {
namespace {

using namespace std::chrono_literals;

const Time now = from_millis(1'790'000'000'000);

consent::Notice notice()
{
    return consent::Notice{
        {{.purpose = consent::Purpose::Answers,
          .processor = "api.example.org",
          .name = "Example",
          .country = "US",
          .is_outside = true},
         {.purpose = consent::Purpose::SecondOpinion,
          .processor = "api.example.org",
          .name = "Example",
          .country = "US",
          .is_outside = true},
         {.purpose = consent::Purpose::Mail,
          .processor = "localhost:25",
          .name = "localhost:25",
          .country = {},
          .is_outside = false}}
    };
}

ConsentCount count(std::string processor, consent::Event event, std::string terms, int families)
{
    ConsentCount out;
    out.entry.scope = {.purpose = consent::Purpose::Answers, .processor = std::move(processor)};
    out.entry.event = event;
    out.entry.method = "signed_form";
    out.entry.terms = std::move(terms);
    out.families = families;
    return out;
}

TEST(Board, CountsFamiliesByWhatTheirLastWordMeansToday)
{
    const auto all = notice();
    const auto terms = consent::Notice::terms_of(
        *all.find({.purpose = consent::Purpose::Answers, .processor = "api.example.org"})
    );
    const auto lines = consent_lines(
        {count("api.example.org", consent::Event::Given, terms, 3),
         count("api.example.org", consent::Event::Given, "older", 2),
         count("api.example.org", consent::Event::Withdrawn, terms, 1),
         count("gone.example.org", consent::Event::Given, "older", 4)},
        all
    );
    ASSERT_EQ(lines.size(), 4U);
    std::map<std::string, std::int64_t> by_state;
    for (const auto& line : lines)
        by_state[line.scope.processor + " " + std::string{consent::id_of(line.state)}] =
            line.families;
    EXPECT_EQ(by_state["api.example.org given"], 3);
    EXPECT_EQ(by_state["api.example.org outdated"], 2);
    EXPECT_EQ(by_state["api.example.org withdrawn"], 1);
    EXPECT_FALSE(lines.back().is_used);
}

TEST(Board, ShowsEachProcessorOnceWithItsAgreementOrThatItIsMissing)
{
    const auto missing = processor_lines(notice(), {}, now);
    ASSERT_EQ(missing.size(), 1U);
    EXPECT_EQ(missing[0].purposes.size(), 2U);
    EXPECT_EQ(missing[0].state, AgreementState::Missing);
    const auto today = std::chrono::floor<std::chrono::days>(now);
    Agreement agreement{
        .processor = "api.example.org",
        .signed_on = today - std::chrono::days{100},
        .valid_until = today,
        .reference = "folder 3",
        .recorded_at = now
    };
    EXPECT_EQ(processor_lines(notice(), {agreement}, now)[0].state, AgreementState::EndsSoon);
    agreement.valid_until = today - std::chrono::days{1};
    EXPECT_EQ(processor_lines(notice(), {agreement}, now)[0].state, AgreementState::Expired);
    agreement.valid_until = std::nullopt;
    EXPECT_EQ(processor_lines(notice(), {agreement}, now)[0].state, AgreementState::InForce);
    agreement.signed_on = today + std::chrono::days{1};
    EXPECT_EQ(processor_lines(notice(), {agreement}, now)[0].state, AgreementState::Missing);
}

TEST(Board, ReadsDaysAndNothingElse)
{
    EXPECT_EQ(text_of(*day_from("2028-02-29")), "2028-02-29");
    for (const auto* text :
         {"2027-02-29", "2027-13-01", "27-01-01", "2027-1-1", "2027/01/01", "+027-01-01"})
        EXPECT_FALSE(day_from(text)) << text;
}

TEST(Board, ShowsTheLastRunAndThoseThatRemovedSomething)
{
    const RetentionRun empty{.id = "a", .began_at = now, .ended_at = now, .swept = {}};
    auto full = empty;
    full.id = "b";
    full.swept.push_back({.data_class = "alerts", .before = now, .oldest = now, .removed = 2});
    const auto runs = telling_runs({empty, empty, full, empty, full, full}, 3);
    ASSERT_EQ(runs.size(), 3U);
    EXPECT_EQ(runs[1].id, "b");
}

TEST(Incident, RunsForSeventyTwoHoursUntilTheAuthorityIsToldOrNeedNotBe)
{
    Incident incident;
    incident.found_at = now;
    EXPECT_EQ(authority_clock(incident, now + 47h), Standing::InTime);
    EXPECT_EQ(authority_clock(incident, now + 49h), Standing::Soon);
    EXPECT_EQ(authority_clock(incident, now + 73h), Standing::Late);
    const auto told = moved(incident, EntryKind::AuthorityTold, now + 1h, 0);
    EXPECT_FALSE(authority_clock(*told, now + 73h));
}

TEST(Incident, IsClosedOnlyWhenItIsDecidedWhomToTell)
{
    Incident incident;
    incident.found_at = now;
    EXPECT_FALSE(moved(incident, EntryKind::Closed, now, 0));
    const auto authority = moved(incident, EntryKind::AuthorityNotNeeded, now, 0);
    EXPECT_FALSE(moved(*authority, EntryKind::Closed, now, 0));
    const auto persons = moved(*authority, EntryKind::PersonsTold, now, 0);
    const auto closed = moved(*persons, EntryKind::Closed, now + 1h, 0);
    ASSERT_TRUE(closed);
    EXPECT_EQ(closed->closed_at, now + 1h);
    EXPECT_FALSE(moved(*closed, EntryKind::Note, now + 2h, 0));
}

TEST(Evidence, IsNoFormulaForASpreadsheet)
{
    EXPECT_EQ(csv_cell("plain"), "\"plain\"");
    EXPECT_EQ(csv_cell("say \"hi\""), "\"say \"\"hi\"\"\"");
    EXPECT_EQ(csv_cell("=1+1"), "\"'=1+1\"");
    EXPECT_EQ(csv_cell("-1"), "\"'-1\"");
}

TEST(Evidence, HoldsNoIdsOfPeople)
{
    Evidence evidence;
    evidence.board.made_at = now;
    evidence.excerpt.push_back(
        {.number = 7,
         .occurred_at = now,
         .actor_kind = "guardian",
         .actor_id = "guardian-id",
         .action = "request.opened",
         .family = "family-id",
         .child = "child-id",
         .object = "object-id",
         .detail = "{}",
         .is_protected = true,
         .hash = "abc"}
    );
    const auto bytes = evidence_archive(evidence);
    EXPECT_NE(bytes.find("request.opened"), std::string::npos);
    for (const auto* id : {"guardian-id", "family-id", "child-id", "object-id"})
        EXPECT_EQ(bytes.find(id), std::string::npos) << id;
}

AssessmentPack shipped()
{
    auto loaded = AssessmentPack::load(BUDDY_SOURCE_DIR "/data/compliance");
    EXPECT_TRUE(loaded) << loaded.error().detail;
    return std::move(*loaded);
}

void expect_there(const std::string& place)
{
    if (place.starts_with('/')) return;
    EXPECT_TRUE(std::filesystem::exists(std::filesystem::path{BUDDY_SOURCE_DIR} / place)) << place;
}

TEST(AssessmentPack, PointsAtPlacesThatAreThere)
{
    const auto pack = shipped();
    EXPECT_EQ(pack.childrens_code().size(), 15U);
    EXPECT_EQ(pack.unicef().size(), 10U);
    for (const auto& standard : pack.childrens_code())
        for (const auto& place : standard.where) expect_there(place);
    for (const auto& standard : pack.unicef())
        for (const auto& place : standard.where) expect_there(place);
    for (const auto& risk : pack.risks())
        for (const auto& measure : risk.measures) expect_there(measure.where);
}

TEST(AssessmentPack, SaysWhatIsSetUpAndNothingElse)
{
    PackFacts facts;
    facts.made_at = now;
    facts.version = "1.2.3";
    facts.flags = {"no_model"};
    facts.settings = {{"address", "https://a.example <b>"}};
    const auto alone = shipped().html(facts);
    EXPECT_NE(alone.find("Draft of"), std::string::npos);
    EXPECT_NE(alone.find("No language model is set up"), std::string::npos);
    EXPECT_NE(alone.find("Nobody outside gets anything"), std::string::npos);
    EXPECT_NE(alone.find("&lt;b&gt;"), std::string::npos);
    EXPECT_EQ(alone.find("A processor keeps"), std::string::npos);
    facts.flags = {"model", "outside_model"};
    facts.processors = processor_lines(notice(), {}, now);
    const auto with = shipped().html(facts);
    EXPECT_NE(with.find("A processor keeps"), std::string::npos);
    EXPECT_NE(with.find("api.example.org"), std::string::npos);
    EXPECT_EQ(with.find("No language model is set up"), std::string::npos);
}

TEST(AssessmentPack, RefusesAFolderWithoutItsFiles)
{
    EXPECT_EQ(AssessmentPack::load(BUDDY_SOURCE_DIR "/data/law").error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace buddy::compliance
