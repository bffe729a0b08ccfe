// The two tables of docs/law.md.
#include "law/law_report.hpp"

#include <fmt/format.h>

#include <array>

namespace buddy::law {
namespace {

using namespace std::chrono_literals;

/// The columns of the table of cases.
struct Column {
    std::string_view title;
    Power power;
};
constexpr std::array<Column, 8> columns{{
    {"AI notice every", Power::AiNoticeEvery},
    {"break every", Power::BreakReminderEvery},
    {"a parent consents below", Power::ConsentAge},
    {"memory", Power::MemoryWindow},
    {"persona", Power::Persona},
    {"emotion reading", Power::EmotionReading},
    {"crisis page", Power::CrisisProtocolPage},
    {"report every", Power::ReportEvery},
}};

Question about(int age, std::string_view place, const Day& on, Setting setting = Setting::Home)
{
    return {
        .ages = {.youngest = age, .oldest = age},
        .place = Place::parse(place).value_or(Place{}),
        .on = on,
        .setting = setting
    };
}

std::string rules_in(const std::vector<const Rule*>& rules)
{
    std::string out;
    for (const auto* rule : rules) out += (out.empty() ? "`" : ", `") + rule->id + "`";
    return out;
}

std::string cell(const Outcome* outcome)
{
    if (outcome == nullptr) return "–";
    return text_of(entry_of(outcome->power), outcome->value) + " (" + rules_in(outcome->asked_by) +
           (outcome->beaten.empty() ? "" : "; beats " + rules_in(outcome->beaten)) + ")";
}

std::string places_of(const Rule& rule)
{
    std::string out;
    for (const auto& place : rule.places) out += (out.empty() ? "" : " ") + place.text();
    return out;
}

std::string days_of(const Rule& rule)
{
    const auto from = rule.effective_from ? text_of(*rule.effective_from) : "no day yet";
    return rule.effective_until ? from + " to " + text_of(*rule.effective_until) : "from " + from;
}

std::string demands_of(const Rule& rule)
{
    std::string out;
    for (const auto& [power, value] : rule.demands) {
        const auto& entry = entry_of(power);
        const auto asked =
            entry.measure == Measure::Duty ? std::string{} : ": " + text_of(entry, value);
        out += (out.empty() ? "" : "; ") + std::string{entry.id} + asked;
    }
    return out;
}

std::string addressees_of(const Rule& rule)
{
    std::string out = rule.ages == Ages{}
                          ? "everybody"
                          : fmt::format("{} to {}", rule.ages.youngest, rule.ages.oldest);
    if (rule.setting) out += *rule.setting == Setting::School ? ", at school" : ", at home";
    return out;
}

}  // namespace

const std::vector<Question>& example_cases()
{
    static const std::vector<Question> cases{
        about(9, "US-OR", 2027y / 1 / 15),
        about(9, "US-OR", 2026y / 12 / 31),
        about(9, "US-WA", 2027y / 1 / 1),
        about(14, "US-CA", 2027y / 7 / 1),
        about(16, "US-NY", 2026y / 11 / 22),
        about(16, "US-NY", 2027y / 1 / 15),
        about(12, "US", 2027y / 1 / 15),
        about(12, "GB", 2026y / 11 / 22),
        about(15, "DE", 2026y / 11 / 22, Setting::School),
        about(14, "FR", 2026y / 11 / 22),
        about(13, "BE", 2026y / 11 / 22),
        about(10, "JP", 2027y / 1 / 15),
    };
    return cases;
}

std::string cases_table(const Packs& packs)
{
    std::string head = "| | child | in | on |";
    std::string rule = "| --- | --- | --- | --- |";
    for (const auto& column : columns) {
        head += fmt::format(" {} |", column.title);
        rule += " --- |";
    }
    std::string out = head + "\n" + rule + "\n";
    int number = 0;
    for (const auto& question : example_cases()) {
        const auto applicable = packs.applicable(question);
        out += fmt::format(
            "| {} | {}{} | {}{} | {} |",
            ++number,
            question.ages.youngest,
            question.setting == Setting::School ? ", at school" : "",
            question.place.text(),
            applicable.knowledge == Knowledge::Known           ? ""
            : applicable.knowledge == Knowledge::RegionUnknown ? " (strictest of its regions)"
                                                               : " (strictest of all packs)",
            text_of(question.on)
        );
        for (const auto& column : columns) out += " " + cell(applicable.find(column.power)) + " |";
        out += "\n";
    }
    return out;
}

std::string rules_table(const Packs& packs)
{
    std::string out =
        "| rule | where | whom | asks | status | days | source | known from | checked | note |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";
    for (const auto& rule : packs.rules())
        out += fmt::format(
            "| `{}` | {} | {} | {} | {} | {} | [{}]({}) | {} | {} | {} |\n",
            rule.id,
            places_of(rule),
            addressees_of(rule),
            demands_of(rule),
            name_of(rule.status),
            days_of(rule),
            rule.source.citation,
            rule.source.url,
            name_of(rule.known_from),
            rule.verified_at ? text_of(*rule.verified_at) + ", " + rule.verified_by : "no",
            rule.note
        );
    return out;
}

}  // namespace buddy::law
