#include "measure_table.hpp"

#include <iomanip>
#include <ostream>
#include <sstream>

namespace buddy::safety {

std::string with_decimals(double value, int decimals)
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(decimals) << value;
    return text.str();
}

std::string percent_cell(std::size_t whole, double rate)
{
    constexpr double percent = 100;
    return whole == 0 ? "-" : with_decimals(rate * percent, 1);
}

void print_row(std::ostream& out, const std::vector<std::string>& cells, TableWidths widths)
{
    out << std::left << std::setw(widths.first) << cells.front() << std::right;
    for (std::size_t i = 1; i < cells.size(); ++i) out << std::setw(widths.others) << cells[i];
    out << '\n';
}

}  // namespace buddy::safety
