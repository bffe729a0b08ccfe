// How an alert reaches a guardian, and how long it insists: kinds, what may wait, and the times at which
// an alert that nobody answers is told again.
#pragma once

#include "conversation/conversation.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace buddy::moderation {

/// What a guardian chooses by: coarser than categories.
enum class AlertKind : std::uint8_t {
    SelfHarm,
    Abuse,  ///< Also sexual matters and exploitation: somebody may be harming the child.
    Threats,
    Medical,
    Eating,
    Bullying,
    Substances,
    Mood,  ///< How the child feels, and days that grew heavier.
    Other
};
inline constexpr std::array<AlertKind, 9> alert_kinds{
    AlertKind::SelfHarm,
    AlertKind::Abuse,
    AlertKind::Threats,
    AlertKind::Medical,
    AlertKind::Eating,
    AlertKind::Bullying,
    AlertKind::Substances,
    AlertKind::Mood,
    AlertKind::Other
};
[[nodiscard]] std::string_view id_of(AlertKind kind) noexcept;  ///< "self_harm" …
[[nodiscard]] std::optional<AlertKind> alert_kind_from(std::string_view id) noexcept;
[[nodiscard]] AlertKind kind_of(safety::Category category) noexcept;
/// false: always written at once, whatever anybody chose.
[[nodiscard]] bool may_wait(AlertKind kind) noexcept;

/// How a guardian hears of an alert; the page shows it in any case.
enum class Delivery : std::uint8_t { AtOnce, Digest, Page };
[[nodiscard]] std::string_view id_of(Delivery delivery) noexcept;  ///< "at_once", "digest", "page"
[[nodiscard]] std::optional<Delivery> delivery_from(std::string_view id) noexcept;

/// The floor first: kinds that may not wait and whatever is critical are written at once. Then the
/// family's switch, then the guardian's choice. What is only worth knowing waits for the digest.
[[nodiscard]] Delivery delivery_of(
    const conversation::AlertFacts& facts, std::optional<Delivery> chosen, bool family_wants_mail
) noexcept;

/// An alert of this weight is told again until somebody answers.
[[nodiscard]] bool insists(safety::Severity severity) noexcept;
/// The next time after `now` at which an alert is told again that was first told at `queued_at`: after
/// 15 minutes, 1 hour, 4 hours, then daily for a week. Nothing: it was the last time.
[[nodiscard]] std::optional<Time> next_reminder(Time queued_at, Time now) noexcept;
/// From when on moderators hear of it again, too, where policy lets them know.
inline constexpr std::chrono::hours moderators_again{1};

[[nodiscard]] notify::Urgency urgency_of(safety::Severity severity) noexcept;

}  // namespace buddy::moderation
