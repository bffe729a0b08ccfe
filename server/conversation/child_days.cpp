#include "conversation/child_days.hpp"

#include "platform/time/local_time.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace buddy::conversation {
namespace {

using safety::Trajectory;

constexpr int morning_hour = 5;

int bedtime_hour(safety::AgeBand age_band)
{
    switch (age_band) {
        case safety::AgeBand::From7To9: return 21;
        case safety::AgeBand::From10To12: return 22;
        case safety::AgeBand::From13To17: return 23;
    }
    return 22;
}

double heaviness_of(const emotion::Reading& reading)
{
    using emotion::Mood;
    constexpr std::array heavy{
        Mood::Sadness, Mood::Fear, Mood::Shame, Mood::Loneliness, Mood::Stress
    };
    if (!reading.mood || std::ranges::find(heavy, *reading.mood) == heavy.end()) return 0;
    return reading.certainty * reading.strength;
}

AlertFacts facts_of(const safety::Rise& rise, bool is_guarded, const safety::DaysLine& line)
{
    const bool leans_on_buddy = rise.strand == safety::Strand::Dependency;
    return {
        .category = safety::category_of(rise.strand),
        .severity = leans_on_buddy ? safety::Severity::Low : safety::Severity::Medium,
        .subject = safety::Subject::Self,
        .when = safety::When::Now,
        .frame = safety::Frame::Real,
        .notify = {.guardian = !is_guarded, .trusted_adult = is_guarded, .moderator = is_guarded},
        .sources = {"days:" + std::string{safety::id_of(rise.strand)}},
        .on_days = rise.on_days,
        .watch_days = line.watch_days
    };
}

/// Danger at home is what the message is about, and not a suspicion beside another danger, which
/// shuts guardians out of that conversation alone.
bool is_about_home(const safety::Assessment& assessment)
{
    constexpr double escalates_alone = 0.35;  // act_at of abuse, data/policy/policy.json
    return assessment.primary == safety::Category::Abuse ||
           assessment.probability_of(safety::Category::Abuse) >= escalates_alone;
}

bool somebody_hears(const safety::Notify& wanted, const safety::Notify& reachable)
{
    return (wanted.guardian && reachable.guardian) ||
           (wanted.trusted_adult && reachable.trusted_adult) ||
           (wanted.moderator && reachable.moderator);
}

}  // namespace

ChildDay child_day(Time at, const std::string& time_zone, safety::AgeBand age_band)
{
    const auto local = local_time(at, time_zone);
    const bool before_morning = local.hour < morning_hour;
    return {
        .date = before_morning ? local.day - std::chrono::days{1} : local.day,
        .at_night = before_morning || local.hour >= bedtime_hour(age_band)
    };
}

std::vector<DayWithBuddy> days_with_buddy(const ChildDays& days, const ChildDay& today)
{
    constexpr double said_plainly = 0.4;  // the level of a day that stands out: safety::DaysLine
    constexpr auto leans = static_cast<std::size_t>(safety::Strand::Dependency);
    std::vector<DayWithBuddy> out;
    for (const auto& day : Trajectory::restored(days.course, today.date).days())
        out.push_back(
            {.day = day.day,
             .at_night = day.at_night,
             .in_words = day.level.at(leans) >= said_plainly}
        );
    return out;
}

safety::Attention attention_for(const ChildDays& days, const ChildDay& today)
{
    const bool watched = Trajectory::restored(days.course, today.date).watched(today.date);
    return watched ? safety::Attention::Watchful : safety::Attention::Usual;
}

bool is_guarded(const ChildDays& days, const ChildDay& today)
{
    return days.guard && today.date <= *days.guard;
}

std::chrono::sys_days guard_after(Time protected_turn)
{
    // The child's own day may be a day ahead of UTC's.
    return std::chrono::floor<std::chrono::days>(protected_turn) + std::chrono::days{1} +
           guarded_for;
}

safety::Notify routed(
    const safety::Notify& wanted,
    const ChildDays& days,
    const ChildDay& today,
    const safety::Notify& reachable
)
{
    constexpr safety::Notify others{.guardian = false, .trusted_adult = true, .moderator = true};
    if (!wanted.anyone() || !is_guarded(days, today)) return wanted;
    return somebody_hears(others, reachable) ? others : wanted;
}

DaysStep live_on(const ChildDays& before, const TurnOfDay& turn, const safety::DaysLine& line)
{
    DaysStep step{.after = before, .alert = std::nullopt};
    const auto& assessment = turn.assessment;
    if (!assessment.available) return step;
    const auto today = turn.day.date;
    if (assessment.notify.protects()) {
        if (is_about_home(assessment)) step.after.guard = today + guarded_for;
        return step;
    }
    const bool guarded = is_guarded(before, turn.day);
    if (guarded && assessment.notify.anyone()) return step;  // mostly protected as well: routed()
    auto course = Trajectory::restored(before.course, today);
    const auto signs = safety::quiet_signs(assessment, heaviness_of(turn.mood), turn.day.at_night);
    const auto rise = course.note(signs, today, line);
    if (assessment.notify.anyone()) {
        const auto told =
            assessment.primary ? safety::strand_of(*assessment.primary) : std::nullopt;
        if (told && somebody_hears(assessment.notify, turn.reachable))
            course.adults_know(*told, today);
    } else if (rise) {
        auto facts = facts_of(*rise, guarded, line);
        if (somebody_hears(facts.notify, turn.reachable)) {
            // The turn becomes a protected one: it leaves nothing but that adults know.
            if (guarded) course = Trajectory::restored(before.course, today);
            course.adults_know(rise->strand, today);
            step.alert = std::move(facts);
        }
    }
    step.after.course = course.kept();
    return step;
}

}  // namespace buddy::conversation
