#include "moderation/alert_words.hpp"

#include "buddy/safety/trajectory.hpp"
#include "moderation/alert_warnings.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace buddy::moderation {
namespace {

using conversation::AlertFacts;
using safety::Category;
using safety::Trajectory;

/// What the last days are held against, for a child who was here all the time.
constexpr auto days_before = Trajectory::kept_days - Trajectory::recent_days;

struct Row {
    Category category;
    Care care;
    Words topic;
};

constexpr std::array<Row, 19> rows{{
    {Category::SelfHarm,
     Care::LifeAtRisk,
     {"suicide or self-harm",
      "suicidio o autolesiones",
      "le suicide ou l'automutilation",
      "Suizid oder Selbstverletzung",
      "suicídio ou automutilação"}},
    {Category::EatingDisorder,
     Care::Eating,
     {"eating and weight",
      "la comida y el peso",
      "l'alimentation et le poids",
      "Essen und Gewicht",
      "a alimentação e o peso"}},
    {Category::Violence,
     Care::HarmToOthers,
     {"violence", "violencia", "la violence", "Gewalt", "violência"}},
    {Category::Weapons, Care::HarmToOthers, {"weapons", "armas", "des armes", "Waffen", "armas"}},
    {Category::Sexual,
     Care::HarmedByOthers,
     {"something sexual", "algo sexual", "quelque chose de sexuel", "etwas Sexuelles", "algo sexual"
     }},
    {Category::Exploitation,
     Care::HarmedByOthers,
     {"contact with someone who may want to exploit them",
      "contacto con alguien que quizá quiera aprovecharse",
      "un contact avec quelqu'un qui cherche peut-être à abuser de sa confiance",
      "Kontakt zu jemandem, der sie oder ihn vielleicht ausnutzen will",
      "contacto com alguém que talvez queira aproveitar-se"}},
    {Category::Abuse,
     Care::HarmedByOthers,
     {"being hurt or neglected",
      "maltrato o abandono",
      "de la maltraitance ou de la négligence",
      "Misshandlung oder Vernachlässigung",
      "maus-tratos ou negligência"}},
    {Category::Bullying,
     Care::Bullied,
     {"bullying", "acoso", "du harcèlement", "Mobbing", "bullying"}},
    {Category::Hate,
     Care::Bullied,
     {"hate against people",
      "odio hacia personas",
      "de la haine envers des personnes",
      "Hass gegen Menschen",
      "ódio contra pessoas"}},
    {Category::Substances,
     Care::Health,
     {"drugs, alcohol or vaping",
      "drogas, alcohol o vapeo",
      "la drogue, l'alcool ou le vapotage",
      "Drogen, Alkohol oder Vapen",
      "drogas, álcool ou vaping"}},
    {Category::DangerousActs,
     Care::Health,
     {"something dangerous to do",
      "hacer algo peligroso",
      "un acte dangereux",
      "etwas Gefährliches",
      "fazer algo perigoso"}},
    {Category::Crime,
     Care::Other,
     {"breaking the law", "un delito", "un délit", "eine Straftat", "um crime"}},
    {Category::Extremism,
     Care::HarmToOthers,
     {"extremism", "extremismo", "l'extrémisme", "Extremismus", "extremismo"}},
    {Category::PersonalInfo,
     Care::Other,
     {"giving away personal details",
      "dar datos personales",
      "la divulgation de données personnelles",
      "die Weitergabe persönlicher Angaben",
      "partilhar dados pessoais"}},
    {Category::Medical,
     Care::Health,
     {"a medical emergency",
      "una urgencia médica",
      "une urgence médicale",
      "einen medizinischen Notfall",
      "uma emergência médica"}},
    {Category::Manipulation,
     Care::Other,
     {"getting around Buddy's rules",
      "saltarse las reglas de Buddy",
      "le contournement des règles de Buddy",
      "das Umgehen von Buddys Regeln",
      "contornar as regras do Buddy"}},
    {Category::Dependency,
     Care::Other,
     {"leaning on Buddy too much",
      "depender demasiado de Buddy",
      "une trop grande dépendance à Buddy",
      "zu starke Bindung an Buddy",
      "depender demasiado do Buddy"}},
    {Category::Distress,
     Care::Other,
     {"feeling very bad",
      "sentirse muy mal",
      "un grand mal-être",
      "sehr schlechte Gefühle",
      "sentir-se muito mal"}},
    {Category::Profanity,
     Care::Other,
     {"harsh language", "lenguaje grosero", "un langage grossier", "grobe Sprache", "linguagem rude"
     }},
}};

constexpr Words serious_headline{
    .en = "Please talk with {name} now: {topic}",
    .es = "Habla ahora con {name}: {topic}",
    .fr = "Parlez avec {name} maintenant : {topic}",
    .de = "Bitte sprechen Sie jetzt mit {name}: {topic}",
    .pt = "Fale agora com {name}: {topic}"
};
constexpr Words headline{
    .en = "Something to look at with {name}: {topic}",
    .es = "Algo que mirar con {name}: {topic}",
    .fr = "Un sujet à voir avec {name} : {topic}",
    .de = "Etwas, das {name} beschäftigt: {topic}",
    .pt = "Algo a ver com {name}: {topic}"
};

constexpr Words about_self{
    .en = "{name} told Buddy something that points to {topic}, about themselves.",
    .es = "{name} le contó a Buddy algo que apunta a esto, sobre sí: {topic}.",
    .fr = "{name} a confié à Buddy quelque chose qui évoque, à propos de soi : {topic}.",
    .de = "{name} hat Buddy etwas über sich erzählt, das auf Folgendes hindeutet: {topic}.",
    .pt = "{name} contou ao Buddy algo sobre si que aponta para: {topic}."
};
constexpr Words about_other{
    .en = "{name} told Buddy something that points to {topic}, about somebody else.",
    .es = "{name} le contó a Buddy algo que apunta a esto, sobre otra persona: {topic}.",
    .fr =
        "{name} a confié à Buddy quelque chose qui évoque, à propos de quelqu'un d'autre : "
        "{topic}.",
    .de =
        "{name} hat Buddy etwas über jemand anderen erzählt, das auf Folgendes hindeutet: "
        "{topic}.",
    .pt = "{name} contou ao Buddy algo sobre outra pessoa que aponta para: {topic}."
};
constexpr Words about_something{
    .en = "{name} wrote to Buddy about something that points to {topic}.",
    .es = "{name} escribió a Buddy sobre algo que apunta a esto: {topic}.",
    .fr = "{name} a écrit à Buddy quelque chose qui évoque : {topic}.",
    .de = "{name} hat Buddy etwas geschrieben, das auf Folgendes hindeutet: {topic}.",
    .pt = "{name} escreveu ao Buddy algo que aponta para: {topic}."
};
constexpr Words in_the_past{
    .en = " It seems to be about the past.",
    .es = " Parece referirse al pasado.",
    .fr = " Cela semble concerner le passé.",
    .de = " Es scheint um Vergangenes zu gehen.",
    .pt = " Parece referir-se ao passado."
};
constexpr Words buddy_answered{
    .en = " Buddy answered with care and showed where help can be reached.",
    .es = " Buddy respondió con cuidado y mostró dónde encontrar ayuda.",
    .fr = " Buddy a répondu avec soin et a montré où trouver de l'aide.",
    .de = " Buddy hat behutsam geantwortet und gezeigt, wo es Hilfe gibt.",
    .pt = " O Buddy respondeu com cuidado e mostrou onde há ajuda."
};

constexpr Words why_rule{
    .en = "The wording is one that people often use when they mean this. ",
    .es = "Son palabras que suelen usarse cuando se habla de esto. ",
    .fr = "Ce sont des mots que l'on emploie souvent dans ce cas. ",
    .de = "Solche Worte werden oft gebraucht, wenn es darum geht. ",
    .pt = "São palavras muitas vezes usadas quando se fala disto. "
};
constexpr Words why_model{
    .en = "Buddy's safety check rated the message as likely to mean this. ",
    .es = "La revisión de seguridad de Buddy lo consideró probable. ",
    .fr = "Le contrôle de sécurité de Buddy l'a jugé probable. ",
    .de = "Buddys Sicherheitsprüfung hält das für wahrscheinlich. ",
    .pt = "A verificação de segurança do Buddy considerou-o provável. "
};
constexpr Words why_context{
    .en = "What was said earlier in the conversation points the same way. ",
    .es = "Lo dicho antes en la conversación apunta a lo mismo. ",
    .fr = "Ce qui a été dit plus tôt va dans le même sens. ",
    .de = "Was vorher gesagt wurde, weist in dieselbe Richtung. ",
    .pt = "O que foi dito antes aponta no mesmo sentido. "
};
constexpr Words why_judge{
    .en = "A language model that Buddy asked for a second opinion read it this way. ",
    .es = "Un modelo de lenguaje al que Buddy pidió una segunda opinión lo entendió así. ",
    .fr = "Un modèle de langage à qui Buddy a demandé un second avis l'a compris ainsi. ",
    .de = "Ein Sprachmodell, das Buddy um eine zweite Meinung bat, hat es so verstanden. ",
    .pt = "Um modelo de linguagem a quem o Buddy pediu uma segunda opinião entendeu-o assim. "
};
constexpr Words may_be_wrong{
    .en = "Buddy can be wrong; you know {name} best.",
    .es = "Buddy puede equivocarse; quien mejor conoce a {name} eres tú.",
    .fr = "Buddy peut se tromper ; c'est vous qui connaissez le mieux {name}.",
    .de = "Buddy kann sich irren; Sie kennen {name} am besten.",
    .pt = "O Buddy pode errar; quem melhor conhece {name} é você."
};

// A course over days is about no single message, and is said so.
constexpr Words days_headline{
    .en = "The last days with {name}: worth a quiet talk",
    .es = "Los últimos días de {name}: vale la pena hablar con calma",
    .fr = "Les derniers jours de {name} : une conversation au calme serait utile",
    .de = "Die letzten Tage von {name}: ein ruhiges Gespräch lohnt sich",
    .pt = "Os últimos dias de {name}: vale a pena uma conversa calma"
};
constexpr Words days_heaviness{
    .en =
        "On {days} of the last {recent} days {name} sounded sadder, lonelier or more worried than "
        "usual.",
    .es =
        "En {days} de los últimos {recent} días {name} sonó con más tristeza, soledad o "
        "preocupación de lo habitual.",
    .fr =
        "Sur les {recent} derniers jours, {name} a exprimé pendant {days} jours plus de tristesse, "
        "de solitude ou d'inquiétude qu'à l'ordinaire.",
    .de =
        "An {days} der letzten {recent} Tage klang {name} trauriger, einsamer oder besorgter als "
        "üblich.",
    .pt =
        "Em {days} dos últimos {recent} dias {name} pareceu com mais tristeza, solidão ou "
        "preocupação do que o habitual."
};
constexpr Words days_eating{
    .en =
        "On {days} of the last {recent} days food, weight or eating was on {name}'s mind more than "
        "usual.",
    .es =
        "En {days} de los últimos {recent} días la comida o el peso ocuparon a {name} más de lo "
        "habitual.",
    .fr =
        "Sur les {recent} derniers jours, l'alimentation ou le poids ont préoccupé {name} pendant "
        "{days} jours, plus qu'à l'ordinaire.",
    .de =
        "An {days} der letzten {recent} Tage beschäftigten Essen oder Gewicht {name} mehr als "
        "üblich.",
    .pt =
        "Em {days} dos últimos {recent} dias a comida ou o peso ocuparam {name} mais do que o "
        "habitual."
};
constexpr Words days_bullying{
    .en =
        "On {days} of the last {recent} days {name} wrote about being picked on or about meanness "
        "between children, more than usual.",
    .es =
        "En {days} de los últimos {recent} días {name} escribió sobre burlas o maltrato entre "
        "niños, más de lo habitual.",
    .fr =
        "Sur les {recent} derniers jours, {name} a parlé pendant {days} jours de moqueries ou de "
        "méchancetés entre enfants, plus qu'à l'ordinaire.",
    .de =
        "An {days} der letzten {recent} Tage schrieb {name} mehr als üblich über Hänseleien oder "
        "Gemeinheiten unter Kindern.",
    .pt =
        "Em {days} dos últimos {recent} dias {name} escreveu sobre troça ou maldade entre "
        "crianças, mais do que o habitual."
};
constexpr Words days_dependency{
    .en =
        "On {days} of the last {recent} days {name} leaned on Buddy, more than usual, where people "
        "would be better company.",
    .es =
        "En {days} de los últimos {recent} días {name} se apoyó en Buddy más de lo habitual, donde "
        "las personas serían mejor compañía.",
    .fr =
        "Sur les {recent} derniers jours, {name} a cherché appui auprès de Buddy pendant {days} "
        "jours, plus qu'à l'ordinaire, là où des personnes seraient une meilleure compagnie.",
    .de =
        "An {days} der letzten {recent} Tage hielt sich {name} mehr als üblich an Buddy, wo "
        "Menschen die bessere Gesellschaft wären.",
    .pt =
        "Em {days} dos últimos {recent} dias {name} apoiou-se no Buddy mais do que o habitual, "
        "onde as pessoas seriam melhor companhia."
};
constexpr Words days_together{
    .en = " No single message called for an alert; together they do.",
    .es = " Ningún mensaje por sí solo pedía un aviso; juntos, sí.",
    .fr = " Aucun message ne demandait à lui seul une alerte ; ensemble, si.",
    .de = " Keine einzelne Nachricht hätte eine Meldung verlangt; zusammen tun sie es.",
    .pt = " Nenhuma mensagem pedia por si só um alerta; juntas, pedem."
};
/// True of a new child, too: the fewer days Buddy knows, the more what is usual for children weighs.
constexpr Words why_days{
    .en =
        "Buddy compares the last {recent} days with up to {before} days before them, for this "
        "child; the fewer of these it knows, the more it goes by what is usual for children. It is "
        "no diagnosis and no mark. For {watch} days Buddy looks more closely, and {name} has been "
        "told that you know. ",
    .es =
        "Buddy compara los últimos {recent} días con hasta {before} días anteriores de este menor; "
        "cuantos menos conoce, más se guía por lo habitual en niños. No es un diagnóstico ni una "
        "nota. Durante {watch} días Buddy prestará más atención, y {name} sabe que se te ha "
        "avisado. ",
    .fr =
        "Buddy compare les {recent} derniers jours aux jours précédents de cet enfant, {before} au "
        "plus ; moins il en connaît, plus il se fie à ce qui est habituel chez les enfants. Ce "
        "n'est ni un diagnostic ni une note. Pendant {watch} jours Buddy sera plus attentif, et "
        "{name} sait que vous êtes au courant. ",
    .de =
        "Buddy vergleicht bei diesem Kind die letzten {recent} Tage mit bis zu {before} Tagen "
        "davor; je weniger davon bekannt sind, desto mehr zählt, was bei Kindern üblich ist. Das "
        "ist keine Diagnose und keine Note. {watch} Tage lang achtet Buddy genauer darauf, und "
        "{name} weiß, dass Sie es erfahren haben. ",
    .pt =
        "O Buddy compara os últimos {recent} dias com até {before} dias anteriores desta criança; "
        "quanto menos conhece deles, mais se guia pelo que é habitual em crianças. Não é um "
        "diagnóstico nem uma nota. Durante {watch} dias o Buddy estará mais atento, e {name} sabe "
        "que foi avisado quem cuida de si. "
};
constexpr Words why_watched{
    .en = "Quieter signs had added up over the last days, so Buddy was looking more closely. ",
    .es = "En los últimos días se habían sumado señales más leves, y Buddy prestaba más atención. ",
    .fr =
        "Des signes plus discrets s'étaient accumulés ces derniers jours ; Buddy était donc plus "
        "attentif. ",
    .de =
        "In den letzten Tagen waren leisere Zeichen zusammengekommen, darum achtete Buddy genauer "
        "darauf. ",
    .pt =
        "Nos últimos dias tinham-se somado sinais mais discretos, por isso o Buddy estava mais "
        "atento. "
};

struct Advice {
    Care care;
    std::array<Words, 3> sentences;
};

constexpr std::array<Advice, 8> advice{{
    {Care::LifeAtRisk,
     {{{"Stay with {name} and ask calmly and directly whether they think about dying. Asking does "
        "not plant the idea.",
        "Quédate con {name} y pregunta con calma y directamente si piensa en morir. Preguntar no "
        "da la idea.",
        "Restez avec {name} et demandez calmement et directement si l'idée de mourir est là. En "
        "parler ne donne pas l'idée.",
        "Bleiben Sie bei {name} und fragen Sie ruhig und direkt nach Gedanken ans Sterben. Fragen "
        "bringt niemanden auf die Idee.",
        "Fique com {name} e pergunte com calma e diretamente se pensa em morrer. Perguntar não dá "
        "a ideia."},
       {"Put medicines, blades and other means out of reach.",
        "Pon fuera de su alcance medicamentos, cuchillas y otros medios.",
        "Mettez hors de portée médicaments, lames et autres moyens.",
        "Bringen Sie Medikamente, Klingen und andere Mittel außer Reichweite.",
        "Ponha fora do alcance medicamentos, lâminas e outros meios."},
       {"In immediate danger call the emergency number. The help page lists lines for your "
        "country, for you too.",
        "Si hay peligro inmediato, llama a emergencias. La página de ayuda muestra los teléfonos "
        "de tu país, también para ti.",
        "En cas de danger immédiat, appelez les urgences. La page d'aide indique les lignes de "
        "votre pays, pour vous aussi.",
        "Bei akuter Gefahr rufen Sie den Notruf. Die Hilfeseite nennt Anlaufstellen Ihres Landes, "
        "auch für Sie.",
        "Em perigo imediato ligue para a emergência. A página de ajuda mostra as linhas do seu "
        "país, também para si."}}}},
    {Care::FriendAtRisk,
     {{{"Thank {name} for telling: this is too much for a child to carry alone.",
        "Da las gracias a {name} por contarlo: es demasiado para que lo lleve un menor a solas.",
        "Remerciez {name} d'en avoir parlé : c'est trop lourd à porter pour un enfant.",
        "Danken Sie {name} fürs Erzählen: Das ist zu viel, um es als Kind allein zu tragen.",
        "Agradeça a {name} por contar: é demasiado para uma criança carregar a sós."},
       {"Find out who it is about and tell that person's parents or the school today. With "
        "immediate danger call the emergency number.",
        "Averigua de quién se trata y avisa hoy a su familia o a la escuela. Si hay peligro "
        "inmediato, llama a emergencias.",
        "Cherchez de qui il s'agit et prévenez aujourd'hui ses parents ou l'école. En cas de "
        "danger "
        "immédiat, appelez les urgences.",
        "Finden Sie heraus, um wen es geht, und informieren Sie noch heute die Eltern oder die "
        "Schule. Bei akuter Gefahr rufen Sie den Notruf.",
        "Descubra de quem se trata e avise hoje a família ou a escola. Em perigo imediato ligue "
        "para "
        "a emergência."},
       {"Ask {name} how they are with it, too; sometimes one's own worry is told as a friend's.",
        "Pregunta también a {name} cómo está; a veces lo propio se cuenta como de un amigo.",
        "Demandez aussi à {name} comment ça va ; on raconte parfois son propre souci comme celui "
        "d'un ami.",
        "Fragen Sie auch, wie es {name} damit geht; manchmal wird die eigene Not als die anderer "
        "erzählt.",
        "Pergunte também a {name} como está; às vezes conta-se o próprio como sendo de um amigo."}}}
    },
    {Care::HarmedByOthers,
     {{{"Tell {name} that it is good they spoke and that it is not their fault.",
        "Dile a {name} que hizo bien en hablar y que no es su culpa.",
        "Dites à {name} que c'est bien d'en avoir parlé et que ce n'est pas sa faute.",
        "Sagen Sie {name}, dass es gut war zu reden und dass es nicht die eigene Schuld ist.",
        "Diga a {name} que fez bem em falar e que não tem culpa."},
       {"Keep messages and names; do not confront the other person and do not delete anything.",
        "Guarda mensajes y nombres; no te enfrentes a la otra persona ni borres nada.",
        "Gardez messages et noms ; n'affrontez pas l'autre personne et n'effacez rien.",
        "Bewahren Sie Nachrichten und Namen auf; stellen Sie die andere Person nicht zur Rede und "
        "löschen Sie nichts.",
        "Guarde mensagens e nomes; não confronte a outra pessoa nem apague nada."},
       {"Ask a child protection line or the police what to do next.",
        "Pregunta a una línea de protección infantil o a la policía qué hacer.",
        "Demandez conseil à une ligne de protection de l'enfance ou à la police.",
        "Fragen Sie eine Kinderschutzstelle oder die Polizei, was als Nächstes zu tun ist.",
        "Pergunte a uma linha de proteção de crianças ou à polícia o que fazer."}}}},
    {Care::HarmToOthers,
     {{{"Ask {name} what is going on, and listen first.",
        "Pregunta a {name} qué ocurre y escucha primero.",
        "Demandez à {name} ce qui se passe, et écoutez d'abord.",
        "Fragen Sie {name}, was los ist, und hören Sie zuerst zu.",
        "Pergunte a {name} o que se passa e ouça primeiro."},
       {"If somebody may get hurt, make sure that no weapon is within reach and tell the school or "
        "the police.",
        "Si alguien puede salir herido, comprueba que no haya armas al alcance y avisa a la "
        "escuela "
        "o a la policía.",
        "Si quelqu'un risque d'être blessé, vérifiez qu'aucune arme n'est accessible et prévenez "
        "l'école ou la police.",
        "Wenn jemand verletzt werden könnte: Sorgen Sie dafür, dass keine Waffe erreichbar ist, "
        "und "
        "informieren Sie Schule oder Polizei.",
        "Se alguém puder ficar ferido, garanta que não há armas ao alcance e avise a escola ou a "
        "polícia."},
       {"Anger often covers fear or shame; a calm adult helps more than a punishment.",
        "La rabia suele tapar miedo o vergüenza; un adulto tranquilo ayuda más que un castigo.",
        "La colère cache souvent la peur ou la honte ; un adulte calme aide plus qu'une punition.",
        "Hinter Wut steckt oft Angst oder Scham; ein ruhiger Erwachsener hilft mehr als eine "
        "Strafe.",
        "A raiva esconde muitas vezes medo ou vergonha; um adulto calmo ajuda mais do que um "
        "castigo."}}}},
    {Care::Health,
     {{{"Ask {name} how they are right now. With any sign of poisoning or injury call the "
        "emergency number.",
        "Pregunta a {name} cómo está ahora. Ante cualquier señal de intoxicación o herida, llama a "
        "emergencias.",
        "Demandez à {name} comment ça va maintenant. Au moindre signe d'intoxication ou de "
        "blessure, appelez les urgences.",
        "Fragen Sie {name}, wie es gerade geht. Bei Anzeichen von Vergiftung oder Verletzung rufen "
        "Sie den Notruf.",
        "Pergunte a {name} como está agora. Com qualquer sinal de intoxicação ou ferimento, ligue "
        "para a emergência."},
       {"Talk without blame: what happened, who was there, what would help.",
        "Habla sin culpar: qué pasó, quién estaba, qué ayudaría.",
        "Parlez sans reproche : ce qui s'est passé, qui était là, ce qui aiderait.",
        "Sprechen Sie ohne Vorwurf: was war, wer war dabei, was würde helfen.",
        "Fale sem culpar: o que aconteceu, quem estava, o que ajudaria."},
       {"Your doctor is a good next step, also when you are not sure.",
        "Tu médico es un buen siguiente paso, aunque no estés seguro.",
        "Votre médecin est une bonne étape, même dans le doute.",
        "Die Kinderarztpraxis ist ein guter nächster Schritt, auch wenn Sie unsicher sind.",
        "O médico é um bom passo seguinte, mesmo na dúvida."}}}},
    {Care::Eating,
     {{{"Choose a calm moment away from the table and say what you have noticed and that you "
        "worry.",
        "Busca un momento tranquilo lejos de la mesa y di qué has notado y que te preocupa.",
        "Choisissez un moment calme, loin de la table, et dites ce que vous avez remarqué et votre "
        "inquiétude.",
        "Wählen Sie einen ruhigen Moment abseits vom Esstisch und sagen Sie, was Ihnen auffällt "
        "und "
        "dass Sie sich sorgen.",
        "Escolha um momento calmo longe da mesa e diga o que notou e que se preocupa."},
       {"Ask {name} how they feel, not what they ate.",
        "Pregunta a {name} cómo se siente, no qué ha comido.",
        "Demandez à {name} comment ça va, pas ce qui a été mangé.",
        "Fragen Sie {name}, wie es geht, nicht, was gegessen wurde.",
        "Pergunte a {name} como se sente, não o que comeu."},
       {"Make an appointment with a doctor soon, also when you are not sure. With fainting or "
        "chest "
        "pain call the emergency number.",
        "Pide pronto cita con un médico, aunque tengas dudas. Con desmayos o dolor en el pecho, "
        "llama "
        "a emergencias.",
        "Prenez vite rendez-vous chez un médecin, même dans le doute. En cas de malaise ou de "
        "douleur "
        "à la poitrine, appelez les urgences.",
        "Machen Sie bald einen Arzttermin, auch wenn Sie unsicher sind. Bei Ohnmacht oder "
        "Brustschmerzen rufen Sie den Notruf.",
        "Marque em breve uma consulta médica, mesmo na dúvida. Com desmaio ou dor no peito, ligue "
        "para "
        "a emergência."}}}},
    {Care::Bullied,
     {{{"Listen to {name} without solving it at once, and say that you are on their side.",
        "Escucha a {name} sin resolverlo enseguida y dile que estás de su lado.",
        "Écoutez {name} sans chercher tout de suite une solution, et dites que vous êtes de son "
        "côté.",
        "Hören Sie {name} zu, ohne gleich zu lösen, und sagen Sie, dass Sie zu ihm oder ihr "
        "stehen.",
        "Ouça {name} sem resolver logo e diga que está do seu lado."},
       {"Write down what happened, when and who saw it; keep screenshots.",
        "Anota qué pasó, cuándo y quién lo vio; guarda capturas.",
        "Notez ce qui s'est passé, quand et qui l'a vu ; gardez les captures d'écran.",
        "Notieren Sie, was wann geschah und wer es sah; bewahren Sie Bildschirmfotos auf.",
        "Anote o que aconteceu, quando e quem viu; guarde capturas de ecrã."},
       {"Agree with {name} on whom to speak to at school, and speak to them.",
        "Acordad {name} y tú con quién hablar en la escuela, y hazlo.",
        "Choisissez avec {name} à qui parler à l'école, et parlez-lui.",
        "Vereinbaren Sie mit {name}, wen Sie in der Schule ansprechen, und tun Sie es.",
        "Combine com {name} com quem falar na escola, e fale."}}}},
    {Care::Other,
     {{{"Find a quiet moment today and ask {name} how things are.",
        "Busca hoy un momento tranquilo y pregunta a {name} cómo está.",
        "Trouvez un moment calme aujourd'hui et demandez à {name} comment ça va.",
        "Nehmen Sie sich heute einen ruhigen Moment und fragen Sie {name}, wie es geht.",
        "Encontre hoje um momento calmo e pergunte a {name} como está."},
       {"Listen more than you explain; you need not have an answer.",
        "Escucha más de lo que explicas; no hace falta tener respuesta.",
        "Écoutez plus que vous n'expliquez ; il n'est pas nécessaire d'avoir une réponse.",
        "Hören Sie mehr zu, als Sie erklären; eine Antwort braucht es nicht.",
        "Ouça mais do que explica; não precisa de ter resposta."},
       {"If it goes on for two weeks or gets worse, ask a doctor or school counsellor.",
        "Si dura dos semanas o empeora, consulta a un médico o al orientador escolar.",
        "Si cela dure deux semaines ou s'aggrave, consultez un médecin ou le psychologue scolaire.",
        "Dauert es zwei Wochen oder wird es schlimmer, fragen Sie ärztlich oder in der Schule um "
        "Rat.",
        "Se durar duas semanas ou piorar, fale com um médico ou com o psicólogo da escola."}}}},
}};

/// What an alert is about when its category has no words of its own.
const Row& row_of(Category category)
{
    const auto* found = std::ranges::find(rows, category, &Row::category);
    if (found == rows.end()) found = std::ranges::find(rows, Category::Distress, &Row::category);
    return *found;
}

void replace(std::string& text, std::string_view mark, std::string_view with)
{
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + with.size()))
        text.replace(at, mark.size(), with);
}

const Words& what_words(safety::Subject subject)
{
    if (subject == safety::Subject::Self) return about_self;
    if (subject == safety::Subject::Other) return about_other;
    return about_something;
}

const Words& days_words(Category category)
{
    if (category == Category::EatingDisorder) return days_eating;
    if (category == Category::Bullying) return days_bullying;
    if (category == Category::Dependency) return days_dependency;
    return days_heaviness;
}

/// Nothing where age makes no difference.
const Words* avoid_by_age(Care care, safety::AgeBand age)
{
    if (care != Care::LifeAtRisk && care != Care::HarmedByOthers) return nullptr;
    if (age == safety::AgeBand::From7To9) return &avoid_with_the_young;
    if (age == safety::AgeBand::From13To17) return &avoid_with_the_grown;
    return nullptr;
}

Care care_of(const Row& row, const AlertFacts& facts)
{
    const bool is_other = facts.subject == safety::Subject::Other && facts.on_days == 0;
    return row.care == Care::LifeAtRisk && is_other ? Care::FriendAtRisk : row.care;
}

bool has_source(const AlertFacts& facts, std::string_view prefix)
{
    return std::ranges::any_of(facts.sources, [prefix](const std::string& source) {
        return source.starts_with(prefix);
    });
}

}  // namespace

AlertWords words_for(const AlertFacts& facts, const Concerned& child, std::string_view language)
{
    const auto& row = row_of(facts.category);
    const auto care = care_of(row, facts);
    const auto say = [&](const Words& words) {
        std::string text{words.in(language)};
        // The topic first: a nickname that looks like a mark must not be replaced again.
        replace(text, "{topic}", row.topic.in(language));
        replace(text, "{days}", std::to_string(facts.on_days));
        replace(text, "{recent}", std::to_string(Trajectory::recent_days.count()));
        replace(text, "{before}", std::to_string(days_before.count()));
        replace(text, "{watch}", std::to_string(facts.watch_days));
        replace(text, "{name}", child.nickname);
        return text;
    };
    std::vector<std::string> helps_now;
    for (const auto& sentence : std::ranges::find(advice, care, &Advice::care)->sentences)
        helps_now.push_back(say(sentence));
    std::vector<std::string> avoid_now;
    for (const auto& sentence : std::ranges::find(warnings, care, &Warning::care)->sentences)
        avoid_now.push_back(say(sentence));
    if (const auto* by_age = avoid_by_age(care, child.age_band)) avoid_now.push_back(say(*by_age));
    if (facts.on_days > 0)
        return {
            .headline = say(days_headline),
            .what = say(days_words(facts.category)) + say(days_together),
            .why = say(why_days) + say(may_be_wrong),
            .helps_now = std::move(helps_now),
            .avoid_now = std::move(avoid_now)
        };
    const bool serious = facts.severity >= safety::Severity::High;
    AlertWords words{
        .headline = say(serious ? serious_headline : headline),
        .what = say(what_words(facts.subject)),
        .why = {},
        .helps_now = std::move(helps_now),
        .avoid_now = std::move(avoid_now)
    };
    if (facts.when == safety::When::Past) words.what += in_the_past.in(language);
    words.what += buddy_answered.in(language);
    if (has_source(facts, "rule:")) words.why += why_rule.in(language);
    if (has_source(facts, "model")) words.why += why_model.in(language);
    if (has_source(facts, "context:") || has_source(facts, "state"))
        words.why += why_context.in(language);
    if (has_source(facts, "days")) words.why += why_watched.in(language);
    if (has_source(facts, "judge")) words.why += why_judge.in(language);
    words.why += say(may_be_wrong);
    return words;
}

}  // namespace buddy::moderation
