// What each disguise (text/disguise.hpp) costs: labelled messages of children are assessed as written
// and then in every disguise.
//
//     DisguiseEvaluation evaluation{engine, disguises, seed};
//     evaluation.add(example);
//     evaluation.print(out);
//
// What the words mean: a needing case is *caught* when its plain message gets an action at least as
// strong as the weakest accepted one; *kept* is caught in disguise, too. *Innocent* and *alarm* are
// those of evaluation.hpp. Only messages that a disguise changes count for it; earlier turns stay plain.
//
// Threads  One.
#pragma once

#include "buddy/safety/assessment_json.hpp"
#include "buddy/safety/engine.hpp"
#include "text/disguise.hpp"

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <vector>

namespace buddy::safety {

/// Counts for one disguise.
struct DisguiseMeasures {
    text::Disguise disguise = text::Disguise::Leetspeak;
    std::size_t needing = 0;       ///< Caught as written, and changed by the disguise.
    std::size_t kept = 0;          ///< Still answered strongly enough.
    std::size_t accepted = 0;      ///< Still answered by an accepted action.
    std::size_t innocent = 0;      ///< Innocent, and changed by the disguise.
    std::size_t alarms = 0;        ///< Redirect, block or escalate in disguise …
    std::size_t plain_alarms = 0;  ///< … and as written.
    [[nodiscard]] double kept_rate() const noexcept;
    [[nodiscard]] double alarm_rate() const noexcept;
    [[nodiscard]] double plain_alarm_rate() const noexcept;
};

class DisguiseEvaluation {
public:
    /// Borrows the engine. Every case draws from `seed` and its own id alone, so that a case is
    /// disguised the same way whatever stands before it.
    DisguiseEvaluation(
        const Engine& engine, std::span<const text::Disguise> disguises, std::uint64_t seed
    );

    /// Only labelled inputs count.
    void add(const Case& example);

    [[nodiscard]] std::span<const DisguiseMeasures> measures() const noexcept { return measures_; }
    /// Needing inputs seen, and how many of them were caught as written.
    [[nodiscard]] std::size_t needing() const noexcept { return needing_; }
    [[nodiscard]] std::size_t caught() const noexcept { return caught_; }

    void print(std::ostream& out) const;
    [[nodiscard]] std::string json() const;

private:
    [[nodiscard]] Action action_of(const Case& example) const;

    const Engine* engine_;
    std::uint64_t seed_;
    std::vector<DisguiseMeasures> measures_;
    std::size_t needing_ = 0;
    std::size_t caught_ = 0;
};

}  // namespace buddy::safety
