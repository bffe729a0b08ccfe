#include "app/insight_facts.hpp"

#include "oversight/talks.hpp"

#include "conversation/leaning.hpp"
#include "platform/time/local_time.hpp"

#include <algorithm>
#include <utility>

namespace buddy::app {
namespace {

using conversation::TalkTurn;
using oversight::Course;
using oversight::Level;

insight::TurnFact fact_of(const TalkTurn& turn, const Course& course, Level most)
{
    const bool shows_doings = std::min(course.open_at(turn.started_at), most) >= Level::Summary;
    return {
        .at = turn.started_at,
        .talk = turn.conversation.text(),
        .mood = turn.mood,
        .certainty = turn.certainty,
        .said_so = turn.corrected,
        .shows_doings = shows_doings,
        .learning = shows_doings ? turn.learning : advisors::Learning::None
    };
}

insight::TalkFact fact_of(const oversight::Talk& talk, std::string_view language)
{
    insight::TalkFact fact{.id = talk.id.text(), .at = talk.started_at, .topics = {}};
    for (const auto& topic : talk.topics)
        fact.topics.push_back(
            {.id = topic, .title = std::string{conversation::topic_title(topic, language)}}
        );
    return fact;
}

}  // namespace

Task<Result<insight::Facts>> InsightFacts::facts_between(
    ChildId child, Time from, Time until, insight::Reader reader
)
{
    const auto profile = co_await parts_.directory.find_child(child);
    if (!profile) co_return std::unexpected(profile.error());
    const conversation::ChildRef ref{.family = profile->family, .child = child};
    auto turns = co_await parts_.talks.turns_between(ref, from, until);
    if (!turns) co_return std::unexpected(turns.error());
    std::erase_if(*turns, [](const TalkTurn& turn) { return turn.was_closed; });
    const auto alerts = co_await parts_.alerts.list(ref.family);
    if (!alerts) co_return std::unexpected(alerts.error());
    auto changes = co_await parts_.oversight.changes_of(ref);
    const Course course{std::move(changes), profile->age_band};

    const auto most = oversight::level_from(reader.visibility).value_or(Level::Titles);
    insight::Facts facts{
        .talks = {},
        .turns = {},
        .alerts = {},
        .moods_are_read = !parts_.reads_moods || co_await parts_.reads_moods(child),
        .shows_doings = std::min(course.now(), most) >= Level::Summary,
        .minutes_of = conversation::minutes_of
    };
    const auto talks = oversight::talks_of(*turns, course);
    for (auto talk = talks.rbegin(); talk != talks.rend(); ++talk)
        facts.talks.push_back(fact_of(*talk, reader.language));
    for (const auto& turn : *turns) facts.turns.push_back(fact_of(turn, course, most));
    for (const auto& alert : *alerts)
        if (alert.child == child && !alert.was_nothing()) facts.alerts.push_back(alert.raised_at);
    co_return facts;
}

Task<> InsightFacts::note_look(
    FamilyId family, ChildId child, GuardianId guardian, bool shows_doings
)
{
    const oversight::Look look{
        .by = std::move(guardian),
        .what = shows_doings ? Level::Summary : Level::Titles,
        .at = parts_.clock.now()
    };
    co_await parts_.oversight.add_look(
        {.family = std::move(family), .child = std::move(child)}, look, "insights"
    );
}

}  // namespace buddy::app
