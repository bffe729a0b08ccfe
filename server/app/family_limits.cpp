// What a family settled for a child, as a turn and the routes ask for it: limits know neither families nor turns.

#include "app/application.hpp"

#include <utility>

namespace buddy::app {

/// Limits that can no longer be read hold nobody up: they are the family's wish, and no safety.
Task<conversation::TurnLimits> Application::limits_of(
    conversation::ChildRef child, std::string time_zone, Time now
)
{
    conversation::TurnLimits limits;
    auto kept = co_await limits_.find(child.family, child.child);
    if (!kept) {
        log_.error("limits of a child cannot be read", {{"why", kept.error()}});
        co_return limits;
    }
    limits.rules = std::move(kept->rules);
    if (limits.rules.daily)
        limits.turns_today =
            co_await conversations_.turn_times(child, limits::day_began(now, time_zone));
    co_return limits;
}

/// Not once the agreement has been taken back, also in a talk that goes on.
Task<bool> Application::may_keep(conversation::ChildRef child)
{
    const auto collecting = co_await consents_.collecting(std::move(child.family));
    co_return collecting != identity::Collecting::Stopped;
}

Task<Result<limits::ChildPlace>> Application::place_of(ChildId child)
{
    auto profile = co_await identity_.find_child(std::move(child));
    if (!profile) co_return std::unexpected(profile.error());
    co_return limits::ChildPlace{
        .family = std::move(profile->family), .time_zone = std::move(profile->time_zone)
    };
}

Task<std::chrono::minutes> Application::talked_since(FamilyId family, ChildId child, Time since)
{
    const auto times = co_await conversations_.turn_times(
        {.family = std::move(family), .child = std::move(child)}, since
    );
    co_return conversation::minutes_of(times);
}

}  // namespace buddy::app
