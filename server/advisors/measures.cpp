#include "advisors/measures.hpp"

#include "advisors/arithmetic.hpp"
#include "advisors/phrase_match.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace buddy::advisors {
namespace {

enum class Kind : std::uint8_t { Time, Years, Length, Weight, Volume };

struct Unit {
    Kind kind;
    std::int64_t top;  ///< How many of the smallest unit of its kind: a fraction.
    std::int64_t bottom;
    std::string_view one;
    std::string_view many;
    std::array<std::string_view, 5> said;  ///< As children write it, folded.
};

// Seconds; months; tenths of a millimetre; milligrams; millilitres. Inch, foot, yard, mile, pound, ounce
// and stone by their definitions.
constexpr std::array<Unit, 29> units = {{
    {Kind::Time, 1, 1, "second", "seconds", {"second", "seconds", "sec", "secs"}},
    {Kind::Time, 60, 1, "minute", "minutes", {"minute", "minutes", "min", "mins", "minuts"}},
    {Kind::Time, 3600, 1, "hour", "hours", {"hour", "hours", "hr", "hrs"}},
    {Kind::Time, 86400, 1, "day", "days", {"day", "days"}},
    {Kind::Time, 604800, 1, "week", "weeks", {"week", "weeks"}},
    {Kind::Time, 1209600, 1, "fortnight", "fortnights", {"fortnight", "fortnights"}},
    {Kind::Years, 1, 1, "month", "months", {"month", "months"}},
    {Kind::Years, 12, 1, "year", "years", {"year", "years", "yr", "yrs"}},
    {Kind::Years, 120, 1, "decade", "decades", {"decade", "decades"}},
    {Kind::Years, 1200, 1, "century", "centuries", {"century", "centuries"}},
    {Kind::Years, 12000, 1, "millennium", "millennia", {"millennium", "millennia", "millenium"}},
    {Kind::Length,
     10,
     1,
     "millimetre",
     "millimetres",
     {"mm", "millimetre", "millimetres", "millimeter", "millimeters"}},
    {Kind::Length,
     100,
     1,
     "centimetre",
     "centimetres",
     {"cm", "centimetre", "centimetres", "centimeter", "centimeters"}},
    {Kind::Length, 10000, 1, "metre", "metres", {"m", "metre", "metres", "meter", "meters"}},
    {Kind::Length,
     10000000,
     1,
     "kilometre",
     "kilometres",
     {"km", "kilometre", "kilometres", "kilometer", "kilometers"}},
    {Kind::Length, 254, 1, "inch", "inches", {"inch", "inches"}},
    {Kind::Length, 3048, 1, "foot", "feet", {"foot", "feet", "ft"}},
    {Kind::Length, 9144, 1, "yard", "yards", {"yard", "yards"}},
    {Kind::Length, 16093440, 1, "mile", "miles", {"mile", "miles"}},
    {Kind::Weight, 1, 1, "milligram", "milligrams", {"mg", "milligram", "milligrams"}},
    {Kind::Weight, 1000, 1, "gram", "grams", {"g", "gram", "grams", "gramme", "grammes"}},
    {Kind::Weight,
     1000000,
     1,
     "kilogram",
     "kilograms",
     {"kg", "kilo", "kilos", "kilogram", "kilograms"}},
    {Kind::Weight, 1000000000, 1, "tonne", "tonnes", {"tonne", "tonnes"}},
    {Kind::Weight, 45359237, 100, "pound", "pounds", {"pound", "pounds", "lb", "lbs"}},
    {Kind::Weight, 45359237, 1600, "ounce", "ounces", {"ounce", "ounces", "oz"}},
    {Kind::Weight, 635029318, 100, "stone", "stone", {"stone", "stones"}},
    {Kind::Volume,
     1,
     1,
     "millilitre",
     "millilitres",
     {"ml", "millilitre", "millilitres", "milliliter", "milliliters"}},
    {Kind::Volume, 10, 1, "centilitre", "centilitres", {"cl", "centilitre", "centilitres"}},
    {Kind::Volume, 1000, 1, "litre", "litres", {"l", "litre", "litres", "liter", "liters"}},
}};

const Unit* unit_of(std::string_view word)
{
    const auto* found = std::ranges::find_if(units, [&](const Unit& unit) {
        return !word.empty() && std::ranges::find(unit.said, word) != unit.said.end();
    });
    return found == units.end() ? nullptr : found;
}

/// "6", "2.5", "a", "half a"; numbers in words as far as ninety-nine.
std::optional<Fraction> amount_of(const Word& word)
{
    if (word.folded == "a" || word.folded == "an" || word.folded == "one")
        return Fraction{.top = 1};
    if (word.folded == "half") return Fraction{.top = 1, .bottom = 2};
    return number_in(word.original);
}

/// "6km" as the two words that it is.
std::vector<Word> parted(std::span<const Word> words)
{
    std::vector<Word> out;
    for (const auto& word : words) {
        const auto letters = word.folded.find_first_not_of("0123456789");
        const bool joined = letters != std::string::npos && letters > 0 &&
                            unit_of(word.folded.substr(letters)) != nullptr;
        if (!joined) {
            out.push_back(word);
            continue;
        }
        out.push_back(
            {.folded = word.folded.substr(0, letters), .original = word.folded.substr(0, letters)}
        );
        out.push_back(
            {.folded = word.folded.substr(letters), .original = word.folded.substr(letters)}
        );
    }
    return out;
}

std::string with_unit(const Fraction& amount, const Unit& unit, bool decimal)
{
    const bool single = amount == Fraction{.top = 1};
    return shown(amount, decimal) + " " + std::string{single ? unit.one : unit.many};
}

/// Two places are enough for a child.
Fraction rounded(const Fraction& value)
{
    const auto scaled =
        (static_cast<__int128>(value.top) * 100 * 2 + value.bottom) / (value.bottom * 2);
    return fraction(static_cast<std::int64_t>(scaled), 100).value_or(value);
}

bool has_short_decimal(const Fraction& value)
{
    return 1'000'000 % value.bottom == 0;
}

std::optional<Fraction> rate_of(const Unit& from, const Unit& to)
{
    const auto top = fraction(from.top, from.bottom);
    const auto bottom = fraction(to.top, to.bottom);
    if (!top || !bottom) return std::nullopt;
    return answer_of({.left = *top, .right = *bottom, .operation = Operation::Divide});
}

std::optional<Measure> converted(const Fraction& amount, const Unit& from, const Unit& to)
{
    if (from.kind != to.kind || &from == &to) return std::nullopt;
    const auto rate = rate_of(from, to);
    if (!rate) return std::nullopt;
    const auto value =
        answer_of({.left = amount, .right = *rate, .operation = Operation::Multiply});
    if (!value) return std::nullopt;
    // 90 minutes in hours: "1 hour has 60 minutes" says more than "1 minute is 1/60 of an hour".
    const bool downwards = rate->top >= rate->bottom;
    const auto back = downwards ? rate : fraction(rate->bottom, rate->top);
    if (!back) return std::nullopt;
    const bool exact = has_short_decimal(*value) && has_short_decimal(*back);
    return Measure{
        .asked = with_unit(amount, from, true),
        .answer = with_unit(exact ? *value : rounded(*value), to, true),
        .one = "1 " + std::string{downwards ? from.one : to.one},
        .rate = with_unit(
            has_short_decimal(*back) ? *back : rounded(*back), downwards ? to : from, true
        ),
        .way = exact ? "measure" : "measure_about"
    };
}

struct Place {
    const Unit* unit = nullptr;
    std::optional<Fraction> amount;  ///< The number before it.
};

/// Every unit of the message with the number before it.
std::vector<Place> places_in(std::span<const Word> words)
{
    std::vector<Place> places;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto* unit = unit_of(words[i].folded);
        if (unit == nullptr) continue;
        if (words[i].folded.size() == 1 && (i == 0 || !amount_of(words[i - 1]))) continue;
        auto amount = i > 0 ? amount_of(words[i - 1]) : std::nullopt;
        if (i > 1 && words[i - 1].folded == "a" && words[i - 2].folded == "half")
            amount = Fraction{.top = 1, .bottom = 2};
        places.push_back({.unit = unit, .amount = amount});
    }
    return places;
}

bool asks(const std::vector<Word>& words)
{
    static const auto phrases = [] {
        PhraseSet set;
        for (const auto* const phrase :
             {"how many", "how much is", "how long is", "what is", "whats", "convert", "in", "to"})
            set.add(phrase, 0);
        return set;
    }();
    return phrases.any(words);
}

std::optional<Fraction> degrees_of(const Fraction& amount, bool from_celsius)
{
    const Fraction nine_fifths{.top = 9, .bottom = 5};
    const Fraction thirty_two{.top = 32};
    const auto first =
        from_celsius
            ? answer_of({.left = amount, .right = nine_fifths, .operation = Operation::Multiply})
            : answer_of({.left = amount, .right = thirty_two, .operation = Operation::Subtract});
    if (!first) return std::nullopt;
    return from_celsius
               ? answer_of({.left = *first, .right = thirty_two})
               : answer_of({.left = *first, .right = nine_fifths, .operation = Operation::Divide});
}

std::optional<Measure> temperature_in(std::span<const Word> words)
{
    const auto celsius = [](const Word& word) {
        return word.folded == "celsius" || word.folded == "c" || word.folded == "centigrade";
    };
    const auto fahrenheit = [](const Word& word) {
        return word.folded == "fahrenheit" || word.folded == "f" || word.folded == "farenheit";
    };
    const auto c = std::ranges::find_if(words, celsius);
    const auto f = std::ranges::find_if(words, fahrenheit);
    if (c == words.end() || f == words.end() || std::min(c, f) == words.begin())
        return std::nullopt;
    const bool from_celsius = c < f;
    auto before = std::min(c, f) - 1;
    if (before->folded.starts_with("degree") && before != words.begin()) --before;
    const auto amount = number_in(before->original);
    if (!amount) return std::nullopt;
    const auto value = degrees_of(*amount, from_celsius);
    if (!value) return std::nullopt;
    const bool exact = has_short_decimal(*value);
    const std::string c_name = " degrees Celsius";
    const std::string f_name = " degrees Fahrenheit";
    return Measure{
        .asked = shown(*amount, true) + (from_celsius ? c_name : f_name),
        .answer = shown(exact ? *value : rounded(*value), true) + (from_celsius ? f_name : c_name),
        .one = "0 degrees Celsius",
        .rate = "32 degrees Fahrenheit",
        .way = exact ? "measure" : "measure_about"
    };
}

struct Month {
    std::string_view name;
    std::string_view shown;
    int days;
};
constexpr std::array<Month, 12> months = {{
    {"january", "January", 31},
    {"february", "February", 28},
    {"march", "March", 31},
    {"april", "April", 30},
    {"may", "May", 31},
    {"june", "June", 30},
    {"july", "July", 31},
    {"august", "August", 31},
    {"september", "September", 30},
    {"october", "October", 31},
    {"november", "November", 30},
    {"december", "December", 31},
}};

struct Day {
    int of_year = 0;
    std::string shown;
};

/// "3rd", "20th", "3": the day of a month.
std::optional<int> day_number(std::string_view word)
{
    const auto end = word.find_first_not_of("0123456789");
    if (end == 0 || word.size() > 4) return std::nullopt;
    const auto rest = end == std::string_view::npos ? std::string_view{} : word.substr(end);
    constexpr std::array<std::string_view, 5> endings = {"", "st", "nd", "rd", "th"};
    if (std::ranges::find(endings, rest) == endings.end()) return std::nullopt;
    const auto value = number_in(word.substr(0, end));
    return value && value->top <= 31 ? std::optional{static_cast<int>(value->top)} : std::nullopt;
}

/// The day that belongs to the month at this word: "3 may", "3rd of may", "may 3rd".
std::optional<int> day_beside(std::span<const Word> words, std::size_t month)
{
    if (month > 0)
        if (const auto day = day_number(words[month - 1].folded)) return day;
    if (month > 1 && words[month - 1].folded == "of")
        if (const auto day = day_number(words[month - 2].folded)) return day;
    return month + 1 < words.size() ? day_number(words[month + 1].folded) : std::nullopt;
}

/// The dates of a message, in order: "3 may", "may 3rd", "3rd of may".
std::vector<Day> days_in(std::span<const Word> words)
{
    std::vector<Day> days;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto* month = std::ranges::find(months, words[i].folded, &Month::name);
        if (month == months.end()) continue;
        const auto day = day_beside(words, i);
        if (!day || *day < 1 || *day > month->days) continue;
        int of_year = *day;
        for (const auto* before = months.begin(); before != month; ++before)
            of_year += before->days;
        days.push_back(
            {.of_year = of_year, .shown = std::to_string(*day) + " " + std::string{month->shown}}
        );
    }
    return days;
}

std::optional<Measure> days_between(const std::vector<Word>& words)
{
    static const auto cues = [] {
        PhraseSet set;
        for (const auto* const phrase :
             {"how many days", "how long", "days until", "days between", "days till"})
            set.add(phrase, 0);
        return set;
    }();
    const auto days = days_in(words);
    if (days.size() != 2 || !cues.any(words)) return std::nullopt;
    const bool turned =
        std::ranges::any_of(
            words, [](const Word& word) { return word.folded == "until" || word.folded == "till"; }
        ) &&
        std::ranges::any_of(words, [](const Word& word) { return word.folded == "today"; }) &&
        days[1].of_year < days[0].of_year;
    const auto& from = days[turned ? 1 : 0];
    const auto& to = days[turned ? 0 : 1];
    auto count = to.of_year - from.of_year;
    if (count < 0) count += 365;
    const bool over_leap_day = from.of_year <= 59 && (to.of_year > 59 || to.of_year < from.of_year);
    return Measure{
        .asked = "From " + from.shown + " to " + to.shown,
        .answer = std::to_string(count) + (count == 1 ? " day" : " days"),
        .way = over_leap_day ? "measure_leap" : "measure_dates"
    };
}

}  // namespace

std::optional<Measure> measure_in(std::string_view text)
{
    const auto words = parted(words_of(text));
    if (!asks(words)) return std::nullopt;
    if (auto days = days_between(words)) return days;
    if (auto degrees = temperature_in(words)) return degrees;
    const auto places = places_in(words);
    if (places.size() != 2 || places[0].unit == places[1].unit) return std::nullopt;
    const auto& [first, second] = std::pair{places[0], places[1]};
    const bool second_is_given = second.amount.has_value() && !first.amount.has_value();
    const bool bare = !first.amount && !second.amount;  // "how many days in a week" has its "a"
    if (bare || (first.amount && second.amount)) return std::nullopt;
    return second_is_given ? converted(*second.amount, *second.unit, *first.unit)
                           : converted(*first.amount, *first.unit, *second.unit);
}

}  // namespace buddy::advisors
