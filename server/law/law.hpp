// Laws as data: which rules hold for a child of an age, in a place, on a day, and what they come to.
//
//     const auto packs = law::Packs::load(files.law());
//     if (!packs) return std::unexpected(packs.error());
//     const auto applicable = packs->applicable(
//         {.ages = {9, 9}, .place = *law::Place::parse("US-OR"), .on = 2027y / 1 / 15});
//     if (const auto every = applicable.break_reminder_every()) …      // and applicable.find(…)->asked_by
//
// Of all rules that hold, the strictest counts, power by power. What nobody knows is taken at its
// strictest: a country without a pack gets the rules of all packs, a state without one those of all
// states of its country. data/law/README.md says what a pack file may hold. Drafts for counsel to
// check: nothing here is legal advice.
//
// Threads  Packs never change after load(); any number of threads may share them.
// Errors   load() alone can fail; its detail names every mistake with file and place.
// Lifetime Rules are borrowed from the Packs, which may be moved, but not destroyed, meanwhile.
#pragma once

#include "law/place.hpp"
#include "law/powers.hpp"

#include "core/result.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::law {

using Day = std::chrono::year_month_day;

/// "2027-01-15".
[[nodiscard]] std::string text_of(const Day& day);
/// Nothing when the text has another form or is no day of any calendar.
[[nodiscard]] std::optional<Day> day_in(std::string_view text);

/// Full years, both inclusive.
struct Ages {
    int youngest = 0;
    int oldest = 120;
    [[nodiscard]] bool overlaps(const Ages& other) const noexcept
    {
        return youngest <= other.oldest && other.youngest <= oldest;
    }
    friend bool operator==(const Ages&, const Ages&) = default;
};

enum class Setting : std::uint8_t { Home, School };

enum class Status : std::uint8_t {
    InForce,  ///< Enacted; holds from its day on, which may be still to come.
    /// Not known to be enacted. From its day on it counts all the same, until somebody writes down what
    /// became of it; without a day it never does.
    Pending,
    Enjoined  ///< A court has stopped it: never counts.
};
[[nodiscard]] std::string_view name_of(Status status) noexcept;

/// How whoever wrote the rule down knew of it.
enum class KnownFrom : std::uint8_t { Source, SecondHand, Memory };
[[nodiscard]] std::string_view name_of(KnownFrom known_from) noexcept;

struct Source {
    std::string citation;
    std::string url;  ///< Of the official text where there is one.
    friend bool operator==(const Source&, const Source&) = default;
};

/// What one provision of one law asks.
struct Rule {
    std::string id;  ///< "us-or.sb1546.break": the pack's id, a dot, and more.
    std::string pack;
    std::vector<Place> places;  ///< At least one.
    Ages ages;
    std::optional<Setting> setting;  ///< None: at home and in schools.
    std::map<Power, Value> demands;  ///< At least one.
    Status status = Status::InForce;
    std::optional<Day> effective_from;   ///< Inclusive; only pending rules may have none.
    std::optional<Day> effective_until;  ///< Inclusive.
    Source source;
    KnownFrom known_from = KnownFrom::Memory;
    std::optional<Day> verified_at;  ///< When somebody read the official text; none: nobody did.
    std::string verified_by;
    std::string note;  ///< For counsel.

    /// It is stopped by nobody, and its days include this one.
    [[nodiscard]] bool counts_on(const Day& day) const;
};

struct Question {
    Ages ages;  ///< A band, or one age twice. A rule for a part of the band counts.
    Place place;
    Day on{};
    Setting setting = Setting::Home;
};

/// What all laws together ask for one power.
struct Outcome {
    Power power;
    Value value;
    std::vector<const Rule*> asked_by;  ///< Who asks exactly this or, of a list, has a part in it.
    std::vector<const Rule*> beaten;    ///< Who holds, too, and asks for less.
};

/// How well the place is known.
enum class Knowledge : std::uint8_t {
    Known,
    RegionUnknown,  ///< Rules of every region of the country were taken.
    PlaceUnknown    ///< No pack covers the country: the rules of all packs were taken.
};

struct Applicable {
    Question question;
    Knowledge knowledge = Knowledge::Known;
    std::vector<std::string> packs;        ///< Whose rules were looked at.
    std::vector<Outcome> outcomes;         ///< In the order of powers(); only what some rule asks.
    std::vector<const Rule*> not_counted;  ///< Pending, to come, or stopped by a court.

    [[nodiscard]] const Outcome* find(Power power) const;
    /// Of a duty: some rule asks for it.
    [[nodiscard]] bool demands(Power power) const { return find(power) != nullptr; }
    // Nothing: no rule asks.
    [[nodiscard]] std::optional<std::chrono::minutes> ai_notice_every() const;
    [[nodiscard]] std::optional<std::chrono::minutes> break_reminder_every() const;
    [[nodiscard]] std::optional<std::chrono::hours> memory_window() const;
    [[nodiscard]] std::optional<int> consent_age() const;
    /// The youngest of the question's ages is below the age of consent.
    [[nodiscard]] bool parent_consents() const;
    /// The highest that is allowed: "tutor", "mentor" or "companion".
    [[nodiscard]] std::string_view persona() const;
    /// The furthest that is allowed: "off", "text" or "text_and_voice".
    [[nodiscard]] std::string_view emotion_reading() const;
};

/// A state of a country, as a family names it.
struct Region {
    std::string id;  ///< Place::region.
    std::string name;
    friend bool operator==(const Region&, const Region&) = default;
};

/// A rule that begins or ends.
struct Change {
    Day on{};  ///< The first day on which it holds, or no longer does.
    const Rule* rule = nullptr;
    bool begins = true;
};

class Packs {
public:
    struct Pack {
        std::string id;
        std::string name;
        std::vector<Place> places;
    };

    /// Reads every .json file of the folder and lints them, one by one and together; and the regions in
    /// its own folder, where there is one. Blocks.
    /// NotFound  there is no such folder, or no pack in it.
    /// Invalid   something is wrong; the detail has one line a mistake, with file and place.
    [[nodiscard]] static Result<Packs> load(const std::filesystem::path& folder);

    /// Pure; linear in the number of rules.
    [[nodiscard]] Applicable applicable(const Question& question) const;
    /// Of rules that no court has stopped, both days inclusive, in order.
    [[nodiscard]] std::vector<Change> changes(const Day& first, const Day& last) const;
    [[nodiscard]] const std::vector<Pack>& packs() const noexcept { return packs_; }
    [[nodiscard]] const std::vector<Rule>& rules() const noexcept { return rules_; }
    /// What a family of that country can name, by name; empty where no law is a region's.
    [[nodiscard]] const std::vector<Region>& regions_of(std::string_view country) const;
    [[nodiscard]] bool is_region(const Place& place) const;

private:
    void read_regions(const std::filesystem::path& folder, std::vector<std::string>& mistakes);
    [[nodiscard]] Knowledge knowledge_of(const Place& place) const;

    std::vector<Pack> packs_;
    std::vector<Rule> rules_;
    std::map<std::string, std::vector<Region>, std::less<>> regions_;  // by country
};

}  // namespace buddy::law
