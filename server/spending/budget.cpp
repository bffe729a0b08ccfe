#include "spending/budget.hpp"

#include "spending/calendar_day.hpp"

#include "platform/time/local_time.hpp"

#include <algorithm>

namespace buddy::spending {
namespace {

std::string month_of(const std::string& day)
{
    constexpr std::size_t year_and_month = 7;
    return day.substr(0, year_and_month);
}

}  // namespace

std::string_view id_of(Budget budget) noexcept
{
    switch (budget) {
        case Budget::FamilyDay: return "family_day";
        case Budget::FamilyMonth: return "family_month";
        case Budget::Day: return "day";
        case Budget::Month: return "month";
    }
    return "day";
}

const std::optional<Money>& Limits::of(Budget budget) const noexcept
{
    switch (budget) {
        case Budget::FamilyDay: return family_day;
        case Budget::FamilyMonth: return family_month;
        case Budget::Day: return day;
        case Budget::Month: break;
    }
    return month;
}

Periods periods_at(Time at, const std::string& time_zone)
{
    return {
        .family_day = text_of(local_time(at, time_zone).day),
        .day = text_of(std::chrono::floor<std::chrono::days>(at))
    };
}

std::vector<Line> lines_of(const FamilyId& family, const Periods& periods)
{
    std::vector<Line> lines;
    if (!family.empty()) {
        lines.push_back({Budget::FamilyDay, family.text(), periods.family_day});
        lines.push_back({Budget::FamilyMonth, family.text(), month_of(periods.family_day)});
    }
    lines.push_back({Budget::Day, {}, periods.day});
    lines.push_back({Budget::Month, {}, month_of(periods.day)});
    return lines;
}

std::optional<Budget> first_exceeded(
    const Limits& limits, std::span<const Line> lines, std::span<const Standing> standings
)
{
    const auto count = std::min(lines.size(), standings.size());
    for (std::size_t i = 0; i < count; ++i) {
        const auto& limit = limits.of(lines[i].budget);
        if (limit && standings[i].held + standings[i].spent > *limit) return lines[i].budget;
    }
    return std::nullopt;
}

}  // namespace buddy::spending
