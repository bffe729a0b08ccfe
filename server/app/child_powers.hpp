// What laws and the family leave to Buddy with a child, as the conversation asks for it.
//
//     .powers_of = [this](const auto& speaker, const auto& rules, auto date)
//                      { return powers_of(packs, speaker, rules, date); }
//
// Threads  Pure functions.
#pragma once

#include "law/law.hpp"
#include "limits/limits.hpp"
#include "powers/http_powers.hpp"

#include "conversation/turn_pipeline.hpp"

#include <chrono>

namespace buddy::app {

[[nodiscard]] conversation::Powers powers_of(
    const law::Packs& packs,
    const conversation::Speaker& speaker,
    const limits::Rules& rules,
    std::chrono::sys_days date
);

/// Buddy's own, or the law's where that is more often.
[[nodiscard]] powers::Reminders reminders_of(safety::AgeBand age_band, const powers::Held& held);

}  // namespace buddy::app
