// A date as text: "2026-11-22".
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::spending {

[[nodiscard]] std::string text_of(std::chrono::sys_days day);
/// Empty: not ten characters of that form, or no day of any calendar.
[[nodiscard]] std::optional<std::chrono::sys_days> day_in(std::string_view text);

}  // namespace buddy::spending
