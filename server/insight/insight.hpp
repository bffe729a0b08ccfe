// What guardians may learn of a child's weeks and months: mood with its uncertainty, time, topics, learning, what changed. Made
// of facts about turns, never of words.
//
//     const auto facts = co_await source.facts_between(child, period.course_begin(), period.end());
//     const Summary summary = summary_of(*facts, period, today);
//
// Who knows talks and oversight hands in the facts (app plugs it in): only what guardians may know of.
//
// Threads  Values. A FactSource serves any event loop.
#pragma once

#include "advisors/advisors.hpp"
#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"
#include "emotion/emotion.hpp"
#include "platform/async/task.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace buddy::insight {

struct Topic {
    std::string id;     ///< Stable.
    std::string title;  ///< In the guardian's language, as the list of talks names it.
    friend bool operator==(const Topic&, const Topic&) = default;
};

struct TalkFact {
    std::string id;
    Time at;
    std::vector<Topic> topics;
};

struct TurnFact {
    Time at;
    std::string talk;  ///< TalkFact::id.
    std::optional<emotion::Mood> mood;
    double certainty = 0.0;
    bool said_so = false;  ///< The child said the mood itself.
    /// What Buddy did is open at the level that the child knew.
    bool shows_doings = false;
    advisors::Learning learning = advisors::Learning::None;  ///< None unless shows_doings.
};

/// Measures how long a child talked: the same way as the family's minutes of a day.
using MinutesOf = std::function<std::chrono::minutes(std::span<const Time> turns)>;

struct Facts {
    std::vector<TalkFact> talks;  ///< Oldest first.
    std::vector<TurnFact> turns;  ///< Oldest first.
    std::vector<Time> alerts;  ///< Of which guardians were told, but for what they called nothing.
    bool moods_are_read = true;  ///< false: by law or by the family's choice.
    bool shows_doings = true;    ///< The level that counts now opens what Buddy did.
    MinutesOf minutes_of;
};

/// Who reads.
struct Reader {
    std::string language;  ///< Of topics' titles.
    std::string
        visibility;  ///< The widest level that this guardian sees (identity::GuardianContact).
};

class FactSource {
public:
    FactSource() = default;
    FactSource(const FactSource&) = delete;
    FactSource& operator=(const FactSource&) = delete;
    FactSource(FactSource&&) = delete;
    FactSource& operator=(FactSource&&) = delete;
    virtual ~FactSource() = default;
    /// Of turns begun in [from, until). A protected turn is absent, and so is all that follows it in
    /// its conversation. What Buddy did is open as far as both the child's level and the reader's view go.
    /// NotFound  no such child.
    virtual Task<Result<Facts>> facts_between(
        ChildId child, Time from, Time until, Reader reader
    ) = 0;
    /// A guardian looks: recorded before the answer is sent, and listed for the child.
    virtual Task<> note_look(
        FamilyId family, ChildId child, GuardianId guardian, bool shows_doings
    ) = 0;
};

}  // namespace buddy::insight
