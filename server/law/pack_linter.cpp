#include "law/pack_linter.hpp"

#include <algorithm>
#include <set>

namespace buddy::law {
namespace {

bool days_meet(const Rule& one, const Rule& other)
{
    const auto ends_before = [](const Rule& first, const Rule& then) {
        return first.effective_until && then.effective_from &&
               *first.effective_until < *then.effective_from;
    };
    return !ends_before(one, other) && !ends_before(other, one);
}

bool places_meet(const Rule& one, const Rule& other)
{
    return std::ranges::any_of(one.places, [&](const Place& here) {
        return std::ranges::any_of(other.places, [&](const Place& there) {
            return here.covers(there) || there.covers(here);
        });
    });
}

bool meet(const Rule& one, const Rule& other)
{
    return one.pack == other.pack && one.status == other.status && one.ages.overlaps(other.ages) &&
           (!one.setting || !other.setting || one.setting == other.setting) &&
           days_meet(one, other) && places_meet(one, other);
}

void lint_pair(const Rule& one, const Rule& other, std::vector<std::string>& mistakes)
{
    for (const auto& [power, value] : one.demands) {
        const auto& entry = entry_of(power);
        if (entry.measure == Measure::Everything || !other.demands.contains(power)) continue;
        mistakes.push_back(
            one.pack + ".json " + one.id + " and " + other.id + " overlap: both ask for " +
            std::string{entry.id} + " of the same child on the same day"
        );
    }
}

}  // namespace

std::vector<std::string> lint_together(std::span<const Rule> rules)
{
    std::vector<std::string> mistakes;
    std::set<std::string_view> names;
    for (const auto& rule : rules)
        if (!names.insert(rule.id).second)
            mistakes.push_back(rule.pack + ".json " + rule.id + " is used twice");
    for (std::size_t i = 0; i < rules.size(); ++i)
        for (std::size_t j = i + 1; j < rules.size(); ++j)
            if (meet(rules[i], rules[j])) lint_pair(rules[i], rules[j], mistakes);
    return mistakes;
}

}  // namespace buddy::law
