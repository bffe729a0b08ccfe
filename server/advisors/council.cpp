#include "advisors/council.hpp"

#include "advisors/understanding.hpp"

#include <algorithm>
#include <ranges>

namespace buddy::advisors {
namespace {

constexpr std::size_t most_supporters = 2;
constexpr std::size_t turns_looked_back = 3;

const Topic* named(const Content& content, const Named<std::string>& names, std::string_view key)
{
    const auto found = names.find(key);
    return found == names.end() ? nullptr : content.topic(found->second);
}

std::string_view risk_of(const TurnView& turn)
{
    if (turn.assessment == nullptr || !turn.assessment->primary) return {};
    return safety::id_of(*turn.assessment->primary);
}

/// The topic of the last things the child said, newest first.
const Topic* topic_before(const Content& content, const TurnView& turn)
{
    std::size_t looked = 0;
    for (const auto& earlier : turn.context | std::views::reverse) {
        if (earlier.role != safety::Role::Child) continue;
        if (++looked > turns_looked_back) break;
        for (const auto& mention : mentions_in(content, turn.locale, words_of(earlier.text)))
            if (mention.topic->kind != TopicKind::Aside) return mention.topic;
    }
    return nullptr;
}

const Topic* topic_of(const Content& content, const TurnView& turn)
{
    if (const auto* risky = named(content, content.council.risk_topics, risk_of(turn)))
        return risky;
    if (problem_in(turn.text))
        if (const auto* sums = content.topic("homework")) return sums;
    const auto mentions = mentions_in(content, turn.locale, words_of(turn.text));
    for (const auto& mention : mentions)
        if (mention.topic->weight > 0) return mention.topic;
    if (const auto* earlier = topic_before(content, turn)) return earlier;
    if (!mentions.empty()) return mentions.front().topic;
    if (const auto* quiet = named(content, content.council.unheard_topics, risk_of(turn)))
        return quiet;
    return named(content, content.council.mood_topics, turn.mood);
}

void add_supporter(Choice& choice, Advisor advisor)
{
    if (choice.supporters.size() < most_supporters && advisor != choice.lead &&
        std::ranges::find(choice.supporters, advisor) == choice.supporters.end())
        choice.supporters.push_back(advisor);
}

bool is_heavy(std::string_view mood)
{
    return mood == "sadness" || mood == "fear" || mood == "anger" || mood == "shame" ||
           mood == "loneliness";
}

Choice in_crisis(const TurnView& turn)
{
    Choice choice{.lead = Advisor::SafetySteward, .supporters = {Advisor::Listener}};
    choice.topic = turn.assessment->available ? std::string{risk_of(turn)} : "safety";
    choice.reason = "The child may be in danger, so safety comes first.";
    if (!turn.assessment->available)
        choice.reason = "The safety check could not judge this message, so Buddy stays careful.";
    return choice;
}

}  // namespace

Choice chosen_for(const Content& content, const TurnView& turn)
{
    const bool unsafe =
        turn.assessment != nullptr &&
        (!turn.assessment->available || turn.assessment->action == safety::Action::Escalate);
    if (unsafe) return in_crisis(turn);
    Choice choice{.topic = "open", .reason = "The child is chatting, so Buddy listens first."};
    if (const auto* topic = topic_of(content, turn)) {
        choice.lead = topic->advisor;
        choice.topic = topic->id;
        choice.reason = topic->reason;
        for (const auto supporter : topic->supporters) add_supporter(choice, supporter);
    } else if (turn.text.contains('?')) {
        choice.lead = Advisor::Explorer;
        choice.reason = "The child asks a question, so Buddy explores it with them.";
    }
    if (is_heavy(turn.mood) && choice.lead != Advisor::Listener) {
        choice.supporters.insert(choice.supporters.begin(), Advisor::Listener);
        if (choice.supporters.size() > most_supporters) choice.supporters.pop_back();
        choice.reason += " The child seems upset, so feelings come first.";
    }
    const bool watchful =
        turn.assessment != nullptr && turn.assessment->action >= safety::Action::Support;
    if (watchful) add_supporter(choice, Advisor::SafetySteward);
    return choice;
}

}  // namespace buddy::advisors
