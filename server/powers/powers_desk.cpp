#include "powers/powers_desk.hpp"

#include <utility>

namespace buddy::powers {

Task<Result<PowersDesk::Child>> PowersDesk::of(ChildId child) const
{
    auto profile = co_await parts_.directory.find_child(std::move(child));
    if (!profile) co_return std::unexpected(profile.error());
    const auto kept = co_await parts_.limits.find(profile->family, profile->id);
    const auto forgotten =
        co_await parts_.forgetting.last({.family = profile->family, .child = profile->id});
    auto held = what_holds(
        parts_.packs,
        question_about(*profile, parts_.clock.now()),
        kept ? kept->rules : limits::Rules{}
    );
    co_return Child{
        .profile = std::move(*profile), .held = std::move(held), .forgotten = forgotten
    };
}

Task<bool> PowersDesk::reads_moods(ChildId child) const
{
    const auto found = co_await of(std::move(child));
    co_return found && found->held.reads_moods;
}

Task<> PowersDesk::forget(conversation::ChildRef child, audit::Actor by) const
{
    co_await parts_.forgetting.forget(std::move(child), parts_.clock.now(), std::move(by));
}

Task<std::optional<Time>> PowersDesk::forgotten_by_guardians(conversation::ChildRef child) const
{
    co_return co_await parts_.forgetting.last_by_guardians(std::move(child));
}

Task<bool> PowersDesk::is_disputed(FamilyId family) const
{
    co_return co_await parts_.directory.is_disputed(std::move(family));
}

}  // namespace buddy::powers
