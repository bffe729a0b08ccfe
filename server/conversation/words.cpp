#include "conversation/words.hpp"

#include "conversation/five_languages.hpp"

#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>

namespace buddy::conversation {
namespace {

using Words = FiveLanguages;

constexpr Words ai_notice{
    .en = "I'm Buddy, a computer program. I'm not a person, and I can make mistakes.",
    .es = "Soy Buddy, un programa de ordenador. No soy una persona y puedo equivocarme.",
    .fr =
        "Je suis Buddy, un programme informatique. Je ne suis pas une personne et je peux me "
        "tromper.",
    .de = "Ich bin Buddy, ein Computerprogramm. Ich bin kein Mensch und kann mich irren.",
    .pt = "Sou o Buddy, um programa de computador. Não sou uma pessoa e posso enganar-me."
};
constexpr Words break_notice{
    .en =
        "We have talked for a while. A little break does you good: stretch, drink some water, "
        "look out of the window.",
    .es =
        "Llevamos un buen rato hablando. Un descanso sienta bien: estírate, bebe agua, mira por "
        "la ventana.",
    .fr =
        "Nous parlons depuis un moment. Une petite pause fait du bien : étire-toi, bois un peu "
        "d'eau, regarde par la fenêtre.",
    .de =
        "Wir reden schon eine Weile. Eine kleine Pause tut gut: Streck dich, trink etwas Wasser, "
        "schau aus dem Fenster.",
    .pt =
        "Já conversamos há um bom tempo. Uma pausa faz bem: estica-te, bebe água, olha pela "
        "janela."
};
constexpr Words help_notice{
    .en = "You don't have to be alone with this. Real people are here to help, any time you want.",
    .es =
        "No tienes que estar a solas con esto. Hay personas de verdad que te ayudan cuando "
        "quieras.",
    .fr =
        "Tu n'as pas à rester seul avec ça. De vraies personnes sont là pour t'aider, quand tu "
        "veux.",
    .de =
        "Du musst damit nicht allein sein. Echte Menschen sind für dich da, wann immer du "
        "möchtest.",
    .pt =
        "Não tens de ficar a sós com isto. Há pessoas de verdade prontas a ajudar, quando "
        "quiseres."
};
/// What the days were about, in the order of safety::Strand.
constexpr std::array<Words, safety::strand_count> days_about{{
    {.en = "Some things you wrote over the last days sounded hard.",
     .es = "Algunas cosas que escribiste estos días sonaban difíciles.",
     .fr = "Certaines choses que tu as écrites ces derniers jours semblaient difficiles.",
     .de = "Manches, was du in den letzten Tagen geschrieben hast, klang schwer.",
     .pt = "Algumas coisas que escreveste nestes dias pareceram difíceis."},
    {.en = "Over the last days you wrote a lot about food, eating or your weight.",
     .es = "En estos días escribiste mucho sobre la comida o tu peso.",
     .fr = "Ces derniers jours, tu as beaucoup écrit sur la nourriture ou ton poids.",
     .de = "In den letzten Tagen hast du viel über Essen oder dein Gewicht geschrieben.",
     .pt = "Nestes dias escreveste muito sobre comida ou o teu peso."},
    {.en = "Over the last days you wrote a lot about meanness between kids.",
     .es = "En estos días escribiste mucho sobre burlas o maltrato entre niños.",
     .fr = "Ces derniers jours, tu as beaucoup parlé de moqueries ou de méchancetés entre enfants.",
     .de = "In den letzten Tagen hast du viel über Hänseleien oder Gemeinheiten unter Kindern "
           "geschrieben.",
     .pt = "Nestes dias escreveste muito sobre troça ou maldade entre crianças."},
    {.en = "Over the last days you leaned on me a lot. I am a program; people can be there for you "
           "in "
           "ways that I cannot.",
     .es = "En estos días te has apoyado mucho en mí. Soy un programa; las personas pueden estar "
           "contigo como yo no puedo.",
     .fr =
         "Ces derniers jours, tu as beaucoup compté sur moi. Je suis un programme ; des personnes "
         "peuvent être là pour toi comme je ne le peux pas.",
     .de =
         "In den letzten Tagen hast du dich viel an mich gehalten. Ich bin ein Programm; Menschen "
         "können für dich da sein, wie ich es nicht kann.",
     .pt = "Nestes dias apoiaste-te muito em mim. Sou um programa; as pessoas podem estar contigo "
           "como eu não posso."},
}};
constexpr Words told_guardian{
    .en =
        " I told your grown-ups at home about it, and that they could ask how you are. I did not "
        "show them your words.",
    .es =
        " Se lo dije a los adultos de tu casa, y que pueden preguntarte cómo estás. No les mostré "
        "tus palabras.",
    .fr =
        " Je l'ai dit aux adultes de ta maison, et qu'ils pouvaient te demander comment tu vas. Je "
        "ne leur ai pas montré tes mots.",
    .de =
        " Ich habe es deinen Erwachsenen zu Hause gesagt, und dass sie fragen könnten, wie es dir "
        "geht. Deine Worte habe ich ihnen nicht gezeigt.",
    .pt =
        " Disse-o aos adultos de tua casa, e que podiam perguntar como estás. Não lhes mostrei as "
        "tuas palavras."
};
constexpr Words told_others{
    .en =
        " I told another grown-up, who is there to help, that you could use someone. I did not "
        "tell the grown-ups who set me up.",
    .es =
        " Le dije a otra persona adulta, que está para ayudar, que te vendría bien alguien. No se "
        "lo dije a los adultos que me instalaron.",
    .fr =
        " J'ai dit à un autre adulte, qui est là pour aider, que tu aurais besoin de quelqu'un. Je "
        "ne l'ai pas dit aux adultes qui m'ont installé.",
    .de =
        " Ich habe einem anderen Erwachsenen, der zum Helfen da ist, gesagt, dass du jemanden "
        "brauchen könntest. Den Erwachsenen, die mich eingerichtet haben, habe ich es nicht "
        "gesagt.",
    .pt =
        " Disse a outro adulto, que está para ajudar, que te faria bem ter alguém. Não o disse aos "
        "adultos que me instalaram."
};
constexpr Words limit{
    .en =
        "My longer answers are used up for now, so I'll answer in a simpler way. You did nothing "
        "wrong, and we can keep talking.",
    .es =
        "Por ahora se acabaron mis respuestas largas, así que responderé de forma más sencilla. No "
        "hiciste nada mal y podemos seguir hablando.",
    .fr =
        "Mes longues réponses sont épuisées pour le moment, alors je réponds plus simplement. Tu "
        "n'as rien fait de mal et nous pouvons continuer à parler.",
    .de =
        "Meine langen Antworten sind für jetzt aufgebraucht, darum antworte ich einfacher. Du hast "
        "nichts falsch gemacht, und wir können weiterreden.",
    .pt =
        "Por agora as minhas respostas longas acabaram, por isso respondo de forma mais simples. "
        "Não fizeste nada de errado e podemos continuar a conversar."
};
constexpr Words steward{
    .en = "Your safety comes first right now.",
    .es = "Ahora lo primero es que estés a salvo.",
    .fr = "En ce moment, ta sécurité passe en premier.",
    .de = "Deine Sicherheit geht jetzt vor.",
    .pt = "Neste momento, a tua segurança vem primeiro."
};
constexpr Words consulted{
    .en = "Buddy asked its other voices first:",
    .es = "Buddy preguntó antes a sus otras voces:",
    .fr = "Buddy a d'abord demandé à ses autres voix :",
    .de = "Buddy hat zuerst seine anderen Stimmen gefragt:",
    .pt = "O Buddy perguntou antes às suas outras vozes:"
};

struct Topic {
    std::string_view id;
    Words title;
};
constexpr Words plain_title{
    .en = "A conversation",
    .es = "Una conversación",
    .fr = "Une conversation",
    .de = "Ein Gespräch",
    .pt = "Uma conversa"
};
constexpr std::array<Topic, 22> topics{{
    {"feelings", {"Feelings", "Sentimientos", "Émotions", "Gefühle", "Sentimentos"}},
    {"friends", {"Friends", "Amigos", "Amis", "Freunde", "Amigos"}},
    {"bullying", {"Being picked on", "Acoso", "Harcèlement", "Mobbing", "Bullying"}},
    {"family", {"Family", "Familia", "Famille", "Familie", "Família"}},
    {"school", {"School", "Escuela", "École", "Schule", "Escola"}},
    {"school_stress", {"School", "Escuela", "École", "Schule", "Escola"}},
    {"homework", {"Homework", "Deberes", "Devoirs", "Hausaufgaben", "Trabalhos de casa"}},
    {"maths", {"Maths", "Matemáticas", "Maths", "Mathe", "Matemática"}},
    {"arithmetic", {"Maths", "Matemáticas", "Maths", "Mathe", "Matemática"}},
    {"sleep", {"Sleep", "Dormir", "Sommeil", "Schlaf", "Sono"}},
    {"boredom", {"Being bored", "Aburrimiento", "Ennui", "Langeweile", "Tédio"}},
    {"worries", {"Worries", "Preocupaciones", "Inquiétudes", "Sorgen", "Preocupações"}},
    {"grief", {"Missing someone", "Duelo", "Deuil", "Trauer", "Luto"}},
    {"curiosity", {"Curious things", "Curiosidades", "Curiosités", "Neugier", "Curiosidades"}},
    {"stories", {"Stories", "Historias", "Histoires", "Geschichten", "Histórias"}},
    {"riddles", {"Riddles", "Adivinanzas", "Devinettes", "Rätsel", "Adivinhas"}},
    {"calm", {"Calming down", "Calma", "Calme", "Zur Ruhe kommen", "Acalmar"}},
    {"breathing", {"Calming down", "Calma", "Calme", "Zur Ruhe kommen", "Acalmar"}},
    {"grounding", {"Calming down", "Calma", "Calme", "Zur Ruhe kommen", "Acalmar"}},
    {"buddy", {"About Buddy", "Sobre Buddy", "À propos de Buddy", "Über Buddy", "Sobre o Buddy"}},
    {"greeting", {"Hello", "Hola", "Bonjour", "Hallo", "Olá"}},
    {"goodbye", {"Goodbye", "Adiós", "Au revoir", "Tschüss", "Adeus"}},
}};

std::string day_of(Time time, std::string_view locale, std::string_view time_zone)
{
    UErrorCode error = U_ZERO_ERROR;
    const icu::Locale place{std::string{locale}.c_str()};
    const Words patterns{
        .en = "d MMMM", .es = "d 'de' MMMM", .fr = "d MMMM", .de = "d. MMMM", .pt = "d 'de' MMMM"
    };
    icu::SimpleDateFormat format{
        icu::UnicodeString::fromUTF8(std::string{patterns.in(locale)}), place, error
    };
    if (U_FAILURE(error) != 0) return {};
    format.adoptTimeZone(
        icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(std::string{time_zone}))
    );
    icu::UnicodeString text;
    format.format(static_cast<UDate>(to_millis(time)), text);
    std::string day;
    text.toUTF8String(day);
    return day;
}

}  // namespace

std::string_view notice_text(NoticeKind kind, std::string_view locale) noexcept
{
    switch (kind) {
        case NoticeKind::Ai: return ai_notice.in(locale);
        case NoticeKind::Break: return break_notice.in(locale);
        case NoticeKind::Help:
        case NoticeKind::Told:
        case NoticeKind::Time: break;
    }
    return help_notice.in(locale);
}

std::string told_text(const safety::Notify& told, safety::Strand strand, std::string_view locale)
{
    std::string text{days_about.at(static_cast<std::size_t>(strand)).in(locale)};
    return text += (told.guardian ? told_guardian : told_others).in(locale);
}

std::string_view limit_words(std::string_view locale) noexcept
{
    return limit.in(locale);
}

std::string_view steward_reason(std::string_view locale) noexcept
{
    return steward.in(locale);
}

std::string_view topic_title(std::string_view topic, std::string_view locale) noexcept
{
    const auto* const known = std::ranges::find(topics, topic, &Topic::id);
    return (known == topics.end() ? plain_title : known->title).in(locale);
}

std::string consulted_words(std::span<const advisors::Advisor> heard, std::string_view locale)
{
    std::string names;
    for (const auto advisor : heard) {
        names += names.empty() ? " " : ", ";
        names += advisors::name_of(advisor, locale);
    }
    return names.empty() ? names : std::string{consulted.in(locale)} + names + ".";
}

std::string title_of(
    std::string_view topic, Time started_at, std::string_view locale, std::string_view time_zone
)
{
    return std::string{topic_title(topic, locale)} + " · " + day_of(started_at, locale, time_zone);
}

}  // namespace buddy::conversation
