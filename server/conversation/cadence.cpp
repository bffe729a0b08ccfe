#include "conversation/cadence.hpp"

#include <algorithm>

namespace buddy::conversation {
namespace {

using std::chrono::minutes;
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

/// A multiple of `every` since `began` lies after `previous`, and not after `now`.
bool crosses(Time began, Time previous, Time now, minutes every)
{
    return (now - began) / every > (previous - began) / every;
}

}  // namespace

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

Cadence cadence_for(safety::AgeBand age_band, const Cadence& by_law)
{
    const Cadence own = of_the_house(age_band);
    return {
        .ai_notice_every = std::min(own.ai_notice_every, by_law.ai_notice_every),
        .pause_every = std::min(own.pause_every, by_law.pause_every)
    };
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
