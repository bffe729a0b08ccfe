// What the safety engine says about one message. Plain values, safe to copy, compare and log:
// nothing here holds a word that a child wrote.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::safety {

/// Risks, in the order of design. The identifiers (`id_of`) are stable; the numbers are not stored
/// anywhere.
enum class Category : std::uint8_t {
    SelfHarm,
    EatingDisorder,
    Violence,
    Weapons,
    Sexual,
    Exploitation,
    Abuse,
    Bullying,
    Hate,
    Substances,
    DangerousActs,
    Crime,
    Extremism,
    PersonalInfo,
    Medical,
    Manipulation,
    Dependency,
    Distress,
    Profanity,
    RelationalHarm,  ///< Outputs only, as the three that follow.
    FalseIdentity,
    Academic,
    Misinformation,
};
inline constexpr std::size_t category_count = 23;

enum class Severity : std::uint8_t { None, Low, Medium, High, Critical };
enum class Subject : std::uint8_t { Self, Other, None, Unknown };
enum class When : std::uint8_t { Now, Past, Future };
enum class Frame : std::uint8_t { Real, Figurative, Fiction, Study, Game };
/// From weakest to strongest; compare with <.
enum class Action : std::uint8_t { Allow, Support, Redirect, Block, Escalate };
enum class AgeBand : std::uint8_t { From7To9, From10To12, From13To17 };
enum class Direction : std::uint8_t { Input, Output };
enum class Role : std::uint8_t { Child, Mentor };

// Stable wire names ("self_harm", "13-17", "escalate" …) and back; an unknown name gives nullopt.
[[nodiscard]] std::string_view id_of(Category value) noexcept;
[[nodiscard]] std::string_view id_of(Subject value) noexcept;
[[nodiscard]] std::string_view id_of(When value) noexcept;
[[nodiscard]] std::string_view id_of(Frame value) noexcept;
[[nodiscard]] std::string_view id_of(Action value) noexcept;
[[nodiscard]] std::string_view id_of(AgeBand value) noexcept;
[[nodiscard]] std::string_view id_of(Direction value) noexcept;
[[nodiscard]] std::string_view id_of(Role value) noexcept;
[[nodiscard]] std::optional<Category> category_from(std::string_view id) noexcept;
[[nodiscard]] std::optional<Subject> subject_from(std::string_view id) noexcept;
[[nodiscard]] std::optional<When> when_from(std::string_view id) noexcept;
[[nodiscard]] std::optional<Frame> frame_from(std::string_view id) noexcept;
[[nodiscard]] std::optional<Action> action_from(std::string_view id) noexcept;
[[nodiscard]] std::optional<AgeBand> age_band_from(std::string_view id) noexcept;
[[nodiscard]] std::optional<Direction> direction_from(std::string_view id) noexcept;
[[nodiscard]] std::optional<Role> role_from(std::string_view id) noexcept;

/// Who must be told. All false: nobody.
struct Notify {
    bool guardian = false;
    bool trusted_adult = false;
    bool moderator = false;
    friend bool operator==(const Notify&, const Notify&) = default;
    [[nodiscard]] bool anyone() const noexcept { return guardian || trusted_adult || moderator; }
    /// An adult must be told, and it must not be a guardian: the turn is protected (product rule).
    [[nodiscard]] bool protects() const noexcept { return anyone() && !guardian; }
};

/// One reason behind an assessment.
struct Evidence {
    Category category = Category::Distress;
    std::string source;  ///< "rule:<id>", "model", "context:<rule>", "state", "days", "judge",
                         ///< "fail_safe".
    std::optional<std::size_t> begin;         ///< Byte offset in the original text, inclusive.
    std::optional<std::size_t> end;           ///< Byte offset, exclusive; never splits a character.
    std::optional<std::size_t> context_turn;  ///< Index into Message::context, 0 = oldest.
};

/// The engine's answer. A default-made one is `unavailable()`: whoever forgets to fill it in fails
/// closed.
struct Assessment {
    bool available = false;  ///< false: could not judge; callers treat it as blocked.
    Action action = Action::Block;
    Severity severity = Severity::High;
    double score = 1.0;  ///< Calibrated probability that the case needs action, 0 to 1. The
                         ///< engine's own: a second opinion does not touch it.
    std::array<double, category_count> probability{};  ///< Calibrated, indexed by Category.
    std::optional<Category> primary;  ///< nullopt exactly when action is Allow or unavailable.
    Subject subject = Subject::Unknown;
    When when = When::Now;
    Frame frame = Frame::Real;
    Notify notify;
    std::vector<Evidence> evidence;
    std::string
        reason_unavailable;  ///< Stable word for logs: "model", "rules", "deadline", "exception" …

    /// What is returned whenever anything goes wrong. `reason` must be one of our own words.
    [[nodiscard]] static Assessment unavailable(std::string_view reason);
    [[nodiscard]] bool flagged() const noexcept { return !available || action != Action::Allow; }
    [[nodiscard]] double probability_of(Category category) const noexcept
    {
        return probability.at(static_cast<std::size_t>(category));
    }
};

}  // namespace buddy::safety
