// How often the law wants a child reminded, and how long it lets a talk be remembered, as the conversation asks for it.
//
//     .legal_cadence = [this](auto country, auto band, auto date)
//                          { return cadence_by_law(packs, country, band, date); }
//
// A family stores its country and no region: of a country whose states have laws of their own, the
// strictest state counts (docs/decisions/0016-law-as-data.md).
//
// Threads  Pure function.
#pragma once

#include "law/law.hpp"

#include "conversation/cadence.hpp"
#include "conversation/summaries.hpp"

#include <chrono>
#include <string_view>

namespace buddy::app {

/// `country` empty or none that exists: the strictest of all packs.
[[nodiscard]] conversation::Cadence cadence_by_law(
    const law::Packs& packs,
    std::string_view country,
    safety::AgeBand age_band,
    std::chrono::sys_days date
);

/// How long a talk may be remembered; arguments as above.
[[nodiscard]] conversation::MemoryLimit memory_by_law(
    const law::Packs& packs,
    std::string_view country,
    safety::AgeBand age_band,
    std::chrono::sys_days date
);

/// Whether the law lets a child's moods be read there.
[[nodiscard]] bool moods_by_law(
    const law::Packs& packs,
    std::string_view country,
    safety::AgeBand age_band,
    std::chrono::sys_days date
);

}  // namespace buddy::app
