// Something went wrong: what happened, the clock to the authority, who was told or why not, and what was learned.
//
//     const auto clock = authority_clock(incident, now);     // InTime, Soon or Late; nothing once it is decided
//
// The clock is that of GDPR art. 33: 72 hours from the moment it was found. People are told "without undue
// delay" (art. 34): that has no hour, so it is shown until it is decided.
//
// Threads  Plain values and pure functions.
#pragma once

#include "compliance/rights_request.hpp"

#include "core/clock.hpp"
#include "core/result.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::compliance {

/// Disclosure: somebody saw what was not theirs. Loss and Alteration: of data. Safety: a child was not kept safe.
enum class IncidentKind : std::uint8_t { Disclosure, Loss, Alteration, Outage, Safety, Other };
enum class IncidentSeverity : std::uint8_t { Low, Medium, High, Critical };
enum class Told : std::uint8_t { Undecided, Told, NotNeeded };
enum class EntryKind : std::uint8_t {
    Happened,  ///< The first one.
    Note,
    Families,  ///< It touches another number of families than was thought.
    AuthorityTold,
    AuthorityNotNeeded,
    PersonsTold,
    PersonsNotNeeded,
    Closed  ///< With what was learned.
};

[[nodiscard]] std::string_view id_of(IncidentKind kind) noexcept;
[[nodiscard]] std::string_view id_of(IncidentSeverity severity) noexcept;
[[nodiscard]] std::string_view id_of(Told told) noexcept;
[[nodiscard]] std::string_view id_of(EntryKind kind) noexcept;
[[nodiscard]] std::optional<IncidentKind> incident_kind_from(std::string_view id) noexcept;
[[nodiscard]] std::optional<IncidentSeverity> incident_severity_from(std::string_view id) noexcept;
[[nodiscard]] std::optional<Told> told_from(std::string_view id) noexcept;
[[nodiscard]] std::optional<EntryKind> entry_kind_from(std::string_view id) noexcept;

struct Incident {
    /// From finding it to telling the authority.
    static constexpr std::chrono::hours authority_time{72};

    std::string id;
    IncidentKind kind = IncidentKind::Other;
    IncidentSeverity severity = IncidentSeverity::Medium;
    Time found_at;
    Time recorded_at;
    std::int64_t families = 0;  ///< How many it touches, as far as is known.
    Told authority = Told::Undecided;
    Told persons = Told::Undecided;
    std::optional<Time> closed_at;
    std::int64_t entries = 0;

    [[nodiscard]] Time authority_due() const { return found_at + authority_time; }
};

struct IncidentEntry {
    std::int64_t number = 0;
    EntryKind kind = EntryKind::Note;
    Time at;
    std::string by;     ///< Of staff.
    std::string words;  ///< By staff: of numbers, not of people.
};

/// Nothing: it is decided, or closed. Soon: less than a day is left.
[[nodiscard]] std::optional<Standing> authority_clock(const Incident& incident, Time now) noexcept;

/// The incident after an entry; `families` counts with EntryKind::Families only.
/// Conflict  it is closed, or closes while it is not decided whom to tell.
/// Invalid   Happened: that is the first entry, and there is one.
[[nodiscard]] Result<Incident> moved(
    Incident incident, EntryKind kind, Time at, std::int64_t families
);

}  // namespace buddy::compliance
