// The few sentences that the conversation itself says, in en, es, fr, de and pt; other locales get
// English. What the mentor says is authored in data/mentor.
#pragma once

#include "advisors/advisors.hpp"
#include "buddy/safety/trajectory.hpp"
#include "conversation/turn_events.hpp"

#include <span>
#include <string>
#include <string_view>

namespace buddy::conversation {

/// For Ai, Break and Help; Told has words of its own, told_text(), and Time coming_words().
[[nodiscard]] std::string_view notice_text(NoticeKind kind, std::string_view locale) noexcept;
/// What the child is told when adults were told of its course over days: what it was about, and who
/// was told.
[[nodiscard]] std::string told_text(
    const safety::Notify& told, safety::Strand strand, std::string_view locale
);
/// Said once before the guided mentor answers in the place of a model that may not be asked for now,
/// because a budget is used up.
[[nodiscard]] std::string_view limit_words(std::string_view locale) noexcept;
/// Why the safety steward speaks.
[[nodiscard]] std::string_view steward_reason(std::string_view locale) noexcept;
/// Whose notes a model had that spoke, in plain words; empty for nobody's.
[[nodiscard]] std::string consulted_words(
    std::span<const advisors::Advisor> heard, std::string_view locale
);
/// "School · 21 November": what it was about and when; never what was said. An unknown topic is a
/// plain conversation.
[[nodiscard]] std::string title_of(
    std::string_view topic, Time started_at, std::string_view locale, std::string_view time_zone
);

}  // namespace buddy::conversation
