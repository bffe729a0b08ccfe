#include "spending/money.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace buddy::spending {
namespace {

constexpr std::size_t decimals = 12;
constexpr std::int64_t most_units = 1'000'000;

bool is_digits(std::string_view text)
{
    return std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
}

std::int64_t number_of(std::string_view digits)
{
    std::int64_t number = 0;
    for (const char digit : digits) number = (number * 10) + (digit - '0');
    return number;
}

std::int64_t limit_towards(bool is_negative)
{
    using Limits = std::numeric_limits<std::int64_t>;
    return is_negative ? Limits::min() : Limits::max();
}

}  // namespace

std::optional<Money> Money::parse(std::string_view text)
{
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    auto rest =
        point == std::string_view::npos ? std::string{} : std::string{text.substr(point + 1)};
    const bool is_written_out = point == std::string_view::npos || !rest.empty();
    if (whole.empty() || whole.size() > 7 || rest.size() > decimals || !is_written_out ||
        !is_digits(whole) || !is_digits(rest))
        return std::nullopt;
    rest.resize(decimals, '0');
    const auto units = number_of(whole);
    if (units > most_units) return std::nullopt;
    return Money{(units * parts_a_unit) + number_of(rest)};
}

std::string Money::text() const
{
    const bool is_negative = trillionths_ < 0;
    const auto size = is_negative ? 0 - static_cast<std::uint64_t>(trillionths_)
                                  : static_cast<std::uint64_t>(trillionths_);
    constexpr auto unit = static_cast<std::uint64_t>(parts_a_unit);
    auto out = fmt::format("{}{}.{:012}", is_negative ? "-" : "", size / unit, size % unit);
    constexpr std::size_t fewest_decimals = 2;
    const auto shortest = out.size() - decimals + fewest_decimals;
    while (out.size() > shortest && out.back() == '0') out.pop_back();
    return out;
}

double Money::about() const noexcept
{
    return static_cast<double>(trillionths_) / static_cast<double>(parts_a_unit);
}

Money operator+(Money left, Money right) noexcept
{
    std::int64_t sum = 0;
    if (__builtin_add_overflow(left.trillionths_, right.trillionths_, &sum))
        return Money{limit_towards(left.trillionths_ < 0)};
    return Money{sum};
}

Money operator-(Money left, Money right) noexcept
{
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(left.trillionths_, right.trillionths_, &difference))
        return Money{limit_towards(left.trillionths_ < 0)};
    return Money{difference};
}

Money operator*(Money one, std::int64_t count) noexcept
{
    std::int64_t product = 0;
    if (__builtin_mul_overflow(one.trillionths_, count, &product))
        return Money{limit_towards((one.trillionths_ < 0) != (count < 0))};
    return Money{product};
}

}  // namespace buddy::spending
