#include "law/powers.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace buddy::law {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 9> consent_methods{
    "signed_form",
    "card_transaction",
    "toll_free_call",
    "video_call",
    "government_id",
    "knowledge_questions",
    "id_and_face",
    "text_plus",
    "email_plus"
};
constexpr std::array<std::string_view, 6> data_rights{
    "review", "delete", "stop_use", "child_readable_access", "correct", "export"
};
constexpr std::array<std::string_view, 10> child_defaults{
    "best_interests",
    "high_privacy",
    "minimisation",
    "geolocation_off",
    "parental_control_sign",
    "profiling_off",
    "no_nudges",
    "no_detrimental_use",
    "just_in_time_notices",
    "fits_the_age"
};
constexpr std::array<std::string_view, 3> emotion_readings{"off", "text", "text_and_voice"};
constexpr std::array<std::string_view, 3> personas{"tutor", "mentor", "companion"};
constexpr std::array<std::string_view, 20> forbidden_ways{
    "return_for_emotional_support",
    "excessive_praise",
    "flattery",
    "romance",
    "feigned_loneliness",
    "guilt_at_leaving",
    "isolation",
    "secrets_from_parents",
    "discouraging_breaks",
    "purchases_for_the_relationship",
    "reward_loops",
    "claims_of_sentience",
    "claims_to_be_human",
    "implied_relationship",
    "authority_role",
    "personal_opinions",
    "emotional_appeals",
    "unprompted_emotion_questions",
    "simulated_companionship",
    "exploiting_age"
};
constexpr std::array<std::string_view, 4> forbidden_content{
    "sexually_explicit_visuals", "encouraging_sexual_conduct", "sexual", "suggestive"
};
constexpr std::array<std::string_view, 2> crisis_subjects{"self_harm", "eating_disorder"};
constexpr std::array<std::string_view, 3> report_readers{
    "public", "ca_office_of_suicide_prevention", "or_health_authority"
};

// clang-format off
constexpr std::array<PowerEntry, 42> table{{
    {Power::AiNoticeAtStart, "ai_notice_at_start", Measure::Duty, "", {},
     "says that Buddy is a program when a sitting begins"},
    {Power::AiNoticeEvery, "ai_notice_every_minutes", Measure::Least, "minutes", {},
     "says it again at least this often"},
    {Power::AiNoticeDeniesFeelings, "ai_notice_denies_feelings", Measure::Duty, "", {},
     "the notice says that Buddy cannot feel"},
    {Power::AiNoticeProminent, "ai_notice_prominent", Measure::Duty, "", {},
     "the notice is spoken, or in bold capitals of 16 points or more"},
    {Power::NeverClaimsHuman, "never_claims_human", Measure::Duty, "", {},
     "never says or suggests that it is a human being, asked or not"},
    {Power::BreakReminderEvery, "break_reminder_every_minutes", Measure::Least, "minutes", {},
     "reminds of a break at least this often"},
    {Power::SuitabilityNotice, "suitability_notice", Measure::Duty, "", {},
     "says that such programs may not suit some minors"},
    {Power::ConsentAge, "consent_age", Measure::Most, "years", {},
     "below this age a parent consents"},
    {Power::ConsentMethods, "consent_methods", Measure::Only, "", consent_methods,
     "ways of a parent's consent while nothing is disclosed to a third party"},
    {Power::ConsentMethodsWhenDisclosed, "consent_methods_when_disclosed", Measure::Only, "", consent_methods,
     "ways of a parent's consent when something is"},
    {Power::ConsentBeforeCollection, "consent_before_collection", Measure::Duty, "", {},
     "nothing is collected before consent, but what is needed to get it"},
    {Power::ConsentApartForThirdParties, "consent_apart_for_third_parties", Measure::Duty, "", {},
     "a parent may consent without disclosure to third parties"},
    {Power::ConsentRenewedOnChange, "consent_renewed_on_change", Measure::Duty, "", {},
     "a material change needs a new consent"},
    {Power::NoticeOfProcessors, "notice_of_processors", Measure::Duty, "", {},
     "the notice names third parties and why they are used"},
    {Power::AgeCheckWithoutId, "age_check_without_id", Measure::Duty, "", {},
     "a way to show one's age without an identity document of the state"},
    {Power::StoreAgeSignals, "store_age_signals", Measure::Duty, "", {},
     "heeds the age band and the approvals that an app store passes on"},
    {Power::DataRights, "data_rights", Measure::Everything, "", data_rights,
     "what parents and children may have done with the data"},
    {Power::ChildDefaults, "child_defaults", Measure::Everything, "", child_defaults,
     "how it is set up for a child"},
    {Power::ImpactAssessment, "impact_assessment", Measure::Duty, "", {},
     "an assessment of the risks for children's data is written"},
    {Power::SecurityProgramme, "security_programme", Measure::Duty, "", {},
     "a written security programme, reviewed yearly"},
    {Power::RetentionPolicyPublished, "retention_policy_published", Measure::Duty, "", {},
     "a written policy by class of data can be read by everybody"},
    {Power::RetentionLimited, "retention_limited", Measure::Duty, "", {},
     "nothing is kept for ever" },
    {Power::RetentionDays, "retention_days", Measure::Least, "days", {},
     "conversations are kept no longer than this"},
    {Power::UnfinishedSignUpErased, "unfinished_sign_up_erased", Measure::Duty, "", {},
     "what an unfinished sign-up left is erased by itself"},
    {Power::AudioUseStated, "audio_use_stated", Measure::Duty, "", {},
     "says how a child's recordings are used and when they are deleted"},
    {Power::SyntheticAudioMarked, "synthetic_audio_marked", Measure::Duty, "", {},
     "made speech is marked so that machines know it"},
    {Power::MemoryWindow, "memory_window_hours", Measure::Least, "hours", {},
     "personal matters are used no longer than this after they were said"},
    {Power::MemoryEndsWithSession, "memory_ends_with_session", Measure::Duty, "", {},
     "personal matters of an earlier session are not used"},
    {Power::EmotionReading, "emotion_reading", Measure::Ceiling, "", emotion_readings,
     "how far moods may be read"},
    {Power::EmotionReadingTold, "emotion_reading_told", Measure::Duty, "", {},
     "people are told where moods are read"},
    {Power::Persona, "persona", Measure::Ceiling, "", personas, "what Buddy may be to a child"},
    {Power::ForbiddenWays, "forbidden_ways", Measure::Everything, "", forbidden_ways,
     "ways with a child that are barred"},
    {Power::ForbiddenContent, "forbidden_content", Measure::Everything, "", forbidden_content,
     "content that is barred"},
    {Power::CrisisProtocol, "crisis_protocol", Measure::Duty, "", {},
     "a protocol for a child in danger is in place before anybody is served"},
    {Power::CrisisProtocolPage, "crisis_protocol_page", Measure::Duty, "", {},
     "the protocol is published"},
    {Power::CrisisCovers, "crisis_covers", Measure::Everything, "", crisis_subjects,
     "what the protocol covers"},
    {Power::CrisisReferral, "crisis_referral", Measure::Duty, "", {}, "points to crisis services"},
    {Power::CrisisInterrupts, "crisis_interrupts_conversation", Measure::Duty, "", {},
     "interrupts the conversation when suicide is spoken of"},
    {Power::CrisisClinicalPractice, "crisis_clinical_practice", Measure::Duty, "", {},
     "further help follows clinical practice"},
    {Power::ReferralCounts, "referral_counts", Measure::Duty, "", {},
     "referrals are counted, with nothing that identifies anybody"},
    {Power::ReportEvery, "report_every_months", Measure::Least, "months", {},
     "how often the counts are reported"},
    {Power::ReportTo, "report_to", Measure::Everything, "", report_readers, "who gets the report"},
}};
// clang-format on
static_assert(std::ranges::all_of(table, [](const PowerEntry& entry) {
    return &table.at(static_cast<std::size_t>(entry.power)) == &entry;
}));

std::set<std::string> together(const Value& one, const Value& other)
{
    auto words = one.words;
    words.insert(other.words.begin(), other.words.end());
    return words;
}

std::set<std::string> shared(const Value& one, const Value& other)
{
    std::set<std::string> words;
    std::ranges::set_intersection(one.words, other.words, std::inserter(words, words.end()));
    return words;
}

}  // namespace

std::span<const PowerEntry> powers()
{
    return table;
}

const PowerEntry& entry_of(Power power)
{
    return table.at(static_cast<std::size_t>(power));
}

const PowerEntry* find_power(std::string_view id)
{
    const auto found = std::ranges::find(table, id, &PowerEntry::id);
    return found == table.end() ? nullptr : &*found;
}

Value stricter(Measure measure, const Value& one, const Value& other)
{
    switch (measure) {
        case Measure::Everything: return {.amount = 0, .words = together(one, other)};
        case Measure::Only: return {.amount = 0, .words = shared(one, other)};
        case Measure::Duty:
        case Measure::Most: return {.amount = std::max(one.amount, other.amount), .words = {}};
        case Measure::Least:
        case Measure::Ceiling: break;
    }
    return {.amount = std::min(one.amount, other.amount), .words = {}};
}

bool at_least_as_strict(Measure measure, const Value& one, const Value& other)
{
    return stricter(measure, one, other) == one;
}

std::string text_of(const PowerEntry& entry, const Value& value)
{
    switch (entry.measure) {
        case Measure::Duty: return "yes";
        case Measure::Least:
        case Measure::Most: return std::to_string(value.amount) + " " + std::string{entry.unit};
        case Measure::Ceiling:
            return std::string{entry.words[static_cast<std::size_t>(value.amount)]};
        case Measure::Everything:
        case Measure::Only: break;
    }
    std::string text;
    for (const auto& word : value.words) text += (text.empty() ? "" : ", ") + word;
    return text.empty() ? "none" : text;
}

}  // namespace buddy::law
