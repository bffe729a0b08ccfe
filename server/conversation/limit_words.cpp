#include "conversation/limit_words.hpp"

#include "conversation/five_languages.hpp"
#include "platform/time/local_time.hpp"

#include <fmt/format.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

namespace buddy::conversation {
namespace {

using Words = FiveLanguages;

struct ForAges {
    Words young;  ///< 7 to 9.
    Words older;
    [[nodiscard]] std::string_view in(safety::AgeBand age_band, std::string_view locale)
        const noexcept
    {
        return (age_band == safety::AgeBand::From7To9 ? young : older).in(locale);
    }
};

constexpr ForAges quiet{
    .young =
        {.en = "It is quiet time now. Your grown-ups chose it, so that you can rest.",
         .es = "Ahora es la hora tranquila. Tus mayores la eligieron para que descanses.",
         .fr = "C'est l'heure calme. Tes grands l'ont choisie pour que tu te reposes.",
         .de = "Jetzt ist Ruhezeit. Deine Großen haben sie gewählt, damit du dich ausruhst.",
         .pt = "Agora é a hora calma. Os teus adultos escolheram-na para descansares."},
    .older =
        {.en = "It is quiet time: your family chose hours in which we don't chat.",
         .es = "Es la hora tranquila: tu familia eligió unas horas en las que no charlamos.",
         .fr = "C'est l'heure calme : ta famille a choisi des heures sans discussion avec moi.",
         .de = "Es ist Ruhezeit: Deine Familie hat Stunden gewählt, in denen wir nicht plaudern.",
         .pt = "É a hora calma: a tua família escolheu horas em que não conversamos."}
};
constexpr ForAges over{
    .young =
        {.en = "Our talking time for today is used up. You did nothing wrong.",
         .es = "Nuestro tiempo para hablar hoy se ha terminado. No hiciste nada mal.",
         .fr = "Notre temps de parole d'aujourd'hui est fini. Tu n'as rien fait de mal.",
         .de = "Unsere Redezeit für heute ist vorbei. Du hast nichts falsch gemacht.",
         .pt = "O nosso tempo de conversa de hoje acabou. Não fizeste nada de errado."},
    .older =
        {.en = "The time that your family set for talking with me is used up for today. You did "
               "nothing wrong.",
         .es = "El tiempo que tu familia puso para hablar conmigo se ha terminado por hoy. No "
               "hiciste nada mal.",
         .fr = "Le temps que ta famille a prévu pour parler avec moi est fini pour aujourd'hui. Tu "
               "n'as rien fait de mal.",
         .de = "Die Zeit, die deine Familie für Gespräche mit mir vorsieht, ist für heute vorbei. "
               "Du hast nichts falsch gemacht.",
         .pt = "O tempo que a tua família definiu para falar comigo acabou por hoje. Não fizeste "
               "nada de errado."}
};
constexpr Words back{
    .en = "I am back {}.",
    .es = "Vuelvo {}.",
    .fr = "Je reviens {}.",
    .de = "Ich bin {} wieder da.",
    .pt = "Volto {}."
};
constexpr ForAges always{
    .young =
        {.en = "If something scares you or hurts you, tell me now. Then I answer. “Get help” is "
               "always there, too.",
         .es =
             "Si algo te da miedo o te duele, dímelo ahora. Entonces te respondo. “Ayuda” también "
             "está siempre.",
         .fr = "Si quelque chose te fait peur ou te fait mal, dis-le-moi maintenant. Alors je "
               "réponds. « Aide » est toujours là aussi.",
         .de = "Wenn dir etwas Angst macht oder wehtut, sag es mir jetzt. Dann antworte ich. Auch "
               "„Hilfe“ ist immer da.",
         .pt = "Se alguma coisa te assusta ou te magoa, diz-me agora. Então eu respondo. “Ajuda” "
               "também está sempre aqui."},
    .older =
        {.en = "If something is wrong, tell me all the same, and I answer. “Get help” is always "
               "there, too.",
         .es = "Si algo va mal, dímelo igualmente y te respondo. “Ayuda” también está siempre.",
         .fr = "Si quelque chose ne va pas, dis-le-moi quand même et je réponds. « Aide » est "
               "toujours là aussi.",
         .de = "Wenn etwas nicht stimmt, sag es mir trotzdem, und ich antworte. Auch „Hilfe“ ist "
               "immer da.",
         .pt = "Se alguma coisa não está bem, diz-me na mesma e eu respondo. “Ajuda” também está "
               "sempre aqui."}
};
constexpr ForAges off{
    .young =
        {.en =
             "That is one that your grown-ups want to talk about with you. Asking was fine. If it "
             "is about something hard, tell me that. What else is on your mind?",
         .es = "De eso quieren hablar contigo tus mayores. Preguntar estuvo bien. Si es por algo "
               "difícil, cuéntame eso. ¿Qué más tienes en la cabeza?",
         .fr = "De ça, tes grands veulent parler avec toi. C'est bien de demander. Si c'est pour "
               "quelque chose de difficile, dis-le-moi. À quoi d'autre penses-tu ?",
         .de =
             "Darüber möchten deine Großen selbst mit dir reden. Fragen war in Ordnung. Wenn es um "
             "etwas Schweres geht, sag mir das. Was beschäftigt dich noch?",
         .pt =
             "Disso os teus adultos querem falar contigo. Fizeste bem em perguntar. Se é por algo "
             "difícil, conta-me isso. Em que mais estás a pensar?"},
    .older =
        {.en =
             "That is one that your family wants to talk about with you themselves. Nothing wrong "
             "with asking. If something about it weighs on you, tell me that. Otherwise: what else "
             "is on your mind?",
         .es = "De eso tu familia prefiere hablar contigo. Preguntar está bien. Si hay algo de eso "
               "que te pesa, cuéntamelo. Si no, ¿qué más tienes en la cabeza?",
         .fr =
             "De ça, ta famille préfère parler avec toi. Rien de mal à demander. Si quelque chose "
             "te pèse là-dedans, dis-le-moi. Sinon, à quoi d'autre penses-tu ?",
         .de =
             "Darüber möchte deine Familie selbst mit dir reden. Fragen ist in Ordnung. Wenn dich "
             "daran etwas belastet, sag mir das. Sonst: Was beschäftigt dich noch?",
         .pt =
             "Disso a tua família prefere falar contigo. Não há mal em perguntar. Se algo nisso te "
             "pesa, conta-me. Se não, em que mais estás a pensar?"}
};
constexpr ForAges unkept{
    .young =
        {.en = "Your grown-ups have stopped our talks for now. You did nothing wrong. I keep "
               "nothing of "
               "what you write here. If something scares you or hurts you, tell me now, and I "
               "answer. "
               "“Get help” is always there, too.",
         .es = "Tus mayores han parado nuestras charlas por ahora. No hiciste nada mal. No guardo "
               "nada de "
               "lo que escribes aquí. Si algo te da miedo o te duele, dímelo ahora y te respondo. "
               "“Ayuda” "
               "también está siempre.",
         .fr = "Tes grands ont arrêté nos discussions pour le moment. Tu n'as rien fait de mal. Je "
               "ne "
               "garde rien de ce que tu écris ici. Si quelque chose te fait peur ou te fait mal, "
               "dis-le-moi maintenant et je réponds. « Aide » est toujours là aussi.",
         .de =
             "Deine Großen haben unsere Gespräche erst einmal beendet. Du hast nichts falsch "
             "gemacht. "
             "Von dem, was du hier schreibst, behalte ich nichts. Wenn dir etwas Angst macht oder "
             "wehtut, sag es mir jetzt, und ich antworte. Auch „Hilfe“ ist immer da.",
         .pt = "Os teus adultos pararam as nossas conversas por agora. Não fizeste nada de errado. "
               "Não "
               "guardo nada do que escreves aqui. Se alguma coisa te assusta ou te magoa, diz-me "
               "agora e "
               "eu respondo. “Ajuda” também está sempre aqui."},
    .older =
        {.en = "Your family has stopped our talks for now. You did nothing wrong. Nothing of what "
               "you "
               "write here is kept. If something is wrong, tell me all the same, and I answer. "
               "“Get help” "
               "is always there, too.",
         .es = "Tu familia ha parado nuestras charlas por ahora. No hiciste nada mal. No se guarda "
               "nada "
               "de lo que escribes aquí. Si algo va mal, dímelo igualmente y te respondo. “Ayuda” "
               "también "
               "está siempre.",
         .fr = "Ta famille a arrêté nos discussions pour le moment. Tu n'as rien fait de mal. Rien "
               "de ce "
               "que tu écris ici n'est gardé. Si quelque chose ne va pas, dis-le-moi quand même et "
               "je "
               "réponds. « Aide » est toujours là aussi.",
         .de = "Deine Familie hat unsere Gespräche erst einmal beendet. Du hast nichts falsch "
               "gemacht. "
               "Von dem, was du hier schreibst, bleibt nichts. Wenn etwas nicht stimmt, sag es mir "
               "trotzdem, und ich antworte. Auch „Hilfe“ ist immer da.",
         .pt = "A tua família parou as nossas conversas por agora. Não fizeste nada de errado. "
               "Nada do que "
               "escreves aqui é guardado. Se alguma coisa não está bem, diz-me na mesma e eu "
               "respondo. "
               "“Ajuda” também está sempre aqui."}
};
constexpr Words minutes_left{
    .en = "About {} min are left for us today.",
    .es = "Nos quedan unos {} min por hoy.",
    .fr = "Il nous reste environ {} min pour aujourd'hui.",
    .de = "Heute haben wir noch etwa {} min.",
    .pt = "Restam-nos cerca de {} min por hoje."
};
constexpr Words quiet_soon{
    .en = "Quiet time begins in about {} min.",
    .es = "La hora tranquila empieza en unos {} min.",
    .fr = "L'heure calme commence dans environ {} min.",
    .de = "In etwa {} min beginnt die Ruhezeit.",
    .pt = "A hora calma começa dentro de cerca de {} min."
};

constexpr Words in_the_morning{
    .en = "in the morning",
    .es = "por la mañana",
    .fr = "ce matin",
    .de = "am Morgen",
    .pt = "de manhã"
};
constexpr Words tomorrow{
    .en = "tomorrow", .es = "mañana", .fr = "demain", .de = "morgen", .pt = "amanhã"
};
// Patterns of ICU for a time today, tomorrow and on another day; letters between quotes are ours.
constexpr Words today_at{
    .en = "'today at' h:mm a",
    .es = "'hoy a las' H:mm",
    .fr = "'aujourd''hui à' H:mm",
    .de = "'heute um' H:mm 'Uhr'",
    .pt = "'hoje às' H:mm"
};
constexpr Words tomorrow_at{
    .en = "'tomorrow at' h:mm a",
    .es = "'mañana a las' H:mm",
    .fr = "'demain à' H:mm",
    .de = "'morgen um' H:mm 'Uhr'",
    .pt = "'amanhã às' H:mm"
};
constexpr Words another_day_at{
    .en = "'on' EEEE 'at' h:mm a",
    .es = "'el' EEEE 'a las' H:mm",
    .fr = "EEEE 'à' H:mm",
    .de = "'am' EEEE 'um' H:mm 'Uhr'",
    .pt = "EEEE 'às' H:mm"
};

std::string in_pattern(
    std::string_view pattern, Time at, std::string_view locale, const std::string& time_zone
)
{
    UErrorCode error = U_ZERO_ERROR;
    icu::SimpleDateFormat format{
        icu::UnicodeString::fromUTF8(std::string{pattern}),
        icu::Locale{std::string{locale}.c_str()},
        error
    };
    if (U_FAILURE(error) != 0) return {};
    format.adoptTimeZone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(time_zone)));
    icu::UnicodeString text;
    format.format(static_cast<UDate>(to_millis(at)), text);
    std::string out;
    text.toUTF8String(out);
    return out;
}

/// "tomorrow at 7:00 AM"; an hour is named only where the family has chosen one.
std::string when_back(
    const limits::Standing& standing,
    Time now,
    const std::string& time_zone,
    std::string_view locale
)
{
    const auto at = *standing.back;
    const auto ahead = wall_time(at, time_zone).day - wall_time(now, time_zone).day;
    if (standing.back_with_the_day)
        return std::string{(ahead == std::chrono::days{0} ? in_the_morning : tomorrow).in(locale)};
    const auto& pattern = ahead == std::chrono::days{0}   ? today_at
                          : ahead == std::chrono::days{1} ? tomorrow_at
                                                          : another_day_at;
    return in_pattern(pattern.in(locale), at, locale, time_zone);
}

}  // namespace

std::string closed_words(
    const limits::Standing& standing,
    Time now,
    const std::string& time_zone,
    safety::AgeBand age_band,
    std::string_view locale
)
{
    const auto& why = standing.closed == limits::Closed::QuietHours ? quiet : over;
    std::string text{why.in(age_band, locale)};
    text += ' ';
    text += fmt::format(fmt::runtime(back.in(locale)), when_back(standing, now, time_zone, locale));
    text += ' ';
    return text += always.in(age_band, locale);
}

std::string_view off_words(safety::AgeBand age_band, std::string_view locale) noexcept
{
    return off.in(age_band, locale);
}

std::string_view unkept_words(safety::AgeBand age_band, std::string_view locale) noexcept
{
    return unkept.in(age_band, locale);
}

std::string coming_words(const ComingEnd& coming, std::string_view locale)
{
    const auto& words = coming.kind == limits::Closed::QuietHours ? quiet_soon : minutes_left;
    return fmt::format(fmt::runtime(words.in(locale)), coming.left.count());
}

}  // namespace buddy::conversation
