#include "powers/powers.hpp"

#include "platform/time/local_time.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace buddy::powers {
namespace {

using law::Power;

constexpr std::array<std::string_view, 8> switch_ids{
    "moods", "memory", "persona", "praise", "feeling_questions", "opinions", "ai_notice", "break"
};

law::Ages ages_of(safety::AgeBand age_band)
{
    switch (age_band) {
        case safety::AgeBand::From7To9: return {.youngest = 7, .oldest = 9};
        case safety::AgeBand::From10To12: return {.youngest = 10, .oldest = 12};
        case safety::AgeBand::From13To17: return {.youngest = 13, .oldest = 17};
    }
    return {.youngest = 7, .oldest = 17};
}

/// A region counts only with its country.
law::Place place_of(std::string_view country, std::string_view region)
{
    auto place = law::Place::parse(country).value_or(law::Place{});
    if (!place.country.empty()) place.region = region;
    return place;
}

/// What laws bar by a word of their list of forbidden ways.
bool bars(const law::Applicable& applicable, std::string_view way)
{
    const auto* found = applicable.find(Power::ForbiddenWays);
    return found != nullptr && found->value.words.contains(std::string{way});
}

std::vector<const law::Rule*> barred_by(const law::Applicable& applicable, std::string_view way)
{
    std::vector<const law::Rule*> rules;
    const auto* found = applicable.find(Power::ForbiddenWays);
    if (found == nullptr) return rules;
    for (const auto* rule : found->asked_by)
        if (rule->demands.at(Power::ForbiddenWays).words.contains(std::string{way}))
            rules.push_back(rule);
    return rules;
}

std::vector<const law::Rule*> asked_by(const law::Applicable& applicable, Power power)
{
    const auto* found = applicable.find(power);
    return found == nullptr ? std::vector<const law::Rule*>{} : found->asked_by;
}

advisors::Persona persona_of(std::string_view word)
{
    using advisors::Persona;
    for (const auto persona : {Persona::Tutor, Persona::Mentor})
        if (advisors::id_of(persona) == word) return persona;
    return Persona::Companion;
}

Remembering memory_of(const law::Applicable& applicable, const limits::Rules& rules)
{
    return {
        .window = applicable.memory_window(),
        .ends_with_session =
            applicable.demands(Power::MemoryEndsWithSession) || rules.memory != limits::Memory::All,
        .keeps_nothing = rules.memory == limits::Memory::Nothing
    };
}

class Reasons {
public:
    /// A law asks for it, or the family chose it.
    void add(Switch one, std::vector<const law::Rule*> rules, bool by_family)
    {
        const auto because = !rules.empty() ? Because::Law
                             : by_family    ? Because::Family
                                            : Because::Buddy;
        list.push_back({.one = one, .because = because, .rules = std::move(rules)});
    }
    std::vector<Reason> list;
};

std::vector<Reason> reasons_of(const law::Applicable& applicable, const limits::Rules& rules)
{
    Reasons reasons;
    const bool moods_barred = applicable.emotion_reading() == "off";
    reasons.add(
        Switch::Moods,
        moods_barred ? asked_by(applicable, Power::EmotionReading)
                     : std::vector<const law::Rule*>{},
        !rules.moods
    );
    auto memory = asked_by(applicable, Power::MemoryWindow);
    for (const auto* rule : asked_by(applicable, Power::MemoryEndsWithSession))
        if (std::ranges::find(memory, rule) == memory.end()) memory.push_back(rule);
    // What the family chose may be stricter than any law here.
    if (rules.memory == limits::Memory::Nothing) memory.clear();
    reasons.add(Switch::Memory, std::move(memory), rules.memory != limits::Memory::All);
    auto persona = asked_by(applicable, Power::Persona);
    if (rules.only_tutor && applicable.persona() != "tutor") persona.clear();
    reasons.add(Switch::Persona, std::move(persona), rules.only_tutor);
    reasons.add(Switch::Praise, barred_by(applicable, "flattery"), false);
    reasons.add(
        Switch::FeelingQuestions, barred_by(applicable, "unprompted_emotion_questions"), false
    );
    reasons.add(Switch::Opinions, barred_by(applicable, "personal_opinions"), false);
    reasons.add(Switch::AiNotice, asked_by(applicable, Power::AiNoticeEvery), false);
    reasons.add(Switch::Break, asked_by(applicable, Power::BreakReminderEvery), false);
    return std::move(reasons.list);
}

}  // namespace

std::string_view id_of(Switch one) noexcept
{
    return switch_ids.at(static_cast<std::size_t>(one));
}

std::string_view id_of(Because because) noexcept
{
    switch (because) {
        case Because::Buddy: return "buddy";
        case Because::Family: return "family";
        case Because::Law: break;
    }
    return "law";
}

Held what_holds(const law::Packs& packs, const law::Question& question, const limits::Rules& rules)
{
    auto applicable = packs.applicable(question);
    auto persona = persona_of(applicable.persona());
    if (rules.only_tutor) persona = advisors::Persona::Tutor;
    Held held{
        .ai_notice_every = applicable.ai_notice_every(),
        .break_every = applicable.break_reminder_every(),
        .memory = memory_of(applicable, rules),
        .reads_moods = rules.moods && applicable.emotion_reading() != "off",
        // Where a law bars flattery, Buddy names what a child did, and does not judge it: our reading.
        .manner =
            {.persona = persona,
             .praises = !bars(applicable, "flattery"),
             .asks_about_feelings = !bars(applicable, "unprompted_emotion_questions"),
             .gives_opinions = !bars(applicable, "personal_opinions")},
        .reasons = reasons_of(applicable, rules),
        .applicable = {}
    };
    held.applicable = std::move(applicable);
    return held;
}

law::Question question_about(const Whom& whom, std::chrono::sys_days date)
{
    return {
        .ages = whom.age ? law::Ages{.youngest = *whom.age, .oldest = *whom.age}
                         : ages_of(whom.age_band),
        .place = place_of(whom.country, whom.region),
        .on = date
    };
}

law::Question question_about(const identity::ChildProfile& child, Time now)
{
    return {
        .ages = {.youngest = child.age, .oldest = child.age},
        .place = place_of(child.country, child.region),
        .on = local_time(now, child.time_zone).day
    };
}

}  // namespace buddy::powers
