#include "insight/changes.hpp"

#include "insight/summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace buddy::insight {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::size_t weeks_looked_at = 6;  // emotion::course_length
constexpr double modified_z_line = 3.5;
constexpr double deviations_of_a_spread = 1.4826;
constexpr double least_spread_of_usual = 0.3;
constexpr double least_spread_minutes = 10.0;
constexpr double least_minutes = 45.0;

constexpr std::array<std::string_view, 5> hard_topics{
    "bullying", "worries", "grief", "school_stress", "sleep"
};

double median_of(std::vector<double> values)
{
    std::ranges::sort(values);
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
}

/// The last seven days and the weeks before them.
class Weeks {
public:
    Weeks(const Facts& facts, const Period& period, sys_days today)
        : facts_{facts}, period_{period}, last_{std::min(period.last(), today)}
    {
        std::array<std::vector<Time>, weeks_looked_at> times;
        for (const auto& turn : facts.turns)
            if (const auto week = week_of(period.evening_of(turn.at)))
                times.at(*week).push_back(turn.at);
        for (std::size_t week = 0; week < weeks_looked_at; ++week) {
            minutes_.at(week) = static_cast<double>(facts.minutes_of(times.at(week)).count());
            has_talk_.at(week) = !times.at(week).empty();
        }
    }
    /// 0: the last seven days, 1: the seven before, …
    [[nodiscard]] std::optional<std::size_t> week_of(sys_days day) const
    {
        if (day > last_) return std::nullopt;
        const auto week = static_cast<std::size_t>((last_ - day).count()) / 7;
        return week < weeks_looked_at ? std::optional{week} : std::nullopt;
    }
    /// Of the weeks with talks before the last: nothing where they are too few.
    [[nodiscard]] std::optional<std::vector<double>> before(
        const std::array<double, weeks_looked_at>& values
    ) const
    {
        std::vector<double> out;
        for (std::size_t week = 1; week < weeks_looked_at; ++week)
            if (has_talk_.at(week)) out.push_back(values.at(week));
        if (out.size() < static_cast<std::size_t>(weeks_of_a_usual)) return std::nullopt;
        return out;
    }

    [[nodiscard]] std::optional<Change> mood() const
    {
        if (!facts_.moods_are_read) return std::nullopt;
        std::map<sys_days, emotion::CourseDay> course;
        for (const auto& turn : facts_.turns) {
            if (!is_believed(turn, facts_.alerts) || period_.date_of(turn.at) > last_) continue;
            auto& day = course[period_.date_of(turn.at)];
            day.valence += turn.certainty * emotion::affect_of(*turn.mood).valence;
            day.weight += turn.certainty;
        }
        std::vector<emotion::CourseDay> list;
        for (const auto& [date, sums] : course)
            list.push_back(
                {.day = date, .valence = sums.valence / sums.weight, .weight = sums.weight}
            );
        if (list.empty() || week_of(list.back().day) != 0U) return std::nullopt;
        const auto change = emotion::change_in(list);
        if (!change) return std::nullopt;
        if (!change->lower && had_alert()) return std::nullopt;
        return Change{
            .kind = change->lower ? ChangeKind::MoodLower : ChangeKind::MoodBrighter,
            .count = change->on_days,
            .of = change->of_days,
            .topic = {}
        };
    }
    [[nodiscard]] std::optional<Change> time() const
    {
        const auto earlier = before(minutes_);
        if (!earlier) return std::nullopt;
        const double usual = median_of(*earlier);
        std::vector<double> deviations;
        for (const double minutes : *earlier) deviations.push_back(std::abs(minutes - usual));
        const double spread = std::max(
            {deviations_of_a_spread * median_of(deviations),
             least_spread_of_usual * usual,
             least_spread_minutes}
        );
        const double now = minutes_[0];
        if (now < least_minutes || now <= usual + modified_z_line * spread) return std::nullopt;
        return Change{
            .kind = ChangeKind::MoreTime,
            .count = static_cast<int>(now),
            .of = static_cast<int>(usual),
            .topic = {}
        };
    }
    [[nodiscard]] std::optional<Change> late() const
    {
        std::array<std::set<sys_days>, weeks_looked_at> evenings;
        for (const auto& turn : facts_.turns) {
            if (period_.part_of(turn.at) != DayPart::Night) continue;
            const auto evening = period_.evening_of(turn.at);
            if (const auto week = week_of(evening)) evenings.at(*week).insert(evening);
        }
        return of_days(ChangeKind::LateEvenings, evenings, {});
    }
    [[nodiscard]] std::optional<Change> topic() const
    {
        std::map<std::string, std::array<std::set<sys_days>, weeks_looked_at>> by_title;
        for (const auto& talk : facts_.talks)
            for (const auto& topic : talk.topics) {
                if (std::ranges::find(hard_topics, topic.id) == hard_topics.end()) continue;
                const auto day = period_.date_of(talk.at);
                if (const auto week = week_of(day)) by_title[topic.title].at(*week).insert(day);
            }
        std::optional<Change> most;
        for (const auto& [title, topic_days] : by_title) {
            const auto change = of_days(ChangeKind::HardTopic, topic_days, title);
            if (change && (!most || change->count > most->count)) most = change;
        }
        return most;
    }

private:
    [[nodiscard]] bool had_alert() const
    {
        return std::ranges::any_of(facts_.alerts, [this](Time at) {
            return week_of(period_.date_of(at)) == 0U;
        });
    }
    /// Days of the last seven, where a usual week had one at most.
    [[nodiscard]] std::optional<Change> of_days(
        ChangeKind kind,
        const std::array<std::set<sys_days>, weeks_looked_at>& by_week,
        const std::string& topic
    ) const
    {
        std::array<double, weeks_looked_at> counts{};
        for (std::size_t week = 0; week < weeks_looked_at; ++week)
            counts.at(week) = static_cast<double>(by_week.at(week).size());
        const auto earlier = before(counts);
        if (!earlier || counts[0] < days_of_a_sign || median_of(*earlier) > 1.0)
            return std::nullopt;
        return Change{.kind = kind, .count = static_cast<int>(counts[0]), .of = 7, .topic = topic};
    }

    const Facts& facts_;
    const Period& period_;
    sys_days last_;
    std::array<double, weeks_looked_at> minutes_{};
    std::array<bool, weeks_looked_at> has_talk_{};
};

}  // namespace

std::string_view id_of(ChangeKind kind) noexcept
{
    switch (kind) {
        case ChangeKind::MoodLower: return "mood_lower";
        case ChangeKind::MoodBrighter: return "mood_brighter";
        case ChangeKind::MoreTime: return "more_time";
        case ChangeKind::LateEvenings: return "late_evenings";
        case ChangeKind::HardTopic: break;
    }
    return "hard_topic";
}

std::vector<Change> changes_in(const Facts& facts, const Period& period, sys_days today)
{
    const Weeks weeks{facts, period, today};
    std::vector<Change> changes;
    for (const auto& found : {weeks.mood(), weeks.topic(), weeks.late(), weeks.time()})
        if (found) changes.push_back(*found);
    return changes;
}

}  // namespace buddy::insight
