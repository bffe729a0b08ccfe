// Topics under way: which beat comes next, what is answered beside a thread, whose question is open.
#include "advisors/guided_mentor.hpp"

#include <algorithm>

namespace buddy::advisors {
namespace {

constexpr int interrupts_anything = 3;

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
        if (beat.if_uneasy && !memory_.uneasy) continue;
        if (!say(beat.say, exercise)) continue;
        memory_.topic = topic.id;
        if (topic.kind == TopicKind::Thread) memory_.thread = topic.id;
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
        memory_.thread.clear();
        memory_.ended = false;
        end_activity();
    }
    if (!beat.hear.empty()) {
        memory_.pending_topic = topic.id;
        memory_.pending_beat = 0;
    } else {
        close_question();
        const bool thread_waits = topic.returns && topic.advisor != Advisor::Explorer &&
                                  !memory_.topic.empty() && !parts_.back().ends_with('?');
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

/// The thread we are in, or whose question is open, or the last one.
const Topic* GuidedTurn::thread_under_way() const
{
    for (const auto* const id : {&memory_.topic, &memory_.pending_topic, &memory_.thread}) {
        const auto* topic = content_.topic(*id);
        if (topic != nullptr && topic->kind == TopicKind::Thread) return topic;
    }
    return nullptr;
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
    return topic != nullptr && topic->is_grave() && pending_beat() != nullptr;
}

const Topic* GuidedTurn::best_mention(int least_weight) const
{
    for (const auto& mention : heard_.mentions)
        if (mention.topic->weight >= least_weight) return mention.topic;
    return nullptr;
}

void GuidedTurn::close_question()
{
    memory_.pending_topic.clear();
    memory_.pending_beat = -1;
}

}  // namespace buddy::advisors
