#include "law/law_report.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace buddy::law {
namespace {

namespace json = boost::json;

std::string shown(const Ages& ages)
{
    return ages.youngest == ages.oldest ? std::to_string(ages.youngest)
                                        : fmt::format("{}-{}", ages.youngest, ages.oldest);
}

std::string shown(const Place& place)
{
    return place.country.empty() ? "a place that is not known" : place.text();
}

std::string joined(const std::vector<std::string>& words, std::string_view between)
{
    std::string out;
    for (const auto& word : words)
        out += (out.empty() ? std::string{} : std::string{between}) + word;
    return out;
}

std::string_view word_for(Knowledge knowledge)
{
    switch (knowledge) {
        case Knowledge::Known: return "known";
        case Knowledge::RegionUnknown: return "region_unknown";
        case Knowledge::PlaceUnknown: break;
    }
    return "place_unknown";
}

std::string_view sentence_on(Knowledge knowledge)
{
    switch (knowledge) {
        case Knowledge::Known: return "";
        case Knowledge::RegionUnknown:
            return "No pack for this region, or none was named: the strictest of all its country's "
                   "regions.\n";
        case Knowledge::PlaceUnknown: break;
    }
    return "No pack covers this country: the strictest of all packs.\n";
}

/// Why a rule that concerns the child does not count that day.
std::string why_not(const Rule& rule)
{
    if (rule.status == Status::Enjoined) return "stopped by a court";
    if (!rule.effective_from) return "pending, has no day yet";
    const auto day = text_of(*rule.effective_from);
    return rule.status == Status::Pending ? "pending, would begin on " + day : "begins on " + day;
}

std::string reason_of(const Rule& rule, const Day& on)
{
    const bool doubtful = rule.status == Status::Pending && rule.counts_on(on);
    return rule.id + (doubtful ? " (pending: its day has come, so it counts)" : "");
}

std::vector<std::string> value_lines(const PowerEntry& entry, const Value& value)
{
    if (value.words.empty()) return {text_of(entry, value)};
    return {value.words.begin(), value.words.end()};
}

std::string row(std::string_view power, std::string_view value, std::string_view reason)
{
    auto line = fmt::format("{:<32}  {:<30}  {}", power, value, reason);
    line.erase(line.find_last_not_of(' ') + 1);
    return line + '\n';
}

void add_rows(std::string& out, const Outcome& outcome, const Day& on)
{
    const auto& entry = entry_of(outcome.power);
    const auto values = value_lines(entry, outcome.value);
    std::vector<std::string> reasons;
    for (const auto* rule : outcome.asked_by) reasons.push_back(reason_of(*rule, on));
    for (const auto* rule : outcome.beaten)
        reasons.push_back(
            "beats " + rule->id + ": " + text_of(entry, rule->demands.at(outcome.power))
        );
    for (std::size_t i = 0; i < std::max(values.size(), reasons.size()); ++i)
        out +=
            row(i == 0 ? entry.id : std::string_view{},
                i < values.size() ? values[i] : std::string{},
                i < reasons.size() ? reasons[i] : std::string{});
}

/// Every rule that has a part in an answer, once, in the order of its first mention.
std::vector<const Rule*> rules_behind(const Applicable& applicable)
{
    std::vector<const Rule*> rules;
    const auto add = [&rules](const Rule* rule) {
        if (std::ranges::find(rules, rule) == rules.end()) rules.push_back(rule);
    };
    for (const auto& outcome : applicable.outcomes) {
        std::ranges::for_each(outcome.asked_by, add);
        std::ranges::for_each(outcome.beaten, add);
    }
    return rules;
}

std::string checked_text(const Rule& rule)
{
    return rule.verified_at ? "read on " + text_of(*rule.verified_at) + " by " + rule.verified_by
                            : "not checked";
}

json::value json_of(const PowerEntry& entry, const Value& value)
{
    switch (entry.measure) {
        case Measure::Duty: return true;
        case Measure::Least:
        case Measure::Most: return value.amount;
        case Measure::Ceiling: return json::string{text_of(entry, value)};
        case Measure::Everything:
        case Measure::Only: break;
    }
    json::array words;
    for (const auto& word : value.words) words.emplace_back(word);
    return words;
}

json::value json_of(const std::optional<Day>& day)
{
    if (!day) return nullptr;
    return json::string{text_of(*day)};
}

json::object json_of(const Rule& rule)
{
    return {
        {"rule", rule.id},
        {"status", name_of(rule.status)},
        {"effective_from", json_of(rule.effective_from)},
        {"effective_until", json_of(rule.effective_until)},
        {"citation", rule.source.citation},
        {"url", rule.source.url},
        {"known_from", name_of(rule.known_from)},
        {"verified_at", json_of(rule.verified_at)}
    };
}

json::object json_of(const Outcome& outcome)
{
    const auto& entry = entry_of(outcome.power);
    json::array asked_by;
    for (const auto* rule : outcome.asked_by) asked_by.emplace_back(json_of(*rule));
    json::array beaten;
    for (const auto* rule : outcome.beaten) {
        auto one = json_of(*rule);
        one["value"] = json_of(entry, rule->demands.at(outcome.power));
        beaten.emplace_back(std::move(one));
    }
    json::object out{
        {"power", entry.id},
        {"value", json_of(entry, outcome.value)},
        {"meaning", entry.meaning},
        {"asked_by", std::move(asked_by)},
        {"beaten", std::move(beaten)}
    };
    if (!entry.unit.empty()) out["unit"] = entry.unit;
    return out;
}

}  // namespace

std::string as_text(const Applicable& applicable)
{
    const auto& question = applicable.question;
    auto out = fmt::format(
        "A child of {} in {} on {}, {}. Packs: {}.\n{}\n",
        shown(question.ages),
        shown(question.place),
        text_of(question.on),
        question.setting == Setting::School ? "at school" : "at home",
        joined(applicable.packs, ", "),
        sentence_on(applicable.knowledge)
    );
    out += row("POWER", "STRICTEST", "BECAUSE OF");
    for (const auto& outcome : applicable.outcomes) add_rows(out, outcome, question.on);
    if (!applicable.not_counted.empty()) out += "\nDoes not count that day:\n";
    for (const auto* rule : applicable.not_counted)
        out += "  " + rule->id + ": " + why_not(*rule) + " (" + rule->source.citation + ")\n";
    out += "\nSources:\n";
    for (const auto* rule : rules_behind(applicable))
        out += "  " + rule->id + ": " + rule->source.citation + ", " + rule->source.url + " (" +
               checked_text(*rule) + ")\n";
    return out + "\nA draft for counsel to check, not legal advice.\n";
}

std::string as_json(const Applicable& applicable)
{
    const auto& question = applicable.question;
    json::array packs;
    for (const auto& pack : applicable.packs) packs.emplace_back(pack);
    json::array powers;
    for (const auto& outcome : applicable.outcomes) powers.emplace_back(json_of(outcome));
    json::array waiting;
    for (const auto* rule : applicable.not_counted) {
        auto one = json_of(*rule);
        one["why"] = why_not(*rule);
        waiting.emplace_back(std::move(one));
    }
    return json::serialize(json::object{
        {"ages", json::array{question.ages.youngest, question.ages.oldest}},
        {"place", question.place.text()},
        {"on", text_of(question.on)},
        {"setting", question.setting == Setting::School ? "school" : "home"},
        {"knowledge", word_for(applicable.knowledge)},
        {"packs", std::move(packs)},
        {"parent_consents", applicable.parent_consents()},
        {"powers", std::move(powers)},
        {"not_counted", std::move(waiting)}
    });
}

}  // namespace buddy::law
