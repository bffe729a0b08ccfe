#include "advisors/opening_hours.hpp"

#include <algorithm>

namespace buddy::advisors {
namespace {

constexpr std::array<std::string_view, 7> day_keys = {
    "mon", "tue", "wed", "thu", "fri", "sat", "sun"
};

struct HourWords {
    std::string_view language;
    std::array<std::string_view, 7> days;
    std::string_view usually;
    std::string_view daily;
    std::string_view always;
};
constexpr std::array<HourWords, 5> hour_words = {{
    {"en",
     {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
     "usually",
     "every day",
     "day and night"},
    {"es",
     {"lun", "mar", "mié", "jue", "vie", "sáb", "dom"},
     "normalmente",
     "cada día",
     "día y noche"},
    {"fr",
     {"lun", "mar", "mer", "jeu", "ven", "sam", "dim"},
     "d'habitude",
     "tous les jours",
     "jour et nuit"},
    {"de", {"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"}, "meist", "täglich", "Tag und Nacht"},
    {"pt",
     {"seg", "ter", "qua", "qui", "sex", "sáb", "dom"},
     "normalmente",
     "todos os dias",
     "dia e noite"},
}};

/// Minutes since midnight; -1 when the text is no time of day.
int minutes(std::string_view text)
{
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
        return -1;
    const int hour = ((text[0] - '0') * 10) + (text[1] - '0');
    const int minute = ((text[3] - '0') * 10) + (text[4] - '0');
    return minute > 59 || hour * 60 + minute > 24 * 60 ? -1 : hour * 60 + minute;
}

bool is_span(std::string_view span)
{
    if (span.size() != 11 || span[5] != '-') return false;
    const auto from = minutes(span.substr(0, 5));
    const auto to = minutes(span.substr(6));
    return from >= 0 && to >= 0 && from < to;
}

std::string spans_in_words(const std::vector<std::string>& spans)
{
    std::string out;
    for (const auto& span : spans) {
        if (!out.empty()) out += ", ";
        out += span.substr(0, 5) + "–" + span.substr(6);
    }
    return out;
}

std::string week_in_words(const OpeningHours& hours, const HourWords& words)
{
    std::string out;
    for (std::size_t first = 0; first < 7;) {
        auto last = first;
        while (last + 1 < 7 && hours.week.at(last + 1) == hours.week.at(first)) ++last;
        if (const auto& spans = hours.week.at(first); !spans.empty()) {
            if (!out.empty()) out += ", ";
            if (first == 0 && last == 6)
                out += words.daily;
            else if (first == last)
                out += words.days.at(first);
            else
                out += std::string{words.days.at(first)} + "–" + std::string{words.days.at(last)};
            out += " " + spans_in_words(spans);
        }
        first = last + 1;
    }
    return out;
}

}  // namespace

OpeningHours opening_hours_from(const Node& node)
{
    OpeningHours hours;
    node.only({"tz", "week", "marks"});
    if (node.at("tz").text().empty()) node.at("tz").wrong("must not be empty");
    for (const auto& [key, day] : node.at("week").members()) {
        const auto* found = std::ranges::find(day_keys, key);
        if (found == day_keys.end()) {
            day.wrong("is no day of the week");
            continue;
        }
        auto& spans = hours.week.at(static_cast<std::size_t>(found - day_keys.begin()));
        spans = day.texts();
        if (!std::ranges::all_of(spans, is_span)) day.wrong("must be spans such as 14:00-20:00");
    }
    return hours;
}

std::string hours_in_words(const OpeningHours& hours, std::string_view language, bool checked)
{
    const auto* found = std::ranges::find(hour_words, language, &HourWords::language);
    const auto& words = found == hour_words.end() ? hour_words.front() : *found;
    const bool always = std::ranges::all_of(hours.week, [](const auto& day) {
        return day == std::vector<std::string>{"00:00-24:00"};
    });
    const auto when = always ? std::string{words.always} : week_in_words(hours, words);
    if (when.empty()) return {};
    return checked ? when : std::string{words.usually} + " " + when;
}

}  // namespace buddy::advisors
