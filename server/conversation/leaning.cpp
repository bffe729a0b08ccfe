#include "conversation/leaning.hpp"

#include "conversation/cadence.hpp"
#include "conversation/child_days.hpp"

#include <algorithm>

namespace buddy::conversation {
namespace {

constexpr std::chrono::days recent{7};

int days_in_a_row(std::span<const DayWithBuddy> days, std::chrono::sys_days today)
{
    int count = 0;
    for (std::size_t i = days.size(); i-- > 0;) {
        // Who has not been here yet today may still come.
        const bool follows = count == 0 ? today - days[i].day <= std::chrono::days{1}
                                        : days[i + 1].day - days[i].day == std::chrono::days{1};
        if (!follows) break;
        ++count;
    }
    return count;
}

}  // namespace

std::chrono::minutes leaning_minutes(safety::AgeBand age_band) noexcept
{
    switch (age_band) {
        case safety::AgeBand::From7To9: return std::chrono::minutes{60};
        case safety::AgeBand::From10To12: return std::chrono::minutes{90};
        case safety::AgeBand::From13To17: return std::chrono::minutes{120};
    }
    return std::chrono::minutes{60};
}

std::vector<Leaning> leaning_in(
    std::span<const DayWithBuddy> days, std::chrono::sys_days today, safety::AgeBand age_band
)
{
    const auto recently = [today](const DayWithBuddy& one) { return today - one.day < recent; };
    const auto words = std::ranges::count_if(days, [&](const DayWithBuddy& one) {
        return recently(one) && one.in_words;
    });
    const auto nights = std::ranges::count_if(days, [&](const DayWithBuddy& one) {
        return recently(one) && one.at_night;
    });
    const bool sits_long = std::ranges::any_of(days, [&](const DayWithBuddy& one) {
        return recently(one) && one.minutes >= leaning_minutes(age_band);
    });
    std::vector<Leaning> signs;
    if (days_in_a_row(days, today) >= leaning_days_in_a_row) signs.push_back(Leaning::DaysInARow);
    if (nights >= leaning_nights) signs.push_back(Leaning::Nights);
    if (sits_long) signs.push_back(Leaning::Minutes);
    if (signs.size() < 2) signs.clear();
    if (words >= leaning_days_in_words) signs.insert(signs.begin(), Leaning::Words);
    return signs;
}

std::chrono::minutes minutes_of(std::span<const Time> turns)
{
    Time::duration sum{};
    for (std::size_t i = 1; i < turns.size(); ++i) {
        const auto gap = turns[i] - turns[i - 1];
        if (gap > Time::duration{} && gap < pause_lasts) sum += gap;
    }
    return std::chrono::floor<std::chrono::minutes>(sum);
}

std::vector<DayWithBuddy> days_of(
    std::span<const Time> turns, const std::string& time_zone, safety::AgeBand age_band
)
{
    std::vector<DayWithBuddy> days;
    for (std::size_t begin = 0; begin < turns.size();) {
        const auto first = child_day(turns[begin], time_zone, age_band);
        DayWithBuddy day{.day = first.date};
        auto end = begin;
        for (; end < turns.size(); ++end) {
            const auto moment = child_day(turns[end], time_zone, age_band);
            if (moment.date != day.day) break;
            day.at_night = day.at_night || moment.at_night;
        }
        day.minutes = minutes_of(turns.subspan(begin, end - begin));
        days.push_back(day);
        begin = end;
    }
    return days;
}

}  // namespace buddy::conversation
