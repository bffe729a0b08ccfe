#include "insight/summary.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace buddy::insight {
namespace {

using emotion::Mood;
using std::chrono::sys_days;

/// A mood that nobody worries about.
constexpr bool is_bright(Mood mood) noexcept
{
    return mood == Mood::Joy || mood == Mood::Calm || mood == Mood::Curiosity ||
           mood == Mood::Boredom;
}

/// The readings of one talk, as one.
struct Felt {
    double valence = 0.0;
    double weight = 0.0;
};

std::optional<Band> mood_of(const std::vector<const TurnFact*>& turns, const Facts& facts)
{
    std::map<std::string, Felt> talks;
    int readings = 0;
    for (const auto* turn : turns) {
        if (!is_believed(*turn, facts.alerts)) continue;
        auto& felt = talks[turn->talk];
        felt.valence += turn->certainty * emotion::affect_of(*turn->mood).valence;
        felt.weight += turn->certainty;
        ++readings;
    }
    if (readings < least_readings) return std::nullopt;
    std::vector<double> valences;
    for (const auto& [talk, felt] : talks) valences.push_back(felt.valence / felt.weight);
    return mean_band(valences);
}

template <class Key>
std::vector<std::pair<Key, int>> most_first(const std::map<Key, int>& counts)
{
    std::vector<std::pair<Key, int>> sorted{counts.begin(), counts.end()};
    std::ranges::stable_sort(sorted, std::greater{}, &std::pair<Key, int>::second);
    return sorted;
}

/// The turns and talks of the period alone.
struct Own {
    std::vector<const TurnFact*> turns;
    std::vector<const TalkFact*> talks;  ///< With a turn in it.
};

Own own_of(const Facts& facts, const Period& period)
{
    Own own;
    std::set<std::string> ids;
    for (const auto& turn : facts.turns) {
        if (!period.index_of(turn.at)) continue;
        own.turns.push_back(&turn);
        ids.insert(turn.talk);
    }
    for (const auto& talk : facts.talks)
        if (ids.contains(talk.id)) own.talks.push_back(&talk);
    return own;
}

template <class Wanted>
std::chrono::minutes minutes_of(
    const std::vector<const TurnFact*>& turns, const Facts& facts, Wanted wanted
)
{
    std::vector<Time> times;
    for (const auto* turn : turns)
        if (wanted(*turn)) times.push_back(turn->at);
    return facts.minutes_of(times);
}

std::vector<StretchSummary> stretches_of(const Own& own, const Facts& facts, const Period& period)
{
    std::vector<StretchSummary> out;
    for (std::size_t index = 0; index < period.stretches().size(); ++index) {
        std::vector<const TurnFact*> turns;
        std::set<std::string> talks;
        for (const auto* turn : own.turns) {
            if (period.index_of(turn->at) != index) continue;
            turns.push_back(turn);
            talks.insert(turn->talk);
        }
        out.push_back(
            {.stretch = period.stretches()[index],
             .talks = static_cast<int>(talks.size()),
             .minutes = minutes_of(turns, facts, [](const TurnFact&) { return true; }),
             .mood = facts.moods_are_read ? mood_of(turns, facts) : std::nullopt}
        );
    }
    return out;
}

void add_moods(Summary& summary, const Own& own, const Facts& facts)
{
    std::set<std::string> any;
    std::map<Mood, std::set<std::string>> by_mood;
    for (const auto* turn : own.turns) {
        if (!is_believed(*turn, facts.alerts)) continue;
        any.insert(turn->talk);
        by_mood[*turn->mood].insert(turn->talk);
    }
    summary.talks_with_moods = static_cast<int>(any.size());
    if (summary.talks_with_moods < least_talks) return;
    std::map<Mood, int> counts;
    for (const auto& [mood, talks] : by_mood) counts[mood] = static_cast<int>(talks.size());
    for (const auto& [mood, talks] : most_first(counts))
        summary.moods.push_back(
            {.mood = mood, .talks = talks, .share = share_band(talks, summary.talks_with_moods)}
        );
}

std::vector<TopicCount> topics_of(const Own& own)
{
    std::map<std::string, int> counts;
    for (const auto* talk : own.talks) {
        std::set<std::string> titles;
        for (const auto& topic : talk->topics) titles.insert(topic.title);
        for (const auto& title : titles) ++counts[title];
    }
    std::vector<TopicCount> topics;
    for (auto& [title, talks] : most_first(counts))
        topics.push_back({.title = title, .talks = talks});
    return topics;
}

LearningSummary learning_of(const Own& own)
{
    using advisors::Learning;
    LearningSummary learning;
    for (const auto* turn : own.turns) {
        learning.found += turn->learning == Learning::Found ? 1 : 0;
        learning.shown += turn->learning == Learning::WayShown ? 1 : 0;
        learning.hints += turn->learning == Learning::Hint ? 1 : 0;
    }
    const int sums = learning.found + learning.shown;
    if (sums >= least_sums) learning.own = share_band(learning.found, sums);
    return learning;
}

int days_about(const Own& own, const Period& period, std::initializer_list<std::string_view> ids)
{
    std::set<sys_days> days;
    for (const auto* talk : own.talks)
        for (const auto& topic : talk->topics)
            if (std::ranges::find(ids, topic.id) != ids.end())
                days.insert(period.date_of(talk->at));
    return static_cast<int>(days.size());
}

std::vector<Strength> strengths_of(
    const Own& own, const Period& period, const LearningSummary& learning
)
{
    const auto named = std::ranges::count_if(own.turns, [](const TurnFact* turn) {
        return turn->said_so && turn->shows_doings;
    });
    std::vector<Strength> strengths{
        {.kind = StrengthKind::FoundAnswers, .count = learning.found},
        {.kind = StrengthKind::NamedFeelings, .count = static_cast<int>(named)},
        {.kind = StrengthKind::WasCurious, .count = days_about(own, period, {"curiosity"})},
        {.kind = StrengthKind::TookUpSchool,
         .count = days_about(own, period, {"school", "homework", "maths", "arithmetic"})}
    };
    std::erase_if(strengths, [](const Strength& one) { return one.count < least_of_a_strength; });
    return strengths;
}

}  // namespace

std::string_view id_of(StrengthKind kind) noexcept
{
    switch (kind) {
        case StrengthKind::FoundAnswers: return "found_answers";
        case StrengthKind::NamedFeelings: return "named_feelings";
        case StrengthKind::WasCurious: return "was_curious";
        case StrengthKind::TookUpSchool: break;
    }
    return "took_up_school";
}

bool is_believed(const TurnFact& turn, const std::vector<Time>& alerts)
{
    return turn.mood && turn.certainty > 0.0 &&
           !(is_bright(*turn.mood) && std::ranges::find(alerts, turn.at) != alerts.end());
}

Summary summary_of(const Facts& facts, const Period& period, sys_days today)
{
    const auto own = own_of(facts, period);
    Summary summary{
        .talks = static_cast<int>(own.talks.size()),
        .stretches = stretches_of(own, facts, period),
        .moods_are_read = facts.moods_are_read,
        .moods = {},
        .topics = topics_of(own),
        .shows_doings = facts.shows_doings,
        .learning = learning_of(own),
        .strengths = {},
        .changes = changes_in(facts, period, today),
        .was_serious = std::ranges::any_of(
            facts.alerts, [&period](Time at) { return period.index_of(at).has_value(); }
        )
    };
    std::set<sys_days> days;
    for (const auto* turn : own.turns) days.insert(period.date_of(turn->at));
    summary.days = static_cast<int>(days.size());
    for (const auto& stretch : summary.stretches) summary.minutes += stretch.minutes;
    for (std::size_t part = 0; part < day_parts; ++part)
        summary.parts.at(part) =
            minutes_of(own.turns, facts, [&period, part](const TurnFact& turn) {
                return static_cast<std::size_t>(period.part_of(turn.at)) == part;
            });
    if (facts.moods_are_read) add_moods(summary, own, facts);
    if (facts.shows_doings)
        summary.strengths = strengths_of(own, period, summary.learning);
    else
        summary.learning = {};
    return summary;
}

}  // namespace buddy::insight
