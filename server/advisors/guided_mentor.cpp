#include "advisors/guided_mentor.hpp"

#include "advisors/council.hpp"

#include <algorithm>
#include <array>

namespace buddy::advisors {
namespace {

constexpr int interrupts_questions = 2;
constexpr int interrupts_anything = 3;
constexpr std::size_t longest_nickname = 20;
constexpr std::string_view homework = "homework";
constexpr std::uint32_t turns_between_doors = 12;
constexpr double least_to_leave_a_door = 0.3;
constexpr std::size_t words_of_an_answer = 4;

/// A nickname as it may stand in a sentence: letters, digits, spaces and hyphens only.
std::string speakable(std::string_view nickname)
{
    std::string out;
    for (const char c : nickname.substr(0, longest_nickname)) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = byte >= 0x80U || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == ' ' || c == '-';
        if (!plain) return {};
        out += c;
    }
    return nickname.size() > longest_nickname ? std::string{} : out;
}

/// Whether the engine names harm at home, or to the body by hunger; its faint suspicions are left to the steward.
bool speaks_of_danger(const Content& content, const TurnView& turn)
{
    using safety::Category;
    const auto* assessment = turn.assessment;
    return assessment != nullptr && !turn.doubt_was_asked &&
           assessment->action >= safety::Action::Support &&
           (assessment->primary == Category::Abuse ||
            assessment->primary == Category::EatingDisorder) &&
           names_risk(content, turn);
}

}  // namespace

GuidedTurn::GuidedTurn(
    const Content& content, const TurnView& turn, const Choice& choice, std::string_view state
)
    : content_{content},
      turn_{turn},
      choice_{choice},
      language_{content.language(turn.locale)},
      memory_{ConversationMemory::from_bytes(state)},
      heard_{understand(content, turn)}
{
    ++memory_.turn;
    if (memory_.turn > SaidLately::kept_turns)
        memory_.said.forget_before(memory_.turn - SaidLately::kept_turns);
    for (const auto& [fact, value] : heard_.facts) memory_.facts.insert_or_assign(fact, value);
    if (auto name = speakable(turn.nickname); !name.empty())
        memory_.facts.insert_or_assign("nickname", std::move(name));
    const bool at_sums =
        memory_.activity.kind == maths_activity && (memory_.activity.between || !heard_.is_short());
    const bool at_homework = memory_.pending_topic == homework || memory_.topic == homework;
    if (!heard_.problem && (at_sums || (at_homework && heard_.is_short())))
        heard_.problem = expected_problem_in(turn.text);
    memory_.uneasy = memory_.uneasy || heard_.says("uneasy") || speaks_of_danger(content, turn);
}

PreparedReply GuidedTurn::run()
{
    const bool answered = take_up_risk() || keep_safety_question() || take_up_interruption() ||
                          go_on_with_activity() || answer_measure() || take_up_sum() ||
                          answer_any_time() || hear_answer() || take_up_mention() ||
                          give_advice() || go_on_with_thread() || answer_bare() ||
                          take_up_what_was_passed_over() || take_up_mood() || take_up_choice() ||
                          answer_honestly();
    if (!answered) stay_open();
    leave_a_door_open();
    reply_.text = text();
    reply_.state = memory_.bytes();
    return std::move(reply_);
}

bool GuidedTurn::sees_risk() const
{
    return turn_.assessment != nullptr && !turn_.doubt_was_asked &&
           turn_.assessment->action == safety::Action::Support &&
           turn_.assessment->primary.has_value();
}

/// The safety engine saw something that must not be passed over, though it is no crisis. A faint
/// suspicion is not put into words: the question itself would frighten the child, and the engine would
/// read what comes after in its light.
bool GuidedTurn::take_up_risk()
{
    if (!sees_risk() || !names_risk(content_, turn_)) return false;
    const auto* topic = topic_for_risk(
        content_, *turn_.assessment, heard_.mentions, content_.topic(memory_.thread)
    );
    if (topic == nullptr || memory_.next_beat.contains(topic->id)) return false;
    return start(*topic);
}

/// Beside the answer, where the engine suspects something grave without being able to name it: now and
/// then, and not for the faintest guess, since a hint out of nothing makes an ordinary child wonder what is
/// wrong.
void GuidedTurn::leave_a_door_open()
{
    using safety::Category;
    constexpr std::array grave = {Category::SelfHarm, Category::Abuse, Category::Exploitation};
    const bool lately = memory_.door != 0 && memory_.turn - memory_.door < turns_between_doors;
    if (lately || !sees_risk() || names_risk(content_, turn_) ||
        turn_.assessment->probability_of(*turn_.assessment->primary) < least_to_leave_a_door ||
        std::ranges::find(grave, *turn_.assessment->primary) == grave.end())
        return;
    if (say_small("if_more")) memory_.door = memory_.turn;
}

/// Whether the open question's answer leads to another topic: a yes to "does somebody hurt you".
bool GuidedTurn::answer_leads_on(const Topic& asked) const
{
    return std::ranges::any_of(pending_beat()->hear, [&](const Hearing& hearing) {
        return !hearing.go.empty() && fits(hearing, asked);
    });
}

/// A question about safety is not lost to what is said beside it.
bool GuidedTurn::keep_safety_question()
{
    if (!safety_waits()) return false;
    const auto& asked = *content_.topic(memory_.pending_topic);
    const auto* graver = best_mention(interrupts_anything);
    if (graver != nullptr && graver->kind == TopicKind::Thread && takes_over(*graver)) return false;
    if (!answer_leads_on(asked) && answer_any_time()) return true;
    if (!heard_.question)
        for (const auto& hearing : pending_beat()->hear) {
            const bool plain = std::ranges::find(hearing.answers, "any") == hearing.answers.end();
            if ((plain || hearing.phrases.any(heard_.words)) && fits(hearing, asked) &&
                hear_with(hearing, asked))
                return true;
        }
    const auto* beside = best_mention(heard_.is_short() ? 0 : interrupts_questions);
    return beside != nullptr && beside->kind == TopicKind::Aside && aside(*beside);
}

/// Whether the last answer foresaw these very words ("so it is safe, yes or no"), and is no lighter
/// than what else they could mean.
bool GuidedTurn::answered_by_open_question(const Topic& other) const
{
    const auto* beat = pending_beat();
    if (beat == nullptr) return false;
    const auto& asked = *content_.topic(memory_.pending_topic);
    const bool light = !other.firm && other.weight < interrupts_anything;
    const bool may = asked.firm || (asked.kind == TopicKind::Aside && light);
    if (!may || asked.weight < other.weight) return false;
    return std::ranges::any_of(beat->hear, [&](const Hearing& hearing) {
        return hearing.phrases.any(heard_.words) && pick(hearing.say, listener(false)) != nullptr;
    });
}

/// "are you real?", "bye": answered whatever else is going on.
bool GuidedTurn::take_up_interruption()
{
    const auto* topic = best_mention(heard_.problem ? interrupts_anything : interrupts_questions);
    if (topic != nullptr && answered_by_open_question(*topic)) return false;
    return topic != nullptr && topic->kind == TopicKind::Aside && aside(*topic);
}

bool GuidedTurn::go_on_with_activity()
{
    if (memory_.activity.kind.empty()) return false;
    if (heard_.says("stop")) {
        end_activity();
        return false;
    }
    if (memory_.activity.kind == maths_activity) return go_on_with_sum();
    const auto* topic = content_.topic(memory_.activity.kind);
    if (topic == nullptr || !go_on_with_puzzle(*topic)) {
        end_activity();
        return false;
    }
    return true;
}

/// What was just asked, and how the child's words fit what may be answered.
bool GuidedTurn::hear_answer()
{
    const auto* beat = pending_beat();
    if (beat == nullptr) return false;
    const auto* topic = content_.topic(memory_.pending_topic);
    const auto* other = best_mention(interrupts_questions);
    const bool elsewhere =
        other != nullptr && other != topic && takes_over(*other) && !heard_.is_short();
    if (elsewhere && other->weight >= interrupts_anything && !answered_by_open_question(*other))
        return false;
    for (const auto& hearing : beat->hear) {
        if (!fits(hearing, *topic)) continue;
        const bool by_words = hearing.phrases.any(heard_.words);
        if (!by_words && elsewhere) continue;
        if (take_up_answer(hearing, *beat, *topic)) return true;
    }
    return false;
}

bool GuidedTurn::fits(const Hearing& hearing, const Topic& topic) const
{
    if (hearing.phrases.any(heard_.words)) return true;
    return std::ranges::any_of(hearing.answers, [&](const std::string& answer) {
        if (answer != "any") return is_heard(answer, topic);
        const bool in_passing = topic.kind == TopicKind::Aside && !heard_.is_short();
        const auto* other = best_mention(in_passing ? 1 : interrupts_questions);
        return !heard_.question && (other == nullptr || !takes_over(*other));
    });
}

/// A half yes is a yes, and a maybe no answer yet; where safety is asked about, both are no answer.
bool GuidedTurn::is_heard(std::string_view answer, const Topic& topic) const
{
    if (heard_.says(answer)) return true;
    if (answer == "yes") return heard_.says("partly") && !topic.is_grave();
    if (answer != "idk") return false;
    return heard_.says("maybe") || (heard_.says("partly") && topic.is_grave());
}

bool GuidedTurn::hear_with(const Hearing& hearing, const Topic& topic)
{
    reply_.move = "take_up";
    const bool spoken = say(hearing.say);
    if (hearing.stay && spoken && hearing.go.empty()) return true;  // the question stays open
    if (!hearing.go.empty()) {
        close_question();
        const auto* next = content_.topic(hearing.go);
        return (next != nullptr && start(*next)) || spoken;
    }
    return go_on_after(topic) || spoken;
}

/// Says what was written for this answer, or just goes on where that would praise what nobody said.
bool GuidedTurn::take_up_answer(const Hearing& hearing, const Beat& beat, const Topic& topic)
{
    if (hearing.phrases.any(heard_.words) || !presumes(hearing, beat))
        return hear_with(hearing, topic);
    acknowledge();
    return go_on_after(topic);
}

/// The question is answered: on with the thread, if there is one.
bool GuidedTurn::go_on_after(const Topic& topic)
{
    close_question();
    const bool same_thread = topic.kind != TopicKind::Aside;
    const auto* thread = same_thread ? &topic : content_.topic(memory_.topic);
    return thread != nullptr && next_beat(*thread);
}

/// What is said to any answer praises a step or a person, in the later moves of a thread. Where the
/// child names none, because it goes on with its story, such praise would answer nobody.
bool GuidedTurn::presumes(const Hearing& hearing, const Beat& beat) const
{
    constexpr std::array later = {"step", "practise", "person", "celebrate", "close"};
    const bool anything = std::ranges::none_of(hearing.answers, [&](const std::string& answer) {
        return answer != "any" && heard_.says(answer);
    });
    if (!anything || std::ranges::find(later, beat.move) == later.end()) return false;
    const bool known = language_.answers.contains("plan");
    // A day or a person is an answer by itself; in a longer message it is part of a story.
    const bool who_or_when = heard_.says("who_or_when") &&
                             (beat.move == "person" || heard_.words.size() <= words_of_an_answer);
    return known && !heard_.says("plan") && !who_or_when && heard_.facts.empty();
}

bool GuidedTurn::take_up_mention()
{
    for (const auto& mention : heard_.mentions) {
        const auto& topic = *mention.topic;
        if (topic.kind == TopicKind::Aside) {
            if (aside(topic)) return true;
            continue;
        }
        if (topic.id == memory_.topic) {
            if (heard_.says("advice")) return give_advice();
            return go_on_with_thread();
        }
        if (takes_over(topic) && start(topic)) return true;
    }
    return false;
}

/// A thread under way gives way to games, exercises and weightier matters, not to every word.
bool GuidedTurn::takes_over(const Topic& other) const
{
    const bool safety = safety_waits();
    if (safety && other.kind == TopicKind::Puzzles && memory_.pending_beat == 0) return false;
    const auto* thread = content_.topic(safety ? memory_.pending_topic : memory_.topic);
    if (thread == nullptr || other.kind != TopicKind::Thread) return true;
    return other.weight > std::max(thread->weight, safety ? interrupts_questions : 0);
}

/// Whether the child names something graver than this thread, or answers its question so that it leads
/// elsewhere.
bool GuidedTurn::hears_graver(const Topic& topic) const
{
    const auto* graver = best_mention(interrupts_anything);
    if (graver != nullptr && graver != &topic && takes_over(*graver)) return true;
    const auto* beat = pending_beat();
    return beat != nullptr && std::ranges::any_of(beat->hear, [&](const Hearing& hearing) {
               return !hearing.go.empty() && hearing.phrases.any(heard_.words);
           });
}

/// What a child may ask at any point of a thread ("is it my fault", "what do i say to her"), and still
/// after its end. Graver words go first.
bool GuidedTurn::answer_any_time()
{
    const auto* topic = thread_under_way();
    const auto* speech = topic == nullptr ? nullptr : speech_of(*topic);
    if (speech == nullptr) return false;
    if (hears_graver(*topic)) return false;
    for (const auto& hearing : speech->any_time) {
        const bool asked = hearing.phrases.any(heard_.words) ||
                           std::ranges::any_of(hearing.answers, [&](const std::string& answer) {
                               return heard_.says(answer);
                           });
        if (!asked || !say(hearing.say)) continue;
        if (!safety_waits()) close_question();  // a question about safety stays open
        reply_.move = heard_.says("advice") ? "step" : "take_up";
        return true;
    }
    return false;
}

/// "what should i do": on to the small step, past the questions that are left.
bool GuidedTurn::give_advice()
{
    const auto* topic = content_.topic(memory_.topic);
    const auto* speech = topic == nullptr ? nullptr : speech_of(*topic);
    if (!heard_.says("advice")) return false;
    if (speech == nullptr) return advise();
    auto& next = memory_.next_beat[topic->id];
    for (std::size_t i = static_cast<std::size_t>(next); i < speech->beats.size(); ++i)
        if (speech->beats[i].move == "step") {
            next = static_cast<int>(i);
            return next_beat(*topic);
        }
    return advise();
}

/// Ways that help with most things, where the topic has no step of its own left.
bool GuidedTurn::advise()
{
    if (!say_small("advise")) return false;
    close_question();
    reply_.move = "step";
    return true;
}

bool GuidedTurn::go_on_with_thread()
{
    const auto* topic = content_.topic(memory_.topic);
    if (topic == nullptr) return false;
    if (topic->kind == TopicKind::Exercise) {
        if (heard_.says("stop") || heard_.says("no")) {
            memory_.topic.clear();
            return false;
        }
        return next_beat(*topic);
    }
    if (answer_honestly()) return true;
    acknowledge();
    return next_beat(*topic);
}

/// "ok", "no", "hm" when nothing was asked: no topic at random, but a gentle word, and time.
bool GuidedTurn::answer_bare()
{
    if (!heard_.is_short() || heard_.question || heard_.says("heavy")) return false;
    if (!heard_.mood.empty() && heard_.words.size() > 1) return false;
    const bool bare = heard_.words.empty() || heard_.agrees() || heard_.says("no") ||
                      heard_.says("idk") || heard_.says("maybe") || heard_.says("good");
    if ((!bare && !memory_.ended) || !heard_.mentions.empty()) return false;
    const bool over = memory_.ended && !heard_.says("yes");  // "Anything else?" "yes"
    const auto& topics = content_.council.waiting_topics;
    const auto found = topics.find(over ? "topic_ended" : "bare_answer");
    const auto* topic = found == topics.end() ? nullptr : content_.topic(found->second);
    if (topic == nullptr || !aside(*topic)) return false;
    memory_.ended = false;
    return true;
}

bool GuidedTurn::take_up_mood()
{
    if (memory_.pending_topic.empty() && heard_.is_short() && heard_.words.empty()) return false;
    const bool in_words = std::ranges::any_of(language_.feelings, [&](const auto& feeling) {
        return feeling.second.any(heard_.words);
    });
    if (memory_.turn > 1 && !in_words)
        return false;  // in the middle of a talk a guess opens nothing
    const auto& council = content_.council;
    const auto found = council.mood_topics.find(heard_.mood);
    const auto* topic =
        found == council.mood_topics.end() ? nullptr : content_.topic(found->second);
    if (topic != nullptr && !memory_.next_beat.contains(topic->id)) return start(*topic);
    const bool suspects = turn_.assessment != nullptr && turn_.assessment->primary.has_value();
    if (!suspects || turn_.doubt_was_asked) return false;
    const auto unheard = council.unheard_topics.find(safety::id_of(*turn_.assessment->primary));
    if (unheard == council.unheard_topics.end()) return false;
    const auto* quiet = content_.topic(unheard->second);
    return quiet != nullptr && !memory_.next_beat.contains(quiet->id) && start(*quiet);
}

/// What the child was talking about while the crisis path asked goes before a guess from its mood.
bool GuidedTurn::take_up_what_was_passed_over()
{
    return turn_.doubt_was_asked && take_up_choice();
}

/// A conversation that began with another voice: the council knows its topic from earlier turns.
bool GuidedTurn::take_up_choice()
{
    const auto* topic = memory_.turn == 1 ? content_.topic(choice_.topic) : nullptr;
    return topic != nullptr && topic->kind == TopicKind::Thread && start(*topic);
}

/// What nobody can answer for a child is still answered: nobody knows beforehand, nobody sees into
/// another head, and it may decide itself.
bool GuidedTurn::answer_honestly()
{
    if (!heard_.question || heard_.says("idk")) return false;
    constexpr std::array kinds = {
        "what_if", "about_me", "about_others", "should", "is_normal", "how_to"
    };
    const auto said = std::ranges::any_of(kinds, [&](const std::string& kind) {
        return heard_.says(kind) && say_small("honest_" + kind);
    });
    if (!said && !say_small("honest")) return false;
    close_question();
    reply_.move = "be_honest";
    return true;
}

/// After a thread: a word to what was just said, and no question at random.
bool GuidedTurn::react()
{
    if (memory_.thread.empty()) return false;
    constexpr std::array kinds = {"plan", "heavy", "good"};
    return std::ranges::any_of(
               kinds,
               [&](const std::string& kind) {
                   return heard_.says(kind) && say_small("react_" + kind);
               }
           ) ||
           say_small("react");
}

/// Never at a loss: the pool of open lines outlasts the turns in which nothing may be repeated.
void GuidedTurn::stay_open()
{
    reply_.move = "stay_open";
    close_question();
    if (!parts_.empty() || react()) return;
    acknowledge();
    const bool goes_on = !heard_.is_short() && say_small("go_on");
    if (!goes_on && !say_small("open")) parts_.emplace_back("…");
}

}  // namespace buddy::advisors
