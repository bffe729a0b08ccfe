#include "oversight/talks.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace buddy::oversight {
namespace {

using conversation::TalkTurn;

constexpr std::size_t most_topics = 3;

/// The mentor knows more topics than have a title; those are called by the field of who led.
std::string titled_topic(const TalkTurn& turn)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> fields{{
        {"listener", "feelings"},
        {"study_coach", "school"},
        {"explorer", "curiosity"},
        {"social_guide", "friends"},
        {"wellbeing_guide", "calm"},
    }};
    const auto title = conversation::topic_title(turn.topic, "en");
    if (turn.topic.empty() || title != conversation::topic_title("", "en")) return turn.topic;
    const auto* const field =
        std::ranges::find(fields, turn.advisor, &decltype(fields)::value_type::first);
    return field == fields.end() ? std::string{} : std::string{field->second};
}

/// Most turns first; of as many, the one that came up earlier.
std::vector<std::string> topics_of(const std::vector<TalkTurn>& turns)
{
    std::vector<std::pair<std::string, int>> counts;
    for (const auto& turn : turns) {
        const auto topic = titled_topic(turn);
        if (topic.empty()) continue;
        const auto known = std::ranges::find(counts, topic, &std::pair<std::string, int>::first);
        if (known == counts.end())
            counts.emplace_back(topic, 1);
        else
            ++known->second;
    }
    std::ranges::stable_sort(counts, std::greater{}, &std::pair<std::string, int>::second);
    std::vector<std::string> topics;
    for (auto& [topic, count] : counts) topics.push_back(std::move(topic));
    return topics;
}

template <class T>
void add_once(std::vector<T>& list, const T& item)
{
    if (std::ranges::find(list, item) == list.end()) list.push_back(item);
}

Talk talk_of(const std::vector<TalkTurn>& turns, const Course& course)
{
    Talk talk{
        .id = turns.front().conversation,
        .started_at = turns.front().started_at,
        .topics = topics_of(turns)
    };
    if (talk.topics.size() > most_topics) talk.topics.resize(most_topics);
    talk.length = std::max(
        std::chrono::ceil<std::chrono::minutes>(turns.back().finished_at - talk.started_at),
        std::chrono::minutes{1}
    );
    for (const auto& turn : turns) talk.open = std::max(talk.open, course.open_at(turn.started_at));
    return talk;
}

}  // namespace

std::vector<Talk> talks_of(const std::vector<TalkTurn>& turns, const Course& course)
{
    std::map<ConversationId, std::vector<TalkTurn>> by_conversation;
    for (const auto& turn : turns) by_conversation[turn.conversation].push_back(turn);
    std::vector<Talk> talks;
    talks.reserve(by_conversation.size());
    for (const auto& [id, own] : by_conversation) talks.push_back(talk_of(own, course));
    std::ranges::sort(talks, std::greater{}, [](const Talk& talk) {
        return std::pair{talk.started_at, talk.id};
    });
    return talks;
}

std::vector<TalkTurn> open_to(const std::vector<TalkTurn>& turns, const Course& course, Level level)
{
    std::vector<TalkTurn> open;
    std::ranges::copy_if(turns, std::back_inserter(open), [&](const TalkTurn& turn) {
        return course.open_at(turn.started_at) >= level;
    });
    return open;
}

Summary summary_of(const std::vector<TalkTurn>& turns)
{
    Summary summary{.topics = topics_of(turns), .moods = {}, .advisors = {}};
    for (const auto& turn : turns) {
        if (turn.mood) add_once(summary.moods, *turn.mood);
        if (!turn.advisor.empty()) add_once(summary.advisors, turn.advisor);
    }
    return summary;
}

}  // namespace buddy::oversight
