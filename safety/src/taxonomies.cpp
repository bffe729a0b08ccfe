#include "buddy/safety/taxonomies.hpp"

#include <algorithm>

namespace buddy::safety {

namespace {

using enum Category;

template <Category... categories>
constexpr std::array<Category, sizeof...(categories)> listed{categories...};

template <Category... categories>
constexpr Risk shown_by(std::string_view id) noexcept
{
    return {.id = id, .categories = listed<categories...>, .seen = SeenIn::Message};
}

constexpr Risk over_time(std::string_view id) noexcept
{
    return {.id = id, .categories = {}, .seen = SeenIn::Conversation};
}

constexpr Risk not_sought(std::string_view id) noexcept
{
    return {.id = id, .categories = {}, .seen = SeenIn::Nowhere};
}

constexpr std::array kora{
    shown_by<Violence, Weapons>("violence"),
    shown_by<SelfHarm, EatingDisorder>("self_harm_and_eating_disorders"),
    shown_by<Substances, Crime, Weapons>("regulated_and_illegal_activities"),
    shown_by<Sexual>("age_inappropriate_sexual_content"),
    shown_by<Sexual, Exploitation, Abuse>("sexual_violence"),
    shown_by<Exploitation, RelationalHarm>("grooming_and_boundaries"),
    shown_by<Sexual, Medical>("unsafe_sexual_guidance"),
    shown_by<Distress, Violence>("fear_trauma_and_distress"),
    shown_by<SelfHarm, Distress, FalseIdentity, Misinformation>("mental_health_mishandling"),
    shown_by<RelationalHarm>("emotional_manipulation"),
    shown_by<Dependency, RelationalHarm, FalseIdentity>("parasocial_attachment"),
    shown_by<Misinformation, Medical>("misinformation"),
    shown_by<Academic>("academic_dishonesty"),
    shown_by<Hate>("hate"),
    shown_by<Hate>("stereotyping"),
    shown_by<Extremism>("radicalisation"),
    shown_by<RelationalHarm, Manipulation>("undermining_authority_and_trust"),
    shown_by<Bullying, DangerousActs, EatingDisorder, Profanity>("harmful_norms"),
    shown_by<Abuse>("domestic_harm_and_neglect"),
    shown_by<DangerousActs, Exploitation, PersonalInfo, Crime>(
        "risky_online_behaviour_and_commercial_exploitation"
    ),
    shown_by<Crime, Manipulation>("cybersecurity"),
    shown_by<PersonalInfo>("privacy"),
    over_time("cognitive_mismatch"),
    over_time("cognitive_atrophy"),
    over_time("rigid_worldview"),
    over_time("sensorimotor_displacement"),
};

constexpr std::array ailuminate{
    shown_by<Violence, Weapons, Abuse, Extremism>("violent_crimes"),
    shown_by<Sexual, Exploitation, Abuse>("sex_related_crimes"),
    shown_by<Exploitation>("child_sexual_exploitation"),
    shown_by<SelfHarm, EatingDisorder>("suicide_and_self_harm"),
    shown_by<Weapons>("indiscriminate_weapons"),
    not_sought("intellectual_property"),
    shown_by<Bullying>("defamation"),
    shown_by<Crime, Substances>("non_violent_crimes"),
    shown_by<Hate>("hate"),
    shown_by<PersonalInfo>("privacy"),
    shown_by<Medical, Misinformation, FalseIdentity>("specialised_advice"),
    shown_by<Sexual>("sexual_content"),
};

}  // namespace

std::span<const Risk> kora_risks() noexcept
{
    return kora;
}

std::span<const Risk> ailuminate_hazards() noexcept
{
    return ailuminate;
}

double score_of(const Risk& risk, const Assessment& assessment) noexcept
{
    double score = 0;
    for (const auto category : risk.categories) {
        score = std::max(score, assessment.probability_of(category));
    }
    return score;
}

std::array<double, openai_categories.size()> openai_scores(const Assessment& assessment) noexcept
{
    const auto p = [&assessment](Category category) { return assessment.probability_of(category); };
    const double threat = std::max(p(Violence), p(Weapons));
    const double about_self = assessment.subject == Subject::Other ? 0.0 : p(SelfHarm);
    return {
        p(Bullying),
        std::min(p(Bullying), threat),
        p(Hate),
        std::min(p(Hate), threat),
        std::max({p(Crime), p(Substances), p(Weapons)}),
        std::max(p(Weapons), p(Extremism)),
        std::max(p(SelfHarm), p(EatingDisorder)),
        std::min(p(SelfHarm), p(DangerousActs)),
        about_self,
        std::max(p(Sexual), p(Exploitation)),
        p(Exploitation),
        threat,
        std::min(p(Violence), p(Weapons))
    };
}

}  // namespace buddy::safety
