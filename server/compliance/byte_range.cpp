#include "compliance/byte_range.hpp"

#include <algorithm>
#include <charconv>

namespace buddy::compliance {
namespace {

/// A number without a sign; nothing for anything else.
std::optional<std::int64_t> number_in(std::string_view text)
{
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

AskedRange range_in(std::string_view header, std::int64_t size)
{
    const AskedRange whole{.kind = RangeKind::Whole, .range = {.begin = 0, .end = size}};
    constexpr std::string_view unit = "bytes=";
    if (!header.starts_with(unit)) return whole;
    header.remove_prefix(unit.size());
    const auto dash = header.find('-');
    if (dash == std::string_view::npos || header.contains(',')) return whole;
    const auto first = number_in(header.substr(0, dash));
    const auto last = number_in(header.substr(dash + 1));
    if (!first && dash != 0) return whole;
    if (!last && dash + 1 != header.size()) return whole;
    if (!first && !last) return whole;
    ByteRange range{.begin = 0, .end = size};
    if (first) {
        range.begin = *first;
        if (last) {
            if (*last < *first) return whole;
            range.end = *last >= size ? size : *last + 1;
        }
    } else {
        range.begin = size - std::min(*last, size);
    }
    if (range.begin >= size) return {.kind = RangeKind::Impossible, .range = {}};
    return {.kind = RangeKind::Part, .range = range};
}

}  // namespace buddy::compliance
