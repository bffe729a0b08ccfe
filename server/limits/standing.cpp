#include "limits/limits.hpp"
#include "limits/quiet_hours.hpp"
#include "limits/topics.hpp"

#include "platform/time/local_time.hpp"

#include <algorithm>
#include <array>

namespace buddy::limits {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::minutes;

constexpr minutes morning = 5h;
constexpr minutes whole_day = 24h;

/// The family's calendar day in which `at` lies.
std::chrono::sys_days day_of(Time at, const std::string& time_zone)
{
    const auto wall = wall_time(at, time_zone);
    return wall.since_midnight < morning ? wall.day - days{1} : wall.day;
}

Time begin_of(std::chrono::sys_days day, const std::string& time_zone)
{
    return moment_of({.day = day, .since_midnight = morning}, Showing::First, time_zone);
}

std::optional<Objection> objection_to(const std::optional<QuietHours>& hours, std::string_view path)
{
    const auto is_time = [](minutes time) { return time >= 0min && time < whole_day; };
    if (!hours) return std::nullopt;
    if (!is_time(hours->from) || !is_time(hours->until))
        return Objection{std::string{path}, "expected times from 00:00 to 23:59"};
    const auto length = (hours->until - hours->from + whole_day) % whole_day;
    if (length == 0min)
        return Objection{std::string{path}, "expected an end that is not the beginning"};
    if (length > longest_quiet) return Objection{std::string{path}, "expected at most 20 hours"};
    return std::nullopt;
}

}  // namespace

bool gives_back(const Rules& before, const Rules& after) noexcept
{
    return (after.moods && !before.moods) || after.memory < before.memory ||
           (before.only_tutor && !after.only_tutor);
}

std::optional<Objection> objection_to(const Rules& rules)
{
    if (rules.daily && (*rules.daily < least_daily || *rules.daily > most_daily))
        return Objection{.path = ".daily_minutes", .reason = "expected 5 to 720 minutes"};
    if (auto wrong = objection_to(rules.school_nights, ".school_nights")) return wrong;
    if (auto wrong = objection_to(rules.weekend, ".weekend")) return wrong;
    return objection_to_topics(rules);
}

std::string_view id_of(Closed closed) noexcept
{
    return closed == Closed::QuietHours ? "quiet_hours" : "over_time";
}

std::string_view id_of(Memory memory) noexcept
{
    switch (memory) {
        case Memory::All: return "all";
        case Memory::Sitting: return "sitting";
        case Memory::Nothing: break;
    }
    return "nothing";
}

Time day_began(Time now, const std::string& time_zone)
{
    return begin_of(day_of(now, time_zone), time_zone);
}

Standing standing_at(const Rules& rules, Time now, const std::string& time_zone, minutes talked)
{
    Standing standing;
    if (rules.daily) standing.left = std::max(*rules.daily - talked, 0min);
    standing.quiet_until = quiet_until(rules, now, time_zone);
    if (!standing.quiet_until) standing.quiet_from = next_quiet(rules, now, time_zone);

    const bool is_over = standing.left == 0min;
    if (standing.quiet_until)
        standing.closed = Closed::QuietHours;
    else if (is_over)
        standing.closed = Closed::OverTime;
    else
        return standing;

    auto back = standing.quiet_until.value_or(now);
    const auto next_day = begin_of(day_of(now, time_zone) + days{1}, time_zone);
    if (is_over && back < next_day) {
        back = next_day;
        standing.back_with_the_day = true;
        if (const auto later = quiet_until(rules, back, time_zone)) {
            back = *later;
            standing.back_with_the_day = false;
        }
    }
    standing.back = back;
    return standing;
}

std::optional<minutes> minutes_to_tell(std::optional<minutes> before, minutes left)
{
    constexpr std::array<minutes, 2> told_at{10min, 3min};
    const bool is_told = std::ranges::any_of(told_at, [&](minutes line) {
        return left <= line && (!before || *before > line);
    });
    return is_told ? std::optional{std::max(left, 1min)} : std::nullopt;
}

}  // namespace buddy::limits
