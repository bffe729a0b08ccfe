// When a guardian is asked what it thinks of Buddy: seldom, and never when something else matters.
//
//     if (const auto question = question_due(standing, moment)) …    // a quiet card on the page
//
// Alerts that no guardian may know of count for nothing here: a question that stays away must not tell of one.
//
// Threads  Pure functions.
#pragma once

#include "core/clock.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::feedback {

enum class Question : std::uint8_t {
    Satisfaction,   ///< One to five.
    Recommendation  ///< Zero to ten: the net promoter score is made of it.
};
[[nodiscard]] std::string_view id_of(Question question
) noexcept;  ///< "satisfaction", "recommendation"
[[nodiscard]] std::optional<Question> question_from(std::string_view id) noexcept;
/// Both inclusive.
struct MarkRange {
    int least = 0;
    int most = 0;
};
[[nodiscard]] MarkRange marks_of(Question question) noexcept;

/// How a guardian stands with being asked.
struct Standing {
    Time joined_at;
    std::optional<Question> question;  ///< The last one.
    std::optional<Time> shown_at;      ///< When a page showed it first.
    std::optional<Time> settled_at;    ///< When it was answered or put away.
    bool ended = false;                ///< Never again.
    friend bool operator==(const Standing&, const Standing&) = default;
};

/// What else is going on; of alerts those only that a guardian may know of.
struct Moment {
    Time now;
    std::string time_zone;
    std::optional<Time> last_alert_at;
    bool alert_is_open = false;  ///< One waits for an answer.
};

inline constexpr std::chrono::days settling_in{14};  ///< After the sign-up.
inline constexpr std::chrono::days between_asking{90};
/// So long a question that was shown stays, if nobody answers it.
inline constexpr std::chrono::days stays{7};

/// The question to show now; nothing is the usual case.
[[nodiscard]] std::optional<Question> question_due(const Standing& standing, const Moment& moment);

}  // namespace buddy::feedback
