#include "conversation/turn_limits.hpp"

#include "conversation/cadence.hpp"

#include <algorithm>

namespace buddy::conversation {
namespace {

using std::chrono::minutes;

minutes talked_until(const TurnLimits& limits, std::optional<Time> now)
{
    auto times = limits.turns_today;
    if (now) times.push_back(*now);
    return minutes_of(times);
}

std::optional<minutes> minutes_between(std::optional<Time> from, std::optional<Time> until)
{
    if (!from || !until) return std::nullopt;
    return std::chrono::ceil<minutes>(*until - *from);
}

}  // namespace

limits::Standing standing_of(const TurnLimits& limits, Time now, const std::string& time_zone)
{
    return limits::standing_at(limits.rules, now, time_zone, talked_until(limits, now));
}

std::optional<ComingEnd> coming_end(
    const TurnLimits& limits, std::optional<Time> previous, Time now, const std::string& time_zone
)
{
    const auto standing = standing_of(limits, now, time_zone);
    if (standing.closed) return std::nullopt;
    std::optional<ComingEnd> coming;
    if (standing.left) {
        const auto before = *limits.rules.daily - talked_until(limits, std::nullopt);
        if (const auto left = limits::minutes_to_tell(before, *standing.left))
            coming = ComingEnd{.kind = limits::Closed::OverTime, .left = *left};
    }
    if (const auto left = minutes_between(now, standing.quiet_from)) {
        const bool sits = previous && now - *previous < pause_lasts;
        const auto before = sits ? minutes_between(previous, standing.quiet_from) : std::nullopt;
        const auto told = limits::minutes_to_tell(before, *left);
        if (told && (!coming || *told < coming->left))
            coming = ComingEnd{.kind = limits::Closed::QuietHours, .left = *told};
    }
    return coming;
}

bool needs_somebody(const SignsOfNeed& signs) noexcept
{
    using emotion::Mood;
    if (signs.crisis || signs.alert || signs.comforting) return true;
    if (!signs.assessment.available) return true;
    const auto action = signs.assessment.action;
    if (action == safety::Action::Support || action == safety::Action::Escalate) return true;
    const auto& mood = signs.mood.mood;
    return mood == Mood::Sadness || mood == Mood::Fear || mood == Mood::Shame ||
           mood == Mood::Loneliness;
}

bool is_off(const limits::Rules& rules, const advisors::Choice& choice, std::string_view text)
{
    using advisors::Advisor;
    if (limits::is_topic_off(rules, choice.topic)) return true;
    const bool tells_or_plays = choice.lead == Advisor::Explorer ||
                                choice.lead == Advisor::StudyCoach || choice.topic == "open";
    return tells_or_plays && limits::names_word_off(rules, text);
}

}  // namespace buddy::conversation
