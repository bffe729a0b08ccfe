// The contract with a processor, as the operator wrote it down, and whether it stands today.
//
// Threads  Plain values and pure functions.
#pragma once

#include "core/clock.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::compliance {

struct Agreement {
    std::string processor;  ///< consent::Use::processor.
    std::chrono::year_month_day signed_on;
    std::optional<std::chrono::year_month_day>
        valid_until;        ///< Inclusive; nothing: until it is ended.
    std::string reference;  ///< Where the paper is.
    Time recorded_at;
};

enum class AgreementState : std::uint8_t { Missing, InForce, EndsSoon, Expired };
[[nodiscard]] std::string_view id_of(AgreementState state) noexcept;
/// EndsSoon: within thirty days. One that is signed only tomorrow is missing today.
[[nodiscard]] AgreementState state_of(const std::optional<Agreement>& agreement, Time now);

/// "2026-11-30", and nothing for what is no such day.
[[nodiscard]] std::optional<std::chrono::year_month_day> day_from(std::string_view text);
[[nodiscard]] std::string text_of(std::chrono::year_month_day day);

}  // namespace buddy::compliance
