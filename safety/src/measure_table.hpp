// Measures as people read them: shares, and tables of text.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

namespace buddy::safety {

/// 0 to 1; 0 of nothing.
[[nodiscard]] constexpr double share(std::size_t part, std::size_t whole) noexcept
{
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

[[nodiscard]] std::string with_decimals(double value, int decimals);

/// `rate` in percent, with one decimal; a dash where there is nothing to share.
[[nodiscard]] std::string percent_cell(std::size_t whole, double rate);

struct TableWidths {
    int first = 28;
    int others = 13;
};

/// One line: the first column left, the others right. `cells` has one at least.
void print_row(std::ostream& out, const std::vector<std::string>& cells, TableWidths widths);

}  // namespace buddy::safety
