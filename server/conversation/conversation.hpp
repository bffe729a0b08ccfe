// The conversation as other features see it: how a turn ends, what news it raises, and the moods
// it leaves behind. Nothing here holds a word that a child wrote.
#pragma once

#include "advisors/advisors.hpp"
#include "buddy/safety/assessment.hpp"
#include "conversation/leaning.hpp"
#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"
#include "emotion/emotion.hpp"
#include "notify/notify.hpp"
#include "platform/async/task.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::conversation {

/// How a turn ended, as a child's page sees it.
enum class Finish : std::uint8_t {
    Complete,     ///< Everything was said.
    Stopped,      ///< The child stopped it, or said something new meanwhile.
    Interrupted,  ///< It broke off; what was said stays and a kind ending follows.
    Replaced      ///< Prepared words were said in place of an answer.
};
[[nodiscard]] std::string_view id_of(Finish finish) noexcept;  ///< "complete" …
[[nodiscard]] std::optional<Finish> finish_from(std::string_view id) noexcept;

/// Why a turn ended. The name is a metric label; each maps to one Finish.
enum class FinishReason : std::uint8_t {
    Answered,         ///< A model or the guided mentor said everything.
    CrisisAnswered,   ///< The crisis path spoke.
    StoppedByChild,   ///< Stop was pressed.
    Superseded,       ///< A newer message of the same conversation took over.
    ReadersLeft,      ///< Nobody was listening any more.
    ModelBroke,       ///< A model failed after words had been shown.
    ServerClosing,    ///< The server stops.
    ServerRestarted,  ///< The server had stopped in the middle; closed at the next start.
    InputRefused,     ///< The message was answered with a kind refusal.
    InputNotJudged,   ///< Safety could not judge the message.
    TooFast,          ///< Over the chat limit, and no crisis.
    OutputStopped,    ///< A clause of the reply was not allowed.
    OutputNotJudged,  ///< Safety could not judge a clause of the reply.
    Failed,           ///< Something of ours broke.
    ModelRefused,     ///< A vendor refused to answer; authored words did.
    QuietHours,       ///< The family's quiet hours, and nobody in need.
    OverTime,         ///< The family's minutes of the day are used up, likewise.
    TopicOff,         ///< About what the family keeps to itself, likewise.
    NotKept,          ///< The family has taken back its agreement, and nobody in danger.
    BeyondTutor       ///< Buddy is only a tutor here, and this is for people; likewise.
};
[[nodiscard]] std::string_view id_of(FinishReason reason) noexcept;  ///< "answered" …
[[nodiscard]] Finish finish_of(FinishReason reason) noexcept;
[[nodiscard]] std::optional<FinishReason> finish_reason_from(std::string_view id) noexcept;

/// What is known about an alert beside its words. Stored sealed; never a quote.
struct AlertFacts {
    safety::Category category = safety::Category::Distress;
    safety::Severity severity = safety::Severity::High;
    safety::Subject subject = safety::Subject::Unknown;
    safety::When when = safety::When::Now;
    safety::Frame frame = safety::Frame::Real;
    safety::Notify notify;  ///< Who must be told, by policy.
    /// "rule:…", "model", "context:…": why, for the record; "days:<strand>" for a course over days;
    /// "guard": guardians are left out for what was said earlier, in whichever conversation.
    std::vector<std::string> sources;
    int on_days = 0;     ///< Days of the last seven that stood out; 0: it is about one message.
    int watch_days = 0;  ///< So long the engine looks closely after such days; 0: likewise.
    friend bool operator==(const AlertFacts&, const AlertFacts&) = default;
};
[[nodiscard]] std::string to_json(const AlertFacts& facts);
/// Invalid  not written by to_json().
[[nodiscard]] Result<AlertFacts> alert_facts_from(std::string_view json);

/// One child of one family. Every question about a child's words names both.
struct ChildRef {
    FamilyId family;
    ChildId child;
    friend bool operator==(const ChildRef&, const ChildRef&) = default;
};

/// An alert inside the transaction that commits it, with whom policy would write to.
struct FiledAlert {
    AlertId alert;
    ChildRef child;
    Time received_at;  ///< When the message came in.
    AlertFacts facts;
    safety::Notify told;  ///< Who can be told really: policy, less the people the family has not.
    std::vector<notify::AlertMail> mails;
};

/// News: an alert was committed. Raised right after the commit, before the child's reply begins.
struct AlertRaised {
    FamilyId family;
    ChildId child;
    AlertId alert;
    bool guardian_may_know = false;  ///< false: a protected turn; no guardian may learn of it.
    Time received_at;                ///< When the message came in.
};

/// The mood of one turn. Protected turns have none.
struct MoodMark {
    Time at;
    std::optional<emotion::Mood> mood;  ///< nullopt: Buddy was too unsure to say.
    double certainty = 0.0;             ///< 1 when the child said so itself.
    bool corrected = false;
};

/// What guardians may learn about moods.
class MoodDiary {
public:
    MoodDiary() = default;
    MoodDiary(const MoodDiary&) = delete;
    MoodDiary& operator=(const MoodDiary&) = delete;
    MoodDiary(MoodDiary&&) = delete;
    MoodDiary& operator=(MoodDiary&&) = delete;
    virtual ~MoodDiary() = default;
    /// Turns begun in [from, until), oldest first. A protected turn is absent, and so is all that
    /// follows it in its conversation.
    virtual Task<std::vector<MoodMark>> moods_between(ChildRef child, Time from, Time until) = 0;
};

/// A turn of which guardians may come to know. No words.
struct TalkTurn {
    TurnId id;
    ConversationId conversation;
    Time started_at;
    Time finished_at;
    std::string topic;    ///< Stable id; may be empty.
    std::string advisor;  ///< Who led, "listener" …; may be empty.
    std::optional<emotion::Mood> mood;
    double certainty = 0.0;                                  ///< Of the mood, as in MoodMark.
    bool corrected = false;                                  ///< The child said the mood itself.
    advisors::Learning learning = advisors::Learning::None;  ///< What it did for a sum.
    bool was_closed = false;  ///< A limit had closed: nobody talked then.
    friend bool operator==(const TalkTurn&, const TalkTurn&) = default;
};

/// What was said in one turn.
struct TalkWords {
    std::string child;
    std::string mentor;
    friend bool operator==(const TalkWords&, const TalkWords&) = default;
};

/// What guardians may learn of talks, as far as oversight lets them. A protected turn is absent, and so
/// is all that follows it in its conversation: an answer may come back to it. What is left of a
/// conversation is its beginning, without a gap that could tell.
class TalkDiary {
public:
    TalkDiary() = default;
    TalkDiary(const TalkDiary&) = delete;
    TalkDiary& operator=(const TalkDiary&) = delete;
    TalkDiary(TalkDiary&&) = delete;
    TalkDiary& operator=(TalkDiary&&) = delete;
    virtual ~TalkDiary() = default;
    /// Finished turns of conversations, begun in [from, until), oldest first.
    virtual Task<Result<std::vector<TalkTurn>>> turns_between(
        ChildRef child, Time from, Time until
    ) = 0;
    /// Of one conversation, oldest first; empty for one that is not this child's.
    virtual Task<Result<std::vector<TalkTurn>>> turns_of(
        ChildRef child, ConversationId conversation
    ) = 0;
    /// NotFound  no such turn that a guardian may know of.
    virtual Task<Result<TalkWords>> words_of(ChildRef child, TurnId turn) = 0;
};

/// One of a child's conversations, as staff finds it.
struct OpenedTalk {
    ConversationId id;
    Time started_at;
    int turns = 0;
    friend bool operator==(const OpenedTalk&, const OpenedTalk&) = default;
};

/// What was said in one turn, whoever may know of it.
struct OpenedTurn {
    Time started_at;
    bool is_protected = false;  ///< No guardian may know of it.
    TalkWords words;
    friend bool operator==(const OpenedTurn&, const OpenedTurn&) = default;
};

/// A child's talks behind broken glass: all of them, protected turns too. For staff with a reason and a
/// time, and for nobody else (oversight holds that).
class OpenedTalks {
public:
    OpenedTalks() = default;
    OpenedTalks(const OpenedTalks&) = delete;
    OpenedTalks& operator=(const OpenedTalks&) = delete;
    OpenedTalks(OpenedTalks&&) = delete;
    OpenedTalks& operator=(OpenedTalks&&) = delete;
    virtual ~OpenedTalks() = default;
    /// Newest first, at most 200; conversations in which something was said.
    virtual Task<Result<std::vector<OpenedTalk>>> talks_of(ChildRef child) = 0;
    /// Oldest first.  NotFound  no such conversation of this child.
    virtual Task<Result<std::vector<OpenedTurn>>> read(
        ChildRef child, ConversationId conversation
    ) = 0;
};

/// An answer of Buddy's, for those who look into what a child says of it.
struct GivenAnswer {
    TurnId turn;
    ConversationId conversation;
    Time started_at;
    /// Protected, or after a protected turn: no guardian may know that it was given.
    bool is_hidden = false;
    /// Its conversation has a protected turn somewhere: staff sees the answer and nothing beside it.
    bool stands_alone = false;
    bool is_crisis = false;  ///< Help was shown, or the crisis path spoke.
    std::string voice;       ///< "model", "guided", "kind" …; may be empty.
    std::string advisor;     ///< Who led; may be empty.
    TalkWords words;
    friend bool operator==(const GivenAnswer&, const GivenAnswer&) = default;
};

/// Answers as they were given, protected ones as well: for the child itself and for moderators, never for
/// guardians.
class AnswerDiary {
public:
    AnswerDiary() = default;
    AnswerDiary(const AnswerDiary&) = delete;
    AnswerDiary& operator=(const AnswerDiary&) = delete;
    AnswerDiary(AnswerDiary&&) = delete;
    AnswerDiary& operator=(AnswerDiary&&) = delete;
    virtual ~AnswerDiary() = default;
    /// NotFound  no such turn of this child's, or it has not ended.
    virtual Task<Result<GivenAnswer>> answer_of(ChildRef child, TurnId turn) = 0;
    /// The exchange right before a turn; nothing where there is none.
    virtual Task<Result<std::optional<TalkWords>>> before(ChildRef child, TurnId turn) = 0;
};

/// "School": what a topic is called; an unknown one is "A conversation".
[[nodiscard]] std::string_view topic_title(
    std::string_view topic, std::string_view locale
) noexcept;

}  // namespace buddy::conversation
