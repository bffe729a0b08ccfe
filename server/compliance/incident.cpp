#include "compliance/incident.hpp"

#include <array>
#include <cstddef>

namespace buddy::compliance {
namespace {

// In the order of their enumerators.
constexpr std::array<std::string_view, 6> kinds{
    "disclosure", "loss", "alteration", "outage", "safety", "other"
};
constexpr std::array<std::string_view, 4> severities{"low", "medium", "high", "critical"};
constexpr std::array<std::string_view, 3> tellings{"undecided", "told", "not_needed"};
constexpr std::array<std::string_view, 8> entry_kinds{
    "happened",
    "note",
    "families",
    "authority_told",
    "authority_not_needed",
    "persons_told",
    "persons_not_needed",
    "closed"
};

template <class Enum, std::size_t Count>
std::optional<Enum> value_in(
    const std::array<std::string_view, Count>& words, std::string_view word
)
{
    for (std::size_t i = 0; i < Count; ++i)
        if (words.at(i) == word) return static_cast<Enum>(i);
    return std::nullopt;
}

}  // namespace

std::string_view id_of(IncidentKind kind) noexcept
{
    return kinds.at(static_cast<std::size_t>(kind));
}

std::string_view id_of(IncidentSeverity severity) noexcept
{
    return severities.at(static_cast<std::size_t>(severity));
}

std::string_view id_of(Told told) noexcept
{
    return tellings.at(static_cast<std::size_t>(told));
}

std::string_view id_of(EntryKind kind) noexcept
{
    return entry_kinds.at(static_cast<std::size_t>(kind));
}

std::optional<IncidentKind> incident_kind_from(std::string_view id) noexcept
{
    return value_in<IncidentKind>(kinds, id);
}

std::optional<IncidentSeverity> incident_severity_from(std::string_view id) noexcept
{
    return value_in<IncidentSeverity>(severities, id);
}

std::optional<Told> told_from(std::string_view id) noexcept
{
    return value_in<Told>(tellings, id);
}

std::optional<EntryKind> entry_kind_from(std::string_view id) noexcept
{
    return value_in<EntryKind>(entry_kinds, id);
}

std::optional<Standing> authority_clock(const Incident& incident, Time now) noexcept
{
    if (incident.closed_at || incident.authority != Told::Undecided) return std::nullopt;
    return standing_at(now, incident.authority_due(), std::chrono::hours{24});
}

Result<Incident> moved(Incident incident, EntryKind kind, Time at, std::int64_t families)
{
    if (incident.closed_at) return failed(ErrorCode::Conflict, "the incident is closed");
    switch (kind) {
        case EntryKind::Happened:
            return failed(ErrorCode::Invalid, "what happened is the first entry");
        case EntryKind::Note: break;
        case EntryKind::Families: incident.families = families; break;
        case EntryKind::AuthorityTold: incident.authority = Told::Told; break;
        case EntryKind::AuthorityNotNeeded: incident.authority = Told::NotNeeded; break;
        case EntryKind::PersonsTold: incident.persons = Told::Told; break;
        case EntryKind::PersonsNotNeeded: incident.persons = Told::NotNeeded; break;
        case EntryKind::Closed:
            if (incident.authority == Told::Undecided || incident.persons == Told::Undecided)
                return failed(ErrorCode::Conflict, "it is not decided yet whom to tell");
            incident.closed_at = at;
            break;
    }
    ++incident.entries;
    return incident;
}

}  // namespace buddy::compliance
