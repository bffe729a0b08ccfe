// Which part of a file a download asks for (RFC 9110, section 14), so that one that broke off can go on.
//
// Threads  Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace buddy::compliance {

struct ByteRange {
    std::int64_t begin = 0;
    std::int64_t end = 0;  ///< Exclusive.
    friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

enum class RangeKind : std::uint8_t {
    Whole,  ///< None was asked for, or one in a form that may be ignored: several at once, other units.
    Part,       ///< `range` says which.
    Impossible  ///< It begins behind the end.
};
struct AskedRange {
    RangeKind kind = RangeKind::Whole;
    ByteRange range;
};

/// `header` is the value of Range; `size` the length of the file.
[[nodiscard]] AskedRange range_in(std::string_view header, std::int64_t size);

}  // namespace buddy::compliance
