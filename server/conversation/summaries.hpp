// Long memory in words: when turns have left the part of a talk that models are sent, a model sums them up, after the
// turn and in nobody's way. What goes wrong leaves the line that earlier_talk() writes.
//
//     const auto summary = co_await summaries.find(child, conversation, limit, now);
//     …
//     summaries.after_turn({.child = child, .conversation = id, .turns = 12, …});      // returns at once
//
// A summary is made of the one before and of the turns that have left since, a few at a time. What gives a child
// away is masked before it is sent and in what comes back; the answer is judged as if it were to be shown, and cut to
// `longest`. The limit of memory holds for the oldest turn that a summary tells of.
//
// Threads  Any loop.
// Errors   What the database throws reaches whoever runs the task of `beside`.
// Lifetime The parts outlive the tasks that `beside` was given.
#pragma once

#include "buddy/safety/engine.hpp"
#include "conversation/memory_limit.hpp"
#include "conversation/model_voice.hpp"
#include "conversation/stream_guard.hpp"
#include "conversation/summary_store.hpp"
#include "core/clock.hpp"
#include "llm/llm.hpp"
#include "platform/async/blocking.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::conversation {

/// How summing up ended.
enum class SummaryOutcome : std::uint8_t {
    Kept,
    Late,        ///< No answer in time.
    Failed,      ///< Not reached, refused, cut, or said nothing.
    Resting,     ///< Not asked: the model had failed several times in a row.
    OverBudget,  ///< Not asked: it may cost no more, or the call cannot be booked.
    Dropped,     ///< What it wrote is nothing that a child could be told.
    NotAllowed,  ///< The family allows no model outside this server, and this is one.
    NothingNew   ///< Not asked: no turn that may be summed up.
};
/// "kept", "late" …; a metric label.
[[nodiscard]] std::string_view id_of(SummaryOutcome outcome) noexcept;

/// One call, without its words.
struct SummaryCall {
    SummaryOutcome outcome = SummaryOutcome::Failed;
    llm::Usage usage;
    std::optional<Error> error;
};

/// Watches for metrics and the log. Never sees a word.
class SummaryObserver {
public:
    SummaryObserver() = default;
    SummaryObserver(const SummaryObserver&) = delete;
    SummaryObserver& operator=(const SummaryObserver&) = delete;
    SummaryObserver(SummaryObserver&&) = delete;
    SummaryObserver& operator=(SummaryObserver&&) = delete;
    virtual ~SummaryObserver() = default;
    virtual void summed_up(const SummaryCall& call) = 0;
};

/// A turn that was recorded.
struct SummaryCase {
    ChildRef child;
    ConversationId conversation;
    int turns = 0;  ///< Of the conversation, this one included.
    safety::AgeBand age_band = safety::AgeBand::From10To12;
    std::string locale = "en";
    std::string end_user;             ///< llm::ChatRequest::end_user.
    bool allows_third_party = false;  ///< The family's consent, as of now.
    MemoryLimit limit;
    llm::Account account;
};

class Summaries {
public:
    /// Bytes of a summary; what is longer is cut.
    static constexpr std::size_t longest = 800;
    /// Turns that are always sent in their own words: half of Memory::most_said.
    static constexpr int turns_in_words = 4;
    /// So many turns have left before they are summed up, and again so many.
    static constexpr int every = 4;
    /// No more turns are sent at once: after failures the oldest stay untold.
    static constexpr int most_turns = 12;
    /// Bytes of one thing said, as it is sent.
    static constexpr std::size_t longest_said = 400;

    struct Settings {
        std::chrono::milliseconds patience{20'000};
        bool is_local = false;  ///< The model runs on this server: no third party.
        llm::Window window{.context = 8'192, .answer = 400};
        std::string reasoning_effort;  ///< llm::ChatRequest::reasoning_effort.
    };
    struct Parts {
        SummaryStore& store;
        llm::ModelProvider& model;
        Judge judge;
        std::function<std::string(safety::AgeBand age_band)> instructions;
        const Clock& clock;
        std::function<void(Task<>)> beside;  ///< Runs a task on the caller's own loop.
        SummaryObserver& observer;
        BlockingPool* assessing = nullptr;  ///< As TurnParts::assessing.
    };

    Summaries(Parts parts, Settings settings);

    [[nodiscard]] const llm::ModelProvider& model() const noexcept { return parts_.model; }

    /// What may still be told at `now`.
    [[nodiscard]] Task<std::optional<Summary>> find(
        ChildRef child, ConversationId id, MemoryLimit limit, Time now
    ) const;
    /// Begins a summary where one is due.
    void after_turn(SummaryCase one) const;
    /// Whether enough turns have left the words that are sent.
    [[nodiscard]] static bool is_due(int turns) noexcept;

private:
    Task<> sum_up(SummaryCase one) const;
    [[nodiscard]] Task<SummaryCall> write(SummaryCase one) const;
    [[nodiscard]] Task<bool> may_be_kept(const SummaryCase& one, const std::string& text) const;
    [[nodiscard]] std::optional<llm::ChatRequest> request_for(
        const SummaryCase& one, const std::optional<Summary>& before, const TalkPart& part
    ) const;

    Parts parts_;
    Settings settings_;
};

}  // namespace buddy::conversation
