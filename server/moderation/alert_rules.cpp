#include "moderation/alert_rules.hpp"

#include <algorithm>

namespace buddy::moderation {
namespace {

using namespace std::chrono_literals;
using safety::Category;

constexpr std::array<std::string_view, alert_kinds.size()> kind_names{
    "self_harm", "abuse", "threats", "medical", "eating", "bullying", "substances", "mood", "other"
};
constexpr std::array<std::string_view, 3> delivery_names{"at_once", "digest", "page"};

constexpr std::array<std::chrono::minutes, 10> reminder_times{
    15min, 1h, 4h, 24h, 48h, 72h, 96h, 120h, 144h, 168h
};

}  // namespace

std::string_view id_of(AlertKind kind) noexcept
{
    return kind_names.at(static_cast<std::size_t>(kind));
}

std::optional<AlertKind> alert_kind_from(std::string_view id) noexcept
{
    const auto* const found = std::ranges::find(kind_names, id);
    if (found == kind_names.end()) return std::nullopt;
    return static_cast<AlertKind>(found - kind_names.begin());
}

AlertKind kind_of(Category category) noexcept
{
    switch (category) {
        case Category::SelfHarm: return AlertKind::SelfHarm;
        case Category::Abuse:
        case Category::Exploitation:
        case Category::Sexual: return AlertKind::Abuse;
        case Category::Violence:
        case Category::Weapons:
        case Category::Extremism: return AlertKind::Threats;
        case Category::Medical: return AlertKind::Medical;
        case Category::EatingDisorder: return AlertKind::Eating;
        case Category::Bullying:
        case Category::Hate: return AlertKind::Bullying;
        case Category::Substances:
        case Category::DangerousActs: return AlertKind::Substances;
        case Category::Distress:
        case Category::Dependency: return AlertKind::Mood;
        default: return AlertKind::Other;
    }
}

bool may_wait(AlertKind kind) noexcept
{
    return kind != AlertKind::SelfHarm && kind != AlertKind::Abuse && kind != AlertKind::Threats &&
           kind != AlertKind::Medical;
}

std::string_view id_of(Delivery delivery) noexcept
{
    return delivery_names.at(static_cast<std::size_t>(delivery));
}

std::optional<Delivery> delivery_from(std::string_view id) noexcept
{
    const auto* const found = std::ranges::find(delivery_names, id);
    if (found == delivery_names.end()) return std::nullopt;
    return static_cast<Delivery>(found - delivery_names.begin());
}

Delivery delivery_of(
    const conversation::AlertFacts& facts, std::optional<Delivery> chosen, bool family_wants_mail
) noexcept
{
    if (!may_wait(kind_of(facts.category)) || facts.severity == safety::Severity::Critical)
        return Delivery::AtOnce;
    if (!family_wants_mail) return Delivery::Page;
    const auto wanted = chosen.value_or(Delivery::AtOnce);
    const bool is_small = facts.severity <= safety::Severity::Low;
    return is_small && wanted == Delivery::AtOnce ? Delivery::Digest : wanted;
}

bool insists(safety::Severity severity) noexcept
{
    return severity >= safety::Severity::High;
}

std::optional<Time> next_reminder(Time queued_at, Time now) noexcept
{
    for (const auto after : reminder_times)
        if (queued_at + after > now) return queued_at + after;
    return std::nullopt;
}

notify::Urgency urgency_of(safety::Severity severity) noexcept
{
    switch (severity) {
        case safety::Severity::Critical: return notify::Urgency::Critical;
        case safety::Severity::High: return notify::Urgency::High;
        case safety::Severity::Medium: return notify::Urgency::Medium;
        default: return notify::Urgency::Low;
    }
}

}  // namespace buddy::moderation
