// What people say of Buddy: a child's thumb on an answer, a guardian's mark for the whole.
//
//     co_await feedback.give({.child = child, .turn = turn, .at = now, .is_hidden = answer.is_hidden,
//                             .opinion = {.thumb = Thumb::Down, .reason = ThumbReason::Scary, …}});
//     for (const auto& report : co_await feedback.open_reports(100)) …   // a moderator's list
//
// A thumb down with a reason is a report: it waits for a moderator. Figures know neither family nor child.
//
// Threads  Any event loop. One function is one transaction.
// Errors   NotFound also stands for what belongs to somebody else.
#pragma once

#include "feedback/survey.hpp"

#include "conversation/conversation.hpp"
#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"
#include "platform/async/task.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::feedback {

enum class Thumb : std::uint8_t { Up, Down };
[[nodiscard]] std::string_view id_of(Thumb thumb) noexcept;  ///< "up", "down"
[[nodiscard]] std::optional<Thumb> thumb_from(std::string_view id) noexcept;

/// Why a thumb is down, as a child may choose.
enum class ThumbReason : std::uint8_t { NotTrue, DidNotListen, Scary, Unkind, WrongAnswer, Other };
inline constexpr std::array<ThumbReason, 6> thumb_reasons{
    ThumbReason::NotTrue,
    ThumbReason::DidNotListen,
    ThumbReason::Scary,
    ThumbReason::Unkind,
    ThumbReason::WrongAnswer,
    ThumbReason::Other
};
[[nodiscard]] std::string_view id_of(ThumbReason reason) noexcept;  ///< "not_true" …
[[nodiscard]] std::optional<ThumbReason> thumb_reason_from(std::string_view id) noexcept;

/// What a moderator found when looking into a report.
enum class Finding : std::uint8_t { Fault, Fine, Unsure };
[[nodiscard]] std::string_view id_of(Finding finding) noexcept;  ///< "fault", "fine", "unsure"
[[nodiscard]] std::optional<Finding> finding_from(std::string_view id) noexcept;

struct Opinion {
    Thumb thumb = Thumb::Up;
    std::optional<ThumbReason> reason;  ///< Of a thumb down only.
    std::string voice;                  ///< Who spoke: conversation::GivenAnswer::voice.
    std::string advisor;                ///< Who led.
    [[nodiscard]] bool is_report() const noexcept { return thumb == Thumb::Down && reason; }
    friend bool operator==(const Opinion&, const Opinion&) = default;
};

struct GivenThumb {
    conversation::ChildRef child;
    TurnId turn;
    Time at;
    bool is_hidden = false;  ///< conversation::GivenAnswer::is_hidden.
    Opinion opinion;
    friend bool operator==(const GivenThumb&, const GivenThumb&) = default;
};

struct ShownThumb {
    TurnId turn;
    Opinion opinion;
    friend bool operator==(const ShownThumb&, const ShownThumb&) = default;
};

struct ThumbCount {
    std::string advisor;
    std::string voice;
    Thumb thumb = Thumb::Up;
    std::int64_t thumbs = 0;
    friend bool operator==(const ThumbCount&, const ThumbCount&) = default;
};

struct MarkCount {
    Question question = Question::Satisfaction;
    int mark = 0;
    std::int64_t marks = 0;
    friend bool operator==(const MarkCount&, const MarkCount&) = default;
};

struct GuardianRef {
    FamilyId family;
    GuardianId guardian;
};

/// What a guardian answered.
struct GuardianOpinion {
    int mark = 0;
    std::string words;  ///< May be empty.
    friend bool operator==(const GuardianOpinion&, const GuardianOpinion&) = default;
};

/// The same for those who read it: nobody's.
struct SaidOfBuddy {
    Question question = Question::Satisfaction;
    Time given_at;
    GuardianOpinion opinion;
    friend bool operator==(const SaidOfBuddy&, const SaidOfBuddy&) = default;
};

class FeedbackStore {
public:
    FeedbackStore() = default;
    FeedbackStore(const FeedbackStore&) = delete;
    FeedbackStore& operator=(const FeedbackStore&) = delete;
    FeedbackStore(FeedbackStore&&) = delete;
    FeedbackStore& operator=(FeedbackStore&&) = delete;
    virtual ~FeedbackStore() = default;

    /// Takes the place of an earlier one on the same answer; a new reason opens the report anew.
    virtual Task<Result<void>> give(GivenThumb thumb) = 0;
    /// Of an answer without one: nothing happens. A report that waits goes with it.
    virtual Task<Result<void>> take_back(conversation::ChildRef child, TurnId turn) = 0;
    virtual Task<Result<std::vector<ShownThumb>>> thumbs_of(
        conversation::ChildRef child, ConversationId conversation
    ) = 0;

    /// Reports that wait for a moderator, oldest first. Those of families whose keys are gone are absent.
    virtual Task<std::vector<GivenThumb>> open_reports(std::size_t most) = 0;
    /// NotFound  no such report, or it was decided.
    virtual Task<Result<GivenThumb>> find_report(TurnId turn) = 0;
    /// NotFound  likewise.
    virtual Task<Result<void>> decide(TurnId turn, Finding finding, StaffId by, Time at) = 0;
    virtual Task<std::int64_t> count_open_reports() = 0;

    /// NotFound  no such guardian.
    virtual Task<Result<Standing>> standing_of(GuardianRef guardian) = 0;
    virtual Task<> note_shown(GuardianRef guardian, Question question, Time at) = 0;
    struct Settling {
        GuardianRef guardian;
        Time at;
        std::optional<GuardianOpinion> opinion;  ///< Nothing: put away.
        bool ended = false;                      ///< Never again.
    };
    /// Conflict  nothing was asked, or it is settled already.
    virtual Task<Result<void>> settle(Settling settling) = 0;

    /// Since the month of `from`, over all families.
    virtual Task<std::vector<ThumbCount>> thumb_counts(Time from) = 0;
    virtual Task<std::vector<MarkCount>> mark_counts(Time from) = 0;
    /// The newest with words, newest first.
    virtual Task<std::vector<SaidOfBuddy>> recent_words(std::size_t most) = 0;
};

/// "2026-11": what figures are kept by.
[[nodiscard]] std::string month_of(Time at);

}  // namespace buddy::feedback
