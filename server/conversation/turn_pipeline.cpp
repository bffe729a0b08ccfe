#include "conversation/turn_pipeline.hpp"

#include "conversation/assessment_record.hpp"
#include "conversation/earlier_talk.hpp"
#include "conversation/limit_words.hpp"
#include "conversation/model_prompt.hpp"
#include "conversation/words.hpp"
#include "platform/async/thread_name.hpp"
#include "platform/time/local_time.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <exception>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>

namespace buddy::conversation {
namespace {

using Kindness = advisors::Mentor::Kindness;

/// How often a message is read again because another one came in between.
constexpr int most_recalls = 8;

/// Ends with the work, or as soon as the reply is stopped (then empty).
template <class T>
Task<std::optional<T>> until_stopped(StopSignal& stop, Task<T> work)
{
    if (stop.reason()) co_return std::nullopt;
    auto executor = co_await asio::this_coro::executor;
    auto [failure, value] = co_await asio::co_spawn(
        executor,
        std::move(work),
        asio::bind_cancellation_slot(stop.slot(), asio::as_tuple(asio::use_awaitable))
    );
    stop.slot().clear();
    if (stop.reason()) co_return std::nullopt;
    if (failure) std::rethrow_exception(failure);
    co_return std::optional<T>{std::move(value)};
}

void name_assessing_thread()
{
    thread_local bool named = false;
    if (!std::exchange(named, true)) name_this_thread("assessing");
}

/// Runs `job` on a thread of `pool`, or at once where there is none.
template <class Job>
Task<std::invoke_result_t<Job>> run_on(BlockingPool* pool, Job job)
{
    if (pool == nullptr) co_return job();
    co_return co_await pool->run([work = std::move(job)] {
        name_assessing_thread();
        return work();
    });
}

safety::Notify all_reachable(const Speaker& speaker)
{
    return reachable(speaker, {.guardian = true, .trusted_adult = true, .moderator = true});
}

/// Mails for those who are told, with the urgency of this alert.
std::vector<notify::AlertMail> mails_for(
    const Speaker& speaker, const safety::Notify& told, safety::Severity severity
)
{
    const auto is_told = [&told](notify::AlertReader reader) {
        switch (reader) {
            case notify::AlertReader::Guardian: return told.guardian;
            case notify::AlertReader::TrustedAdult: return told.trusted_adult;
            case notify::AlertReader::Moderator: return told.moderator;
        }
        return false;
    };
    std::vector<notify::AlertMail> mails;
    for (const auto& mail : speaker.alert_mails) {
        if (!is_told(mail.reader)) continue;
        mails.push_back(mail);
        mails.back().urgency = urgency_of(severity);
    }
    return mails;
}

/// Why who speaks, who was heard before, and what critics found in it: a sentence each.
std::string with_more(const std::string& reason, const std::string& heard, const std::string& found)
{
    const auto end = reason.find(". ");
    auto text = end == std::string::npos ? reason : reason.substr(0, end + 1);
    for (const auto* more : {&heard, &found})
        if (!more->empty()) text += " " + *more;
    return text;
}

/// How asking a model ended that never began to speak.
ModelOutcome outcome_without_a_word(const Error& why, bool was_resting)
{
    if (why.code == ErrorCode::NotAllowed) return ModelOutcome::OverBudget;
    if (why.code == ErrorCode::Conflict) return ModelOutcome::Unbooked;
    return was_resting ? ModelOutcome::Resting : ModelOutcome::Failed;
}

/// Asked anew for each call: what a family has taken back holds in the middle of a conversation.
Task<bool> may_reach(const Speaker& speaker, const llm::ModelProvider& model)
{
    if (!speaker.may_reach) co_return false;
    co_return co_await speaker.may_reach(std::string{model.name()});
}

}  // namespace

safety::Notify reachable(const Speaker& speaker, const safety::Notify& wanted)
{
    return {
        .guardian = wanted.guardian && speaker.guardian_reachable,
        .trusted_adult = wanted.trusted_adult && speaker.trusted_adult_reachable,
        .moderator = wanted.moderator && speaker.moderator_reachable
    };
}

std::uint64_t seed_of(std::string_view conversation, int turns)
{
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char letter : conversation)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001B3ULL;
    return (hash ^ static_cast<std::uint64_t>(turns)) * 0x100000001B3ULL;
}

void StopSignal::stop(FinishReason reason)
{
    if (reason_) return;
    reason_ = reason;
    signal_.emit(asio::cancellation_type::terminal);
}

/// One turn in work.
struct TurnPipeline::Turn {
    Turn(TurnRequest asked, TurnSink& to, StopSignal& until)
        : request{std::move(asked)}, sink{to}, stop{until}
    {
    }

    TurnRequest request;
    TurnSink& sink;
    StopSignal& stop;
    Time received_at;

    Memory memory;
    std::vector<safety::Turn> context;  // borrows from memory and request
    safety::Assessment assessment;
    safety::Notify notify;  // who must be told of the message, in the light of the child's days
    safety::RiskState risk_after;
    bool asked_judge = false;
    std::optional<safety::Opinion> opinion;
    safety::Action action_before_opinion = safety::Action::Block;
    std::vector<PrivateSpan> private_spans;
    std::uint64_t seed = 0;
    ChildDay day;
    safety::Attention attention = safety::Attention::Usual;
    RemindersDue reminders;
    TurnLimits limits;
    Powers powers;
    Recalled recalled;                      // what of the memory the mentor may be told
    std::vector<safety::Turn> recollected;  // borrows from it
    emotion::Reading felt;                  // what the message tells of the mood, shown or not
    std::optional<safety::Notify> alert;    // whom an alert is for: the message's, or the days'
    std::optional<Notice> told_child;       // stored with the turn: adults hear of the days
    bool days_were_damaged = false;
    TurnRef ref;
    bool begun = false;
    std::optional<TurnId> repeats;

    std::string mood_id;
    emotion::Reading mood;
    bool mood_was_read = false;
    advisors::Choice choice;
    bool chosen = false;
    bool leans_on_buddy = false;  // and this is the turn of the day that points to people
    std::optional<advisors::PreparedReply> crisis;
    safety::Notify told;

    int last_event = 0;
    std::vector<NumberedEvent> queued;  // numbered, neither stored nor published yet
    std::string shown;
    FinishReason reason = FinishReason::Failed;
    FinishReason answered = FinishReason::Answered;  // the reason when the guided mentor has spoken
    std::string_view voice = "kind";
    std::string provider;
    bool model_said_all = false;
    struct ToKeep {
        std::string name;
        KnownAnswer answer;
    };
    std::optional<ToKeep> to_keep;  // for the response cache, once the turn is recorded
    std::optional<llm::Usage> usage;
    bool over_budget = false;  // a model was not asked: what may be spent on it is spent
    std::vector<std::string> suggestions;
    std::optional<std::string> guided_state;
    advisors::Learning learning = advisors::Learning::None;
    std::vector<SafetyEvent> safety_events;
    std::optional<Referral> referral;   // help lines are among what is queued, in a crisis
    advisors::Review review;            // of the reply, where a model speaks
    std::vector<advisors::Note> notes;  // for the model that speaks
    std::optional<Summary> summary;     // likewise

    /// Whether the crisis path speaks; it may leave the turn to the ordinary mentor.
    [[nodiscard]] bool on_crisis_path() const { return crisis && !crisis->hands_over; }
    /// Shows what the store has written already.
    void publish_stored(TurnEvent event)
    {
        sink.publish({.number = ++last_event, .event = std::move(event)});
    }
    /// The store has taken the turn, or knows it already.
    void note(const Begun& taken)
    {
        begun = !taken.repeated;
        if (taken.repeated) repeats = taken.turn;
        ref.is_protected = taken.is_protected;
        told_child = taken.notice;
        days_were_damaged = taken.days_were_damaged;
        if (taken.alert_of_days) alert = taken.alert_of_days->facts.notify;
    }
    [[nodiscard]] const Speaker& speaker() const { return request.speaker; }
    [[nodiscard]] llm::Account account() const
    {
        return {.family = speaker().child.family, .time_zone = speaker().time_zone};
    }
    [[nodiscard]] safety::Message message() const
    {
        return {
            .text = request.text,
            .age_band = speaker().age_band,
            .direction = safety::Direction::Input,
            .locale = speaker().locale,
            .context = context,
            .attention = attention
        };
    }
    /// What the mentor knows: no more than may be remembered, and no mood where none is read.
    [[nodiscard]] advisors::TurnView view() const
    {
        return {
            .text = request.text,
            .context = recollected,
            .age_band = speaker().age_band,
            .locale = speaker().locale,
            .country = speaker().country,
            .nickname = speaker().nickname,
            .mood = mood_id,
            .assessment = &assessment,
            .seed = seed,
            .leans_on_buddy = leans_on_buddy,
            .doubt_was_asked = crisis && crisis->hands_over,
            .today = day.date,
            .manner = powers.manner
        };
    }
    /// What the crisis path knows: everything. No law and no family takes anything from it.
    [[nodiscard]] advisors::TurnView crisis_view() const
    {
        auto whole = view();
        whole.context = context;
        whole.mood = mood_was_read && felt.mood ? emotion::id_of(*felt.mood) : std::string_view{};
        whole.manner = {};
        return whole;
    }
    [[nodiscard]] StreamGuard::Setting guard_setting() const
    {
        StreamGuard::Setting setting{
            .age_band = speaker().age_band, .locale = speaker().locale, .context = context
        };
        setting.context.push_back({.role = safety::Role::Child, .text = request.text});
        return setting;
    }
    void queue(TurnEvent event)
    {
        if (const auto* delta = std::get_if<Delta>(&event)) shown += delta->text.text();
        queued.push_back({.number = ++last_event, .event = std::move(event)});
    }
    /// A turn costs what every model cost that it asked.
    void add(const llm::Usage& more)
    {
        if (!usage) usage.emplace();
        usage->prompt_tokens += more.prompt_tokens;
        usage->completion_tokens += more.completion_tokens;
        usage->cached_tokens += more.cached_tokens;
        usage->cache_write_tokens += more.cache_write_tokens;
        usage->estimated = usage->estimated || more.estimated;
    }
    void publish_queued()
    {
        for (const auto& event : queued) sink.publish(event);
        queued.clear();
    }
};

/// What it takes to say something: the parts, and one turn. Its functions are the verbs of
/// stream_reply.
class TurnPipeline::Speech {
public:
    Speech(const TurnParts& parts, Turn& turn) : parts_{parts}, turn_{turn} {}

    /// Stores what is queued, then shows it.
    Task<> say_queued()
    {
        if (turn_.queued.empty()) co_return;
        co_await parts_.store.append_events(
            turn_.ref, turn_.queued, std::exchange(turn_.referral, std::nullopt)
        );
        turn_.publish_queued();
    }
    void queue_cleared(std::vector<ClearedText> clauses)
    {
        for (auto& clause : clauses) turn_.queue(Delta{std::move(clause)});
    }
    /// The guided mentor's words to a child that leans on Buddy: they end with a person.
    [[nodiscard]] std::string pointing_to_people(std::string text) const
    {
        auto review = parts_.mentor.review(turn_.view(), turn_.choice);
        static_cast<void>(review.stops(text));
        const auto more = review.closing_words();
        return more.empty() ? text : std::move(text) + " " + more;
    }
    void tell_criticisms() const
    {
        for (const auto& one : turn_.review.found()) parts_.observer.criticised(one);
    }
    /// Who speaks, once more, when there is something that adults should read: whose notes the model had, and
    /// what critics found.
    void queue_trace()
    {
        const auto found = turn_.review.in_words();
        // The steward is not named: that it was asked tells that the engine saw something.
        std::vector<advisors::Advisor> heard;
        for (const auto& note : turn_.notes)
            if (turn_.voice == "model" && note.by != advisors::Advisor::SafetySteward)
                heard.push_back(note.by);
        if (found.empty() && heard.empty()) return;
        turn_.choice.reason =
            with_more(turn_.choice.reason, consulted_words(heard, turn_.speaker().locale), found);
        queue_advisor();
    }
    void queue_advisor()
    {
        turn_.queue(AdvisorSpeaks{
            .id = std::string{advisors::id_of(turn_.choice.lead)},
            .name = std::string{advisors::name_of(turn_.choice.lead, turn_.speaker().locale)},
            .reason = turn_.choice.reason
        });
    }
    /// Authored words in place of an answer, or at its end.
    void queue_kind_words(Kindness kind)
    {
        const auto view = turn_.view();
        turn_.queue(Delta{StreamGuard::kind_words(parts_.mentor, view, kind, turn_.shown)});
        turn_.suggestions = parts_.mentor.kind_words(view, kind).suggestions;
    }
    /// What the crisis path says now; its state was committed with the message.
    void queue_crisis_words()
    {
        const auto lines = parts_.lines_for(turn_.speaker().country, turn_.speaker().locale);
        turn_.queue(Delta{StreamGuard::crisis_words(
            parts_.mentor, turn_.crisis_view(), turn_.memory.crisis_state, lines, turn_.told
        )});
        turn_.suggestions = turn_.crisis->suggestions;
        turn_.reason = FinishReason::CrisisAnswered;
    }
    /// What the crisis path lets stand after an answer that it left to the mentor.
    Task<> say_beside()
    {
        if (!turn_.crisis || turn_.crisis->beside.empty() || turn_.shown.empty()) co_return;
        const auto lines = parts_.lines_for(turn_.speaker().country, turn_.speaker().locale);
        turn_.queue(Delta{StreamGuard::crisis_words(
            parts_.mentor, turn_.crisis_view(), turn_.memory.crisis_state, lines, turn_.told
        )});
        co_await say_queued();
    }
    void queue_notice(NoticeKind kind)
    {
        turn_.queue(
            Notice{.kind = kind, .text = std::string{notice_text(kind, turn_.speaker().locale)}}
        );
    }
    /// How long there still is, when that is worth saying.
    void queue_coming_end()
    {
        const auto& times = turn_.memory.turn_times;
        const auto coming = coming_end(
            turn_.limits,
            times.empty() ? std::nullopt : std::optional{times.back()},
            parts_.clock.now(),
            turn_.speaker().time_zone
        );
        if (coming)
            turn_.queue(Notice{
                .kind = NoticeKind::Time, .text = coming_words(*coming, turn_.speaker().locale)
            });
    }
    void queue_help()
    {
        turn_.queue(Notice{
            .kind = NoticeKind::Help,
            .text = std::string{notice_text(NoticeKind::Help, turn_.speaker().locale)},
            .lines = parts_.lines_for(turn_.speaker().country, turn_.speaker().locale),
            .people = people_to_turn_to()
        });
    }
    /// With queue_help(), in a crisis: that it was shown is counted.
    void count_referral()
    {
        const auto& seen = turn_.assessment.primary;
        const auto& speaker = turn_.speaker();
        const bool is_new = turn_.assessment.action == safety::Action::Escalate && seen;
        turn_.referral = Referral{
            .place =
                speaker.region.empty() ? speaker.country : speaker.country + "-" + speaker.region,
            .kind = is_new ? std::string{safety::id_of(*seen)} : "follow_up",
            .at = parts_.clock.now()
        };
    }
    /// The guard has refused: records it and says kind words. Nothing else will be said.
    void replace_refused(const StreamGuard& guard)
    {
        const bool judged = guard.refusal()->available;
        turn_.safety_events.push_back(
            {.kind = judged ? "output_stopped" : "output_not_judged",
             .reason = reason_of(guard),
             .at = parts_.clock.now()}
        );
        turn_.reason = judged ? FinishReason::OutputStopped : FinishReason::OutputNotJudged;
        queue_kind_words(judged ? Kindness::OutputStopped : Kindness::CannotJudge);
    }
    /// Authored text goes through the guard, for its blanks hold a child's words, but by itself, as the
    /// test that walks all of it reads it: what the child said does not make a reviewed line suspect.
    Task<> say_prepared(advisors::PreparedReply reply, FinishReason when_said)
    {
        auto by_itself = turn_.guard_setting();
        by_itself.context.clear();
        StreamGuard guard{parts_.judge, std::move(by_itself)};
        turn_.suggestions = std::move(reply.suggestions);
        turn_.reason = when_said;
        queue_cleared(co_await run_on(parts_.assessing, [&guard, &reply] {
            auto cleared = guard.feed(reply.text);
            std::ranges::move(guard.finish(), std::back_inserter(cleared));
            return cleared;
        }));
        if (guard.blocked()) replace_refused(guard);
        co_await say_queued();
    }
    /// What the next bytes of a reply let through. `guard` belongs to the caller that awaits.
    Task<std::vector<ClearedText>> hear(StreamGuard& guard, std::string piece)
    {
        BlockingPool* const pool = guard.may_end_clause(piece) ? parts_.assessing : nullptr;
        co_return co_await run_on(pool, [&guard, &piece] { return guard.feed(piece); });
    }
    /// Lets the models speak, in their order, until one has said a word or its vendor has refused.
    /// false: nothing was shown, so the guided mentor answers.
    Task<bool> say_with_models()
    {
        if (!turn_.limits.rules.models) co_return false;
        std::optional<std::string> meaning;
        bool is_first = true;
        bool is_prepared = false;
        for (const auto& model : parts_.models) {
            if (!model.is_local && !co_await may_reach(turn_.speaker(), model.provider)) continue;
            if (std::exchange(is_first, false)) {
                meaning = known_meaning();
                if (meaning && co_await say_known(
                                   known_name(*meaning, model), std::string{model.provider.name()}
                               ))
                    co_return true;
            }
            if (!model.provider.is_resting() && !std::exchange(is_prepared, true))
                co_await prepare_model();
            const auto call = co_await say_with(model);
            parts_.observer.model_asked(call);
            if (leaves_the_floor(call.outcome)) continue;
            if (meaning && call.outcome == ModelOutcome::Answered)
                turn_.to_keep = {
                    .name = known_name(*meaning, model),
                    .answer = {.text = turn_.shown, .cost = call.usage}
                };
            co_return call.outcome != ModelOutcome::Refused || !turn_.shown.empty();
        }
        co_return false;
    }

private:
    static std::string reason_of(const StreamGuard& guard)
    {
        if (const auto critic = guard.critic())
            return "critic:" + std::string{advisors::id_of(*critic)};
        const auto& refusal = *guard.refusal();
        if (!refusal.available) return refusal.reason_unavailable;
        return refusal.primary ? std::string{safety::id_of(*refusal.primary)} : "unknown";
    }
    /// Names the family gave, unless one of them may be the danger.
    [[nodiscard]] std::vector<std::string> people_to_turn_to() const
    {
        const auto& notify = turn_.notify;
        if (notify.protects() && !notify.trusted_adult) return {};
        return turn_.speaker().trusted_adults;
    }
    [[nodiscard]] std::optional<std::string> known_meaning() const
    {
        if (parts_.known_answers == nullptr) return std::nullopt;
        return parts_.known_answers->meaning_of(
            {.message = turn_.message(),
             .assessment = turn_.assessment,
             .memory = turn_.memory,
             .felt = turn_.felt,
             .choice = turn_.choice,
             .was_doubted = turn_.asked_judge || turn_.alert.has_value(),
             .holds_private = !turn_.private_spans.empty()}
        );
    }
    [[nodiscard]] std::string known_name(std::string_view meaning, const ModelVoice& model) const
    {
        return parts_.known_answers->name_of(
            meaning,
            {.model = name_of_model(model.provider),
             .is_local = model.is_local,
             .prompt = parts_.mentor.system_prompt(turn_.view(), turn_.choice).whole(),
             .age_band = turn_.speaker().age_band,
             .locale = turn_.speaker().locale}
        );
    }
    /// Says what was answered before, when the guard lets all of it through. false: nothing was said.
    Task<bool> say_known(std::string name, std::string model)
    {
        const auto known = co_await parts_.known_answers->find(name);
        if (!known) co_return false;
        if (turn_.stop.reason()) {
            static_cast<void>(stopped());
            co_return true;
        }
        StreamGuard guard{parts_.judge, reviewed_setting()};
        auto cleared = co_await run_on(parts_.assessing, [&guard, &known] {
            auto clauses = guard.feed(known->text);
            std::ranges::move(guard.finish(), std::back_inserter(clauses));
            return clauses;
        });
        if (guard.blocked()) {
            tell_criticisms();
            turn_.review = {};
            if (guard.refusal()->available)
                co_await parts_.known_answers->forget_blocked(std::move(name));
            else
                parts_.known_answers->note_not_judged();
            co_return false;
        }
        parts_.known_answers->note_given(*known);
        turn_.voice = "known";
        turn_.provider = std::move(model);
        turn_.reason = FinishReason::Answered;
        queue_cleared(std::move(cleared));
        queue_closing_words();
        co_await say_queued();
        co_return true;
    }
    /// What a model says is read by the critics, too: from its first word on.
    [[nodiscard]] StreamGuard::Setting reviewed_setting()
    {
        turn_.review = parts_.mentor.review(turn_.view(), turn_.choice);
        auto setting = turn_.guard_setting();
        setting.review = &turn_.review;
        return setting;
    }
    /// A turn that needs a person ends with one.
    void queue_closing_words()
    {
        if (auto words = StreamGuard::closing_words(turn_.review, turn_.shown))
            turn_.queue(Delta{std::move(*words)});
    }
    static std::string name_of_model(const llm::ModelProvider& provider)
    {
        return std::string{provider.name()} + "/" + std::string{provider.model()};
    }
    /// What a model is told beside what was said: whichever model speaks, once for a turn.
    Task<> prepare_model()
    {
        co_await hear_supporters();
        if (parts_.summaries == nullptr || turn_.request.memory || turn_.recalled.notes.empty())
            co_return;
        turn_.summary = co_await parts_.summaries->find(
            turn_.speaker().child,
            turn_.request.conversation,
            turn_.powers.memory,
            parts_.clock.now()
        );
    }
    /// Never in a turn that no guardian may know of: no trace of it is shown, and none is kept. Nor while a crisis
    /// path is open, also where it leaves the turn to the mentor.
    Task<> hear_supporters()
    {
        if (parts_.supporters == nullptr || turn_.ref.is_protected || turn_.crisis) co_return;
        const auto& supporters = *parts_.supporters;
        const bool allows = co_await may_reach(turn_.speaker(), supporters.model());
        auto heard = co_await until_stopped(
            turn_.stop,
            supporters.ask(
                {.questions = questions_to(supporters.voice()), .allows_third_party = allows}
            )
        );
        if (!heard) co_return;
        for (auto& one : *heard) {
            if (one.call.outcome == NoteOutcome::Used && !co_await may_be_told(one.note.text))
                one.call.outcome = NoteOutcome::Dropped;
            supporters.tell(one.call);
            if (one.call.outcome == NoteOutcome::Used) turn_.notes.push_back(std::move(one.note));
        }
    }
    [[nodiscard]] std::vector<NoteQuestion> questions_to(const ModelVoice& voice) const
    {
        constexpr std::size_t most_earlier = 4;
        const auto& all = turn_.recalled.said;
        const std::vector<Said> said(
            all.end() - static_cast<std::ptrdiff_t>(std::min(all.size(), most_earlier)), all.end()
        );
        std::vector<NoteQuestion> questions;
        for (const auto supporter : turn_.choice.supporters) {
            auto request = prompt_for(
                voice,
                {.instructions = parts_.mentor.note_prompt(turn_.view(), turn_.choice, supporter),
                 .earlier = {},
                 .asides = {},
                 .said = said,
                 .text = turn_.request.text,
                 .private_spans = turn_.private_spans,
                 .end_user = turn_.speaker().model_user,
                 .account = turn_.account()}
            );
            if (request) questions.push_back({.by = supporter, .request = std::move(*request)});
        }
        return questions;
    }
    /// A note is judged as if it were to be shown: what a child must not hear, no model is told, either. By itself,
    /// for it is no answer to what was said: what the model makes of it is judged in the talk.
    Task<bool> may_be_told(const std::string& note)
    {
        auto setting = turn_.guard_setting();
        setting.context.clear();
        co_return co_await run_on(parts_.assessing, [this, &note, &setting] {
            return may_be_said(parts_.judge, setting, note);
        });
    }
    [[nodiscard]] std::vector<Aside> asides() const
    {
        std::vector<Aside> out;
        if (turn_.summary)
            out.push_back(
                {.about = {}, .fenced = advisors::Mentor::fenced_summary(turn_.summary->text)}
            );
        for (const auto& note : turn_.notes)
            out.push_back(
                {.about = std::string{parts_.mentor.about_notes()},
                 .fenced = advisors::Mentor::fenced_note(note)}
            );
        return out;
    }
    /// Topics and moods of the turns that neither words nor a summary tell of.
    [[nodiscard]] std::string earlier() const
    {
        auto notes = turn_.recalled.notes;
        if (!turn_.powers.reads_moods)
            for (auto& note : notes) note.mood.reset();
        if (turn_.summary)
            std::erase_if(notes, [this](const TurnNote& note) {
                return note.number <= turn_.summary->until;
            });
        return earlier_talk(notes);
    }
    Task<ModelCall> say_with(ModelVoice model)
    {
        ModelCall call{.provider = &model.provider};
        auto request = prompt(model);
        if (!request) {
            call.outcome = ModelOutcome::TooLong;
            co_return call;
        }
        const bool is_resting = model.provider.is_resting();
        const auto asked_at = std::chrono::steady_clock::now();
        auto started =
            co_await until_stopped(turn_.stop, model.provider.start(std::move(*request)));
        call.first_word = std::chrono::steady_clock::now() - asked_at;
        if (!started) {
            call.outcome = stopped();
        } else if (!*started) {
            call.error = started->error();
            call.outcome = outcome_without_a_word(*call.error, is_resting);
            if (call.outcome == ModelOutcome::OverBudget) turn_.over_budget = true;
        } else {
            const auto stream = std::move(**started);
            turn_.voice = "model";
            turn_.provider = name_of_model(model.provider);
            call.outcome = co_await hear_out(*stream, call.error);
            call.usage = stream->usage();
            turn_.add(call.usage);
        }
        co_return call;
    }
    /// `why` is set when the stream says why it broke. Both belong to the caller that awaits.
    Task<ModelOutcome> hear_out(llm::TokenStream& stream, std::optional<Error>& why)
    {
        StreamGuard guard{parts_.judge, reviewed_setting()};
        while (true) {
            auto piece = co_await until_stopped(turn_.stop, stream.next());
            if (!piece) co_return stopped();
            if (!*piece) {
                why = piece->error();
                co_return broke();
            }
            if (!**piece) break;
            queue_cleared(co_await hear(guard, std::move(***piece)));
            if (guard.blocked()) co_return replaced(guard);
            co_await say_queued();
        }
        if (stream.finish() == llm::Finish::Filtered) co_return refused_by_vendor();
        if (stream.finish() == llm::Finish::Truncated) co_return broke();
        queue_cleared(co_await run_on(parts_.assessing, [&guard] { return guard.finish(); }));
        if (guard.blocked()) co_return replaced(guard);
        turn_.reason = FinishReason::Answered;
        turn_.model_said_all = stream.finish() == llm::Finish::Stop;
        if (turn_.shown.empty()) co_return ModelOutcome::Failed;
        queue_closing_words();
        co_return ModelOutcome::Answered;
    }
    [[nodiscard]] std::optional<llm::ChatRequest> prompt(const ModelVoice& model) const
    {
        return prompt_for(
            model,
            {.instructions = parts_.mentor.system_prompt(turn_.view(), turn_.choice),
             .earlier = earlier(),
             .asides = asides(),
             .said = turn_.recalled.said,
             .text = turn_.request.text,
             .private_spans = turn_.private_spans,
             .end_user = turn_.speaker().model_user,
             .account = turn_.account()}
        );
    }
    ModelOutcome stopped()
    {
        turn_.reason = *turn_.stop.reason();
        if (turn_.reason == FinishReason::ServerClosing) queue_kind_words(Kindness::Interrupted);
        return ModelOutcome::Stopped;
    }
    ModelOutcome broke()
    {
        if (turn_.shown.empty()) return ModelOutcome::Failed;
        turn_.reason = FinishReason::ModelBroke;
        queue_kind_words(Kindness::Interrupted);
        return ModelOutcome::Broke;
    }
    /// Without a word shown the guided mentor answers; after words, ours end the turn.
    ModelOutcome refused_by_vendor()
    {
        turn_.answered = FinishReason::ModelRefused;
        turn_.reason = turn_.answered;
        if (!turn_.shown.empty()) queue_kind_words(Kindness::OutputStopped);
        return ModelOutcome::Refused;
    }
    ModelOutcome replaced(const StreamGuard& guard)
    {
        replace_refused(guard);
        return ModelOutcome::Replaced;
    }

    const TurnParts& parts_;
    Turn& turn_;
};

// In the order of work. Screening comes first: the engine, then the judge where there is one and the
// engine is unsure; then message, assessment and alert are committed, so that nothing is shown before.
// Mood comes before the advisors because it picks the voice.
const std::array<TurnPipeline::NamedStep, 6> TurnPipeline::steps{{
    {.name = "screen_input", .runs = Runs::UnlessFinished, .step = &TurnPipeline::screen_input},
    {.name = "read_emotion", .runs = Runs::UnlessFinished, .step = &TurnPipeline::read_emotion},
    {.name = "choose_advisors", .runs = Runs::UnlessFinished, .step = &TurnPipeline::choose_advisors
    },
    {.name = "stream_reply", .runs = Runs::UnlessFinished, .step = &TurnPipeline::stream_reply},
    {.name = "record_turn", .runs = Runs::Always, .step = &TurnPipeline::record_turn},
    {.name = "announce", .runs = Runs::Always, .step = &TurnPipeline::announce},
}};

TurnPipeline::TurnPipeline(TurnParts parts) : parts_{std::move(parts)} {}

Task<Result<TurnReport>> TurnPipeline::run(TurnRequest request, TurnSink& sink, StopSignal& stop)
    const
{
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    Turn turn{std::move(request), sink, stop};
    turn.received_at = parts_.clock.now();
    bool finished = false;
    for (const auto& [name, runs, step] : steps) {
        if (finished && runs == Runs::UnlessFinished) continue;
        const auto begin = std::chrono::steady_clock::now();
        const auto next = co_await (this->*step)(turn);
        parts_.observer.step_ended(name, std::chrono::steady_clock::now() - begin);
        if (!next && !turn.begun) co_return std::unexpected(next.error());
        if (turn.repeats) co_return TurnReport{.turn = *turn.repeats, .repeated = true};
        finished = finished || !next || *next == Next::Finish;
    }
    co_return TurnReport{
        .turn = turn.ref.turn,
        .reason = turn.reason,
        .assessment = std::move(turn.assessment),
        .mood = turn.mood,
        .advisor = turn.chosen ? std::optional{turn.choice.lead} : std::nullopt,
        .reply = std::move(turn.shown),
        .suggestions = std::move(turn.suggestions)
    };
}

Task<Result<TurnPipeline::Next>> TurnPipeline::screen_input(Turn& turn) const
{
    if (parts_.limits_of)
        turn.limits = co_await parts_.limits_of(
            turn.speaker().child, turn.speaker().time_zone, parts_.clock.now()
        );
    // Whoever wants no model to answer a child wants none outside this server to read it, either.
    if (!turn.limits.rules.models) turn.request.speaker.may_reach = {};
    for (int attempt = 0; !turn.begun; ++attempt) {
        auto memory = co_await recall(turn);
        if (!memory) co_return std::unexpected(memory.error());
        if (memory->same_key) {
            turn.repeats = memory->same_key;
            co_return Next::Finish;
        }
        co_await assess(turn, std::move(*memory));
        co_await hear_second_opinion(turn);
        auto begun = co_await parts_.store.begin_turn(settle(turn));
        if (begun) {
            turn.note(*begun);
            if (turn.repeats) co_return Next::Finish;
            break;
        }
        // Another message came in between: what is known of the conversation has changed.
        if (begun.error().code != ErrorCode::Conflict || attempt == most_recalls)
            co_return std::unexpected(begun.error());
    }
    tell_what_was_decided(turn);
    turn.publish_stored(TurnStarted{turn.ref.turn, turn.request.conversation});
    if (turn.told_child) turn.publish_stored(*turn.told_child);
    if (answer_at_once(turn) == Next::Finish) co_return Next::Finish;
    if (!turn.request.is_kept) co_return co_await close_unkept(turn);
    co_return co_await keep_limits(turn);
}

Task<Result<Memory>> TurnPipeline::recall(const Turn& turn) const
{
    if (turn.request.memory) co_return *turn.request.memory;
    co_return co_await parts_.store.recall(
        turn.speaker().child, turn.request.conversation, turn.request.idempotency_key
    );
}

/// Assesses the message in the light of `memory`, and reads its mood: the course over days that is
/// committed with the message needs both.
Task<> TurnPipeline::assess(Turn& turn, Memory memory) const
{
    turn.memory = std::move(memory);
    const auto& variation = turn.request.variation;
    turn.seed = seed_of(
        variation.empty() ? turn.request.conversation.text() : variation, turn.memory.turns
    );
    turn.context.clear();
    for (const auto& said : turn.memory.said)
        turn.context.push_back({.role = said.role, .text = said.text});

    const auto now = parts_.clock.now();
    turn.day = child_day(now, turn.speaker().time_zone, turn.speaker().age_band);
    turn.powers = powers_of(turn, now);
    // A caller that keeps its conversations itself keeps their limits, too; nothing here knows how old they are.
    const auto begins = turn.request.memory
                            ? Time{}
                            : memory_begins(turn.powers.memory, now, turn.memory.turn_times);
    turn.recalled = recall_since(turn.memory, begins);
    turn.recollected.clear();
    for (const auto& said : turn.recalled.said)
        turn.recollected.push_back({.role = said.role, .text = said.text});
    // When a guest said the earlier messages nobody knows; whoever sends them keeps its own cadence.
    const bool has_times = turn.memory.turns == 0 || !turn.memory.turn_times.empty();
    if (has_times)
        turn.reminders = reminders_due(
            turn.memory.turn_times, now, cadence_for(turn.speaker().age_band, turn.powers.cadence)
        );
    turn.attention = attention_for(turn.memory.days, turn.day);
    co_await run_on(parts_.assessing, [this, &turn] {
        judge_and_feel(turn);
        return true;
    });
    turn.action_before_opinion = turn.assessment.action;
    turn.private_spans = private_spans_of(turn.assessment, turn.request.text.size());
}

/// A law begins with the date on the wall, and not at five in the morning as a child's day does.
Powers TurnPipeline::powers_of(const Turn& turn, Time now) const
{
    const auto& speaker = turn.speaker();
    Powers powers;
    if (parts_.powers_of)
        powers =
            parts_.powers_of(speaker, turn.limits.rules, local_time(now, speaker.time_zone).day);
    powers.memory.forgotten = turn.memory.forgotten;
    return powers;
}

void TurnPipeline::judge_and_feel(Turn& turn) const
{
    turn.risk_after = turn.memory.risk;
    try {
        turn.assessment = parts_.judge(turn.message(), turn.memory.risk, turn.risk_after);
    } catch (...) {
        // Fails closed, and settle() records a safety event.
        turn.assessment = safety::Assessment::unavailable("exception");
    }
    turn.felt = turn.assessment.available ? parts_.read_mood(turn.message()) : emotion::Reading{};
}

/// Asks the judge where the engine is unsure; it can only raise the action. Once for a turn: a
/// message that is read again because another one came in between keeps what was heard.
Task<> TurnPipeline::hear_second_opinion(Turn& turn) const
{
    if (parts_.second_opinion == nullptr) co_return;
    const auto& judge = *parts_.second_opinion;
    if (judge.is_grey(turn.assessment) && !std::exchange(turn.asked_judge, true)) {
        const bool allows = co_await may_reach(turn.speaker(), judge.model());
        turn.opinion = co_await judge.ask(
            {.question = question_about(turn.message(), turn.assessment, turn.speaker().nickname),
             .end_user = turn.speaker().model_user,
             .allows_third_party = allows,
             .over_chat_limit = turn.request.over_chat_limit,
             .account = turn.account()}
        );
    }
    if (turn.opinion)
        turn.assessment =
            judge.raised(turn.message(), turn.assessment, *turn.opinion, turn.risk_after);
}

NewAlert TurnPipeline::new_alert(const Turn& turn, AlertFacts facts)
{
    const auto told = reachable(turn.speaker(), facts.notify);
    return {
        .id = turn.request.alert,
        .facts = facts,
        .mails = mails_for(turn.speaker(), told, facts.severity),
        .told = told
    };
}

/// What the message adds to the child's course over days, and the alert if that rose over the line,
/// with what the child is told of it.
Result<DaysOutcome> TurnPipeline::live_a_turn(const Turn& turn, const ChildDays& kept) const
{
    // A turn elsewhere shut the guardians out since recall(): this one was routed without knowing.
    if (is_guarded(kept, turn.day) != is_guarded(turn.memory.days, turn.day))
        return failed(ErrorCode::Conflict, "the child's guard has changed");
    auto step = live_on(
        kept,
        {.assessment = turn.assessment,
         .mood = turn.powers.reads_moods ? turn.felt : emotion::Reading{},
         .day = turn.day,
         .reachable = all_reachable(turn.speaker())},
        parts_.days_line
    );
    DaysOutcome outcome{.after = std::move(step.after), .alert = std::nullopt, .notice = {}};
    if (!step.alert) return outcome;
    outcome.alert = new_alert(turn, std::move(*step.alert));
    // Nobody is told behind the child's back.
    const auto& alert = *outcome.alert;
    const auto strand = safety::strand_of(alert.facts.category).value_or(safety::Strand::Heaviness);
    outcome.notice = Notice{
        .kind = NoticeKind::Told, .text = told_text(alert.told, strand, turn.speaker().locale)
    };
    return outcome;
}

/// All that follows from the assessment and must be committed before the first event.
NewTurn TurnPipeline::settle(Turn& turn) const
{
    const auto& assessment = turn.assessment;
    turn.notify =
        routed(assessment.notify, turn.memory.days, turn.day, all_reachable(turn.speaker()));
    turn.told = reachable(turn.speaker(), turn.notify);
    turn.ref = {
        .family = turn.speaker().child.family,
        .turn = turn.request.turn,
        .is_protected = turn.notify.protects(),
        .child = turn.speaker().child.child,
        .is_kept = turn.request.is_kept
    };
    turn.crisis.reset();
    // Whoever is on the crisis path stays there, also when a message of theirs could not be judged.
    const bool escalates = assessment.available && assessment.action == safety::Action::Escalate;
    if (escalates || parts_.mentor.in_crisis(turn.memory.crisis_state))
        turn.crisis = parts_.mentor.crisis_reply(
            turn.crisis_view(),
            turn.memory.crisis_state,
            parts_.lines_for(turn.speaker().country, turn.speaker().locale),
            turn.told
        );

    const auto now = parts_.clock.now();
    NewTurn record{
        .ref = turn.ref,
        .conversation = turn.request.conversation,
        .child = turn.speaker().child.child,
        .idempotency_key = turn.request.idempotency_key,
        .text = turn.request.text,
        .locale = turn.speaker().locale,
        .received_at = turn.received_at,
        .at = now,
        .turns_before = turn.memory.turns,
        .assessment = assessment_record(assessment),
        .private_spans = turn.private_spans,
        .risk_after = turn.risk_after,
        .crisis_state = turn.crisis ? turn.crisis->state : turn.memory.crisis_state
    };
    if (assessment.available && turn.notify.anyone()) {
        auto facts = alert_facts_of(assessment);
        if (turn.notify != assessment.notify) facts.sources.emplace_back("guard");
        facts.notify = turn.notify;
        record.alert = new_alert(turn, std::move(facts));
    }
    turn.alert = record.alert ? std::optional{record.alert->facts.notify} : std::nullopt;
    record.live_on = [this, &turn](const ChildDays& kept) { return live_a_turn(turn, kept); };
    if (!assessment.available)
        record.safety_event = SafetyEvent{
            .kind = "input_not_judged", .reason = assessment.reason_unavailable, .at = now
        };
    return record;
}

/// For metrics and for those who watch alerts: message and alert are committed.
void TurnPipeline::tell_what_was_decided(const Turn& turn) const
{
    const auto& assessment = turn.assessment;
    parts_.observer.message_assessed(assessment.action, assessment.available);
    if (turn.days_were_damaged) parts_.observer.days_were_damaged();
    if (assessment.action > turn.action_before_opinion)
        parts_.second_opinion->note_raise(turn.action_before_opinion, assessment.action);
    if (turn.alert && parts_.on_alert)
        parts_.on_alert(
            {.family = turn.ref.family,
             .child = turn.speaker().child.child,
             .alert = turn.request.alert,
             .guardian_may_know = turn.alert->guardian,
             .received_at = turn.received_at}
        );
}

/// What is answered without an advisor: when safety cannot judge, when it refuses, when it is too
/// much at once. A child in danger never ends here.
TurnPipeline::Next TurnPipeline::answer_at_once(Turn& turn) const
{
    Speech speech{parts_, turn};
    if (turn.memory.turns == 0 || turn.reminders.ai_notice) speech.queue_notice(NoticeKind::Ai);
    if (turn.on_crisis_path()) return Next::Continue;
    if (!turn.assessment.available) {
        turn.reason = FinishReason::InputNotJudged;
        speech.queue_kind_words(Kindness::CannotJudge);
        speech.queue_help();
        return Next::Finish;
    }
    if (turn.assessment.action == safety::Action::Escalate) return Next::Continue;
    if (turn.request.over_chat_limit) {
        turn.reason = FinishReason::TooFast;
        speech.queue_kind_words(Kindness::TooFast);
        return Next::Finish;
    }
    if (turn.assessment.action < safety::Action::Redirect) return Next::Continue;
    turn.reason = FinishReason::InputRefused;
    speech.queue_kind_words(
        turn.assessment.action == safety::Action::Redirect ? Kindness::Redirect : Kindness::Block
    );
    return Next::Finish;
}

/// Ends a talk of which nothing may be kept any more, with where help is. The crisis path goes on.
Task<TurnPipeline::Next> TurnPipeline::close_unkept(Turn& turn) const
{
    if (turn.on_crisis_path()) co_return Next::Continue;
    const auto& speaker = turn.speaker();
    Speech speech{parts_, turn};
    const std::string_view words = unkept_words(speaker.age_band, speaker.locale);
    co_await speech.say_prepared({.text = std::string{words}}, FinishReason::NotKept);
    speech.queue_help();
    co_return Next::Finish;
}

/// Ends a plain talk that the family's limits close, kindly. Message and alert are committed.
Task<TurnPipeline::Next> TurnPipeline::keep_limits(Turn& turn) const
{
    const auto now = parts_.clock.now();
    const auto& speaker = turn.speaker();
    const auto standing = standing_of(turn.limits, now, speaker.time_zone);
    if (!standing.closed || co_await is_needed(turn)) co_return Next::Continue;
    co_await Speech{parts_, turn}.say_prepared(
        {.text = closed_words(standing, now, speaker.time_zone, speaker.age_band, speaker.locale)},
        *standing.closed == limits::Closed::QuietHours ? FinishReason::QuietHours
                                                       : FinishReason::OverTime
    );
    co_return Next::Finish;
}

/// Limits do not count: not for what the child says now, nor for what it said a moment ago.
Task<bool> TurnPipeline::is_needed(Turn& turn) const
{
    co_return co_await run_on(parts_.assessing, [this, &turn] {
        // The mood of these words alone: what Buddy said before must not colour them.
        auto alone = turn.message();
        alone.context = {};
        try {
            return needs_somebody(
                {.assessment = turn.assessment,
                 .mood = parts_.read_mood(alone),
                 .crisis = turn.crisis.has_value(),
                 .alert = turn.alert.has_value(),
                 .comforting = was_comforting(turn)}
            );
        } catch (...) {
            // What cannot be read now may have been a call for somebody.
            return true;
        }
    });
}

/// A "thanks" after something sad is no plain talk. Told from what the child said within this sitting, so that
/// every node of a server knows it.
bool TurnPipeline::was_comforting(const Turn& turn) const
{
    const auto& times = turn.memory.turn_times;
    if (times.empty() || parts_.clock.now() - times.back() >= pause_lasts) return false;
    return std::ranges::any_of(turn.memory.said, [&](const Said& said) {
        if (said.role != safety::Role::Child) return false;
        auto message = turn.message();
        message.text = said.text;
        message.context = {};
        safety::RiskState after;
        const auto assessment = parts_.judge(message, {}, after);
        return needs_somebody({.assessment = assessment, .mood = parts_.read_mood(message)});
    });
}

Task<Result<TurnPipeline::Next>> TurnPipeline::read_emotion(Turn& turn) const
{
    turn.mood_was_read = true;
    if (!turn.powers.reads_moods) co_return Next::Continue;
    turn.mood = turn.felt;
    if (!turn.mood.mood) co_return Next::Continue;
    turn.mood_id = emotion::id_of(*turn.mood.mood);
    turn.queue(MoodShown{
        .mood = *turn.mood.mood,
        .word = std::string{emotion::gentle_word(*turn.mood.mood, turn.speaker().locale)}
    });
    co_return Next::Continue;
}

/// Tells from what is kept of the child's days and its last turns.
bool TurnPipeline::leans_on_buddy(const Turn& turn) const
{
    auto days = days_with_buddy(turn.memory.days, turn.day);
    auto times = turn.memory.turn_times;
    times.push_back(parts_.clock.now());
    if (!days.empty()) days.back().minutes = minutes_of(times);
    return !leaning_in(days, turn.day.date, turn.speaker().age_band).empty();
}

Task<Result<TurnPipeline::Next>> TurnPipeline::choose_advisors(Turn& turn) const
{
    turn.leans_on_buddy =
        !turn.on_crisis_path() && leans_on_buddy(turn) &&
        pointed_to_people_->first_today(turn.speaker().child.child, turn.day.date);
    turn.choice = parts_.mentor.choose(turn.view());
    if (turn.on_crisis_path() && turn.choice.lead != advisors::Advisor::SafetySteward) {
        turn.choice.lead = advisors::Advisor::SafetySteward;
        turn.choice.reason = steward_reason(turn.speaker().locale);
    }
    Speech speech{parts_, turn};
    if (is_off(turn.limits.rules, turn.choice, turn.request.text) && !co_await is_needed(turn)) {
        const std::string_view words = off_words(turn.speaker().age_band, turn.speaker().locale);
        co_await speech.say_prepared({.text = std::string{words}}, FinishReason::TopicOff);
        co_return Next::Finish;
    }
    if (is_beyond_tutor(turn) && !co_await is_needed(turn)) {
        auto words = parts_.mentor.kind_words(turn.view(), Kindness::BeyondTutor);
        co_await speech.say_prepared(std::move(words), FinishReason::BeyondTutor);
        co_return Next::Finish;
    }
    turn.chosen = true;
    speech.queue_advisor();
    co_await speech.say_queued();
    co_return Next::Continue;
}

/// Where Buddy is no more than a tutor, plain talk about other things is for people. A child in need is heard all the same.
bool TurnPipeline::is_beyond_tutor(const Turn& turn) const
{
    const bool is_plain =
        turn.assessment.action == safety::Action::Allow && !turn.crisis && !turn.alert;
    return is_plain && !parts_.mentor.may_take_up(turn.view(), turn.choice);
}

Task<Result<TurnPipeline::Next>> TurnPipeline::stream_reply(Turn& turn) const
{
    Speech speech{parts_, turn};
    if (turn.on_crisis_path()) {
        turn.voice = "crisis";
        // Caring words first, then where help is.
        speech.queue_crisis_words();
        speech.queue_help();
        speech.count_referral();
        try {
            co_await speech.say_queued();
        } catch (...) {
            // What cannot be stored is said all the same: no child waits for a disk with this.
            turn.publish_queued();
            throw;
        }
        co_return Next::Continue;
    }
    if (turn.stop.reason()) {
        turn.reason = *turn.stop.reason();
        co_return Next::Continue;
    }
    if (co_await speech.say_with_models()) {
        co_await speech.say_beside();
        co_return Next::Continue;
    }
    turn.voice = "guided";
    auto reply = parts_.mentor.guided_reply(turn.view(), turn.choice, turn.recalled.guided_state);
    turn.guided_state = std::move(reply.state);
    turn.learning = reply.learning;
    // Not to a child that needs comfort: it hears of it another time. Nor to a guest: nobody here can
    // tell whether it has heard it today.
    const bool is_guest = turn.speaker().child.family.empty();
    const bool tells_limit = turn.over_budget && turn.answered == FinishReason::Answered &&
                             !is_guest && turn.assessment.action == safety::Action::Allow &&
                             limit_told_->first_today(turn.speaker().child.child, turn.day.date);
    if (tells_limit)
        reply.text = std::string{limit_words(turn.speaker().locale)} + "\n\n" + reply.text;
    if (turn.leans_on_buddy) reply.text = speech.pointing_to_people(std::move(reply.text));
    co_await speech.say_prepared(std::move(reply), turn.answered);
    co_await speech.say_beside();
    if (tells_limit && !turn.shown.starts_with(limit_words(turn.speaker().locale)))
        limit_told_->take_back(turn.speaker().child.child);
    co_return Next::Continue;
}

Task<Result<TurnPipeline::Next>> TurnPipeline::record_turn(Turn& turn) const
{
    const bool names_conversation = turn.chosen && turn.memory.topic.empty() &&
                                    !turn.choice.topic.empty() && !turn.ref.is_protected &&
                                    !turn.on_crisis_path();
    // Nobody who is sad, in danger or just refused is sent away; the next reminder comes soon enough.
    const bool is_plain =
        turn.reason == FinishReason::Answered && turn.assessment.action == safety::Action::Allow;
    if (turn.reminders.pause && is_plain) Speech{parts_, turn}.queue_notice(NoticeKind::Break);
    if (is_plain) Speech{parts_, turn}.queue_coming_end();
    Speech{parts_, turn}.queue_trace();
    turn.queue(
        Done{.finish = finish_of(turn.reason), .suggestions = turn.suggestions, .usage = turn.usage}
    );
    FinishedTurn finished{
        .ref = turn.ref,
        .conversation = turn.request.conversation,
        .at = parts_.clock.now(),
        .reason = turn.reason,
        .events = turn.queued,
        .guided_state = turn.guided_state,
        .guided_since = turn.recalled.guided_state.empty() ? std::optional{turn.received_at}
                                                           : turn.recalled.guided_since,
        .topic = names_conversation ? std::optional{turn.choice.topic} : std::nullopt,
        .turn_topic = turn.chosen && !turn.on_crisis_path() ? turn.choice.topic : std::string{},
        .learning = turn.learning,
        .mood = turn.mood,
        .voice = std::string{turn.voice},
        .provider = turn.provider,
        .usage = turn.usage,
        .safety_events = turn.safety_events
    };
    co_await parts_.store.finish_turn(std::move(finished));
    turn.publish_queued();
    co_return Next::Continue;
}

Task<Result<TurnPipeline::Next>> TurnPipeline::announce(Turn& turn) const
{
    parts_.observer.turn_ended(turn.reason, turn.voice);
    Speech{parts_, turn}.tell_criticisms();
    if (turn.to_keep)
        co_await parts_.known_answers->keep(
            std::move(turn.to_keep->name), std::move(turn.to_keep->answer), turn.model_said_all
        );
    const bool is_seen =
        turn.begun && turn.ref.is_kept && !turn.ref.is_protected && !turn.memory.was_protected;
    if (is_seen && parts_.summaries != nullptr) co_await sum_up(turn);
    if (is_seen && parts_.note_visit) co_await parts_.note_visit(turn.speaker().child.child);
    co_return Next::Continue;
}

/// Where a model has spoken, one may sum up as well. Nobody waits for it.
Task<> TurnPipeline::sum_up(const Turn& turn) const
{
    if (turn.voice != "model" || turn.request.memory) co_return;
    const bool allows = co_await may_reach(turn.speaker(), parts_.summaries->model());
    parts_.summaries->after_turn(
        {.child = turn.speaker().child,
         .conversation = turn.request.conversation,
         .turns = turn.memory.turns + 1,
         .age_band = turn.speaker().age_band,
         .locale = turn.speaker().locale,
         .end_user = turn.speaker().model_user,
         .allows_third_party = allows,
         .limit = turn.powers.memory,
         .account = turn.account()}
    );
}

Task<std::size_t> TurnPipeline::close_open_turns() const
{
    const auto open = co_await parts_.store.open_turns();
    for (const auto& turn : open) co_await close(turn, FinishReason::ServerRestarted);
    co_return open.size();
}

Task<> TurnPipeline::close_failed_turn(TurnId turn) const
{
    const auto open = co_await parts_.store.open_turns();
    const auto found =
        std::ranges::find(open, turn, [](const OpenTurn& one) { return one.ref.turn; });
    if (found != open.end()) co_await close(*found, FinishReason::Failed);
}

Task<> TurnPipeline::close(OpenTurn turn, FinishReason reason) const
{
    const safety::Assessment assessment;
    const advisors::TurnView view{.locale = turn.locale, .assessment = &assessment};
    const auto kindness = Kindness::Interrupted;
    std::vector<NumberedEvent> events;
    events.push_back(
        {.number = turn.last_event + 1,
         .event = Delta{StreamGuard::kind_words(parts_.mentor, view, kindness, turn.reply_so_far)}}
    );
    events.push_back(
        {.number = turn.last_event + 2,
         .event =
             Done{
                 .finish = finish_of(reason),
                 .suggestions = parts_.mentor.kind_words(view, kindness).suggestions
             }}
    );
    FinishedTurn finished{
        .ref = turn.ref,
        .conversation = turn.conversation,
        .at = parts_.clock.now(),
        .reason = reason,
        .events = std::move(events),
        .voice = "kind"
    };
    co_await parts_.store.finish_turn(std::move(finished));
    parts_.observer.turn_ended(reason, "kind");
}

}  // namespace buddy::conversation
