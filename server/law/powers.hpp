// What a law can ask of Buddy, each with the way in which one demand is stricter than another.
//
//     const auto& entry = entry_of(Power::AiNoticeEvery);     // "ai_notice_every_minutes", Least
//     const auto both = stricter(entry.measure, a, b);
//
// A new kind of demand is one line in the table of powers.cpp; pack files use its id.
//
// Threads  Pure functions over a constant table.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace buddy::law {

enum class Power : std::uint8_t {
    AiNoticeAtStart,
    AiNoticeEvery,
    AiNoticeDeniesFeelings,
    AiNoticeProminent,
    NeverClaimsHuman,
    BreakReminderEvery,
    SuitabilityNotice,
    ConsentAge,
    ConsentMethods,
    ConsentMethodsWhenDisclosed,
    ConsentBeforeCollection,
    ConsentApartForThirdParties,
    ConsentRenewedOnChange,
    NoticeOfProcessors,
    AgeCheckWithoutId,
    StoreAgeSignals,
    DataRights,
    ChildDefaults,
    ImpactAssessment,
    SecurityProgramme,
    RetentionPolicyPublished,
    RetentionLimited,
    RetentionDays,
    UnfinishedSignUpErased,
    AudioUseStated,
    SyntheticAudioMarked,
    MemoryWindow,
    MemoryEndsWithSession,
    EmotionReading,
    EmotionReadingTold,
    Persona,
    ForbiddenWays,
    ForbiddenContent,
    CrisisProtocol,
    CrisisProtocolPage,
    CrisisCovers,
    CrisisReferral,
    CrisisInterrupts,
    CrisisClinicalPractice,
    ReferralCounts,
    ReportEvery,
    ReportTo
};

/// How two demands for the same power become one.
enum class Measure : std::uint8_t {
    Duty,        ///< To be done: written as true, and never as false.
    Least,       ///< A whole number above zero; the smaller is stricter.
    Most,        ///< A whole number above zero; the greater is stricter.
    Ceiling,     ///< One word of a ladder, strictest first; the lower rung is stricter.
    Everything,  ///< Words that are all to be done or all forbidden: together.
    Only         ///< Words of which one is enough: those that every law accepts.
};

struct PowerEntry {
    Power power;
    std::string_view id;  ///< Stable: in pack files, in JSON.
    Measure measure;
    std::string_view unit;                    ///< "minutes"; empty for what has none.
    std::span<const std::string_view> words;  ///< All that a pack may use; of a ceiling, in order.
    std::string_view meaning;                 ///< For people.
};

/// In the order in which people read them.
[[nodiscard]] std::span<const PowerEntry> powers();
[[nodiscard]] const PowerEntry& entry_of(Power power);
[[nodiscard]] const PowerEntry* find_power(std::string_view id);

/// What is asked, in the measure of its power.
struct Value {
    int amount = 0;               ///< Of Duty 1, of Ceiling the rung from 0.
    std::set<std::string> words;  ///< Of Everything and Only.
    friend bool operator==(const Value&, const Value&) = default;
};

/// What satisfies both. Neither argument is ever stricter than the result; the order does not matter.
[[nodiscard]] Value stricter(Measure measure, const Value& one, const Value& other);
/// Nothing more is asked by `other` than by `one`.
[[nodiscard]] bool at_least_as_strict(Measure measure, const Value& one, const Value& other);
/// "yes", "180 minutes", "mentor", "review, delete".
[[nodiscard]] std::string text_of(const PowerEntry& entry, const Value& value);

}  // namespace buddy::law
