#include "app/law_cadence.hpp"

namespace buddy::app {
namespace {

law::Ages ages_of(safety::AgeBand age_band)
{
    switch (age_band) {
        case safety::AgeBand::From7To9: return {.youngest = 7, .oldest = 9};
        case safety::AgeBand::From10To12: return {.youngest = 10, .oldest = 12};
        case safety::AgeBand::From13To17: return {.youngest = 13, .oldest = 17};
    }
    return {.youngest = 7, .oldest = 17};
}

law::Applicable applicable_to(
    const law::Packs& packs,
    std::string_view country,
    safety::AgeBand age_band,
    std::chrono::sys_days date
)
{
    return packs.applicable(
        {.ages = ages_of(age_band),
         .place = law::Place::parse(country).value_or(law::Place{}),
         .on = date}
    );
}

}  // namespace

conversation::MemoryLimit memory_by_law(
    const law::Packs& packs,
    std::string_view country,
    safety::AgeBand age_band,
    std::chrono::sys_days date
)
{
    const auto applicable = applicable_to(packs, country, age_band, date);
    return {
        .window = applicable.memory_window(),
        .ends_with_session = applicable.demands(law::Power::MemoryEndsWithSession)
    };
}

conversation::Cadence cadence_by_law(
    const law::Packs& packs,
    std::string_view country,
    safety::AgeBand age_band,
    std::chrono::sys_days date
)
{
    const auto applicable = applicable_to(packs, country, age_band, date);
    constexpr auto unasked = conversation::unasked_cadence;
    return {
        .ai_notice_every = applicable.ai_notice_every().value_or(unasked.ai_notice_every),
        .pause_every = applicable.break_reminder_every().value_or(unasked.pause_every)
    };
}

bool moods_by_law(
    const law::Packs& packs,
    std::string_view country,
    safety::AgeBand age_band,
    std::chrono::sys_days date
)
{
    return applicable_to(packs, country, age_band, date).emotion_reading() != "off";
}

}  // namespace buddy::app
