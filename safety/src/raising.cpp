#include "raising.hpp"

#include "risk_state.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace buddy::safety {

namespace {

Category likeliest_of(const Assessment& standing)
{
    if (standing.primary) return *standing.primary;
    auto best = Category::Distress;
    for (std::size_t i = 0; i < category_count; ++i) {
        const auto category = static_cast<Category>(i);
        if (only_for_outputs(category)) continue;
        if (standing.probability_of(category) > standing.probability_of(best)) best = category;
    }
    return best;
}

/// What the opinion is about, as far as a child's message can be about it.
std::vector<Category> meant(const Opinion& opinion, const Assessment& standing)
{
    if (opinion.categories.empty()) return {likeliest_of(standing)};
    auto categories = opinion.categories;
    std::erase_if(categories, only_for_outputs);
    return categories;
}

/// The engine suspects it at least.
bool suspects(
    const Assessment& standing, const Policy& policy, const Message& message, Category category
) noexcept
{
    const auto& cell = policy.cell(Direction::Input, message.age_band, category, message.attention);
    return standing.probability_of(category) >= cell.support_at;
}

bool may_be_in_danger(
    const Assessment& standing, const Policy& policy, const Message& message
) noexcept
{
    constexpr std::array dangers{Category::SelfHarm, Category::Abuse, Category::Exploitation};
    return std::ranges::any_of(dangers, [&](Category category) {
        return suspects(standing, policy, message, category);
    });
}

Notify told_together(const Notify& before, const Notify& now, bool may_be_home) noexcept
{
    if (before.protects() || now.protects() || may_be_home)
        return {.guardian = false, .trusted_adult = true, .moderator = true};
    return {
        .guardian = before.guardian || now.guardian,
        .trusted_adult = before.trusted_adult || now.trusted_adult,
        .moderator = before.moderator || now.moderator
    };
}

}  // namespace

Assessment raise(
    const Policy& policy,
    const Message& message,
    Assessment standing,
    const Opinion& opinion,
    RiskState& after
)
{
    const bool can_rise = standing.available && message.direction == Direction::Input;
    if (!can_rise || !opinion.sees_risk) return standing;
    const auto categories = meant(opinion, standing);
    RiskMemory memory = remembered(after);
    const auto danger = memory.caregiver_danger() ? Danger::Caregiver : Danger::Unknown;
    Findings findings{};
    for (const auto category : categories) {
        const auto& cell =
            policy.cell(message.direction, message.age_band, category, message.attention);
        const bool is_said = opinion.severity != Severity::None;
        findings.at(static_cast<std::size_t>(category)) = {
            .probability = 1,
            .severity = is_said ? opinion.severity : cell.assumed,
            .from_rule = true,
            .danger = danger
        };
    }
    const Verdict asked =
        policy.decide(findings, {}, message.direction, message.age_band, message.attention);
    if (asked.action <= standing.action) return standing;
    const bool escalates = asked.action == Action::Escalate;
    if (asked.action > Action::Support && !escalates && may_be_in_danger(standing, policy, message))
        return standing;

    standing.action = asked.action;
    standing.severity = std::max(standing.severity, asked.severity);
    standing.primary = asked.primary;
    if (escalates) {
        const bool may_be_home = suspects(standing, policy, message, Category::Abuse);
        standing.notify = told_together(standing.notify, asked.notify, may_be_home);
        standing.frame = Frame::Real;  // what an adult is told must not read like a joke
    }
    for (const auto category : categories) {
        standing.evidence.push_back(
            {.category = category,
             .source = "judge",
             .begin = 0,
             .end = message.text.size(),
             .context_turn = std::nullopt}
        );
        memory.add_to_last_turn(category, findings.at(static_cast<std::size_t>(category)).severity);
    }
    if (standing.notify.protects()) memory.remember_danger_at_home();
    after = kept(memory);
    return standing;
}

}  // namespace buddy::safety
