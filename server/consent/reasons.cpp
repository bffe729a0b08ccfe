#include "consent/reasons.hpp"

#include <array>
#include <cstddef>

namespace buddy::consent {
namespace {

using Texts = std::array<std::string_view, 5>;  // en, es, fr, de, pt

std::size_t index_of(std::string_view language) noexcept
{
    constexpr Texts known{"en", "es", "fr", "de", "pt"};
    for (std::size_t i = 0; i < known.size(); ++i)
        if (known.at(i) == language) return i;
    return 0;
}

struct ReasonRow {
    std::string_view id;
    Texts texts;
};
struct PurposeRow {
    Texts title;
    Texts purpose;
    Texts gets;
};

// clang-format off
// In the order of Reason.
constexpr std::array<ReasonRow, reason_count> reasons{{
    {"no_such_use", {
        "This installation does not do that, or needs no agreement for it. Please load the page again.",
        "Esta instalación no hace eso, o no necesita consentimiento para ello. Vuelve a cargar la página.",
        "Cette installation ne fait pas cela, ou n'a pas besoin d'accord pour cela. Rechargez la page.",
        "Das macht diese Installation nicht, oder sie braucht dafür keine Zustimmung. Bitte lade die Seite neu.",
        "Esta instalação não faz isso, ou não precisa de consentimento para isso. Carregue a página de novo."}},
    {"notice_changed", {
        "What is used here has changed since you read it. Please load the page, read it again, and decide then.",
        "Lo que se usa aquí ha cambiado desde que lo leíste. Carga la página, léelo otra vez y decide entonces.",
        "Ce qui est utilisé ici a changé depuis votre lecture. Rechargez la page, relisez, puis décidez.",
        "Was hier benutzt wird, hat sich geändert, seit du es gelesen hast. Bitte lade die Seite, lies es noch einmal und entscheide dann.",
        "O que se usa aqui mudou desde que você leu. Carregue a página, leia de novo e decida então."}},
    {"form_needed", {
        "Here a child's words go to another company. For that we must be sure that a guardian agrees: print the form, sign it and send it to us.",
        "Aquí las palabras de un niño van a otra empresa. Para eso debemos estar seguros de que un tutor está de acuerdo: imprime el formulario, fírmalo y envíanoslo.",
        "Ici, les mots d'un enfant vont à une autre entreprise. Nous devons être sûrs qu'un responsable est d'accord : imprimez le formulaire, signez-le et envoyez-le-nous.",
        "Hier gehen Worte eines Kindes an eine andere Firma. Dafür müssen wir sicher sein, dass jemand mit Sorgerecht zustimmt: Druck das Formular aus, unterschreib es und schick es uns.",
        "Aqui as palavras de uma criança vão para outra empresa. Para isso precisamos ter a certeza de que um responsável concorda: imprima o formulário, assine e envie."}},
    {"email_unverified", {
        "Please confirm your e-mail address first: the link is in the mail that we sent you.",
        "Primero confirma tu dirección de correo: el enlace está en el mensaje que te enviamos.",
        "Confirmez d'abord votre adresse e-mail : le lien est dans le message que nous vous avons envoyé.",
        "Bitte bestätige zuerst deine E-Mail-Adresse: Der Link steht in der Mail, die wir dir geschickt haben.",
        "Confirme primeiro o seu endereço de e-mail: o link está na mensagem que enviámos."}},
    {"link_invalid", {
        "This link does not work. Sign in and look under Settings, Consent: you can take everything back there.",
        "Este enlace no funciona. Inicia sesión y mira en Ajustes, Consentimiento: allí puedes retirarlo todo.",
        "Ce lien ne fonctionne pas. Connectez-vous et regardez dans Réglages, Consentement : vous pouvez tout y retirer.",
        "Dieser Link geht nicht. Melde dich an und sieh unter Einstellungen, Einwilligung nach: Dort kannst du alles zurücknehmen.",
        "Este link não funciona. Entre e veja em Definições, Consentimento: lá pode retirar tudo."}},
    {"nothing_to_sign", {
        "Please choose at least one thing that the form is for.",
        "Elige al menos una cosa para la que sirva el formulario.",
        "Choisissez au moins une chose pour laquelle le formulaire est fait.",
        "Bitte wähle mindestens eine Sache, für die das Formular gilt.",
        "Escolha pelo menos uma coisa para o formulário."}},
    {"no_such_form", {
        "This form is not there any more. Please make a new one.",
        "Este formulario ya no existe. Crea uno nuevo.",
        "Ce formulaire n'existe plus. Créez-en un nouveau.",
        "Dieses Formular gibt es nicht mehr. Bitte mach ein neues.",
        "Este formulário já não existe. Crie um novo."}},
    {"form_closed", {
        "This form has been sent or decided already. Make a new one if you want to send another.",
        "Este formulario ya se ha enviado o decidido. Crea uno nuevo si quieres enviar otro.",
        "Ce formulaire a déjà été envoyé ou traité. Créez-en un nouveau pour en envoyer un autre.",
        "Dieses Formular ist schon verschickt oder entschieden. Mach ein neues, wenn du noch eines schicken willst.",
        "Este formulário já foi enviado ou decidido. Crie um novo se quiser enviar outro."}},
    {"piece_invalid", {
        "A part of the file did not arrive as it should. Please choose the file again.",
        "Una parte del archivo no llegó bien. Elige el archivo otra vez.",
        "Une partie du fichier n'est pas bien arrivée. Choisissez de nouveau le fichier.",
        "Ein Teil der Datei ist nicht richtig angekommen. Bitte wähle die Datei noch einmal.",
        "Uma parte do ficheiro não chegou bem. Escolha o ficheiro de novo."}},
    {"file_too_large", {
        "This file is larger than 5 MB. A photograph of the page in normal quality is small enough.",
        "Este archivo ocupa más de 5 MB. Una foto de la página con calidad normal es suficiente.",
        "Ce fichier dépasse 5 Mo. Une photo de la page en qualité normale suffit.",
        "Diese Datei ist größer als 5 MB. Ein Foto der Seite in normaler Qualität ist klein genug.",
        "Este ficheiro tem mais de 5 MB. Uma fotografia da página em qualidade normal basta."}},
    {"file_unknown", {
        "We can read PDF, JPEG and PNG files. Please photograph the page, or scan it as PDF.",
        "Podemos leer archivos PDF, JPEG y PNG. Fotografía la página o escanéala en PDF.",
        "Nous pouvons lire les fichiers PDF, JPEG et PNG. Photographiez la page ou numérisez-la en PDF.",
        "Wir können PDF, JPEG und PNG lesen. Bitte fotografiere die Seite oder scanne sie als PDF.",
        "Conseguimos ler ficheiros PDF, JPEG e PNG. Fotografe a página ou digitalize-a em PDF."}},
    {"family_disputed", {
        "Guardians of this family are in dispute. Until it is resolved nothing new can be agreed to; you can still take back.",
        "Los tutores de esta familia están en conflicto. Hasta que se resuelva no se puede consentir nada nuevo; retirar sí se puede.",
        "Les parents de cette famille sont en désaccord. Jusqu'à la résolution, rien de nouveau ne peut être accepté ; retirer reste possible.",
        "Die Erziehenden dieser Familie sind im Streit. Bis das geklärt ist, kann nichts Neues erlaubt werden; zurücknehmen geht weiterhin.",
        "Os responsáveis desta família estão em desacordo. Até se resolver, nada de novo pode ser autorizado; retirar continua possível."}},
    {"guardian_left", {
        "Whoever agreed to this is no guardian of this family any more. One who is can decide it under Settings, Consent.",
        "Quien consintió esto ya no es tutor de esta familia. Un tutor actual puede decidirlo en Ajustes, Consentimiento.",
        "La personne qui avait donné cet accord n'est plus responsable de cette famille. Un responsable actuel peut en décider dans Réglages, Consentement.",
        "Wer hier zugestimmt hat, gehört nicht mehr zu den Erziehenden dieser Familie. Wer dazugehört, kann das unter Einstellungen, Einwilligung entscheiden.",
        "Quem consentiu nisto já não é responsável por esta família. Um responsável atual pode decidir em Definições, Consentimento."}},
    {"busy", {
        "We could not do this just now, and nothing was changed. Please try again in a moment.",
        "Ahora mismo no pudimos hacerlo y no se cambió nada. Inténtalo en un momento.",
        "Nous n'avons pas pu le faire à l'instant, et rien n'a changé. Réessayez dans un moment.",
        "Das ging gerade nicht, und nichts wurde geändert. Bitte versuche es gleich noch einmal.",
        "Não conseguimos fazer isto agora, e nada mudou. Tente de novo daqui a pouco."}},
}};

// In the order of Flaw.
constexpr std::array<Texts, 4> flaws{{
    {"We could not read the page. Please photograph it again in good light.",
     "No pudimos leer la página. Fotografíala otra vez con buena luz.",
     "Nous n'avons pas pu lire la page. Photographiez-la de nouveau avec une bonne lumière.",
     "Wir konnten die Seite nicht lesen. Bitte fotografiere sie noch einmal bei gutem Licht.",
     "Não conseguimos ler a página. Fotografe de novo com boa luz."},
    {"There is no signature on the page. Please sign it and send it again.",
     "La página no tiene firma. Fírmala y envíala otra vez.",
     "La page n'est pas signée. Signez-la et envoyez-la de nouveau.",
     "Auf der Seite ist keine Unterschrift. Bitte unterschreib sie und schick sie noch einmal.",
     "A página não tem assinatura. Assine e envie de novo."},
    {"The code on the page is not the one of this form. Please print the newest form.",
     "El código de la página no es el de este formulario. Imprime el formulario más reciente.",
     "Le code de la page n'est pas celui de ce formulaire. Imprimez le formulaire le plus récent.",
     "Der Code auf der Seite gehört nicht zu diesem Formular. Bitte druck das neueste Formular aus.",
     "O código da página não é o deste formulário. Imprima o formulário mais recente."},
    {"The page must be signed by a guardian of the child.",
     "La página debe firmarla un tutor del niño.",
     "La page doit être signée par un responsable de l'enfant.",
     "Die Seite muss jemand mit Sorgerecht für das Kind unterschreiben.",
     "A página tem de ser assinada por um responsável da criança."},
}};

// In the order of Purpose.
constexpr std::array<PurposeRow, 4> purposes{{
    {{"Buddy itself", "Buddy", "Buddy lui-même", "Buddy selbst", "O próprio Buddy"},
     {"So that a child can talk with Buddy, and you can see how things are.",
      "Para que un niño pueda hablar con Buddy y tú puedas ver cómo está.",
      "Pour qu'un enfant puisse parler avec Buddy et que vous voyiez comment il va.",
      "Damit ein Kind mit Buddy sprechen kann und du siehst, wie es ihm geht.",
      "Para que uma criança possa falar com o Buddy e você veja como ela está."},
     {"This server keeps the child's nickname, birth month, interests, what it writes, and the moods and worries that Buddy reads in it. Words are kept encrypted.",
      "Este servidor guarda el apodo del niño, su mes de nacimiento, sus intereses, lo que escribe y los ánimos y preocupaciones que Buddy lee en ello. Las palabras se guardan cifradas.",
      "Ce serveur garde le surnom de l'enfant, son mois de naissance, ses centres d'intérêt, ce qu'il écrit, et les humeurs et soucis que Buddy y lit. Les mots sont gardés chiffrés.",
      "Dieser Server bewahrt den Spitznamen des Kindes, seinen Geburtsmonat, seine Interessen, was es schreibt, und die Stimmungen und Sorgen auf, die Buddy darin liest. Worte werden verschlüsselt aufbewahrt.",
      "Este servidor guarda a alcunha da criança, o mês de nascimento, os interesses, o que ela escreve, e os humores e preocupações que o Buddy lê nisso. As palavras são guardadas cifradas."}},
    {{"Answers by a language model", "Respuestas de un modelo de lenguaje", "Réponses d'un modèle de langage", "Antworten von einem Sprachmodell", "Respostas de um modelo de linguagem"},
     {"A language model writes what Buddy answers. Without it, the guided mentor on this server answers.",
      "Un modelo de lenguaje escribe lo que Buddy responde. Sin él, responde el mentor guiado de este servidor.",
      "Un modèle de langage écrit les réponses de Buddy. Sans lui, c'est le mentor guidé de ce serveur qui répond.",
      "Ein Sprachmodell schreibt, was Buddy antwortet. Ohne es antwortet der geführte Mentor auf diesem Server.",
      "Um modelo de linguagem escreve o que o Buddy responde. Sem ele, responde o mentor guiado deste servidor."},
     {"It gets the recent messages of the talk, with names, addresses and numbers taken out where Buddy finds them, the child's age band and language, and a made-up number instead of a name.",
      "Recibe los mensajes recientes de la conversación, sin los nombres, direcciones y números que Buddy encuentra, la franja de edad y el idioma del niño, y un número inventado en lugar del nombre.",
      "Il reçoit les messages récents de la conversation, sans les noms, adresses et numéros que Buddy y trouve, la tranche d'âge et la langue de l'enfant, et un numéro inventé au lieu du nom.",
      "Es bekommt die letzten Nachrichten des Gesprächs, ohne Namen, Anschriften und Nummern, soweit Buddy sie findet, Altersgruppe und Sprache des Kindes und statt eines Namens eine erfundene Nummer.",
      "Recebe as mensagens recentes da conversa, sem os nomes, endereços e números que o Buddy encontra, a faixa etária e a língua da criança, e um número inventado em vez do nome."}},
    {{"A second opinion on worrying messages", "Una segunda opinión sobre mensajes preocupantes", "Un deuxième avis sur les messages inquiétants", "Eine zweite Meinung zu beunruhigenden Nachrichten", "Uma segunda opinião sobre mensagens preocupantes"},
     {"Where Buddy is unsure whether a message is worrying, a language model is asked. Without it, Buddy decides alone.",
      "Cuando Buddy no está seguro de si un mensaje es preocupante, se pregunta a un modelo de lenguaje. Sin él, Buddy decide solo.",
      "Quand Buddy n'est pas sûr qu'un message soit inquiétant, un modèle de langage est consulté. Sans lui, Buddy décide seul.",
      "Wo Buddy unsicher ist, ob eine Nachricht Sorgen machen muss, wird ein Sprachmodell gefragt. Ohne es entscheidet Buddy allein.",
      "Quando o Buddy não tem a certeza se uma mensagem é preocupante, pergunta-se a um modelo de linguagem. Sem ele, o Buddy decide sozinho."},
     {"It gets the message, a few before it, the child's age band and language; the nickname is taken out.",
      "Recibe el mensaje, algunos anteriores, la franja de edad y el idioma del niño; el apodo se quita.",
      "Il reçoit le message, quelques-uns d'avant, la tranche d'âge et la langue de l'enfant ; le surnom est retiré.",
      "Es bekommt die Nachricht, einige davor, Altersgruppe und Sprache des Kindes; der Spitzname wird herausgenommen.",
      "Recebe a mensagem, algumas anteriores, a faixa etária e a língua da criança; a alcunha é retirada."}},
    {{"Mails to grown-ups", "Correos a personas adultas", "E-mails aux adultes", "Mails an Erwachsene", "E-mails a adultos"},
     {"Mails to you, to the other trusted adult you name, and to the people who run this server. They belong to the account.",
      "Correos para ti, para la otra persona de confianza que indiques y para quienes llevan este servidor. Forman parte de la cuenta.",
      "Des e-mails à vous, à l'autre adulte de confiance que vous indiquez, et aux personnes qui gèrent ce serveur. Ils font partie du compte.",
      "Mails an dich, an die andere Vertrauensperson, die du nennst, und an die Leute, die diesen Server betreiben. Sie gehören zum Konto.",
      "E-mails para você, para o outro adulto de confiança que indicar e para quem mantém este servidor. Fazem parte da conta."},
     {"It gets your e-mail address and the mail: never what a child wrote. Only a mail to the other trusted adult names the child, by its nickname.",
      "Recibe tu dirección de correo y el mensaje: nunca lo que escribió un niño. Solo un correo a la otra persona de confianza nombra al niño, por su apodo.",
      "Il reçoit votre adresse e-mail et le message : jamais ce qu'un enfant a écrit. Seul un e-mail à l'autre adulte de confiance nomme l'enfant, par son surnom.",
      "Er bekommt deine E-Mail-Adresse und die Mail: nie, was ein Kind geschrieben hat. Nur eine Mail an die andere Vertrauensperson nennt das Kind, beim Spitznamen.",
      "Recebe o seu endereço de e-mail e a mensagem: nunca o que uma criança escreveu. Só um e-mail ao outro adulto de confiança nomeia a criança, pela alcunha."}},
}};

constexpr Texts what_it_is{
    "Buddy is a computer program that children talk with. Before a child's profile is made, we tell you what is kept and who gets it, and ask you.",
    "Buddy es un programa con el que hablan los niños. Antes de crear el perfil de un niño, te decimos qué se guarda y quién lo recibe, y te preguntamos.",
    "Buddy est un programme avec lequel des enfants parlent. Avant de créer le profil d'un enfant, nous vous disons ce qui est gardé et qui le reçoit, et nous vous demandons votre accord.",
    "Buddy ist ein Computerprogramm, mit dem Kinder sprechen. Bevor ein Profil für ein Kind entsteht, sagen wir dir, was aufbewahrt wird und wer es bekommt, und fragen dich.",
    "O Buddy é um programa com que as crianças falam. Antes de criar o perfil de uma criança, dizemos o que é guardado e quem o recebe, e perguntamos."};
constexpr Texts nothing_leaves{
    "In this installation nothing that a child writes goes to another company.",
    "En esta instalación nada de lo que escribe un niño va a otra empresa.",
    "Dans cette installation, rien de ce qu'un enfant écrit ne va à une autre entreprise.",
    "In dieser Installation geht nichts, was ein Kind schreibt, an eine andere Firma.",
    "Nesta instalação, nada do que uma criança escreve vai para outra empresa."};
constexpr Texts each_by_itself{
    "Where words can go to another company, you decide on each one by itself. You can agree to Buddy and to none of them: then nothing goes there.",
    "Cuando las palabras pueden ir a otra empresa, decides sobre cada una por separado. Puedes aceptar Buddy y ninguna de ellas: entonces nada va allí.",
    "Quand des mots peuvent aller à une autre entreprise, vous décidez pour chacune. Vous pouvez accepter Buddy et aucune d'elles : rien n'y va alors.",
    "Wo Worte an eine andere Firma gehen können, entscheidest du über jede einzeln. Du kannst Buddy zustimmen und keiner davon: Dann geht nichts dorthin.",
    "Quando as palavras podem ir para outra empresa, você decide sobre cada uma. Pode aceitar o Buddy e nenhuma delas: então nada vai para lá."};
constexpr Texts take_back{
    "You can take everything back at any time, under Settings, Consent. It holds from that moment on. Nobody sells these data, and nobody advertises with them.",
    "Puedes retirarlo todo cuando quieras, en Ajustes, Consentimiento. Vale desde ese momento. Nadie vende estos datos ni hace publicidad con ellos.",
    "Vous pouvez tout retirer à tout moment, dans Réglages, Consentement. Cela vaut dès cet instant. Personne ne vend ces données ni n'en fait de la publicité.",
    "Du kannst alles jederzeit zurücknehmen, unter Einstellungen, Einwilligung. Es gilt von dem Moment an. Niemand verkauft diese Daten, und niemand wirbt mit ihnen.",
    "Você pode retirar tudo a qualquer momento, em Definições, Consentimento. Vale a partir desse momento. Ninguém vende estes dados nem faz publicidade com eles."};
// clang-format on

}  // namespace

std::string_view id_of(Reason reason) noexcept
{
    return reasons.at(static_cast<std::size_t>(reason)).id;
}

std::string_view words_for(Reason reason, std::string_view language) noexcept
{
    return reasons.at(static_cast<std::size_t>(reason)).texts.at(index_of(language));
}

std::string_view words_for(Flaw flaw, std::string_view language) noexcept
{
    return flaws.at(static_cast<std::size_t>(flaw)).at(index_of(language));
}

UseWords words_for(Purpose purpose, std::string_view language) noexcept
{
    const auto& row = purposes.at(static_cast<std::size_t>(purpose));
    const auto i = index_of(language);
    return {.title = row.title.at(i), .purpose = row.purpose.at(i), .gets = row.gets.at(i)};
}

std::vector<std::string_view> notice_intro(bool discloses, std::string_view language)
{
    const auto i = index_of(language);
    return {
        what_it_is.at(i), discloses ? each_by_itself.at(i) : nothing_leaves.at(i), take_back.at(i)
    };
}

}  // namespace buddy::consent
