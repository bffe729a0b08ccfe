#include "compliance/agreement.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace buddy::compliance {

std::string_view id_of(AgreementState state) noexcept
{
    constexpr std::array<std::string_view, 4> words{"missing", "in_force", "ends_soon", "expired"};
    return words.at(static_cast<std::size_t>(state));
}

AgreementState state_of(const std::optional<Agreement>& agreement, Time now)
{
    const auto today = std::chrono::floor<std::chrono::days>(now);
    if (!agreement || std::chrono::sys_days{agreement->signed_on} > today)
        return AgreementState::Missing;
    if (!agreement->valid_until) return AgreementState::InForce;
    const std::chrono::sys_days last{*agreement->valid_until};
    if (last < today) return AgreementState::Expired;
    return last - today < std::chrono::days{30} ? AgreementState::EndsSoon
                                                : AgreementState::InForce;
}

std::optional<std::chrono::year_month_day> day_from(std::string_view text)
{
    constexpr std::size_t length = 10;
    if (text.size() != length || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto number = [text](std::size_t begin, std::size_t count) {
        int value = -1;
        const auto* const first = text.data() + begin;
        const auto [end, error] = std::from_chars(first, first + count, value);
        return error == std::errc{} && end == first + count ? value : -1;
    };
    const int month = number(5, 2);
    const int day = number(8, 2);
    if (number(0, 4) < 0 || month < 0 || day < 0) return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::year{number(0, 4)},
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)}
    };
    return date.ok() ? std::optional{date} : std::nullopt;
}

std::string text_of(std::chrono::year_month_day day)
{
    return fmt::format(
        "{:04}-{:02}-{:02}",
        static_cast<int>(day.year()),
        static_cast<unsigned>(day.month()),
        static_cast<unsigned>(day.day())
    );
}

}  // namespace buddy::compliance
