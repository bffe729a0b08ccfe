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

/// A topic in which a child's safety is asked about.
bool is_grave(const Topic& topic)
{
    const bool steward =
        topic.advisor == Advisor::SafetySteward ||
        std::ranges::find(topic.supporters, Advisor::SafetySteward) != topic.supporters.end();
    return topic.kind == TopicKind::Thread && steward;
}

/// The sentences of a text that are questions, or those that are not.
std::string sentences_that(std::string_view text, bool ask)
{
    std::string out;
    for (const auto& sentence : sentences_of(text)) {
        if (sentence.ends_with('?') != ask) continue;
        if (!out.empty()) out += ' ';
        out += sentence;
    }
    return out;
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
    const bool sum_expected = memory_.pending_topic == homework || memory_.topic == homework;
    if (sum_expected && !heard_.problem && heard_.is_short())
        heard_.problem = expected_problem_in(turn.text);
}

PreparedReply GuidedTurn::run()
{
    const bool answered = take_up_risk() || keep_safety_question() || take_up_interruption() ||
                          go_on_with_activity() || take_up_sum() || hear_answer() ||
                          take_up_mention() || give_advice() || go_on_with_thread() ||
                          answer_bare() || take_up_mood() || take_up_choice() || answer_honestly();
    if (!answered) stay_open();
    leave_a_door_open();
    reply_.text = text();
    reply_.state = memory_.bytes();
    return std::move(reply_);
}

bool GuidedTurn::sees_risk() const
{
    return turn_.assessment != nullptr && turn_.assessment->action == safety::Action::Support &&
           turn_.assessment->primary.has_value();
}

/// The safety engine saw something that must not be passed over, though it is no crisis. A faint
/// suspicion is not put into words: the question itself would frighten the child, and the engine would
/// read what comes after in its light.
bool GuidedTurn::take_up_risk()
{
    if (!sees_risk() || !names_risk(*turn_.assessment)) return false;
    const auto& topics = content_.council.risk_topics;
    const auto found = topics.find(safety::id_of(*turn_.assessment->primary));
    if (found == topics.end()) return false;
    const auto* topic = content_.topic(found->second);
    const bool begun = memory_.next_beat.contains(found->second);
    return topic != nullptr && !begun && start(*topic);
}

/// Beside the answer, where the engine suspects something grave without being able to name it.
void GuidedTurn::leave_a_door_open()
{
    using safety::Category;
    constexpr std::array grave = {Category::SelfHarm, Category::Abuse, Category::Exploitation};
    if (sees_risk() && !names_risk(*turn_.assessment) &&
        std::ranges::find(grave, *turn_.assessment->primary) != grave.end())
        static_cast<void>(say_small("if_more"));
}

/// A question about safety is not lost to what is said beside it.
bool GuidedTurn::keep_safety_question()
{
    if (!safety_waits()) return false;
    const auto& asked = *content_.topic(memory_.pending_topic);
    const auto* graver = best_mention(interrupts_anything);
    if (graver != nullptr && graver->kind == TopicKind::Thread && takes_over(*graver)) return false;
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

/// "are you real?", "bye": answered whatever else is going on.
bool GuidedTurn::take_up_interruption()
{
    const auto* topic = best_mention(heard_.problem ? interrupts_anything : interrupts_questions);
    return topic != nullptr && topic->kind == TopicKind::Aside && aside(*topic);
}

bool GuidedTurn::go_on_with_activity()
{
    if (memory_.activity.kind.empty()) return false;
    if (heard_.says("stop")) {
        end_activity();
        return false;
    }
    if (memory_.activity.kind == "maths") return go_on_with_sum();
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
    if (elsewhere && other->weight >= interrupts_anything) return false;
    for (const auto& hearing : beat->hear) {
        if (!fits(hearing, *topic)) continue;
        const bool by_words = hearing.phrases.any(heard_.words);
        if (!by_words && elsewhere) continue;
        if (hear_with(hearing, *topic)) return true;
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
    if (answer == "yes") return heard_.says("partly") && !is_grave(topic);
    if (answer != "idk") return false;
    return heard_.says("maybe") || (heard_.says("partly") && is_grave(topic));
}

bool GuidedTurn::hear_with(const Hearing& hearing, const Topic& topic)
{
    reply_.move = "take_up";
    const bool spoken = say(hearing.say);
    if (hearing.stay && spoken && hearing.go.empty()) return true;  // the question stays open
    close_question();
    if (!hearing.go.empty()) {
        const auto* next = content_.topic(hearing.go);
        return (next != nullptr && start(*next)) || spoken;
    }
    const bool same_thread = topic.kind != TopicKind::Aside;
    const auto* thread = same_thread ? &topic : content_.topic(memory_.topic);
    if (thread != nullptr && next_beat(*thread)) return true;
    return spoken;
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
    if (heard_.question && !heard_.says("idk") && say_small("honest")) {
        reply_.move = "be_honest";
        return true;
    }
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
    const auto& council = content_.council;
    const auto found = council.mood_topics.find(heard_.mood);
    const auto* topic =
        found == council.mood_topics.end() ? nullptr : content_.topic(found->second);
    if (topic != nullptr && !memory_.next_beat.contains(topic->id)) return start(*topic);
    if (turn_.assessment == nullptr || !turn_.assessment->primary) return false;
    const auto unheard = council.unheard_topics.find(safety::id_of(*turn_.assessment->primary));
    if (unheard == council.unheard_topics.end()) return false;
    const auto* quiet = content_.topic(unheard->second);
    return quiet != nullptr && !memory_.next_beat.contains(quiet->id) && start(*quiet);
}

/// A conversation that began with another voice: the council knows its topic from earlier turns.
bool GuidedTurn::take_up_choice()
{
    const auto* topic = memory_.turn == 1 ? content_.topic(choice_.topic) : nullptr;
    return topic != nullptr && topic->kind == TopicKind::Thread && start(*topic);
}

bool GuidedTurn::answer_honestly()
{
    if (!heard_.question || heard_.says("idk") || !say_small("honest")) return false;
    reply_.move = "be_honest";
    return true;
}

/// Never at a loss: the pool of open lines outlasts the turns in which nothing may be repeated.
void GuidedTurn::stay_open()
{
    if (parts_.empty()) acknowledge();
    close_question();
    const bool goes_on = !heard_.is_short() && say_small("go_on");
    if (!goes_on && !say_small("open")) parts_.emplace_back("…");
    reply_.move = "stay_open";
}

bool GuidedTurn::start(const Topic& topic)
{
    if (topic.kind == TopicKind::Aside) return aside(topic);
    if (topic.kind == TopicKind::Puzzles) return open_puzzle(topic);
    if (speech_of(topic) == nullptr) return false;
    const auto before = memory_.topic;
    memory_.topic = topic.id;
    if (topic.kind == TopicKind::Exercise) memory_.next_beat[topic.id] = 0;
    if (next_beat(topic)) return true;
    memory_.topic = before == topic.id ? std::string{} : before;
    return false;
}

bool GuidedTurn::next_beat(const Topic& topic)
{
    const auto* speech = speech_of(topic);
    if (speech == nullptr) return false;
    const bool exercise = topic.kind == TopicKind::Exercise;
    auto& next = memory_.next_beat[topic.id];
    while (static_cast<std::size_t>(next) < speech->beats.size()) {
        const auto index = next++;
        const auto& beat = speech->beats[static_cast<std::size_t>(index)];
        if (!say(beat.say, exercise)) continue;
        memory_.topic = topic.id;
        memory_.pending_topic = topic.id;
        memory_.pending_beat = index;
        reply_.move = beat.move;
        suggest(beat.suggest);
        memory_.ended = static_cast<std::size_t>(next) == speech->beats.size();
        if (memory_.ended) memory_.topic.clear();
        return true;
    }
    memory_.topic.clear();
    close_question();
    return false;
}

bool GuidedTurn::aside(const Topic& topic)
{
    const auto* speech = speech_of(topic);
    if (speech == nullptr || speech->beats.empty()) return false;
    const auto& beat = speech->beats.front();
    const bool leads_on =
        !topic.returns && topic.weight < interrupts_anything && !beat.hear.empty();
    if (safety_waits() && !leads_on) return answer_beside_safety(topic, beat);
    if (!say(beat.say) && !(topic.notice && say(beat.say, true))) return false;
    reply_.move = beat.move;
    suggest(beat.suggest);
    if (!topic.returns) {
        memory_.topic.clear();
        memory_.ended = false;
        end_activity();
    }
    if (!beat.hear.empty()) {
        memory_.pending_topic = topic.id;
        memory_.pending_beat = 0;
    } else {
        close_question();
        const bool thread_waits =
            topic.returns && !memory_.topic.empty() && !parts_.back().ends_with('?');
        if (thread_waits) static_cast<void>(say_small("bridge"));
    }
    return true;
}

/// In passing, without a question of its own; then what matters more is asked again. Only a child
/// who goes is let go: the question waits.
bool GuidedTurn::answer_beside_safety(const Topic& topic, const Beat& beat)
{
    const auto* line = pick(beat.say, listener(false));
    if (line == nullptr && topic.notice) line = pick(beat.say, listener(true));
    reply_.move = beat.move;
    if (!topic.returns) {
        if (line != nullptr) say_line(*line);
        return line != nullptr;
    }
    if (line != nullptr) {
        memory_.said.say(memory_.turn, line->sentences);
        parts_.push_back(sentences_that(filled(line->text, memory_.facts), false));
        if (parts_.back().empty()) parts_.pop_back();
    }
    static_cast<void>(say_small("ask_again"));
    const auto* question = pick(pending_beat()->say, listener(true));
    if (question != nullptr)
        parts_.push_back(sentences_that(filled(question->text, memory_.facts), true));
    return true;
}

const Speech* GuidedTurn::speech_of(const Topic& topic) const
{
    const auto found = topic.speech.find(language_of(turn_.locale));
    return found == topic.speech.end() ? nullptr : &found->second;
}

const Beat* GuidedTurn::pending_beat() const
{
    const auto* topic = content_.topic(memory_.pending_topic);
    const auto* speech = topic == nullptr ? nullptr : speech_of(*topic);
    const auto index = static_cast<std::size_t>(std::max(memory_.pending_beat, 0));
    if (speech == nullptr || memory_.pending_beat < 0 || index >= speech->beats.size())
        return nullptr;
    return &speech->beats[index];
}

bool GuidedTurn::safety_waits() const
{
    const auto* topic = content_.topic(memory_.pending_topic);
    return topic != nullptr && is_grave(*topic) && pending_beat() != nullptr;
}

const Topic* GuidedTurn::best_mention(int least_weight) const
{
    for (const auto& mention : heard_.mentions)
        if (mention.topic->weight >= least_weight) return mention.topic;
    return nullptr;
}

void GuidedTurn::acknowledge()
{
    struct Kind {
        std::string_view answer;
        std::string_view words;
    };
    for (const auto& [answer, words] : std::array{
             Kind{"idk", "ack_idk"},
             Kind{"heavy", "ack_heavy"},
             Kind{"good", "ack_good"},
             Kind{"no", "ack_no"},
             Kind{"maybe", "ack_idk"},
             Kind{"yes", "ack_yes"},
             Kind{"partly", "ack_yes"}
         })
        if (heard_.says(answer)) {
            static_cast<void>(say_small(words));
            return;
        }
    if (!heard_.words.empty()) static_cast<void>(say_small("ack_plain"));
}

void GuidedTurn::close_question()
{
    memory_.pending_topic.clear();
    memory_.pending_beat = -1;
}

Listener GuidedTurn::listener(bool may_repeat) const
{
    return {
        .band = turn_.age_band,
        .mood = heard_.mood,
        .facts = &memory_.facts,
        .said = may_repeat ? nullptr : &memory_.said,
        .seed = mixed(turn_.seed, (memory_.turn * 16ULL) + parts_.size())
    };
}

bool GuidedTurn::say(const Lines& lines, bool may_repeat)
{
    const auto* line = pick(lines, listener(may_repeat));
    if (line == nullptr) return false;
    say_line(*line);
    return true;
}

bool GuidedTurn::say_small(std::string_view group)
{
    const auto found = language_.small.find(group);
    return found != language_.small.end() && say(found->second);
}

void GuidedTurn::say_line(const Line& line)
{
    parts_.push_back(filled(line.text, memory_.facts));
    memory_.said.say(memory_.turn, line.sentences);
}

void GuidedTurn::suggest(const Lines& lines)
{
    for (const auto& line : lines)
        if (line.fits(turn_.age_band) && reply_.suggestions.size() < 3)
            reply_.suggestions.push_back(filled(line.text, memory_.facts));
}

std::string GuidedTurn::text() const
{
    std::string out;
    for (const auto& part : parts_) {
        if (!out.empty()) out += ' ';
        out += part;
    }
    return out;
}

}  // namespace buddy::advisors
