#include "advisors/council.hpp"

#include "advisors/understanding.hpp"

#include <algorithm>
#include <ranges>

namespace buddy::advisors {
namespace {

constexpr std::size_t most_supporters = 2;
constexpr std::size_t turns_looked_back = 3;
constexpr double more_likely_than_not = 0.5;
constexpr double nearly_certain = 0.8;

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

/// What a message is about: a topic, or at least an advisor's field.
struct Heard {
    const Topic* topic = nullptr;
    const LeadWords* field = nullptr;

    [[nodiscard]] bool anything() const { return topic != nullptr || field != nullptr; }
};

const LeadWords* field_of(
    const Content& content, std::string_view locale, const std::vector<Word>& words
)
{
    const LeadWords* best = nullptr;
    int most = 0;
    for (const auto& field : content.council.leads) {
        const auto phrases = field.words.find(language_of(locale));
        if (phrases == field.words.end()) continue;
        int found = 0;
        phrases->second.find(words, [&](std::uint32_t, int weight) { found += weight; });
        if (found > most) {
            most = found;
            best = &field;
        }
    }
    return best;
}

/// A thread goes on; a question that was answered at once is over when the child says more, unless
/// the child was curious.
bool goes_on(const Topic& topic, std::size_t turns_ago)
{
    return topic.kind != TopicKind::Aside ||
           (turns_ago <= 1 && topic.advisor == Advisor::Explorer && topic.weight > 0);
}

/// What the last turns were about: the mentor's question, then what the child said, newest first. A
/// topic goes before a field; the question's own first word ("why", "how") says nothing.
Heard heard_before(const Content& content, const TurnView& turn)
{
    std::size_t turns_ago = 0;
    Heard heard;
    for (const auto& earlier : turn.context | std::views::reverse) {
        const bool is_child = earlier.role == safety::Role::Child;
        if (is_child && ++turns_ago > turns_looked_back) break;
        if (!is_child && (turn.doubt_was_asked || &earlier != &turn.context.back())) continue;
        auto words = words_of(earlier.text);
        for (const auto& mention : mentions_in(content, turn.locale, words))
            if (goes_on(*mention.topic, turns_ago)) return {.topic = mention.topic};
        if (!is_child && !words.empty()) words.erase(words.begin());
        if (heard.field == nullptr) heard.field = field_of(content, turn.locale, words);
    }
    return heard;
}

/// Something the child likes, named while it answers a question about something else, leads nowhere.
bool is_in_passing(const Topic& topic, const TurnView& turn, const Heard& before)
{
    const bool answers = !turn.context.empty() && turn.context.back().role == safety::Role::Mentor;
    return answers && before.topic != nullptr && before.topic != &topic && topic.weight == 1 &&
           topic.advisor == Advisor::Explorer && before.topic->advisor != Advisor::Explorer;
}

Heard heard_in(const Content& content, const TurnView& turn)
{
    const auto words = words_of(turn.text);
    const auto mentions = mentions_in(content, turn.locale, words);
    const bool may_be_named = turn.assessment != nullptr && !turn.doubt_was_asked;
    const auto* risky =
        may_be_named ? topic_for_risk(content, *turn.assessment, mentions) : nullptr;
    if (risky != nullptr && names_risk(content, turn)) return {.topic = risky};
    if (problem_in(turn.text))
        if (const auto* sums = content.topic("homework")) return {.topic = sums};
    const auto before = heard_before(content, turn);
    const auto* said = mentions.empty() ? nullptr : mentions.front().topic;
    if (said != nullptr && said->weight > 0 && !is_in_passing(*said, turn, before))
        return {.topic = said};
    if (before.topic != nullptr && (risky == nullptr || before.topic->advisor != Advisor::Explorer))
        return before;
    if (const auto* field = field_of(content, turn.locale, words)) return {.field = field};
    if (risky != nullptr) return {.topic = risky};
    if (said != nullptr) return {.topic = said};
    if (before.anything()) return before;
    if (const auto* quiet = named(content, content.council.unheard_topics, risk_of(turn)))
        return {.topic = quiet};
    return {.topic = named(content, content.council.mood_topics, turn.mood)};
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

/// How likely the model must hold a risk so that it is named: that somebody harms the child is said to
/// no child that gave no word of it.
double least_to_name(const Content& content, const TurnView& turn)
{
    using safety::Category;
    const auto risk = *turn.assessment->primary;
    if (risk != Category::Abuse && risk != Category::Exploitation) return more_likely_than_not;
    const auto heard = words_of(turn.text);
    const std::string language{language_of(turn.locale)};
    const auto is_heard = [&](const std::string& what) {
        const auto found = content.crisis_heard.find(language + what);
        return found != content.crisis_heard.end() && found->second.any(heard);
    };
    return is_heard(".plain") || is_heard(".done_to_me") ? more_likely_than_not : nearly_certain;
}

}  // namespace

bool names_risk(const Content& content, const TurnView& turn)
{
    const auto& assessment = *turn.assessment;
    if (!assessment.primary || assessment.evidence.empty()) return true;
    if (assessment.probability_of(*assessment.primary) >= least_to_name(content, turn)) return true;
    return std::ranges::any_of(assessment.evidence, [&](const safety::Evidence& evidence) {
        return evidence.category == *assessment.primary && evidence.source != "model";
    });
}

const Topic* topic_for_risk(
    const Content& content,
    const safety::Assessment& assessment,
    std::span<const Mention> mentions,
    const Topic* under_way
)
{
    if (!assessment.primary) return nullptr;
    const auto category = safety::id_of(*assessment.primary);
    const auto shared = content.council.shared_risks.find(category);
    if (shared != content.council.shared_risks.end()) {
        const auto knows = [&](const Topic* topic) {
            return std::ranges::find(shared->second, topic->id) != shared->second.end();
        };
        const auto said = std::ranges::find_if(mentions, knows, &Mention::topic);
        if (said != mentions.end()) return said->topic;
        if (under_way != nullptr && knows(under_way)) return under_way;
    }
    return named(content, content.council.risk_topics, category);
}

Choice chosen_for(const Content& content, const TurnView& turn)
{
    const bool unsafe =
        turn.assessment != nullptr && !turn.doubt_was_asked &&
        (!turn.assessment->available || turn.assessment->action == safety::Action::Escalate);
    if (unsafe) return in_crisis(turn);
    Choice choice{.topic = "open", .reason = "The child is chatting, so Buddy listens first."};
    const auto heard = heard_in(content, turn);
    if (const auto* topic = heard.topic) {
        choice.lead = topic->advisor;
        choice.topic = topic->id;
        choice.reason = topic->reason;
        for (const auto supporter : topic->supporters) add_supporter(choice, supporter);
    } else if (heard.field != nullptr) {
        choice.lead = heard.field->advisor;
        choice.reason = heard.field->reason;
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
