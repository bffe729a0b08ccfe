// How identity's types stand in cells: times as milliseconds, ids as text, no id as NULL.
#pragma once

#include "core/clock.hpp"
#include "platform/sql/database.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace buddy::identity {

[[nodiscard]] inline Time time_at(const sql::Rows& rows, std::size_t row, std::size_t column)
{
    return from_millis(rows.get<std::int64_t>(row, column));
}

[[nodiscard]] inline std::optional<Time> optional_time(
    const sql::Rows& rows, std::size_t row, std::size_t column
)
{
    const auto millis = rows.get<std::optional<std::int64_t>>(row, column);
    if (!millis) return std::nullopt;
    return from_millis(*millis);
}

template <class Id>
[[nodiscard]] Id optional_id(const sql::Rows& rows, std::size_t row, std::size_t column)
{
    return Id{rows.get<std::optional<std::string>>(row, column).value_or("")};
}

template <class Id>
[[nodiscard]] std::optional<std::string> id_or_null(const Id& id)
{
    if (id.empty()) return std::nullopt;
    return id.text();
}

}  // namespace buddy::identity
