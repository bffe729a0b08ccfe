// The judge: a language model that is asked about a child's message when the safety engine is unsure.
//
//     const SecondOpinion judge{{.model = guard, .raise = …, .observer = metrics}, settings};
//     if (judge.is_grey(assessment)) heard = co_await judge.ask(std::move(one));
//     if (heard) assessment = judge.raised(message, assessment, *heard, after);
//
// It only ever raises an action. Whatever goes wrong (no answer in time, an answer that is none, a
// broken connection, an exception), what the engine decided stands, and the observer hears of it.
// It judges what children write, never what the mentor says: that passes the StreamGuard alone.
//
// Grey zone  Available, weaker than escalate, and the engine's calibrated score within `zone`.
// Threads    Any loop may ask; one ask() stays on its loop.
// Errors     ask() lets none out.
// Lifetime   The parts outlive it.
#pragma once

#include "conversation/judge_prompt.hpp"
#include "conversation/verdict_cache.hpp"
#include "llm/llm.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::conversation {

/// safety::Engine::raised, or a test's own.
using Raise = std::function<safety::Assessment(
    const safety::Message& message,
    safety::Assessment standing,
    const safety::Opinion& opinion,
    safety::RiskState& after
)>;

/// How asking the judge ended.
enum class JudgeOutcome : std::uint8_t {
    Answered,
    Cached,      ///< The same question was answered before.
    TimedOut,    ///< No answer within the deadline.
    Failed,      ///< Not reached, refused, cut, or resting after failures.
    Unreadable,  ///< It answered something that is no verdict.
    NotAllowed,  ///< The family allows no model outside this server, and the judge is one.
    OverLimit    ///< The child writes faster than its limit: no calls are bought for that.
};
/// "answered", "timed_out" …; a metric label.
[[nodiscard]] std::string_view id_of(JudgeOutcome outcome) noexcept;

/// One question to the judge, without its words.
struct JudgeCall {
    JudgeOutcome outcome = JudgeOutcome::Failed;
    std::optional<safety::Opinion> opinion;      ///< Answered and Cached.
    std::chrono::steady_clock::duration took{};  ///< Zero when nobody was asked.
    llm::Usage usage;                            ///< Answered and Unreadable.
    std::optional<Error> error;                  ///< Failed, when there is more to say.
};

/// Watches the judge for metrics and the log. Never sees a word.
class JudgeObserver {
public:
    JudgeObserver() = default;
    JudgeObserver(const JudgeObserver&) = delete;
    JudgeObserver& operator=(const JudgeObserver&) = delete;
    JudgeObserver(JudgeObserver&&) = delete;
    JudgeObserver& operator=(JudgeObserver&&) = delete;
    virtual ~JudgeObserver() = default;
    /// A message lay in the grey zone.
    virtual void asked(const JudgeCall& call) = 0;
    /// A turn was committed with a stronger action than the engine's.
    virtual void raised(safety::Action from, safety::Action to) = 0;
};

/// A message for the judge.
struct JudgeCase {
    JudgeQuestion question;
    std::string end_user;             ///< llm::ChatRequest::end_user.
    bool allows_third_party = false;  ///< The family's consent, as of now.
    bool over_chat_limit = false;
    llm::Account account;  ///< On which the call goes.
};

class SecondOpinion {
public:
    struct Zone {
        double from = 0.10;  ///< Inclusive, 0 to 1.
        double to = 0.90;    ///< Inclusive.
    };
    struct Settings {
        JudgeStyle style = JudgeStyle::Json;
        Zone zone{};
        std::chrono::milliseconds deadline{1'500};
        std::size_t cached = 4'096;    ///< Verdicts remembered.
        bool is_local = false;         ///< The judge runs on this server: no third party.
        std::string reasoning_effort;  ///< llm::ChatRequest::reasoning_effort.
        std::string policy_version;    ///< A verdict counts under this policy only.
    };
    struct Parts {
        llm::ModelProvider& model;
        Raise raise;
        JudgeObserver& observer;
    };

    SecondOpinion(Parts parts, Settings settings);

    [[nodiscard]] const llm::ModelProvider& model() const noexcept { return parts_.model; }
    [[nodiscard]] bool is_grey(const safety::Assessment& assessment) const noexcept;
    /// Asks, unless the verdict is known or asking is not allowed. Ends within the deadline, and
    /// never throws. Empty: the judge said nothing.
    [[nodiscard]] Task<std::optional<safety::Opinion>> ask(JudgeCase one) const;
    /// Semantics as safety::Engine::raised(), whatever the part does: never weaker than `standing`.
    [[nodiscard]] safety::Assessment raised(
        const safety::Message& message,
        const safety::Assessment& standing,
        const safety::Opinion& opinion,
        safety::RiskState& after
    ) const;
    /// To be called once for a turn that was committed.
    void note_raise(safety::Action from, safety::Action to) const;

private:
    [[nodiscard]] Task<JudgeCall> consult(JudgeCase one) const;
    [[nodiscard]] Task<JudgeCall> call_model(llm::ChatRequest request, std::string ticket) const;
    [[nodiscard]] std::string key_for(const JudgeQuestion& question) const;

    Parts parts_;
    Settings settings_;
    mutable VerdictCache cache_;
};

}  // namespace buddy::conversation
