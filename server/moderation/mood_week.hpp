// Seven days of moods, as a guardian sees them: counts, the mood of each day with its certainty, and
// the week in one sentence, with a second one when it lasts that days are other than is usual for this
// child (emotion/mood_course.hpp). It is made of moods and of the times of alerts; it knows no words.
#pragma once

#include "conversation/conversation.hpp"
#include "core/result.hpp"

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::moderation {

/// A day of the calendar.
struct Day {
    int year = 1970;
    int month = 1;
    int day = 1;
    friend bool operator==(const Day&, const Day&) = default;
};
/// "2026-11-21".
[[nodiscard]] std::string to_text(const Day& day);
/// Invalid  not a day of the calendar, or before 2000 or after 2200.
[[nodiscard]] Result<Day> day_from(std::string_view text);

/// Seven days that end with `last`, in a time zone.
class WeekFrame {
public:
    /// An unknown time zone is UTC.
    WeekFrame(Day last, const std::string& time_zone);
    [[nodiscard]] static Day today(Time now, const std::string& time_zone);
    [[nodiscard]] Time begin() const { return starts_.front(); }  ///< Inclusive.
    [[nodiscard]] Time end() const { return starts_.back(); }     ///< Exclusive.
    [[nodiscard]] const std::array<Day, 7>& days() const { return days_; }
    /// From when on moods tell what is usual for the child.
    [[nodiscard]] Time course_begin() const;
    /// Which of the seven days `at` falls on.
    [[nodiscard]] std::optional<std::size_t> index_of(Time at) const;
    /// The day of `at` there, one of the seven or not.
    [[nodiscard]] std::chrono::sys_days date_of(Time at) const;

private:
    std::string time_zone_;
    std::array<Day, 7> days_;
    std::array<Time, 8> starts_;  // of each day, and of the day after the last
};

struct MoodDay {
    Day day;
    int turns = 0;
    std::optional<emotion::Mood> mood;  ///< The one read most often.
    double certainty = 0.0;             ///< Mean of those readings.
    std::map<emotion::Mood, int> moods;
};

struct MoodWeek {
    std::array<MoodDay, 7> days;
    std::string sentence;
};

/// `marks`: from course_begin() on; earlier ones than the frame's only tell what is usual. `alerts`: when guardians were told of something that they did not call nothing. A week with one is
/// never called a bright one, and a bright mood of that very turn is left out.
[[nodiscard]] MoodWeek week_of(
    const WeekFrame& frame,
    const std::vector<conversation::MoodMark>& marks,
    const std::vector<Time>& alerts,
    std::string_view language
);

}  // namespace buddy::moderation
