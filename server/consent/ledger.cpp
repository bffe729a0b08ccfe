#include "consent/ledger.hpp"

#include <algorithm>
#include <array>
#include <ranges>

namespace buddy::consent {
namespace {

constexpr std::array<std::string_view, 3> events{"given", "withdrawn", "lapsed"};
constexpr std::array<std::string_view, 5> states{
    "none", "given", "withdrawn", "outdated", "to_renew"
};

/// What lapsed in an upgrade names no processor: the switch of then asked for none.
bool is_about(const Entry& entry, const Use& use)
{
    if (entry.scope == use.scope()) return true;
    return entry.event == Event::Lapsed && entry.scope.processor.empty() && use.discloses();
}

State state_of(const Entry& entry, const Use& use)
{
    switch (entry.event) {
        case Event::Given:
            return entry.terms == Notice::terms_of(use) ? State::Given : State::Outdated;
        case Event::Withdrawn: return State::Withdrawn;
        case Event::Lapsed: return State::ToRenew;
    }
    return State::None;
}

}  // namespace

std::string_view id_of(Event event) noexcept
{
    return events.at(static_cast<std::size_t>(event));
}

std::optional<Event> event_from(std::string_view id) noexcept
{
    const auto* const found = std::ranges::find(events, id);
    if (found == events.end()) return std::nullopt;
    return static_cast<Event>(found - events.begin());
}

std::string_view id_of(State state) noexcept
{
    return states.at(static_cast<std::size_t>(state));
}

Standing standing_of(std::span<const Entry> entries, const Use& use)
{
    for (const auto& entry : entries | std::views::reverse)
        if (is_about(entry, use))
            return {.state = state_of(entry, use), .since = entry.at, .method = entry.method};
    return {};
}

}  // namespace buddy::consent
