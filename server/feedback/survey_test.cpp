#include "feedback/survey.hpp"

#include <gtest/gtest.h>

namespace buddy::feedback {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

constexpr Time joined = from_millis(1'795'300'000'000);

Moment at(Time now)
{
    return {
        .now = now,
        .time_zone = "Europe/Berlin",
        .last_alert_at = std::nullopt,
        .alert_is_open = false
    };
}

Standing asked(Question question, Time shown, std::optional<Time> settled)
{
    return {
        .joined_at = joined,
        .question = question,
        .shown_at = shown,
        .settled_at = settled,
        .ended = false
    };
}

TEST(Survey, AsksNobodyInTheFirstTwoWeeks)
{
    const Standing fresh{.joined_at = joined};
    EXPECT_FALSE(question_due(fresh, at(joined)));
    EXPECT_FALSE(question_due(fresh, at(joined + days{14} - 1s)));
    EXPECT_EQ(question_due(fresh, at(joined + days{14})), Question::Satisfaction);
}

TEST(Survey, AsksNothingOnADayWithAnAlertNorWhileOneWaits)
{
    const Standing settled{.joined_at = joined};
    const Time noon = std::chrono::sys_days{std::chrono::year{2027} / 1 / 15} + 11h;
    auto moment = at(noon);
    moment.last_alert_at = noon - 11h;
    EXPECT_FALSE(question_due(settled, moment)) << "one in the morning, there";
    moment.last_alert_at = noon - 13h;
    EXPECT_TRUE(question_due(settled, moment)) << "the evening before, there";
    moment.last_alert_at = noon - days{30};
    moment.alert_is_open = true;
    EXPECT_FALSE(question_due(settled, moment)) << "nobody has answered it";
}

TEST(Survey, AsksAgainAfterNinetyDaysAndTheOtherQuestionThen)
{
    const auto shown = joined + days{20};
    const auto answered = asked(Question::Satisfaction, shown, shown + 1h);
    EXPECT_FALSE(question_due(answered, at(shown + 2h)));
    EXPECT_FALSE(question_due(answered, at(shown + days{90} - 1s)));
    EXPECT_EQ(question_due(answered, at(shown + days{90})), Question::Recommendation);
    const auto second = asked(Question::Recommendation, shown, shown);
    EXPECT_EQ(question_due(second, at(shown + days{90})), Question::Satisfaction);
}

TEST(Survey, LeavesAQuestionThatNobodyAnswersForAWeekOnly)
{
    const auto shown = joined + days{20};
    const auto waiting = asked(Question::Satisfaction, shown, std::nullopt);
    EXPECT_EQ(question_due(waiting, at(shown + days{7} - 1s)), Question::Satisfaction);
    EXPECT_FALSE(question_due(waiting, at(shown + days{7})));
    EXPECT_TRUE(question_due(waiting, at(shown + days{90})));
}

TEST(Survey, NeverAsksWhoEndedIt)
{
    auto ended = asked(Question::Satisfaction, joined, joined);
    ended.ended = true;
    EXPECT_FALSE(question_due(ended, at(joined + days{1000})));
}

TEST(Survey, KnowsItsQuestionsAndTheirMarks)
{
    for (const auto question : {Question::Satisfaction, Question::Recommendation})
        EXPECT_EQ(question_from(id_of(question)), question);
    EXPECT_FALSE(question_from("mood"));
    EXPECT_EQ(marks_of(Question::Satisfaction).least, 1);
    EXPECT_EQ(marks_of(Question::Recommendation).most, 10);
}

}  // namespace
}  // namespace buddy::feedback
