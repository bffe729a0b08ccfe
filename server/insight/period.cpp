#include "insight/period.hpp"

#include "emotion/emotion.hpp"
#include "platform/time/local_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace buddy::insight {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr int night_begins = 22;
constexpr int evening_begins = 18;
constexpr int afternoon_begins = 12;
constexpr int morning_begins = 5;

sys_days monday_of(sys_days day)
{
    return day - days{std::chrono::weekday{day}.iso_encoding() - 1};
}

std::optional<int> number_in(std::string_view text) noexcept
{
    int number = 0;
    const auto* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stopped != end || number < 0) return std::nullopt;
    return number;
}

}  // namespace

std::string_view id_of(Span span) noexcept
{
    return span == Span::Week ? "week" : "month";
}

std::optional<Span> span_from(std::string_view id) noexcept
{
    for (const auto span : {Span::Week, Span::Month})
        if (id_of(span) == id) return span;
    return std::nullopt;
}

std::string_view id_of(DayPart part) noexcept
{
    switch (part) {
        case DayPart::Morning: return "morning";
        case DayPart::Afternoon: return "afternoon";
        case DayPart::Evening: return "evening";
        case DayPart::Night: break;
    }
    return "night";
}

std::string to_text(sys_days day)
{
    const year_month_day date{day};
    return fmt::format(
        "{:04}-{:02}-{:02}",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day())
    );
}

std::optional<sys_days> day_from(std::string_view text) noexcept
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = number_in(text.substr(0, 4));
    const auto month = number_in(text.substr(5, 2));
    const auto day = number_in(text.substr(8, 2));
    if (!year || !month || !day || *year < 2000 || *year > 2200) return std::nullopt;
    const year_month_day date{
        std::chrono::year{*year},
        std::chrono::month{static_cast<unsigned>(*month)},
        std::chrono::day{static_cast<unsigned>(*day)}
    };
    if (!date.ok()) return std::nullopt;
    return sys_days{date};
}

Period::Period(Span span, sys_days day, std::string time_zone)
    : span_{span}, time_zone_{std::move(time_zone)}
{
    const auto add = [this](sys_days first, sys_days last) {
        stretches_.push_back(
            {.first = first,
             .last = last,
             .begin = start_of_day(first, time_zone_),
             .end = start_of_day(last + days{1}, time_zone_)}
        );
    };
    if (span == Span::Week) {
        for (auto each = monday_of(day); each < monday_of(day) + days{7}; each += days{1})
            add(each, each);
        return;
    }
    const year_month_day date{day};
    const sys_days last{date.year() / date.month() / std::chrono::last};
    for (sys_days first{date.year() / date.month() / 1}; first <= last;) {
        const auto until = std::min(monday_of(first) + days{6}, last);
        add(first, until);
        first = until + days{1};
    }
}

Time Period::course_begin() const
{
    return std::min(begin(), start_of_day(last() + days{1} - emotion::course_length, time_zone_));
}

std::optional<std::size_t> Period::index_of(Time at) const
{
    for (std::size_t index = 0; index < stretches_.size(); ++index)
        if (at >= stretches_[index].begin && at < stretches_[index].end) return index;
    return std::nullopt;
}

sys_days Period::date_of(Time at) const
{
    return local_time(at, time_zone_).day;
}

DayPart Period::part_of(Time at) const
{
    const int hour = local_time(at, time_zone_).hour;
    if (hour < morning_begins || hour >= night_begins) return DayPart::Night;
    if (hour >= evening_begins) return DayPart::Evening;
    return hour >= afternoon_begins ? DayPart::Afternoon : DayPart::Morning;
}

sys_days Period::evening_of(Time at) const
{
    const auto local = local_time(at, time_zone_);
    return local.hour < morning_begins ? local.day - days{1} : local.day;
}

}  // namespace buddy::insight
