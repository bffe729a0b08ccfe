#include "app/child_powers.hpp"

#include "conversation/cadence.hpp"

namespace buddy::app {
namespace {

conversation::Cadence cadence_in(const powers::Held& held)
{
    constexpr auto unasked = conversation::unasked_cadence;
    return {
        .ai_notice_every = held.ai_notice_every.value_or(unasked.ai_notice_every),
        .pause_every = held.break_every.value_or(unasked.pause_every)
    };
}

}  // namespace

conversation::Powers powers_of(
    const law::Packs& packs,
    const conversation::Speaker& speaker,
    const limits::Rules& rules,
    std::chrono::sys_days date
)
{
    const powers::Whom whom{
        .country = speaker.country,
        .region = speaker.region,
        .age = speaker.age,
        .age_band = speaker.age_band
    };
    const auto held = powers::what_holds(packs, powers::question_about(whom, date), rules);
    return {
        .cadence = cadence_in(held),
        .memory =
            {.window = held.memory.window,
             .ends_with_session = held.memory.ends_with_session,
             .keeps_nothing = held.memory.keeps_nothing,
             .forgotten = std::nullopt},
        .reads_moods = held.reads_moods,
        .manner = held.manner
    };
}

powers::Reminders reminders_of(safety::AgeBand age_band, const powers::Held& held)
{
    const auto cadence = conversation::cadence_for(age_band, cadence_in(held));
    return {.ai_notice_every = cadence.ai_notice_every, .break_every = cadence.pause_every};
}

}  // namespace buddy::app
