// Who may spend how much: pure arithmetic, no database.
//
//     const auto lines = lines_of(family, periods_at(now, time_zone));
//     … hold the amount on each line …
//     if (const auto over = first_exceeded(limits, lines, standings)) …   // give it back, refuse
//
// Every call touches up to four lines: its family's day and month, in the family's time zone, and the
// server's day and month, in UTC as vendors bill.
//
// Threads  Pure functions.
#pragma once

#include "spending/money.hpp"

#include "core/clock.hpp"
#include "core/ids.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::spending {

enum class Budget : std::uint8_t { FamilyDay, FamilyMonth, Day, Month };
/// "family_day" …: a metric label.
[[nodiscard]] std::string_view id_of(Budget budget) noexcept;

/// The most that may be spent; empty: no limit. Zero: nothing.
struct Limits {
    std::optional<Money> family_day;
    std::optional<Money> family_month;
    std::optional<Money> day;
    std::optional<Money> month;
    [[nodiscard]] const std::optional<Money>& of(Budget budget) const noexcept;
    [[nodiscard]] bool any() const noexcept { return family_day || family_month || day || month; }
};

/// The days on which a call is booked, as text.
struct Periods {
    std::string family_day;  ///< On the family's wall.
    std::string day;         ///< UTC.
    friend bool operator==(const Periods&, const Periods&) = default;
};
[[nodiscard]] Periods periods_at(Time at, const std::string& time_zone);

/// One line of the accounts.
struct Line {
    Budget budget;
    std::string family;  ///< Empty: the server's.
    std::string period;  ///< "2026-11-22" or "2026-11".
};
/// In one order for everybody, so that two bookings never wait for each other: a family's lines, then
/// the server's, which all share. Without a family, the server's only.
[[nodiscard]] std::vector<Line> lines_of(const FamilyId& family, const Periods& periods);

/// What stands on a line.
struct Standing {
    Money held;   ///< Of calls that run.
    Money spent;  ///< Of those that ended.
};
/// The first line on which more stands than its budget allows. `standings` belong to `lines`, one each.
[[nodiscard]] std::optional<Budget> first_exceeded(
    const Limits& limits, std::span<const Line> lines, std::span<const Standing> standings
);

}  // namespace buddy::spending
