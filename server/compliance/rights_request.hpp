// A request that a person answers: to see, to mend, to use less or not at all, or a complaint. From the asking to the answer.
//
//     const auto next = moved(request, {.step = Step::Answered, .at = now}, rule);
//     if (!next) …                                          // it is closed, or too late to take longer
//
// The clock never stops, also while the family is asked something: that is the stricter reading of every law.
//
// Threads  Plain values and pure functions.
#pragma once

#include "compliance/answer_times.hpp"

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::compliance {

enum class RequestKind : std::uint8_t { Access, Correct, Restrict, Object, Complain };
enum class RequestState : std::uint8_t {
    Open,
    Waiting,   ///< The family was asked something.
    Extended,  ///< It takes longer; the family was told why.
    Answered,
    Refused  ///< With a reason.
};
/// How soon somebody must look: of what a child wrote, as the safety engine judges it.
enum class Urgency : std::uint8_t { Usual, Soon, Now };
/// What was said, and by whom: Asked and Reply by the family or the child, the others by staff.
enum class Step : std::uint8_t { Asked, Question, Reply, Extended, Answered, Refused };

[[nodiscard]] std::string_view id_of(RequestKind kind) noexcept;
[[nodiscard]] std::string_view id_of(RequestState state) noexcept;
[[nodiscard]] std::string_view id_of(Urgency urgency) noexcept;
[[nodiscard]] std::string_view id_of(Step step) noexcept;
/// Nothing: no such word.
[[nodiscard]] std::optional<RequestKind> request_kind_from(std::string_view id) noexcept;
/// What nobody wrote is read as what somebody must look at: Open, Now, Asked.
[[nodiscard]] RequestState request_state_from(std::string_view id) noexcept;
[[nodiscard]] Urgency urgency_from(std::string_view id) noexcept;
[[nodiscard]] Step step_from(std::string_view id) noexcept;

struct RightsRequest {
    std::string id;
    FamilyId family;
    std::optional<GuardianId> guardian;  ///< Who asked; nothing: the child did.
    std::optional<ChildId> child;        ///< Whom it is about; nothing: the family.
    RequestKind kind = RequestKind::Access;
    RequestState state = RequestState::Open;
    Urgency urgency = Urgency::Usual;
    std::string country;
    std::string rule;  ///< AnswerRule::id.
    Time opened_at;
    Time due_at;
    std::optional<Time> extended_at;
    std::optional<Time> closed_at;

    /// A child asked by itself: no guardian may know of it.
    [[nodiscard]] bool is_protected() const noexcept { return !guardian; }
    [[nodiscard]] bool is_open() const noexcept { return !closed_at; }
};

struct Move {
    Step step = Step::Answered;
    Time at;
};
/// The request after a step.
/// Conflict  it is closed; a reply that nobody asked for; longer a second time, after the day, or where the
///           law knows no longer.
[[nodiscard]] Result<RightsRequest> moved(
    RightsRequest request, const Move& move, const AnswerRule& rule
);

/// How a clock stands, in a word.
enum class Standing : std::uint8_t { InTime, Soon, Late };
[[nodiscard]] std::string_view id_of(Standing standing) noexcept;
/// Soon: less than `warning` is left.
[[nodiscard]] Standing standing_at(Time now, Time due, std::chrono::hours warning) noexcept;

/// A request is "soon" in its last week.
inline constexpr std::chrono::hours request_warning{7 * 24};

}  // namespace buddy::compliance
