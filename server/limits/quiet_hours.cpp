#include "limits/quiet_hours.hpp"

#include "platform/time/local_time.hpp"

namespace buddy::limits {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

const std::optional<QuietHours>& hours_of(const Rules& rules, sys_days day)
{
    const std::chrono::weekday weekday{day};
    const bool is_weekend = weekday == std::chrono::Friday || weekday == std::chrono::Saturday;
    return is_weekend ? rules.weekend : rules.school_nights;
}

/// Quiet hours that began yesterday may still last; a zone that crosses the date line skips a day.
std::optional<Stretch> quiet_around(const Rules& rules, Time at, const std::string& time_zone)
{
    const auto today = wall_time(at, time_zone).day;
    std::optional<Stretch> longest;
    for (int back = 2; back >= 0; --back) {
        const auto quiet = quiet_of(rules, today - days{back}, time_zone);
        if (!quiet || at < quiet->begin || at >= quiet->end) continue;
        if (!longest || quiet->end > longest->end) longest = quiet;
    }
    return longest;
}

}  // namespace

std::optional<Stretch> quiet_of(const Rules& rules, sys_days day, const std::string& time_zone)
{
    const auto& hours = hours_of(rules, day);
    if (!hours) return std::nullopt;
    const bool over_midnight = hours->until <= hours->from;
    const auto begin =
        moment_of({.day = day, .since_midnight = hours->from}, Showing::First, time_zone);
    const auto end = moment_of(
        {.day = day, .since_midnight = hours->until + (over_midnight ? days{1} : days{0})},
        Showing::Last,
        time_zone
    );
    // A jump can swallow short quiet hours whole.
    if (end <= begin) return std::nullopt;
    return Stretch{.begin = begin, .end = end};
}

std::optional<Time> quiet_until(const Rules& rules, Time at, const std::string& time_zone)
{
    constexpr int most_nights = 14;
    std::optional<Time> end;
    for (int night = 0; night < most_nights; ++night) {
        const auto quiet = quiet_around(rules, end.value_or(at), time_zone);
        if (!quiet) break;
        end = quiet->end;
    }
    return end;
}

std::optional<Time> next_quiet(const Rules& rules, Time at, const std::string& time_zone)
{
    const auto today = wall_time(at, time_zone).day;
    for (int ahead = -1; ahead <= 8; ++ahead) {
        const auto quiet = quiet_of(rules, today + days{ahead}, time_zone);
        if (quiet && quiet->begin > at) return quiet->begin;
    }
    return std::nullopt;
}

}  // namespace buddy::limits
