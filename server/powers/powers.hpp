// What Buddy may do with one child today: the strictest of the laws, of what the family settled, and of Buddy's own.
//
//     const auto held = what_holds(packs, question_about(profile, clock.now()), rules);
//     if (!held.reads_moods) …         // and held.reasons: why, switch by switch, for guardians
//
// Laws are data (law/law.hpp), a family's choices are limits::Rules. None of it reaches the crisis path.
//
// Threads  Pure functions.
#pragma once

#include "law/law.hpp"
#include "limits/limits.hpp"

#include "advisors/advisors.hpp"
#include "buddy/safety/assessment.hpp"
#include "core/clock.hpp"
#include "identity/identity.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::powers {

/// Something that is switched, for pages; the name is in the API.
enum class Switch : std::uint8_t {
    Moods,
    Memory,
    Persona,
    Praise,
    FeelingQuestions,
    Opinions,
    AiNotice,
    Break
};
[[nodiscard]] std::string_view id_of(Switch one) noexcept;  ///< "moods", "memory" …

/// Who made it as strict as it is.
enum class Because : std::uint8_t { Buddy, Family, Law };
[[nodiscard]] std::string_view id_of(Because because) noexcept;  ///< "buddy", "family", "law"

struct Reason {
    Switch one = Switch::Moods;
    Because because = Because::Buddy;  ///< Law goes before Family where both ask for it.
    std::vector<const law::Rule*>
        rules;  ///< Those laws that ask for exactly this; borrowed from the packs.
};

/// Of what was said, this much may be told again.
struct Remembering {
    std::optional<std::chrono::hours> window;  ///< Nothing: no limit.
    bool ends_with_session = false;
    bool keeps_nothing = false;
    friend bool operator==(const Remembering&, const Remembering&) = default;
};

struct Held {
    std::optional<std::chrono::minutes> ai_notice_every;  ///< By law; nothing: no law asks.
    std::optional<std::chrono::minutes> break_every;      ///< Likewise.
    Remembering memory;
    bool reads_moods = true;
    advisors::Manner manner;
    std::vector<Reason> reasons;  ///< One for each Switch, in their order.
    law::Applicable applicable;
};

/// `rules` of a child without any settled: limits::Rules{}.
[[nodiscard]] Held what_holds(
    const law::Packs& packs, const law::Question& question, const limits::Rules& rules
);

/// Whom a turn is about.
struct Whom {
    std::string_view country;  ///< Empty: not known.
    std::string_view region;
    std::optional<int> age;
    safety::AgeBand age_band = safety::AgeBand::From10To12;  ///< Where no more is known of the age.
};
/// `date`: on the child's wall.
[[nodiscard]] law::Question question_about(const Whom& whom, std::chrono::sys_days date);
/// About a child, today.
[[nodiscard]] law::Question question_about(const identity::ChildProfile& child, Time now);

}  // namespace buddy::powers
