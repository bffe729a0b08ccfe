#include "moderation/mood_week.hpp"

#include "platform/time/local_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace buddy::moderation {
namespace {

using emotion::Mood;

struct Words {
    std::string_view en;
    std::string_view es;
    std::string_view fr;
    std::string_view de;
    std::string_view pt;

    [[nodiscard]] std::string_view in(std::string_view language) const noexcept
    {
        const auto code = language.substr(0, 2);
        if (code == "es") return es;
        if (code == "fr") return fr;
        if (code == "de") return de;
        if (code == "pt") return pt;
        return en;
    }
};

// In the order of emotion::Mood.
constexpr std::array<Words, emotion::mood_count> mood_words{{
    {"joyful", "alegría", "joie", "Freude", "alegria"},
    {"sad", "tristeza", "tristesse", "Traurigkeit", "tristeza"},
    {"angry", "enfado", "colère", "Ärger", "zanga"},
    {"afraid", "miedo", "peur", "Angst", "medo"},
    {"ashamed", "vergüenza", "honte", "Scham", "vergonha"},
    {"lonely", "soledad", "solitude", "Einsamkeit", "solidão"},
    {"stressed", "estrés", "stress", "Stress", "stress"},
    {"bored", "aburrimiento", "ennui", "Langeweile", "tédio"},
    {"calm", "calma", "calme", "Ruhe", "calma"},
    {"curious", "curiosidad", "curiosité", "Neugier", "curiosidade"},
}};
constexpr Words nothing{
    .en = "There was too little conversation this week to say how it felt.",
    .es = "Esta semana hubo muy poca conversación para decir cómo fue.",
    .fr = "Il y a eu trop peu de conversation cette semaine pour dire comment elle a été.",
    .de = "Diese Woche gab es zu wenig Gespräch, um zu sagen, wie sie war.",
    .pt = "Esta semana houve pouca conversa para dizer como foi."
};
constexpr Words one_mood{
    .en = "As far as Buddy could tell, the week was mostly {0}.",
    .es = "Por lo que Buddy pudo notar, en la semana hubo sobre todo {0}.",
    .fr = "Pour autant que Buddy puisse en juger, la semaine a surtout été marquée par : {0}.",
    .de = "Soweit Buddy es sagen kann, war in dieser Woche vor allem {0} da.",
    .pt = "Pelo que o Buddy percebeu, na semana houve sobretudo {0}."
};
constexpr Words two_moods{
    .en = "As far as Buddy could tell, the week was mostly {0}, and at times {1}.",
    .es = "Por lo que Buddy pudo notar, en la semana hubo sobre todo {0} y a ratos {1}.",
    .fr =
        "Pour autant que Buddy puisse en juger, la semaine a surtout été marquée par : {0}, et "
        "parfois : {1}.",
    .de = "Soweit Buddy es sagen kann, war in dieser Woche vor allem {0} da, zeitweise auch {1}.",
    .pt = "Pelo que o Buddy percebeu, na semana houve sobretudo {0} e por vezes {1}."
};

constexpr Words serious{
    .en = "Something in this week was serious: please see the alert. Moods do not tell it.",
    .es = "Algo en esta semana fue serio: mira el aviso. Los estados de ánimo no lo cuentan.",
    .fr =
        "Cette semaine, quelque chose était sérieux : voyez l'alerte. Les humeurs ne le disent "
        "pas.",
    .de =
        "In dieser Woche war etwas ernst: Bitte sehen Sie die Meldung an. Stimmungen sagen das "
        "nicht.",
    .pt = "Algo nesta semana foi sério: veja o alerta. Os estados de espírito não o dizem."
};

// {0}: days that were so, {1}: of the last so many days. How a guardian sees why Buddy says it.
constexpr Words lower_than_usual{
    .en =
        " That is lower than usual for your child: it was so on {0} of the last {1} days on which "
        "Buddy could tell.",
    .es =
        " Es un ánimo más bajo de lo habitual en tu hija o hijo: fue así en {0} de los últimos {1} "
        "días en que Buddy pudo saberlo.",
    .fr =
        " C'est plus sombre que d'habitude pour votre enfant : c'était le cas pendant {0} des {1} "
        "derniers jours où Buddy pouvait le dire.",
    .de =
        " Das ist gedrückter als sonst bei Ihrem Kind: So war es an {0} der letzten {1} Tage, an "
        "denen "
        "Buddy es sagen konnte.",
    .pt =
        " É um ânimo mais baixo do que é habitual na sua filha ou no seu filho: foi assim em {0} "
        "dos últimos {1} dias em que o Buddy conseguiu saber."
};
constexpr Words brighter_than_usual{
    .en =
        " That is brighter than usual for your child: it was so on {0} of the last {1} days on "
        "which "
        "Buddy could tell.",
    .es =
        " Es un ánimo más alegre de lo habitual en tu hija o hijo: fue así en {0} de los últimos "
        "{1} días en que Buddy pudo saberlo.",
    .fr =
        " C'est plus gai que d'habitude pour votre enfant : c'était le cas pendant {0} des {1} "
        "derniers jours où Buddy pouvait le dire.",
    .de =
        " Das ist heller als sonst bei Ihrem Kind: So war es an {0} der letzten {1} Tage, an denen "
        "Buddy es sagen konnte.",
    .pt =
        " É um ânimo mais alegre do que é habitual na sua filha ou no seu filho: foi assim em {0} "
        "dos últimos {1} dias em que o Buddy conseguiu saber."
};

/// A mood that nobody worries about.
constexpr bool is_bright(Mood mood) noexcept
{
    return mood == Mood::Joy || mood == Mood::Calm || mood == Mood::Curiosity ||
           mood == Mood::Boredom;
}

std::chrono::sys_days plain(const Day& day)
{
    return std::chrono::sys_days{
        std::chrono::year{day.year} / std::chrono::month{static_cast<unsigned>(day.month)} /
        std::chrono::day{static_cast<unsigned>(day.day)}
    };
}

Day day_of(std::chrono::sys_days days)
{
    const std::chrono::year_month_day date{days};
    return {
        .year = static_cast<int>(date.year()),
        .month = static_cast<int>(static_cast<unsigned>(date.month())),
        .day = static_cast<int>(static_cast<unsigned>(date.day()))
    };
}

std::optional<int> number_in(std::string_view text)
{
    int number = 0;
    const auto* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stopped != end) return std::nullopt;
    return number;
}

/// Moods by how often they were read; the first of equals stays first.
std::vector<std::pair<Mood, int>> most_frequent(const std::map<Mood, int>& moods)
{
    std::vector<std::pair<Mood, int>> sorted{moods.begin(), moods.end()};
    std::ranges::sort(sorted, [](const auto& left, const auto& right) {
        return left.second != right.second ? left.second > right.second : left.first < right.first;
    });
    return sorted;
}

std::string sentence_for(const std::vector<std::pair<Mood, int>>& sorted, std::string_view language)
{
    if (sorted.empty()) return std::string{nothing.in(language)};
    const auto word = [language](Mood mood) {
        return mood_words.at(static_cast<std::size_t>(mood)).in(language);
    };
    if (sorted.size() == 1)
        return fmt::format(fmt::runtime(one_mood.in(language)), word(sorted[0].first));
    return fmt::format(
        fmt::runtime(two_moods.in(language)), word(sorted[0].first), word(sorted[1].first)
    );
}

/// A bright mood of the very turn that raised an alert is not believed.
bool counts(const conversation::MoodMark& mark, const std::vector<Time>& alerts)
{
    return mark.mood &&
           !(is_bright(*mark.mood) && std::ranges::find(alerts, mark.at) != alerts.end());
}

std::vector<emotion::CourseDay> course_of(
    const WeekFrame& frame,
    const std::vector<conversation::MoodMark>& marks,
    const std::vector<Time>& alerts
)
{
    std::map<std::chrono::sys_days, emotion::CourseDay> days;
    for (const auto& mark : marks) {
        if (!counts(mark, alerts) || mark.certainty <= 0.0 || mark.at < frame.course_begin() ||
            mark.at >= frame.end())
            continue;
        auto& day = days[frame.date_of(mark.at)];
        day.valence += mark.certainty * emotion::affect_of(*mark.mood).valence;
        day.weight += mark.certainty;
    }
    std::vector<emotion::CourseDay> course;
    for (const auto& [date, sums] : days)
        course.push_back({.day = date, .valence = sums.valence / sums.weight, .weight = sums.weight}
        );
    return course;
}

/// What it is in this week that is other than usual, and on how many days; else nothing.
std::string change_in_words(
    const std::vector<emotion::CourseDay>& course,
    const WeekFrame& frame,
    bool was_serious,
    std::string_view language
)
{
    if (course.empty() || course.back().day < frame.date_of(frame.begin())) return {};
    const auto change = emotion::change_in(course);
    if (!change || (was_serious && !change->lower)) return {};
    const Words& words = change->lower ? lower_than_usual : brighter_than_usual;
    return fmt::format(fmt::runtime(words.in(language)), change->on_days, change->of_days);
}

}  // namespace

std::string to_text(const Day& day)
{
    return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
}

Result<Day> day_from(std::string_view text)
{
    const auto wrong = [] { return failed(ErrorCode::Invalid, "not a day of the calendar"); };
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return wrong();
    const auto year = number_in(text.substr(0, 4));
    const auto month = number_in(text.substr(5, 2));
    const auto day = number_in(text.substr(8, 2));
    if (!year || !month || !day || *year < 2000 || *year > 2200 || *month < 1 || *day < 1)
        return wrong();
    const Day out{.year = *year, .month = *month, .day = *day};
    const std::chrono::year_month_day date{
        std::chrono::year{out.year},
        std::chrono::month{static_cast<unsigned>(out.month)},
        std::chrono::day{static_cast<unsigned>(out.day)}
    };
    if (!date.ok()) return wrong();
    return out;
}

WeekFrame::WeekFrame(Day last, const std::string& time_zone) : time_zone_{time_zone}
{
    const auto first = plain(last) - std::chrono::days{6};
    for (std::size_t index = 0; index < starts_.size(); ++index) {
        const auto day = first + std::chrono::days{static_cast<int>(index)};
        starts_.at(index) = start_of_day(day, time_zone);
        if (index < days_.size()) days_.at(index) = day_of(day);
    }
}

Day WeekFrame::today(Time now, const std::string& time_zone)
{
    return day_of(local_time(now, time_zone).day);
}

Time WeekFrame::course_begin() const
{
    return start_of_day(plain(days_.back()) - emotion::course_length, time_zone_);
}

std::chrono::sys_days WeekFrame::date_of(Time at) const
{
    return local_time(at, time_zone_).day;
}

std::optional<std::size_t> WeekFrame::index_of(Time at) const
{
    if (at < begin() || at >= end()) return std::nullopt;
    const auto* const after = std::ranges::upper_bound(starts_, at);
    return static_cast<std::size_t>(after - starts_.begin()) - 1;
}

MoodWeek week_of(
    const WeekFrame& frame,
    const std::vector<conversation::MoodMark>& marks,
    const std::vector<Time>& alerts,
    std::string_view language
)
{
    MoodWeek week;
    std::map<Mood, int> all;
    std::array<std::map<Mood, double>, 7> certainties;
    for (std::size_t index = 0; index < week.days.size(); ++index)
        week.days.at(index).day = frame.days().at(index);
    for (const auto& mark : marks) {
        const auto index = frame.index_of(mark.at);
        if (!index) continue;
        auto& day = week.days.at(*index);
        ++day.turns;
        if (!counts(mark, alerts)) continue;
        ++day.moods[*mark.mood];
        ++all[*mark.mood];
        certainties.at(*index)[*mark.mood] += mark.certainty;
    }
    for (std::size_t index = 0; index < week.days.size(); ++index) {
        auto& day = week.days.at(index);
        const auto sorted = most_frequent(day.moods);
        if (sorted.empty()) continue;
        day.mood = sorted.front().first;
        day.certainty = std::clamp(
            certainties.at(index)[*day.mood] / static_cast<double>(sorted.front().second), 0.0, 1.0
        );
    }
    const auto sorted = most_frequent(all);
    const bool looks_bright = sorted.empty() || is_bright(sorted.front().first);
    const bool was_serious =
        std::ranges::any_of(alerts, [&frame](Time at) { return frame.index_of(at).has_value(); });
    if (was_serious && looks_bright) {
        week.sentence = serious.in(language);
    } else {
        const auto course = course_of(frame, marks, alerts);
        week.sentence =
            sentence_for(sorted, language) + change_in_words(course, frame, was_serious, language);
    }
    return week;
}

}  // namespace buddy::moderation
