#include "law/law.hpp"
#include "law/pack_linter.hpp"
#include "law/pack_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace buddy::law {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> pack_files(const fs::path& folder)
{
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator{folder})
        if (file.path().extension() == ".json") files.push_back(file.path());
    // By name without its end: a country before its states.
    std::ranges::sort(files, {}, [](const fs::path& file) { return file.stem(); });
    return files;
}

std::string text_in(const fs::path& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

bool has_addressee(const Rule& rule, const Question& question)
{
    return rule.ages.overlaps(question.ages) &&
           (!rule.setting || *rule.setting == question.setting);
}

bool holds_in(const Rule& rule, const Place& place, Knowledge knowledge)
{
    if (knowledge == Knowledge::PlaceUnknown) return true;
    return std::ranges::any_of(rule.places, [&](const Place& of) {
        return knowledge == Knowledge::RegionUnknown ? of.country == place.country
                                                     : of.covers(place);
    });
}

bool is_over(const Rule& rule, const Day& day)
{
    return rule.effective_until && *rule.effective_until < day;
}

/// Puts the rules for one power together.
std::optional<Outcome> outcome_of(const PowerEntry& entry, const std::vector<const Rule*>& rules)
{
    std::optional<Outcome> outcome;
    for (const auto* rule : rules) {
        const auto demand = rule->demands.find(entry.power);
        if (demand == rule->demands.end()) continue;
        if (!outcome)
            outcome = Outcome{
                .power = entry.power, .value = demand->second, .asked_by = {}, .beaten = {}
            };
        else
            outcome->value = stricter(entry.measure, outcome->value, demand->second);
    }
    if (!outcome) return outcome;
    const bool is_list = entry.measure == Measure::Everything || entry.measure == Measure::Only;
    for (const auto* rule : rules) {
        const auto demand = rule->demands.find(entry.power);
        if (demand == rule->demands.end()) continue;
        const bool has_part = is_list || demand->second == outcome->value;
        (has_part ? outcome->asked_by : outcome->beaten).push_back(rule);
    }
    return outcome;
}

}  // namespace

std::string text_of(const Day& day)
{
    return fmt::format(
        "{:04}-{:02}-{:02}",
        static_cast<int>(day.year()),
        static_cast<unsigned>(day.month()),
        static_cast<unsigned>(day.day())
    );
}

std::optional<Day> day_in(std::string_view text)
{
    constexpr std::string_view shape = "0000-00-00";
    const bool fits = std::ranges::equal(text, shape, [](char letter, char wanted) {
        return wanted == '0' ? letter >= '0' && letter <= '9' : letter == wanted;
    });
    if (!fits) return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t count) {
        unsigned value = 0;
        for (const char digit : text.substr(at, count))
            value = value * 10 + static_cast<unsigned>(digit - '0');
        return value;
    };
    const Day day{
        std::chrono::year{static_cast<int>(number(0, 4))},
        std::chrono::month{number(5, 2)},
        std::chrono::day{number(8, 2)}
    };
    if (!day.ok()) return std::nullopt;
    return day;
}

std::string_view name_of(Status status) noexcept
{
    switch (status) {
        case Status::InForce: return "in_force";
        case Status::Pending: return "pending";
        case Status::Enjoined: break;
    }
    return "enjoined";
}

std::string_view name_of(KnownFrom known_from) noexcept
{
    switch (known_from) {
        case KnownFrom::Source: return "source";
        case KnownFrom::SecondHand: return "second_hand";
        case KnownFrom::Memory: break;
    }
    return "memory";
}

bool Rule::counts_on(const Day& day) const
{
    return status != Status::Enjoined && effective_from && *effective_from <= day &&
           !is_over(*this, day);
}

const Outcome* Applicable::find(Power power) const
{
    const auto found = std::ranges::find(outcomes, power, &Outcome::power);
    return found == outcomes.end() ? nullptr : &*found;
}

std::optional<std::chrono::minutes> Applicable::ai_notice_every() const
{
    const auto* found = find(Power::AiNoticeEvery);
    return found == nullptr ? std::nullopt
                            : std::optional{std::chrono::minutes{found->value.amount}};
}

std::optional<std::chrono::minutes> Applicable::break_reminder_every() const
{
    const auto* found = find(Power::BreakReminderEvery);
    return found == nullptr ? std::nullopt
                            : std::optional{std::chrono::minutes{found->value.amount}};
}

std::optional<std::chrono::hours> Applicable::memory_window() const
{
    const auto* found = find(Power::MemoryWindow);
    return found == nullptr ? std::nullopt : std::optional{std::chrono::hours{found->value.amount}};
}

std::optional<int> Applicable::consent_age() const
{
    const auto* found = find(Power::ConsentAge);
    return found == nullptr ? std::nullopt : std::optional{found->value.amount};
}

bool Applicable::parent_consents() const
{
    const auto age = consent_age();
    return age && question.ages.youngest < *age;
}

std::string_view Applicable::persona() const
{
    const auto words = entry_of(Power::Persona).words;
    const auto* found = find(Power::Persona);
    return found == nullptr ? words.back() : words[static_cast<std::size_t>(found->value.amount)];
}

std::string_view Applicable::emotion_reading() const
{
    const auto words = entry_of(Power::EmotionReading).words;
    const auto* found = find(Power::EmotionReading);
    return found == nullptr ? words.back() : words[static_cast<std::size_t>(found->value.amount)];
}

Result<Packs> Packs::load(const fs::path& folder)
{
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return failed(ErrorCode::NotFound, "there are no law packs at " + folder.string());
    Packs packs;
    std::vector<std::string> mistakes;
    for (const auto& path : pack_files(folder)) {
        auto file = read_pack(path.filename().string(), text_in(path), mistakes);
        if (!file) continue;
        packs.packs_.push_back(std::move(file->pack));
        std::ranges::move(file->rules, std::back_inserter(packs.rules_));
    }
    std::ranges::move(lint_together(packs.rules_), std::back_inserter(mistakes));
    packs.read_regions(folder / "regions", mistakes);
    if (mistakes.empty() && packs.packs_.empty())
        return failed(ErrorCode::NotFound, "there is no law pack in " + folder.string());
    if (mistakes.empty()) return packs;
    std::string all;
    for (const auto& mistake : mistakes) all += (all.empty() ? "" : "\n") + mistake;
    return failed(ErrorCode::Invalid, std::move(all));
}

void Packs::read_regions(const fs::path& folder, std::vector<std::string>& mistakes)
{
    std::error_code error;
    if (!fs::is_directory(folder, error)) return;
    for (const auto& path : pack_files(folder)) {
        const auto name = path.filename().string();
        auto file = read_regions_of("regions/" + name, text_in(path), mistakes);
        if (file) regions_.insert_or_assign(std::move(file->country), std::move(file->regions));
    }
    for (const auto& pack : packs_)
        for (const auto& place : pack.places)
            if (!place.region.empty() && !regions_.empty() && !is_region(place))
                mistakes.push_back("regions lack " + place.text() + ", which has a pack");
}

const std::vector<Region>& Packs::regions_of(std::string_view country) const
{
    static const std::vector<Region> none;
    const auto found = regions_.find(country);
    return found == regions_.end() ? none : found->second;
}

bool Packs::is_region(const Place& place) const
{
    const auto& regions = regions_of(place.country);
    return std::ranges::find(regions, place.region, &Region::id) != regions.end();
}

Knowledge Packs::knowledge_of(const Place& place) const
{
    bool country = false;
    bool regions = false;
    bool region = false;
    for (const auto& pack : packs_)
        for (const auto& of : pack.places) {
            if (of.country != place.country) continue;
            country = true;
            regions = regions || !of.region.empty();
            region = region || (!of.region.empty() && of.region == place.region);
        }
    if (!country) return Knowledge::PlaceUnknown;
    return regions && !region ? Knowledge::RegionUnknown : Knowledge::Known;
}

Applicable Packs::applicable(const Question& question) const
{
    Applicable out;
    out.question = question;
    out.knowledge = knowledge_of(question.place);
    std::vector<const Rule*> holding;
    for (const auto& rule : rules_) {
        if (!holds_in(rule, question.place, out.knowledge)) continue;
        if (out.packs.empty() || out.packs.back() != rule.pack) out.packs.push_back(rule.pack);
        if (!has_addressee(rule, question) || is_over(rule, question.on)) continue;
        (rule.counts_on(question.on) ? holding : out.not_counted).push_back(&rule);
    }
    for (const auto& entry : powers())
        if (auto outcome = outcome_of(entry, holding)) out.outcomes.push_back(*std::move(outcome));
    return out;
}

std::vector<Change> Packs::changes(const Day& first, const Day& last) const
{
    std::vector<Change> changes;
    const auto add = [&](const Day& day, const Rule& rule, bool begins) {
        if (first <= day && day <= last)
            changes.push_back({.on = day, .rule = &rule, .begins = begins});
    };
    for (const auto& rule : rules_) {
        if (rule.status == Status::Enjoined) continue;
        if (rule.effective_from) add(*rule.effective_from, rule, true);
        if (rule.effective_until)
            add(std::chrono::sys_days{*rule.effective_until} + std::chrono::days{1}, rule, false);
    }
    std::ranges::stable_sort(changes, {}, &Change::on);
    return changes;
}

}  // namespace buddy::law
