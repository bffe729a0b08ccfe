// What was settled as JSON: as it is sealed, and as a guardian's page reads and writes it.
//
// Threads  Pure functions.
#pragma once

#include "limits/limits.hpp"

#include <boost/json.hpp>

#include <expected>
#include <string>
#include <string_view>

namespace buddy::limits {

/// {"daily_minutes": 45, "school_nights": {"from": "20:30", "until": "07:00"}, "weekend": null, …}
[[nodiscard]] boost::json::object to_json(const Rules& rules);
/// What an unlimited child has where a member is missing; other members are read over.
[[nodiscard]] std::expected<Rules, Objection> rules_from(const boost::json::object& from);

}  // namespace buddy::limits
