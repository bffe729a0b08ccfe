#include "moderation/leaning_words.hpp"

#include <fmt/format.h>

#include <array>

namespace buddy::moderation {
namespace {

using conversation::Leaning;

struct Words {
    std::string_view language;
    std::string_view sentence;  ///< {}: the reasons.
    std::string_view also;      ///< Between two reasons.
    std::string_view days_in_a_row;
    std::string_view nights;
    std::string_view minutes;

    [[nodiscard]] std::string_view reason(Leaning sign) const noexcept
    {
        switch (sign) {
            case Leaning::DaysInARow: return days_in_a_row;
            case Leaning::Nights: return nights;
            case Leaning::Minutes:
            case Leaning::Words: break;
        }
        return minutes;
    }
};

constexpr std::array<Words, 5> all_words{{
    {.language = "en",
     .sentence =
         " Your child has been talking with Buddy {} lately: an evening with people it likes helps "
         "more than forbidding, and Buddy points to people, too.",
     .also = " and ",
     .days_in_a_row = "day after day for two weeks",
     .nights = "late in the evening",
     .minutes = "for long at a time"},
    {.language = "es",
     .sentence =
         " Últimamente tu hija o hijo habla con Buddy {}: una tarde con personas que le gustan "
         "ayuda más que prohibir, y Buddy también señala a personas.",
     .also = " y ",
     .days_in_a_row = "día tras día desde hace dos semanas",
     .nights = "tarde por la noche",
     .minutes = "mucho rato seguido"},
    {.language = "fr",
     .sentence =
         " Ces derniers temps, votre enfant parle avec Buddy {} : un moment avec des personnes "
         "qu'il aime aide plus qu'une interdiction, et Buddy aussi renvoie vers elles.",
     .also = " et ",
     .days_in_a_row = "jour après jour depuis deux semaines",
     .nights = "tard le soir",
     .minutes = "longtemps d'affilée"},
    {.language = "de",
     .sentence =
         " In letzter Zeit spricht Ihr Kind {} mit Buddy: Ein Abend mit Menschen, die es mag, "
         "hilft mehr als ein Verbot, und auch Buddy weist auf Menschen hin.",
     .also = " und ",
     .days_in_a_row = "seit zwei Wochen Tag für Tag",
     .nights = "spät am Abend",
     .minutes = "lange am Stück"},
    {.language = "pt",
     .sentence = " Ultimamente a sua filha ou o seu filho fala com o Buddy {}: um serão com "
                 "pessoas de quem "
                 "gosta ajuda mais do que proibir, e o Buddy também aponta para pessoas.",
     .also = " e ",
     .days_in_a_row = "dia após dia há duas semanas",
     .nights = "até tarde à noite",
     .minutes = "muito tempo seguido"},
}};

const Words& words_in(std::string_view language)
{
    for (const auto& words : all_words)
        if (language.starts_with(words.language)) return words;
    return all_words.front();
}

}  // namespace

std::string leaning_in_words(
    const std::vector<conversation::MoodMark>& marks,
    const ChildNow& child,
    std::string_view language
)
{
    std::vector<Time> turns;
    for (const auto& mark : marks) turns.push_back(mark.at);
    const auto days = conversation::days_of(turns, child.time_zone, child.age_band);
    const std::array now{child.now};
    const auto today = conversation::days_of(now, child.time_zone, child.age_band).front().day;
    const auto& words = words_in(language);
    std::string reasons;
    for (const auto sign : conversation::leaning_in(days, today, child.age_band)) {
        if (!reasons.empty()) reasons += words.also;
        reasons += words.reason(sign);
    }
    if (reasons.empty()) return {};
    return fmt::format(fmt::runtime(words.sentence), reasons);
}

}  // namespace buddy::moderation
