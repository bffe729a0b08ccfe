#include "compliance/rights_request.hpp"

#include "compliance/answer_times.hpp"

#include <gtest/gtest.h>

#include <set>

namespace buddy::compliance {
namespace {

using namespace std::chrono_literals;

Time day(int year, unsigned month, unsigned of_month)
{
    return std::chrono::sys_days{
        std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{of_month}
    };
}

AnswerTimes shipped()
{
    auto loaded = AnswerTimes::load(BUDDY_SOURCE_DIR "/data/compliance");
    EXPECT_TRUE(loaded) << loaded.error().detail;
    return std::move(*loaded);
}

RightsRequest opened(Time at, const AnswerRule& rule)
{
    RightsRequest request;
    request.rule = rule.id;
    request.opened_at = at;
    request.due_at = rule.due(at);
    return request;
}

TEST(AnswerTimes, CountsMonthsByTheCalendarAndNeverIntoTheMonthAfter)
{
    const LegalTime month{.months = std::chrono::months{1}, .days = {}};
    EXPECT_EQ(month.after(day(2026, 3, 3) + 7h), day(2026, 4, 3) + 7h);
    EXPECT_EQ(month.after(day(2027, 1, 31)), day(2027, 2, 28));
    EXPECT_EQ(month.after(day(2028, 1, 31)), day(2028, 2, 29));
    EXPECT_EQ(month.after(day(2026, 12, 31)), day(2027, 1, 31));
}

TEST(AnswerTimes, KnowsTheRuleOfACountryAndAPromiseForTheOthers)
{
    const auto times = shipped();
    EXPECT_EQ(times.rule_for("DE").due(day(2026, 11, 23)), day(2026, 12, 23));
    EXPECT_EQ(times.rule_for("DE").extended_due(day(2026, 11, 23)), day(2027, 2, 23));
    EXPECT_EQ(times.rule_for("KR").due(day(2026, 11, 23)), day(2026, 12, 3));
    EXPECT_EQ(times.rule_for("XX").id, "everywhere.answer");
    EXPECT_EQ(times.rule("gone").id, "everywhere.answer");
    ASSERT_NE(times.authority_of("GB"), nullptr);
    EXPECT_EQ(times.authority_of("XX"), nullptr);
}

TEST(AnswerTimes, NamesASourceOfEveryRuleAndAnAuthorityForEveryCountryWithOne)
{
    const auto times = shipped();
    std::set<std::string> ids;
    for (const auto& rule : times.rules()) {
        EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
        EXPECT_FALSE(rule.citation.empty()) << rule.id;
        EXPECT_EQ(rule.url.empty(), rule.known_from == "own") << rule.id;
    }
    for (const auto* country : {"AT", "BG", "HR", "NO", "US", "CA", "BR", "CH", "AU", "NZ", "ZA"})
        EXPECT_NE(times.authority_of(country), nullptr) << country;
}

TEST(AnswerTimes, RefusesAFolderWithoutItsFiles)
{
    const auto loaded = AnswerTimes::load(BUDDY_SOURCE_DIR "/data/law");
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, ErrorCode::NotFound);
}

TEST(RightsRequest, GoesFromAskingToTheAnswerAndNoFurther)
{
    const auto times = shipped();
    const auto& rule = times.rule_for("DE");
    const auto at = day(2026, 11, 23);
    auto request = moved(opened(at, rule), {.step = Step::Question, .at = at + 1h}, rule);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->state, RequestState::Waiting);
    request = moved(*request, {.step = Step::Reply, .at = at + 2h}, rule);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->state, RequestState::Open);
    EXPECT_EQ(request->due_at, rule.due(at)) << "a question stops no clock";
    request = moved(*request, {.step = Step::Answered, .at = at + 3h}, rule);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->closed_at, at + 3h);
    EXPECT_FALSE(moved(*request, {.step = Step::Refused, .at = at + 4h}, rule));
}

TEST(RightsRequest, TakesLongerOnceInTimeAndOnlyWhereTheLawKnowsThat)
{
    const auto times = shipped();
    const auto& rule = times.rule_for("DE");
    const auto at = day(2026, 11, 23);
    const auto request = opened(at, rule);
    const auto longer = moved(request, {.step = Step::Extended, .at = at + 24h}, rule);
    ASSERT_TRUE(longer);
    EXPECT_EQ(longer->state, RequestState::Extended);
    EXPECT_EQ(longer->due_at, day(2027, 2, 23));
    EXPECT_FALSE(moved(*longer, {.step = Step::Extended, .at = at + 25h}, rule));
    EXPECT_FALSE(moved(request, {.step = Step::Extended, .at = request.due_at + 1ms}, rule));
    const auto& short_rule = times.rule_for("KR");
    EXPECT_FALSE(moved(opened(at, short_rule), {.step = Step::Extended, .at = at}, short_rule));
    const auto asked = moved(*longer, {.step = Step::Question, .at = at + 26h}, rule);
    EXPECT_EQ(
        moved(*asked, {.step = Step::Reply, .at = at + 27h}, rule)->state, RequestState::Extended
    );
}

TEST(RightsRequest, TakesNoReplyThatNobodyAskedFor)
{
    const auto times = shipped();
    const auto& rule = times.rule_for("GB");
    EXPECT_FALSE(
        moved(opened(day(2026, 1, 1), rule), {.step = Step::Reply, .at = day(2026, 1, 2)}, rule)
    );
}

TEST(RightsRequest, IsLateAfterItsDayAndSoonInTheWeekBefore)
{
    const auto due = day(2026, 12, 23);
    EXPECT_EQ(standing_at(due - 8 * 24h, due, request_warning), Standing::InTime);
    EXPECT_EQ(standing_at(due - 6 * 24h, due, request_warning), Standing::Soon);
    EXPECT_EQ(standing_at(due, due, request_warning), Standing::Soon);
    EXPECT_EQ(standing_at(due + 1ms, due, request_warning), Standing::Late);
}

TEST(RightsRequest, ReadsAnUnknownUrgencyAsOneThatMayNotWait)
{
    EXPECT_EQ(urgency_from("later"), Urgency::Now);
    for (const auto urgency : {Urgency::Usual, Urgency::Soon, Urgency::Now})
        EXPECT_EQ(urgency_from(id_of(urgency)), urgency);
}

}  // namespace
}  // namespace buddy::compliance
