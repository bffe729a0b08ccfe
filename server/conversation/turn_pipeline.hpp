// One turn of a child's conversation, from the message to the last event: the heart of Buddy.
//
//     TurnPipeline pipeline{parts};
//     const auto report = co_await pipeline.run(request, sink, stop);
//
// The order of work is one list, `steps`. It needs no server: `buddy chat` runs it in memory.
//
// Threads  Share it between event loops (what it has told today is locked). One run() stays on one loop, but for
//          what TurnParts::assessing runs while it waits.
// Errors   run() answers NotFound, Invalid or Conflict before anything is stored or published. From then
//          on every turn ends with a Done event, unless the database breaks: that throws.
// Cancel   run() cannot be cancelled from outside: a message that was taken is recorded. A StopSignal
//          ends the reply, not the record.
#pragma once

#include "advisors/advisors.hpp"
#include "conversation/cadence.hpp"
#include "conversation/conversation_store.hpp"
#include "conversation/known_answers.hpp"
#include "conversation/mentor_voice.hpp"
#include "conversation/model_voice.hpp"
#include "conversation/said_today.hpp"
#include "conversation/second_opinion.hpp"
#include "conversation/stream_guard.hpp"
#include "conversation/summaries.hpp"
#include "conversation/supporters.hpp"
#include "conversation/turn_events.hpp"
#include "conversation/turn_limits.hpp"
#include "core/clock.hpp"
#include "emotion/emotion.hpp"
#include "llm/llm.hpp"
#include "platform/async/blocking.hpp"

#include <boost/asio/cancellation_signal.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::conversation {

/// Who speaks, as the turn sees them.
struct Speaker {
    ChildRef child;
    safety::AgeBand age_band = safety::AgeBand::From10To12;
    std::string locale = "en";
    std::string country;  ///< ISO 3166-1 alpha-2; empty: not known.
    std::string region;   ///< Of that country, behind the hyphen of ISO 3166-2; empty: not known.
    std::optional<int> age;  ///< Full years; nothing: no more than the age band is known.
    std::string nickname;
    std::string time_zone = "UTC";
    std::vector<std::string> trusted_adults;  ///< Names the family gave.
    /// Everyone who can be told of an alert by mail; the turn picks those whom it concerns.
    std::vector<notify::AlertMail> alert_mails;
    bool guardian_reachable = true;        ///< Of a family there always is one.
    bool trusted_adult_reachable = false;  ///< There is an address to write to.
    bool moderator_reachable = false;      ///< This server has a moderator.
    /// May a model outside this server see the words, now? Asked right before each call, by the
    /// model's name (llm::ModelProvider::name). Empty: none may.
    std::function<Task<bool>(std::string model)> may_reach = {};
    std::string model_user;  ///< Opaque; never a name (llm::ChatRequest::end_user).
};

/// Those of `wanted` whom the speaker and this server really have.
[[nodiscard]] safety::Notify reachable(const Speaker& speaker, const safety::Notify& wanted);

/// Chooses among variations of authored words: the same for the same conversation and turn, so that a
/// repeated test or chat says the same.
[[nodiscard]] std::uint64_t seed_of(std::string_view conversation, int turns);

struct TurnRequest {
    Speaker speaker;
    ConversationId conversation;
    TurnId turn;    ///< Fresh; used unless the idempotency key began a turn already.
    AlertId alert;  ///< Fresh; used if the message raises one.
    std::string idempotency_key;
    std::string text;
    bool over_chat_limit = false;  ///< Screened and recorded all the same; a crisis is answered.
    bool is_kept = true;  ///< TurnRef::is_kept. Screened all the same; a crisis is answered.
    /// What was said before, from a caller that keeps its conversations itself (recollection.hpp). Empty:
    /// the store knows.
    std::optional<Memory> memory;
    std::string variation;  ///< For seed_of(); empty: the conversation's id.
};

/// Where the events of a turn go, each after it was stored.
class TurnSink {
public:
    TurnSink() = default;
    TurnSink(const TurnSink&) = delete;
    TurnSink& operator=(const TurnSink&) = delete;
    TurnSink(TurnSink&&) = delete;
    TurnSink& operator=(TurnSink&&) = delete;
    virtual ~TurnSink() = default;
    /// Must not block.
    virtual void publish(const NumberedEvent& event) = 0;
};

/// Ends a reply early. Use it on the loop of its turn.
class StopSignal {
public:
    /// The first reason stays. Whatever waits for a model is cancelled at once.
    void stop(FinishReason reason);
    [[nodiscard]] const std::optional<FinishReason>& reason() const noexcept { return reason_; }
    [[nodiscard]] asio::cancellation_slot slot() noexcept { return signal_.slot(); }

private:
    asio::cancellation_signal signal_;
    std::optional<FinishReason> reason_;
};

/// Watches turns for metrics. Never sees a word.
class TurnObserver {
public:
    TurnObserver() = default;
    TurnObserver(const TurnObserver&) = delete;
    TurnObserver& operator=(const TurnObserver&) = delete;
    TurnObserver(TurnObserver&&) = delete;
    TurnObserver& operator=(TurnObserver&&) = delete;
    virtual ~TurnObserver() = default;
    virtual void step_ended(std::string_view step, std::chrono::nanoseconds took) = 0;
    virtual void message_assessed(safety::Action action, bool available) = 0;
    /// What was kept of a child's days could not be read; the turn began them anew.
    virtual void days_were_damaged() = 0;
    /// A model was asked; a turn may ask several.
    virtual void model_asked(const ModelCall& call) = 0;
    /// What critics found in a model's reply, once a turn for each critic and remark.
    virtual void criticised(const advisors::Criticism& criticism) = 0;
    virtual void turn_ended(FinishReason reason, std::string_view voice) = 0;
};

using ReadMood = std::function<emotion::Reading(const safety::Message& message)>;
/// Where help is in a country, with hours in the language of `locale`.
using LinesFor = std::function<
    std::vector<advisors::HelpLine>(std::string_view country, std::string_view locale)>;
/// What laws and the family leave to Buddy with one child on one day: the strictest of all that holds.
struct Powers {
    Cadence cadence = unasked_cadence;
    MemoryLimit memory;
    /// false: no mood is shown, told to the mentor, kept, or part of the child's course over days. Where safety
    /// depends on it (a limit that would close on a sad child), words are still looked at for the moment.
    bool reads_moods = true;
    advisors::Manner manner;
    friend bool operator==(const Powers&, const Powers&) = default;
};
/// Pure. `date` is the child's own, on the wall.
using PowersOf = std::function<
    Powers(const Speaker& speaker, const limits::Rules& rules, std::chrono::sys_days date)>;
using AlertListener = std::function<void(const AlertRaised& news)>;
/// Remembers that the child was here; guardians see when.
using NoteVisit = std::function<Task<>(ChildId child)>;

/// Everything a turn uses, borrowed for the pipeline's life.
struct TurnParts {
    TurnStore& store;
    Judge judge;
    ReadMood read_mood;
    const MentorVoice& mentor;
    LinesFor lines_for;
    const Clock& clock;
    TurnObserver& observer;
    safety::DaysLine days_line;  ///< Where a course over days is worth telling.
    AlertListener on_alert;      ///< Called right after the commit. May be empty.
    NoteVisit note_visit;        ///< Never called for a protected turn. May be empty.
    /// In the order in which they are asked. Those outside this server only where the family allows a
    /// third party. When none has said a word, the guided mentor answers.
    std::vector<ModelVoice> models;
    const SecondOpinion* second_opinion = nullptr;  ///< Null: the engine alone decides.
    /// Runs `judge` and `read_mood`, which then must bear several threads. Work that waits for a thread
    /// waits as long as it takes: a turn is slower under load, never refused. Null: the turn's own loop
    /// runs them.
    BlockingPool* assessing = nullptr;
    const KnownAnswers* known_answers = nullptr;  ///< Null: every answer is a model's new one.
    PowersOf powers_of;                           ///< Empty: nothing is taken from Buddy.
    LimitsOf limits_of;                           ///< Empty: nobody has settled anything.
    const Supporters* supporters = nullptr;       ///< Null: whoever leads hears no notes.
    Summaries* summaries =
        nullptr;  ///< Null: of what was said long ago a line of ours alone tells.
};

/// What a turn came to, for `buddy chat` and tests.
struct TurnReport {
    TurnId turn;
    bool repeated = false;  ///< The key had begun `turn` before; nothing else here is set.
    FinishReason reason = FinishReason::Answered;
    safety::Assessment assessment;
    emotion::Reading mood;
    std::optional<advisors::Advisor> advisor;
    std::string reply;  ///< Everything that was shown.
    std::vector<std::string> suggestions;
};

class TurnPipeline {
public:
    explicit TurnPipeline(TurnParts parts);

    /// `sink` and `stop` are borrowed until the task ends.
    Task<Result<TurnReport>> run(TurnRequest request, TurnSink& sink, StopSignal& stop) const;

    /// Gives every turn that a stopped server left open a kind, recorded ending. Returns how many.
    /// Run it before serving.
    Task<std::size_t> close_open_turns() const;
    /// The same for one turn whose run() threw.
    Task<> close_failed_turn(TurnId turn) const;

    enum class Next : std::uint8_t { Continue, Finish };
    enum class Runs : std::uint8_t { UnlessFinished, Always };
    struct Turn;   ///< One turn in work; for turn_pipeline.cpp.
    class Speech;  ///< What it says; likewise.
    using Step = Task<Result<Next>> (TurnPipeline::*)(Turn&) const;
    /// The name is the metric label.
    struct NamedStep {
        std::string_view name;
        Runs runs;
        Step step;
    };
    /// One turn, in reading order.
    static const std::array<NamedStep, 6> steps;

private:
    Task<Result<Next>> screen_input(Turn& turn) const;
    Task<Result<Next>> read_emotion(Turn& turn) const;
    Task<Result<Next>> choose_advisors(Turn& turn) const;
    Task<Result<Next>> stream_reply(Turn& turn) const;
    Task<Result<Next>> record_turn(Turn& turn) const;
    Task<Result<Next>> announce(Turn& turn) const;

    Task<Result<Memory>> recall(const Turn& turn) const;
    Task<> assess(Turn& turn, Memory memory) const;
    [[nodiscard]] Powers powers_of(const Turn& turn, Time now) const;
    [[nodiscard]] bool is_beyond_tutor(const Turn& turn) const;
    void judge_and_feel(Turn& turn) const;
    Task<> hear_second_opinion(Turn& turn) const;
    [[nodiscard]] NewTurn settle(Turn& turn) const;
    [[nodiscard]] static NewAlert new_alert(const Turn& turn, AlertFacts facts);
    [[nodiscard]] Result<DaysOutcome> live_a_turn(const Turn& turn, const ChildDays& kept) const;
    void tell_what_was_decided(const Turn& turn) const;
    [[nodiscard]] Next answer_at_once(Turn& turn) const;
    Task<Next> close_unkept(Turn& turn) const;
    Task<Next> keep_limits(Turn& turn) const;
    Task<bool> is_needed(Turn& turn) const;
    [[nodiscard]] bool was_comforting(const Turn& turn) const;
    Task<> sum_up(const Turn& turn) const;
    Task<> close(OpenTurn turn, FinishReason reason) const;

    TurnParts parts_;
    [[nodiscard]] bool leans_on_buddy(const Turn& turn) const;

    std::unique_ptr<SaidToday> limit_told_ = std::make_unique<SaidToday>();
    std::unique_ptr<SaidToday> pointed_to_people_ = std::make_unique<SaidToday>();
};

}  // namespace buddy::conversation
