// What must happen: probabilities and severities in, one action and who is told out.
//
//     const auto policy = Policy::load("data/policy/policy.json");
//     const Verdict verdict =
//         policy->decide(findings, advice, Direction::Input, AgeBand::From10To12);
//
// The matrix is data (data/policy/README.md). A floor in the code stands above it: a file that goes
// below is refused, so no configuration can lower how self_harm, abuse, exploitation and sexual are
// met.
//
// Threads  Never changes after load(); any number of threads may share one.
// Errors   load() names the cell that is wrong. decide() cannot fail.
#pragma once

#include "rule_set.hpp"

#include "buddy/safety/assessment.hpp"
#include "buddy/safety/engine.hpp"
#include "core/result.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::safety {

/// A child who tells of it is met with help, never with a refusal.
[[nodiscard]] constexpr bool tells_of_danger(Category category) noexcept
{
    return category == Category::SelfHarm || category == Category::Abuse ||
           category == Category::Exploitation;
}
[[nodiscard]] constexpr bool only_for_outputs(Category category) noexcept
{
    return category == Category::RelationalHarm || category == Category::FalseIdentity ||
           category == Category::Academic || category == Category::Misinformation;
}

/// What the layers know about one category.
struct Finding {
    double probability = 0;              ///< By rules and context.
    Severity severity = Severity::None;  ///< Theirs, too; None when they are silent.
    bool from_rule = false;              ///< A rule or the context spoke.
    Danger danger = Danger::Unknown;     ///< Whom the child must be protected from.
    double model = 0;                    ///< By the model, tempered by the frames that rules saw.
    [[nodiscard]] double highest() const noexcept { return std::max(probability, model); }
};
using Findings = std::array<Finding, category_count>;

/// What the model would do, whatever the risk is called: the probabilities of its action head, tempered
/// by the frames that rules saw. All zero: it says nothing.
struct Advice {
    double answer = 0;    ///< That the message needs any answer but allow, 0 to 1.
    double refuse = 0;    ///< That it is to be redirected or blocked.
    double escalate = 0;  ///< That an adult must be told.
    /// The same from who reads whole talks (talk_reader.hpp), in the middle of one. Sure of an alarm it
    /// is followed; sure of none, the model alone alarms nobody.
    std::optional<double> in_talk = std::nullopt;
    /// What an idiom, a game or a denial that rules saw leaves of an alarm in a talk. It makes nobody
    /// calm: the words beside it may be another matter.
    double kept = 1;
};

/// From which probabilities on the advice is followed.
struct AdviceLimits {
    double support_at = 1;   ///< Advice::answer; inputs only.
    double redirect_at = 1;  ///< Advice::refuse; inputs only.
    double escalate_at = 1;  ///< Advice::escalate; inputs only.
    double talk_at = 1;      ///< Advice::in_talk; inputs only.
    double calm_below = 0;   ///< Advice::in_talk; below it the model alone asks for care only.
    [[nodiscard]] bool calm(const Advice& advice) const noexcept
    {
        return advice.in_talk && *advice.in_talk < calm_below;
    }
    double block_at = 1;  ///< Advice::answer; outputs only.
    [[nodiscard]] Action answer_to(const Advice& advice, Direction direction) const noexcept;
};

/// One cell of the matrix.
struct PolicyCell {
    double support_at = 1;  ///< From this probability on, the mentor is given guidance.
    double act_at = 1;      ///< From this probability on, the action of the severity is taken.
    Severity assumed = Severity::Medium;  ///< When only the model speaks.
    std::array<Action, 4> by_severity{};  ///< Low, medium, high, critical.
    Notify notify;                        ///< Whenever the action is escalate.
    [[nodiscard]] Action action_for(Severity severity) const noexcept;
    /// What a probability asks for. Severity::None stands for `assumed`.
    [[nodiscard]] Action answer_to(double probability, Severity severity, Direction direction)
        const noexcept;
};

/// How much is believed of the model where a frame other than real was seen, and how rules that
/// were voided count.
struct Tempering {
    double idiom = 0.2;  ///< Factor on the model's probability under a figurative veto.
    double game = 0.2;
    double study = 0.3;
    double fiction = 0.4;
    double negated = 0.6;  ///< Factor where a rule hit was negated.
    double past = 0.4;     ///< Factor where a rule saw that it is over and well.
};

struct Verdict {
    Action action = Action::Allow;
    Severity severity = Severity::None;
    std::optional<Category> primary;
    Notify notify;
};

class Policy {
public:
    /// NotFound: no such file. Invalid: malformed, incomplete, or below the floor.
    [[nodiscard]] static Result<Policy> load(const std::filesystem::path& file);
    [[nodiscard]] static Result<Policy> parse(std::string_view name, std::string_view json);

    /// The strongest action that a category or the advice asks for. A child who tells of danger (self_harm, abuse,
    /// exploitation) is met with support or escalate, whatever else the message holds; where one of these or
    /// eating_disorder reaches its support_at, the advice refuses nothing.
    [[nodiscard]] Verdict decide(
        const Findings& findings,
        const Advice& advice,
        Direction direction,
        AgeBand age_band,
        Attention attention = Attention::Usual
    ) const noexcept;
    [[nodiscard]] const PolicyCell& cell(
        Direction direction,
        AgeBand age_band,
        Category category,
        Attention attention = Attention::Usual
    ) const noexcept;
    [[nodiscard]] const DaysLine& days_line() const noexcept;
    [[nodiscard]] const Tempering& tempering() const noexcept;
    /// 16 hex digits that name exactly this file.
    [[nodiscard]] const std::string& version() const noexcept;

private:
    struct Parts;
    explicit Policy(std::shared_ptr<const Parts> parts) noexcept : parts_{std::move(parts)} {}
    std::shared_ptr<const Parts> parts_;
};

}  // namespace buddy::safety
