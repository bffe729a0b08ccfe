// What a conversation must remember, and when it is safe on disk.
//
// Threads  Any event loop. One function is one transaction.
// Errors   A broken database throws (sql::DatabaseError). What depends on the input is a Result:
//          NotFound also stands for what belongs to somebody else.
// Words    What a child or the mentor said is sealed under the child's key; protected turns under
//          its protected key, which no question of a guardian ever opens.
#pragma once

#include "buddy/safety/engine.hpp"
#include "conversation/child_days.hpp"
#include "conversation/conversation.hpp"
#include "conversation/turn_events.hpp"
#include "notify/notify.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace buddy::conversation {

struct Conversation {
    ConversationId id;
    Time started_at;
    std::optional<Time> last_turn_at;
    int turns = 0;
    std::string topic;  ///< Stable id; empty before the first answer. Never the child's words.
};

/// How an alert mail is worded.
[[nodiscard]] notify::Urgency urgency_of(safety::Severity severity) noexcept;

enum class TurnState : std::uint8_t { Running, Complete, Stopped, Interrupted, Replaced };
[[nodiscard]] std::string_view id_of(TurnState state) noexcept;

struct RecordedTurn {
    TurnId id;
    Time started_at;
    std::string text;
    std::string reply;
    TurnState state = TurnState::Running;
    std::optional<MoodShown> mood;
    std::optional<AdvisorSpeaks> advisor;
    std::vector<Notice> notices;
    std::vector<std::string> suggestions;
};

/// A turn as its events tell it. The child's text is not among them.
[[nodiscard]] RecordedTurn record_of(
    TurnId id, Time started_at, const std::vector<NumberedEvent>& events
);

struct Transcript {
    Conversation conversation;
    std::vector<RecordedTurn> turns;  ///< Oldest first.
};

/// Part of a text, in bytes; the end is exclusive.
struct PrivateSpan {
    std::size_t begin = 0;
    std::size_t end = 0;
    friend bool operator==(const PrivateSpan&, const PrivateSpan&) = default;
};

/// One thing said earlier.
struct Said {
    safety::Role role = safety::Role::Child;
    std::string text;
    /// Where the text holds what the child should not give away (byte offsets, end exclusive): a
    /// model outside this server does not see it.
    std::vector<PrivateSpan> private_spans;
    bool was_refused =
        false;  ///< Of a turn that a vendor refused to answer: no model sees it again.
    Time at{};  ///< When its turn began.
};

/// What is remembered of a turn whose words are not sent any more: none of them.
struct TurnNote {
    int number = 0;     ///< Of the turn, from 1.
    std::string topic;  ///< Stable id; may be empty.
    std::optional<emotion::Mood> mood;
    Time at{};  ///< When the turn began.
    friend bool operator==(const TurnNote&, const TurnNote&) = default;
};

/// What a new turn must know of its conversation.
struct Memory {
    static constexpr std::ptrdiff_t most_said = 8;
    static constexpr int most_notes = 40;
    std::vector<Said> said;  ///< Oldest first, the last eight.
    /// Of the turns before those of `said`, oldest first, the last forty. Only of turns that were answered:
    /// there is none of a protected turn, of a crisis, or of a refusal.
    std::vector<TurnNote> notes;
    safety::RiskState risk;    ///< After the last message.
    std::string guided_state;  ///< advisors::PreparedReply::state of the last guided reply.
    std::string crisis_state;  ///< … of the last crisis reply.
    /// When that began of which guided_state tells; nothing: with the conversation.
    std::optional<Time> guided_since;
    std::optional<Time> forgotten;  ///< Nothing the child said before is to be told again.
    std::string topic;
    /// One of the turns was protected: guardians hear of none that follows, in whatever way.
    bool was_protected = false;
    int turns = 0;   ///< How many turns there are: begin_turn() expects it unchanged.
    ChildDays days;  ///< Of the child, over all its conversations.
    /// When the child's turns began, over all its conversations, oldest first: those of the
    /// longest_sitting before the last one.
    std::vector<Time> turn_times;
    std::optional<TurnId> same_key;  ///< The turn that this idempotency key began already.
};

/// Takes out the notes of those turns whose words are still in `said`, and all but the last forty.
void drop_needless_notes(Memory& memory);

/// A turn, and whose key its words are sealed under.
struct TurnRef {
    FamilyId family;
    TurnId turn;
    bool is_protected = false;
    ChildId child = {};
    /// false: the family has taken back its agreement. Not a word of the turn is kept, nor that it was; an
    /// alert is, without words, and who must hear of it is told.
    bool is_kept = true;
};

/// Something that moderation must see, without words: safety was unavailable, an output was stopped.
struct SafetyEvent {
    /// "input_not_judged", "output_not_judged", "output_stopped", "days_damaged", "guest_in_danger".
    std::string kind;
    std::string reason;  ///< One of our own words, or a rule id.
    Time at;
};

/// Help lines are shown in a crisis: counted by month, place and kind, and by nothing else.
struct Referral {
    std::string place;  ///< "US-CA", "GB"; empty: not known.
    std::string kind;   ///< A category of the engine, or "follow_up" where an open path goes on.
    Time at;
    friend bool operator==(const Referral&, const Referral&) = default;
};

struct NewAlert {
    AlertId id;
    AlertFacts facts;
    std::vector<notify::AlertMail> mails;  ///< Queued in the same transaction.
    safety::Notify told;  ///< Who can be told really: policy, less the people the family has not.
};

struct DaysOutcome {
    ChildDays after;
    std::optional<NewAlert> alert;  ///< Only where the message raised none of its own.
    std::optional<Notice> notice;   ///< Tells the child which adults hear of it.
    /// No guardian may know of the alert: the turn that raised it becomes a protected one.
    [[nodiscard]] bool protects() const noexcept { return alert && alert->facts.notify.protects(); }
};

struct NewTurn {
    TurnRef ref;
    ConversationId conversation;
    ChildId child;
    std::string idempotency_key;
    std::string text;
    std::string locale;
    Time received_at;  ///< When the message came in; `at` is when it had been assessed.
    Time at;
    int turns_before = 0;    ///< Memory::turns.
    std::string assessment;  ///< JSON without words.
    std::vector<PrivateSpan> private_spans;
    safety::RiskState risk_after;
    std::string crisis_state;
    std::optional<NewAlert> alert;
    /// What the message makes of the child's days, as they are kept at this moment. Called once, in
    /// the transaction, on a database thread. Empty: they stay as they are.
    /// Conflict  they no longer are what the message was decided by.
    std::function<Result<DaysOutcome>(const ChildDays& kept)> live_on;
    std::optional<SafetyEvent> safety_event;
};

struct Begun {
    TurnId turn;
    bool repeated = false;  ///< The key had begun this turn before: nothing was written.
    /// The turn is protected: it was from the start, or no guardian may know what its days raised.
    bool is_protected = false;
    std::optional<NewAlert> alert_of_days;
    std::optional<Notice> notice;    ///< DaysOutcome::notice, stored as event 2.
    bool days_were_damaged = false;  ///< What was kept of the child's days could not be read.
};

struct FinishedTurn {
    TurnRef ref;
    ConversationId conversation;
    Time at;
    FinishReason reason = FinishReason::Answered;
    std::vector<NumberedEvent> events;        ///< Those not appended yet; the last one is Done.
    std::optional<std::string> guided_state;  ///< nullopt: as before.
    std::optional<Time> guided_since;         ///< With guided_state: Memory::guided_since.
    std::optional<std::string> topic;         ///< Of the conversation; nullopt: as before.
    std::string turn_topic;                   ///< Of this turn, for TurnNote; may be empty.
    advisors::Learning learning = advisors::Learning::None;  ///< Of the guided mentor's sums.
    emotion::Reading mood;
    std::string voice;     ///< "model", "guided", "crisis", "kind"; for records.
    std::string provider;  ///< Name and model, when one spoke.
    std::optional<llm::Usage> usage;
    std::vector<SafetyEvent> safety_events;
};

struct EventPage {
    std::vector<NumberedEvent> events;
    bool ended = false;  ///< The turn is finished: no event will follow.
};

/// A turn that a stopped server left open.
struct OpenTurn {
    TurnRef ref;
    ConversationId conversation;
    ChildId child;
    int last_event = 0;
    std::string reply_so_far;
    std::string locale;  ///< As it was at the turn's start; "en" when not known.
};

/// What a turn needs of a store while it runs.
class TurnStore {
public:
    TurnStore() = default;
    TurnStore(const TurnStore&) = delete;
    TurnStore& operator=(const TurnStore&) = delete;
    TurnStore(TurnStore&&) = delete;
    TurnStore& operator=(TurnStore&&) = delete;
    virtual ~TurnStore() = default;
    /// NotFound.
    virtual Task<Result<Memory>> recall(
        ChildRef child, ConversationId id, std::string idempotency_key
    ) = 0;
    /// Message, assessment, alert, mails for the alert, risk and crisis state, the child's days, event
    /// 1 (`turn`) and, where the days raised an alert, event 2 that tells the child of it, in one
    /// transaction, on disk when it returns (Full).
    /// NotFound  the conversation.  Conflict  another turn began since recall(), or the child's days
    /// have changed in what the message was decided by: recall again.
    /// Of a turn that is not kept: the alert and its mails alone.
    /// Invalid   the key was used for another message.
    virtual Task<Result<Begun>> begin_turn(NewTurn turn) = 0;
    /// Safe against a kill of the process when it returns (Grouped). `referral` is counted with the event that
    /// shows help lines: in the same transaction, and not again for an event that is there already.
    virtual Task<> append_events(
        TurnRef turn, std::vector<NumberedEvent> events, std::optional<Referral> referral
    ) = 0;
    /// Closes the turn, with its last events (Full). A turn that is closed already stays as it is.
    virtual Task<> finish_turn(FinishedTurn turn) = 0;
    /// Turns that are not finished. For the start of the server, before it serves.
    virtual Task<std::vector<OpenTurn>> open_turns() = 0;
};

class ConversationStore : public TurnStore, public MoodDiary {
public:
    /// A new, empty conversation. Full.
    virtual Task<Conversation> start(ChildRef child, ConversationId id, Time now) = 0;
    /// Newest first, at most 200.
    virtual Task<std::vector<Conversation>> list(ChildRef child) = 0;
    /// NotFound.
    virtual Task<Result<Transcript>> open(ChildRef child, ConversationId id) = 0;
    /// Events with a number greater than `after`.  NotFound.
    virtual Task<Result<EventPage>> events_after(
        ChildRef child, ConversationId conversation, TurnId turn, int after
    ) = 0;
    /// The child says what the mood really was.  NotFound.
    virtual Task<Result<void>> correct_mood(
        ChildRef child, ConversationId conversation, TurnId turn, emotion::Mood mood
    ) = 0;
    /// When the child's turns began, from `since` on, oldest first, as its family may know it: none of a
    /// protected turn. Nor of those that a limit had closed, for nobody talked then.
    virtual Task<std::vector<Time>> turn_times(ChildRef child, Time since) = 0;
    /// Removes the days of children who were last here before `until`; returns how many.
    virtual Task<std::int64_t> forget_days(Time until) = 0;
};

}  // namespace buddy::conversation
