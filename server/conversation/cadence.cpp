#include "conversation/cadence.hpp"

#include <algorithm>
#include <array>

namespace buddy::conversation {
namespace {

using std::chrono::minutes;
using std::chrono::sys_days;
using namespace std::chrono_literals;

/// Shorter for the young, whose attention and bedtime are shorter; hourly for all, as the strictest law asks.
Cadence of_the_house(safety::AgeBand age_band)
{
    switch (age_band) {
        case safety::AgeBand::From7To9: return {.ai_notice_every = 60min, .pause_every = 30min};
        case safety::AgeBand::From10To12: return {.ai_notice_every = 60min, .pause_every = 45min};
        case safety::AgeBand::From13To17: return {.ai_notice_every = 60min, .pause_every = 60min};
    }
    return {.ai_notice_every = 60min, .pause_every = 30min};
}

struct Law {
    sys_days in_force_from;
    Cadence cadence;
};
constexpr std::array laws{
    // New York, General Business Law article 47
    Law{sys_days{2025y / 11 / 5}, {.ai_notice_every = 180min, .pause_every = 180min}},
    // California, SB 243
    Law{sys_days{2026y / 1 / 1}, {.ai_notice_every = 180min, .pause_every = 180min}},
    // Washington, HB 2225: every hour for minors
    Law{sys_days{2027y / 1 / 1}, {.ai_notice_every = 60min, .pause_every = 180min}},
    // Oregon, SB 1546
    Law{sys_days{2027y / 1 / 1}, {.ai_notice_every = 180min, .pause_every = 180min}},
};

/// Walks back from `now` while the pauses are shorter than `pause`.
Time sitting_began(std::span<const Time> earlier, Time now, minutes pause)
{
    Time began = now;
    for (std::size_t i = earlier.size(); i-- > 0;) {
        const Time turn = std::min(earlier[i], now);
        if (began - turn >= pause) break;
        began = turn;
    }
    return began;
}

/// A multiple of `every` since `began` lies after `previous`, and not after `now`.
bool crosses(Time began, Time previous, Time now, minutes every)
{
    return (now - began) / every > (previous - began) / every;
}

}  // namespace

Cadence cadence_for(safety::AgeBand age_band, sys_days date)
{
    Cadence strictest = of_the_house(age_band);
    for (const auto& law : laws) {
        if (date < law.in_force_from) continue;
        strictest.ai_notice_every =
            std::min(strictest.ai_notice_every, law.cadence.ai_notice_every);
        strictest.pause_every = std::min(strictest.pause_every, law.cadence.pause_every);
    }
    return strictest;
}

RemindersDue reminders_due(std::span<const Time> earlier, Time now, const Cadence& cadence)
{
    const Time sitting = sitting_began(earlier, now, sitting_ends_after);
    const Time since_pause = sitting_began(earlier, now, pause_lasts);
    if (sitting == now && (earlier.empty() || std::min(earlier.back(), now) != now))
        return {.ai_notice = true, .pause = false};
    const Time previous = std::min(earlier.back(), now);
    return {
        .ai_notice = crosses(sitting, previous, now, cadence.ai_notice_every),
        .pause = since_pause != now && crosses(since_pause, previous, now, cadence.pause_every)
    };
}

}  // namespace buddy::conversation
