// Facts for tests: days of talks in a week of November 2026, in UTC.
#pragma once

#include "insight/summary.hpp"

#include <string>
#include <utility>

namespace buddy::insight {

inline std::chrono::sys_days day_of(const char* text)
{
    return day_from(text).value();
}

struct TestFacts {
    TestFacts()
    {
        facts.minutes_of = [](std::span<const Time> turns) {
            return std::chrono::minutes{static_cast<int>(turns.size())};
        };
    }
    /// A talk of `turns` turns, a minute each.
    void talk(
        std::chrono::sys_days day,
        std::chrono::hours hour,
        int turns,
        std::optional<emotion::Mood> mood,
        const std::string& topic = "school"
    )
    {
        const Time at = Time{day.time_since_epoch()} + hour;
        const auto id = "talk-" + std::to_string(facts.talks.size());
        facts.talks.push_back({.id = id, .at = at, .topics = {{.id = topic, .title = topic}}});
        for (int turn = 0; turn < turns; ++turn)
            facts.turns.push_back(
                {.at = at + std::chrono::minutes{turn},
                 .talk = id,
                 .mood = mood,
                 .certainty = mood ? 0.8 : 0.0,
                 .shows_doings = true}
            );
    }
    /// The same on each day of so many weeks that end before `day`.
    void weeks_before(std::chrono::sys_days day, int weeks, emotion::Mood mood)
    {
        for (int back = weeks * 7; back > 0; --back)
            talk(day - std::chrono::days{back}, std::chrono::hours{16}, 4, mood, "curiosity");
    }

    Facts facts;
    std::chrono::sys_days monday = day_of("2026-11-16");
    std::chrono::sys_days sunday = day_of("2026-11-22");
    Period week{Span::Week, monday, "UTC"};
};

}  // namespace buddy::insight
