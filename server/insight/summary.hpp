// A week or a month of a child, from facts: figures with their uncertainty, and no word that was said. No marks, no ranks,
// no other child.
//
// Threads  Pure functions.
#pragma once

#include "insight/changes.hpp"
#include "insight/insight.hpp"
#include "insight/period.hpp"
#include "insight/uncertainty.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::insight {

/// A day of a week, or a week of a month.
struct StretchSummary {
    Stretch stretch;
    int talks = 0;  ///< Begun or gone on with in it.
    std::chrono::minutes minutes{0};
    /// How pleasant it felt, -1 to 1; nothing: fewer than `least_readings` moods.
    std::optional<Band> mood;
};

struct MoodShare {
    emotion::Mood mood = emotion::Mood::Calm;
    int talks = 0;  ///< In which it was read.
    Band share;     ///< Of the talks in which any mood was read.
};

struct TopicCount {
    std::string title;
    int talks = 0;
    friend bool operator==(const TopicCount&, const TopicCount&) = default;
};

/// Sums that Buddy's own tutor helped with.
struct LearningSummary {
    int found = 0;  ///< By the child itself.
    int shown = 0;  ///< The way and the answer were shown.
    int hints = 0;
    std::optional<Band> own;  ///< Share of `found`; nothing: fewer than `least_sums`.
};

enum class StrengthKind : std::uint8_t { FoundAnswers, NamedFeelings, WasCurious, TookUpSchool };
[[nodiscard]] std::string_view id_of(StrengthKind kind) noexcept;
struct Strength {
    StrengthKind kind = StrengthKind::WasCurious;
    int count = 0;
    friend bool operator==(const Strength&, const Strength&) = default;
};

struct Summary {
    int talks = 0;
    int days = 0;  ///< With talks.
    std::chrono::minutes minutes{0};
    std::vector<StretchSummary> stretches;
    bool moods_are_read = true;
    int talks_with_moods = 0;
    std::vector<MoodShare> moods;  ///< Most talks first; empty: fewer than `least_talks` with any.
    std::vector<TopicCount> topics;  ///< Most talks first.
    std::array<std::chrono::minutes, day_parts> parts{};
    bool shows_doings = true;
    LearningSummary learning;
    std::vector<Strength> strengths;
    std::vector<Change> changes;
    bool was_serious = false;  ///< There was an alert: moods do not tell it.
};

inline constexpr int least_readings = 3;
inline constexpr int least_talks = 3;
inline constexpr int least_sums = 3;
inline constexpr int least_of_a_strength = 2;

/// The mood counts: there is one, and it is not a bright one of the very turn that raised an alert.
[[nodiscard]] bool is_believed(const TurnFact& turn, const std::vector<Time>& alerts);

/// `facts`: from period.course_begin() to period.end(). `today`: the family's date.
[[nodiscard]] Summary summary_of(
    const Facts& facts, const Period& period, std::chrono::sys_days today
);

}  // namespace buddy::insight
