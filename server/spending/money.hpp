// An exact amount of money, in trillionths of one unit of a currency. Never a floating point number.
//
//     const auto limit = Money::parse("0.50");
//     total = total + price.output * tokens;
//     out << total.text();                              // "0.000135"
//
// A price of a millionth of a unit for a million tokens is one trillionth a token: whatever a vendor
// publishes with up to six decimals is a whole number here. The currency is the price book's.
//
// Threads  Plain values.
// Errors   Sums and products stop at the largest amount (some nine million units); they never wrap.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::spending {

class Money {
public:
    static constexpr std::int64_t parts_a_unit = 1'000'000'000'000;

    constexpr Money() = default;
    constexpr explicit Money(std::int64_t trillionths) : trillionths_{trillionths} {}
    /// "12", "0.25": digits, at most twelve behind the point, up to a million units. Empty: anything
    /// else, signs and exponents among it.
    [[nodiscard]] static std::optional<Money> parse(std::string_view text);

    [[nodiscard]] constexpr std::int64_t trillionths() const noexcept { return trillionths_; }
    /// Exact, with two decimals at least.
    [[nodiscard]] std::string text() const;
    /// For gauges only.
    [[nodiscard]] double about() const noexcept;

    friend constexpr auto operator<=>(const Money&, const Money&) = default;
    friend Money operator+(Money left, Money right) noexcept;
    friend Money operator-(Money left, Money right) noexcept;
    friend Money operator*(Money one, std::int64_t count) noexcept;

private:
    std::int64_t trillionths_ = 0;
};

}  // namespace buddy::spending
