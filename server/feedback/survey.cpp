#include "feedback/survey.hpp"

#include "platform/time/local_time.hpp"

namespace buddy::feedback {
namespace {

bool is_same_day(Time left, Time right, const std::string& time_zone)
{
    return local_time(left, time_zone).day == local_time(right, time_zone).day;
}

Question next_after(std::optional<Question> last)
{
    return last == Question::Satisfaction ? Question::Recommendation : Question::Satisfaction;
}

}  // namespace

std::string_view id_of(Question question) noexcept
{
    return question == Question::Satisfaction ? "satisfaction" : "recommendation";
}

std::optional<Question> question_from(std::string_view id) noexcept
{
    for (const auto question : {Question::Satisfaction, Question::Recommendation})
        if (id_of(question) == id) return question;
    return std::nullopt;
}

MarkRange marks_of(Question question) noexcept
{
    if (question == Question::Satisfaction) return {.least = 1, .most = 5};
    return {.least = 0, .most = 10};
}

std::optional<Question> question_due(const Standing& standing, const Moment& moment)
{
    if (standing.ended || moment.now < standing.joined_at + settling_in) return std::nullopt;
    if (moment.alert_is_open) return std::nullopt;
    if (moment.last_alert_at && is_same_day(*moment.last_alert_at, moment.now, moment.time_zone))
        return std::nullopt;
    if (!standing.shown_at) return next_after(std::nullopt);
    if (!standing.settled_at && moment.now < *standing.shown_at + stays) return standing.question;
    if (moment.now < *standing.shown_at + between_asking) return std::nullopt;
    return next_after(standing.question);
}

}  // namespace buddy::feedback
