// A week or a month of a family's calendar, cut into stretches that are told of one by one: a week into its days, a
// month into its weeks.
//
//     const Period week{Span::Week, day, "Europe/Berlin"};
//     if (const auto index = week.index_of(turn.at)) …
//
// A week begins on Monday (ISO 8601). A day of 23 or 25 hours is a day.
//
// Threads  Values; share them freely.
#pragma once

#include "core/clock.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::insight {

enum class Span : std::uint8_t { Week, Month };
[[nodiscard]] std::string_view id_of(Span span) noexcept;  ///< "week", "month"
[[nodiscard]] std::optional<Span> span_from(std::string_view id) noexcept;

/// "2026-11-21".
[[nodiscard]] std::string to_text(std::chrono::sys_days day);
/// Nothing: not a day of the calendar, or before 2000 or after 2200.
[[nodiscard]] std::optional<std::chrono::sys_days> day_from(std::string_view text) noexcept;

/// Part of a period.
struct Stretch {
    std::chrono::sys_days first;
    std::chrono::sys_days last;  ///< Inclusive.
    Time begin;
    Time end;  ///< Exclusive.
};

enum class DayPart : std::uint8_t { Morning, Afternoon, Evening, Night };
inline constexpr std::size_t day_parts = 4;
[[nodiscard]] std::string_view id_of(DayPart part) noexcept;

class Period {
public:
    /// The one in which `day` lies. An unknown time zone is UTC.
    Period(Span span, std::chrono::sys_days day, std::string time_zone);

    [[nodiscard]] Span span() const noexcept { return span_; }
    [[nodiscard]] std::chrono::sys_days first() const { return stretches_.front().first; }
    [[nodiscard]] std::chrono::sys_days last() const { return stretches_.back().last; }
    [[nodiscard]] Time begin() const { return stretches_.front().begin; }  ///< Inclusive.
    [[nodiscard]] Time end() const { return stretches_.back().end; }       ///< Exclusive.
    [[nodiscard]] const std::vector<Stretch>& stretches() const noexcept { return stretches_; }
    /// From when on facts tell what is usual for the child.
    [[nodiscard]] Time course_begin() const;
    /// The stretch in which `at` lies.
    [[nodiscard]] std::optional<std::size_t> index_of(Time at) const;
    /// The date of `at` there, in the period or not.
    [[nodiscard]] std::chrono::sys_days date_of(Time at) const;
    /// Morning from 5, afternoon from 12, evening from 18, night from 22.
    [[nodiscard]] DayPart part_of(Time at) const;
    /// The date whose evening or night `at` belongs to: before 5 that of the day before.
    [[nodiscard]] std::chrono::sys_days evening_of(Time at) const;

private:
    Span span_;
    std::string time_zone_;
    std::vector<Stretch> stretches_;
};

}  // namespace buddy::insight
