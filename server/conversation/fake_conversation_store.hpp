// ConversationStore in memory, for tests and `buddy chat`. One event loop only.
#pragma once

#include "conversation/conversation_store.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <ranges>
#include <utility>

namespace buddy::conversation {

class FakeConversationStore final : public ConversationStore {
public:
    struct StoredTurn {
        NewTurn begun;
        std::vector<NumberedEvent> events;
        std::optional<FinishedTurn> finished;
        std::optional<emotion::Mood> corrected;
    };
    struct StoredConversation {
        ChildRef child;
        Conversation face;
        std::vector<StoredTurn> turns;
        safety::RiskState risk;
        std::string guided_state;
        std::optional<Time> guided_since;
        std::string crisis_state;
    };

    Task<Conversation> start(ChildRef child, ConversationId id, Time now) override
    {
        const Conversation face{.id = id, .started_at = now};
        conversations_[id] = {.child = std::move(child), .face = face};
        co_return face;
    }
    Task<std::vector<Conversation>> list(ChildRef child) override
    {
        std::vector<Conversation> out;
        for (const auto& [id, conversation] : conversations_)
            if (conversation.child == child) out.push_back(conversation.face);
        std::ranges::sort(out, std::greater{}, [](const Conversation& face) {
            return std::pair{face.last_turn_at.value_or(face.started_at), face.id};
        });
        co_return out;
    }
    Task<Result<Transcript>> open(ChildRef child, ConversationId id) override
    {
        const auto* conversation = row(child, id);
        if (conversation == nullptr) co_return missing();
        Transcript out{.conversation = conversation->face, .turns = {}};
        for (const auto& turn : conversation->turns) out.turns.push_back(recorded(turn));
        co_return out;
    }
    Task<Result<Memory>> recall(ChildRef child, ConversationId id, std::string idempotency_key)
        override
    {
        const auto* conversation = row(child, id);
        if (conversation == nullptr) co_return missing();
        Memory memory{
            .said = said_in(*conversation),
            .risk = conversation->risk,
            .guided_state = conversation->guided_state,
            .crisis_state = conversation->crisis_state,
            .guided_since = conversation->guided_since,
            .forgotten = forgotten.contains(child.child) ? std::optional{forgotten.at(child.child)}
                                                         : std::nullopt,
            .topic = conversation->face.topic,
            .turns = conversation->face.turns,
            .days = days[child.child],
            .turn_times = turn_times_of(child)
        };
        for (const auto& turn : conversation->turns)
            if (turn.begun.idempotency_key == idempotency_key)
                memory.same_key = turn.begun.ref.turn;
        memory.was_protected = std::ranges::any_of(conversation->turns, [](const StoredTurn& turn) {
            return turn.begun.ref.is_protected;
        });
        memory.notes = notes_of(*conversation);
        drop_needless_notes(memory);
        co_return memory;
    }
    Task<Result<Begun>> begin_turn(NewTurn turn) override
    {
        if (before_begin) before_begin();
        auto* conversation =
            row({.family = turn.ref.family, .child = turn.child}, turn.conversation);
        if (conversation == nullptr) co_return missing();
        for (const auto& earlier : conversation->turns) {
            if (earlier.begun.idempotency_key != turn.idempotency_key) continue;
            if (earlier.begun.text != turn.text)
                co_return failed(ErrorCode::Invalid, "the key was used for another message");
            co_return Begun{.turn = earlier.begun.ref.turn, .repeated = true};
        }
        if (conversation->face.turns != turn.turns_before)
            co_return failed(ErrorCode::Conflict, "another turn began");
        if (!turn.ref.is_kept) {
            // As with SQL, where a turn that is sent again is told of once.
            if (turn.alert && unkept_alerts.empty())
                unkept_alerts.push_back(std::move(*turn.alert));
            co_return Begun{.turn = turn.ref.turn, .is_protected = turn.ref.is_protected};
        }
        std::optional<DaysOutcome> lived;
        if (turn.live_on) {
            auto outcome = turn.live_on(days[turn.child]);
            if (!outcome) co_return std::unexpected(outcome.error());
            lived = std::move(*outcome);
        }
        conversation->face.turns += 1;
        conversation->face.last_turn_at = turn.at;
        conversation->risk = turn.risk_after;
        conversation->crisis_state = turn.crisis_state;
        if (turn.safety_event) safety_events.push_back(*turn.safety_event);
        turn.ref.is_protected |= lived && lived->protects();
        Begun begun{.turn = turn.ref.turn, .is_protected = turn.ref.is_protected};
        if (lived) {
            days[turn.child] = std::move(lived->after);
            days_noted[turn.child] = turn.at;
            begun.alert_of_days = std::move(lived->alert);
            begun.notice = std::move(lived->notice);
            if (begun.alert_of_days) alerts_of_days.push_back(*begun.alert_of_days);
        }
        StoredTurn stored{.begun = std::move(turn)};
        stored.events.push_back(
            {.number = 1, .event = TurnStarted{begun.turn, stored.begun.conversation}}
        );
        if (begun.notice) stored.events.push_back({.number = 2, .event = *begun.notice});
        conversation->turns.push_back(std::move(stored));
        co_return begun;
    }
    Task<> append_events(
        TurnRef ref, std::vector<NumberedEvent> events, std::optional<Referral> referral
    ) override
    {
        auto* turn = row(ref.turn);
        if (turn == nullptr || turn->finished) co_return;
        bool helps = false;
        for (auto& event : events) {
            const auto* notice = std::get_if<Notice>(&event.event);
            const bool is_new =
                std::ranges::find(turn->events, event.number, &NumberedEvent::number) ==
                turn->events.end();
            helps = helps || (is_new && notice != nullptr && notice->kind == NoticeKind::Help);
            if (is_new) turn->events.push_back(std::move(event));
        }
        if (helps && referral) referrals.push_back(std::move(*referral));
    }
    Task<> finish_turn(FinishedTurn finished) override
    {
        auto* turn = row(finished.ref.turn);
        if (turn == nullptr || turn->finished) co_return;
        std::ranges::copy(finished.events, std::back_inserter(turn->events));
        auto& conversation = conversations_.at(finished.conversation);
        if (finished.guided_state) {
            conversation.guided_state = *finished.guided_state;
            conversation.guided_since = finished.guided_since;
        }
        if (finished.topic) conversation.face.topic = *finished.topic;
        std::ranges::copy(finished.safety_events, std::back_inserter(safety_events));
        turn->finished = std::move(finished);
    }
    Task<Result<EventPage>> events_after(
        ChildRef child, ConversationId conversation, TurnId id, int after
    ) override
    {
        const auto* turn = row(child, conversation, id);
        if (turn == nullptr) co_return missing();
        EventPage page{.events = {}, .ended = turn->finished.has_value()};
        std::ranges::copy_if(
            turn->events,
            std::back_inserter(page.events),
            [after](const NumberedEvent& event) { return event.number > after; }
        );
        co_return page;
    }
    Task<std::vector<OpenTurn>> open_turns() override
    {
        std::vector<OpenTurn> out;
        for (const auto& conversation : conversations_ | std::views::values)
            for (const auto& turn : conversation.turns)
                if (!turn.finished)
                    out.push_back(
                        {.ref = turn.begun.ref,
                         .conversation = turn.begun.conversation,
                         .child = turn.begun.child,
                         .last_event = turn.events.back().number,
                         .reply_so_far = reply_of(turn.events),
                         .locale = turn.begun.locale}
                    );
        co_return out;
    }
    Task<Result<void>> correct_mood(
        ChildRef child, ConversationId conversation, TurnId id, emotion::Mood mood
    ) override
    {
        auto* turn = row(child, conversation, id);
        if (turn == nullptr) co_return missing();
        turn->corrected = mood;
        co_return Result<void>{};
    }
    Task<std::vector<MoodMark>> moods_between(ChildRef child, Time from, Time until) override
    {
        std::vector<MoodMark> marks;
        for (const auto& conversation : conversations_ | std::views::values) {
            if (conversation.child != child) continue;
            for (const auto& turn : conversation.turns) {
                if (turn.begun.ref.is_protected) break;
                if (turn.begun.at >= from && turn.begun.at < until) marks.push_back(mark_of(turn));
            }
        }
        std::ranges::sort(marks, {}, &MoodMark::at);
        co_return marks;
    }

    Task<std::vector<Time>> turn_times(ChildRef child, Time since) override
    {
        std::vector<Time> times;
        for (const auto& conversation : conversations_ | std::views::values) {
            if (conversation.child != child) continue;
            for (const auto& turn : conversation.turns) {
                const bool was_closed =
                    turn.finished && (turn.finished->reason == FinishReason::QuietHours ||
                                      turn.finished->reason == FinishReason::OverTime);
                if (turn.begun.ref.is_protected) break;
                if (!was_closed && turn.begun.at >= since) times.push_back(turn.begun.at);
            }
        }
        std::ranges::sort(times);
        co_return times;
    }
    Task<std::int64_t> forget_days(Time until) override
    {
        std::int64_t removed = 0;
        for (const auto& [child, at] : days_noted)
            if (at < until) removed += static_cast<std::int64_t>(days.erase(child));
        std::erase_if(days_noted, [until](const auto& noted) { return noted.second < until; });
        co_return removed;
    }

    /// What the database has that no reader is shown: for tests.
    [[nodiscard]] const StoredTurn* find(const TurnId& id) const
    {
        for (const auto& conversation : conversations_ | std::views::values)
            for (const auto& turn : conversation.turns)
                if (turn.begun.ref.turn == id) return &turn;
        return nullptr;
    }
    /// Null when there is none of this child.
    [[nodiscard]] const StoredConversation* talk(const ChildRef& child, const ConversationId& id)
        const
    {
        const auto found = conversations_.find(id);
        const bool is_own = found != conversations_.end() && found->second.child == child;
        return is_own ? &found->second : nullptr;
    }
    std::vector<SafetyEvent> safety_events;
    std::vector<NewAlert> alerts_of_days;
    std::vector<NewAlert> unkept_alerts;  ///< Of turns that were not kept.
    std::map<ChildId, ChildDays> days;
    std::map<ChildId, Time> days_noted;
    std::map<ChildId, Time> forgotten;  ///< Memory::forgotten.
    std::vector<Referral> referrals;
    std::function<void()> before_begin;  ///< A test's chance to do something in between.

private:
    static std::unexpected<Error> missing() { return failed(ErrorCode::NotFound, "no such row"); }
    static MoodMark mark_of(const StoredTurn& turn)
    {
        if (turn.corrected)
            return {
                .at = turn.begun.at, .mood = turn.corrected, .certainty = 1.0, .corrected = true
            };
        const auto reading = turn.finished ? turn.finished->mood : emotion::Reading{};
        return {.at = turn.begun.at, .mood = reading.mood, .certainty = reading.certainty};
    }
    static RecordedTurn recorded(const StoredTurn& turn)
    {
        auto out = record_of(turn.begun.ref.turn, turn.begun.at, turn.events);
        out.text = turn.begun.text;
        if (turn.corrected)
            out.mood = MoodShown{
                .mood = *turn.corrected,
                .word = std::string{emotion::gentle_word(*turn.corrected, turn.begun.locale)},
                .corrected = true
            };
        return out;
    }
    [[nodiscard]] std::vector<Time> turn_times_of(const ChildRef& child) const
    {
        std::vector<Time> times;
        for (const auto& [id, conversation] : conversations_)
            if (conversation.child == child)
                for (const auto& turn : conversation.turns) times.push_back(turn.begun.at);
        std::ranges::sort(times);
        return times;
    }
    static std::vector<Said> said_in(const StoredConversation& conversation)
    {
        std::vector<Said> said;
        for (const auto& turn : conversation.turns) {
            said.push_back(
                {.role = safety::Role::Child,
                 .text = turn.begun.text,
                 .private_spans = turn.begun.private_spans,
                 .was_refused =
                     turn.finished && turn.finished->reason == FinishReason::ModelRefused,
                 .at = turn.begun.at}
            );
            if (auto reply = reply_of(turn.events); !reply.empty())
                said.push_back(
                    {.role = safety::Role::Mentor,
                     .text = std::move(reply),
                     .was_refused = said.back().was_refused,
                     .at = turn.begun.at}
                );
        }
        const auto extra = static_cast<std::ptrdiff_t>(said.size()) - Memory::most_said;
        if (extra > 0) said.erase(said.begin(), said.begin() + extra);
        return said;
    }
    static std::vector<TurnNote> notes_of(const StoredConversation& conversation)
    {
        std::vector<TurnNote> notes;
        int number = 0;
        for (const auto& turn : conversation.turns) {
            ++number;
            const bool is_noted = turn.finished && !turn.begun.ref.is_protected &&
                                  turn.finished->reason == FinishReason::Answered;
            if (is_noted)
                notes.push_back(
                    {.number = number,
                     .topic = turn.finished->turn_topic,
                     .mood = mark_of(turn).mood,
                     .at = turn.begun.at}
                );
        }
        return notes;
    }
    StoredConversation* row(const ChildRef& child, const ConversationId& id)
    {
        const auto found = conversations_.find(id);
        if (found == conversations_.end() || found->second.child != child) return nullptr;
        return &found->second;
    }
    StoredTurn* row(const TurnId& id)
    {
        return const_cast<StoredTurn*>(std::as_const(*this).find(id));
    }
    StoredTurn* row(const ChildRef& child, const ConversationId& conversation, const TurnId& id)
    {
        auto* place = row(child, conversation);
        if (place == nullptr) return nullptr;
        for (auto& turn : place->turns)
            if (turn.begun.ref.turn == id) return &turn;
        return nullptr;
    }

    std::map<ConversationId, StoredConversation> conversations_;
};

}  // namespace buddy::conversation
