#include "notify/mail_words.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>

namespace buddy::notify {
namespace {

constexpr std::size_t language_count = 5;
constexpr std::array<std::string_view, language_count> languages{"en", "es", "fr", "de", "pt"};
using Texts = std::array<std::string_view, language_count>;

std::size_t index_of(std::string_view language)
{
    for (std::size_t i = 0; i < languages.size(); ++i)
        if (languages.at(i) == language) return i;
    return 0;
}

// clang-format off
constexpr Texts hello{"Hello,", "Hola:", "Bonjour,", "Guten Tag,", "Olá,"};

namespace verification {
constexpr Texts subject{
    "Please confirm your address for Buddy",
    "Confirma tu dirección para Buddy",
    "Confirmez votre adresse pour Buddy",
    "Bitte bestätige deine Adresse für Buddy",
    "Confirme o seu endereço para o Buddy"};
constexpr Texts what{
    "somebody has made a Buddy account with this address. If it was you, please confirm it:",
    "alguien ha creado una cuenta de Buddy con esta dirección. Si has sido tú, confírmala:",
    "quelqu'un a créé un compte Buddy avec cette adresse. Si c'est vous, confirmez-la :",
    "jemand hat mit dieser Adresse ein Konto bei Buddy angelegt. Wenn du es warst, bestätige sie bitte:",
    "alguém criou uma conta do Buddy com este endereço. Se foi você, confirme:"};
constexpr Texts link{
    "Confirm the address", "Confirmar la dirección", "Confirmer l'adresse", "Adresse bestätigen", "Confirmar o endereço"};
constexpr Texts otherwise{
    "The link works for one day. If it was not you, do nothing: an address that is not confirmed gets no mail about children.",
    "El enlace funciona durante un día. Si no has sido tú, no hagas nada: a una dirección sin confirmar no se envían correos sobre niños.",
    "Le lien fonctionne pendant un jour. Si ce n'est pas vous, ne faites rien : une adresse non confirmée ne reçoit aucun e-mail sur des enfants.",
    "Der Link gilt einen Tag. Wenn du es nicht warst, tu nichts: An eine Adresse, die nicht bestätigt ist, geht keine Mail über Kinder.",
    "O link funciona durante um dia. Se não foi você, não faça nada: um endereço não confirmado não recebe e-mails sobre crianças."};
}  // namespace verification

namespace invitation {
constexpr Texts subject{
    "Somebody invites you to a family on Buddy",
    "Te invitan a una familia en Buddy",
    "On vous invite dans une famille sur Buddy",
    "Jemand lädt dich in eine Familie bei Buddy ein",
    "Alguém o convida para uma família no Buddy"};
constexpr Texts guardian{
    "{} asks you to join a family on Buddy as a guardian: to agree, to decide, and to look after its children together.",
    "{} te pide que te unas a una familia en Buddy como tutor: para dar consentimiento, decidir y cuidar juntos de sus niños.",
    "{} vous demande de rejoindre une famille sur Buddy comme parent : pour consentir, décider et veiller ensemble sur ses enfants.",
    "{} bittet dich, bei Buddy als erziehende Person zu einer Familie zu kommen: um gemeinsam zuzustimmen, zu entscheiden und auf ihre Kinder zu achten.",
    "{} pede-lhe que se junte a uma família no Buddy como responsável: para consentir, decidir e cuidar em conjunto das crianças."};
constexpr Texts adult{
    "{} asks you to be a trusted adult for a family on Buddy: to hear when something worrying comes up. You decide nothing and read no talks.",
    "{} te pide que seas un adulto de confianza para una familia en Buddy: te enterarás cuando ocurra algo preocupante. No decides nada ni lees conversaciones.",
    "{} vous demande d'être un adulte de confiance pour une famille sur Buddy : vous serez averti quand quelque chose inquiète. Vous ne décidez de rien et ne lisez aucune conversation.",
    "{} bittet dich, Vertrauensperson für eine Familie bei Buddy zu sein: Du erfährst, wenn etwas Sorge macht. Du entscheidest nichts und liest keine Gespräche.",
    "{} pede-lhe que seja um adulto de confiança para uma família no Buddy: saberá quando surgir algo preocupante. Não decide nada e não lê conversas."};
constexpr Texts link{
    "See the invitation", "Ver la invitación", "Voir l'invitation", "Einladung ansehen", "Ver o convite"};
constexpr Texts otherwise{
    "The link works once, for seven days. If you do not know who this is, do nothing.",
    "El enlace funciona una vez, durante siete días. Si no sabes quién es, no hagas nada.",
    "Le lien fonctionne une fois, pendant sept jours. Si vous ne connaissez pas cette personne, ne faites rien.",
    "Der Link gilt einmal, sieben Tage lang. Wenn du nicht weißt, wer das ist, tu nichts.",
    "O link funciona uma vez, durante sete dias. Se não sabe quem é, não faça nada."};
}  // namespace invitation

// In the order of FamilyNews.
namespace family {
constexpr Texts subject{
    "News about your family's grown-ups on Buddy",
    "Novedades sobre los adultos de tu familia en Buddy",
    "Du nouveau parmi les adultes de votre famille sur Buddy",
    "Neues von den Erwachsenen deiner Familie bei Buddy",
    "Novidades sobre os adultos da sua família no Buddy"};
constexpr std::array<Texts, 9> news{{
    {"a grown-up has joined your family.",
     "una persona adulta se ha unido a tu familia.",
     "une personne adulte a rejoint votre famille.",
     "eine erwachsene Person ist zu deiner Familie gekommen.",
     "uma pessoa adulta juntou-se à sua família."},
    {"a grown-up has left your family.",
     "una persona adulta ha salido de tu familia.",
     "une personne adulte a quitté votre famille.",
     "eine erwachsene Person hat deine Familie verlassen.",
     "uma pessoa adulta saiu da sua família."},
    {"somebody asked that a guardian leave your family. It takes effect in seven days, unless somebody objects before.",
     "alguien ha pedido que un tutor salga de tu familia. Tendrá efecto en siete días, si nadie se opone antes.",
     "quelqu'un a demandé qu'un parent quitte votre famille. Cela prendra effet dans sept jours, sauf objection.",
     "jemand hat gebeten, dass eine erziehende Person deine Familie verlässt. Das gilt in sieben Tagen, wenn vorher niemand widerspricht.",
     "alguém pediu que um responsável saia da sua família. Terá efeito daqui a sete dias, se ninguém se opuser antes."},
    {"a grown-up does not belong to the family any more, as it was asked for.",
     "una persona adulta ya no pertenece a la familia, como se había pedido.",
     "une personne adulte ne fait plus partie de la famille, comme cela avait été demandé.",
     "eine erwachsene Person gehört nicht mehr zur Familie, wie es erbeten war.",
     "uma pessoa adulta já não pertence à família, como tinha sido pedido."},
    {"a request among the grown-ups of your family has ended; nothing changes.",
     "una petición entre los adultos de tu familia ha terminado; nada cambia.",
     "une demande entre les adultes de votre famille est close ; rien ne change.",
     "eine Bitte unter den Erwachsenen deiner Familie ist erledigt; nichts ändert sich.",
     "um pedido entre os adultos da sua família terminou; nada muda."},
    {"you are asked to take over the account of your family.",
     "te piden que te hagas cargo de la cuenta de tu familia.",
     "on vous demande de reprendre le compte de votre famille.",
     "du wirst gebeten, das Konto deiner Familie zu übernehmen.",
     "pedem-lhe que assuma a conta da sua família."},
    {"another guardian holds your family's account now.",
     "la cuenta de tu familia está ahora a nombre de otro tutor.",
     "le compte de votre famille est désormais au nom d'un autre parent.",
     "das Konto deiner Familie führt jetzt jemand anderes.",
     "a conta da sua família está agora em nome de outro responsável."},
    {"there is a dispute among the guardians of your family. Until it is resolved, nobody can be removed and nothing be widened. Alerts reach all of you as before.",
     "hay un conflicto entre los tutores de tu familia. Hasta que se resuelva, nadie puede ser excluido y nada puede ampliarse. Los avisos os llegan a todos como antes.",
     "il y a un désaccord entre les parents de votre famille. Jusqu'à sa résolution, personne ne peut être retiré et rien ne peut être élargi. Les alertes vous parviennent à tous comme avant.",
     "unter den Erziehenden deiner Familie gibt es einen Streit. Bis er geklärt ist, kann niemand entfernt und nichts erweitert werden. Meldungen erreichen euch alle wie bisher.",
     "há um desacordo entre os responsáveis da sua família. Até se resolver, ninguém pode ser retirado e nada pode ser alargado. Os alertas chegam a todos como antes."},
    {"the dispute among the guardians of your family is resolved.",
     "el conflicto entre los tutores de tu familia está resuelto.",
     "le désaccord entre les parents de votre famille est résolu.",
     "der Streit unter den Erziehenden deiner Familie ist geklärt.",
     "o desacordo entre os responsáveis da sua família está resolvido."},
}};
constexpr Texts link{
    "See it and answer", "Verlo y responder", "Voir et répondre", "Ansehen und antworten", "Ver e responder"};
}  // namespace family

namespace erasure {
constexpr Texts asked_subject{
    "Somebody asked to erase what Buddy keeps",
    "Alguien ha pedido borrar lo que guarda Buddy",
    "Quelqu'un a demandé d'effacer ce que Buddy conserve",
    "Jemand hat gebeten, zu löschen, was Buddy aufbewahrt",
    "Alguém pediu para apagar o que o Buddy guarda"};
constexpr Texts asked{
    "a guardian of your family has asked to erase what Buddy keeps. Until {} every guardian can undo it. After that nobody can, and we cannot either.",
    "un tutor de tu familia ha pedido borrar lo que guarda Buddy. Hasta el {} cualquier tutor puede deshacerlo. Después no puede nadie, nosotros tampoco.",
    "un parent de votre famille a demandé d'effacer ce que Buddy conserve. Jusqu'au {}, chaque parent peut annuler. Ensuite, personne ne le peut, nous non plus.",
    "ein Elternteil deiner Familie hat gebeten, zu löschen, was Buddy aufbewahrt. Bis zum {} kann jeder von euch das zurücknehmen. Danach kann es niemand mehr, auch wir nicht.",
    "um responsável da sua família pediu para apagar o que o Buddy guarda. Até {} qualquer responsável pode desfazer o pedido. Depois ninguém pode, nem nós."};
constexpr Texts asked_link{
    "See it or undo it", "Verlo o deshacerlo", "Voir ou annuler", "Ansehen oder zurücknehmen", "Ver ou desfazer"};
constexpr Texts asked_otherwise{
    "If it was none of you, undo it and change your password.",
    "Si no ha sido ninguno de vosotros, deshazlo y cambia tu contraseña.",
    "Si ce n'est aucun de vous, annulez et changez votre mot de passe.",
    "Wenn es keiner von euch war, nimm es zurück und ändere dein Passwort.",
    "Se não foi nenhum de vocês, desfaça o pedido e mude a senha."};
constexpr Texts done_subject{
    "Erased: your receipt from Buddy",
    "Borrado: tu justificante de Buddy",
    "Effacé : votre reçu de Buddy",
    "Gelöscht: deine Quittung von Buddy",
    "Apagado: o seu recibo do Buddy"};
constexpr Texts done{
    "what you asked to erase is gone, and the key that could have opened it in backups was destroyed where it was your whole family. This is the receipt; whoever runs this Buddy can check it against the ledger of erasures. Keep it: it is the only copy outside.",
    "lo que pediste borrar ya no existe, y si era toda tu familia se ha destruido la clave que podría haberlo abierto en copias de seguridad. Este es el justificante; quien gestiona este Buddy puede comprobarlo en el registro de borrados. Guárdalo: es la única copia fuera.",
    "ce que vous avez demandé d'effacer n'existe plus, et s'il s'agissait de toute votre famille, la clé qui aurait pu l'ouvrir dans des sauvegardes a été détruite. Voici le reçu ; la personne qui gère ce Buddy peut le vérifier dans le registre des effacements. Gardez-le : c'est la seule copie à l'extérieur.",
    "was du löschen lassen wolltest, ist fort, und wenn es deine ganze Familie war, ist der Schlüssel vernichtet, der es in Sicherungen noch hätte öffnen können. Dies ist die Quittung; wer dieses Buddy betreibt, kann sie gegen das Löschverzeichnis prüfen. Heb sie auf: Es ist das einzige Exemplar draußen.",
    "o que pediu para apagar já não existe e, se era a família inteira, a chave que poderia abri-lo em cópias de segurança foi destruída. Este é o recibo; quem gere este Buddy pode conferi-lo no registo de eliminações. Guarde-o: é a única cópia fora daqui."};
}  // namespace erasure

namespace request {
constexpr Texts subject{
    "There is news about what you asked at Buddy",
    "Hay novedades sobre lo que pediste en Buddy",
    "Du nouveau sur ce que vous avez demandé à Buddy",
    "Es gibt Neues zu deiner Anfrage bei Buddy",
    "Há novidades sobre o que você pediu ao Buddy"};
constexpr Texts what{
    "whoever runs this Buddy has written to you about what you asked of your family's data. It is not in this mail; read it on your page:",
    "quien gestiona este Buddy te ha escrito sobre lo que pediste acerca de los datos de tu familia. No está en este correo; léelo en tu página:",
    "la personne qui gère ce Buddy vous a écrit au sujet de ce que vous avez demandé sur les données de votre famille. Ce n'est pas dans ce mail ; lisez-le sur votre page :",
    "wer dieses Buddy betreibt, hat dir zu deiner Anfrage über die Daten deiner Familie geschrieben. Es steht nicht in dieser Mail; lies es auf deiner Seite:",
    "quem gere este Buddy escreveu sobre o que você pediu acerca dos dados da sua família. Não está neste e-mail; leia na sua página:"};
constexpr Texts link{"Read it", "Leerlo", "Le lire", "Lesen", "Ler"};
constexpr Texts staff_subject{
    "Buddy: somebody has asked something of their data",
    "Buddy: alguien ha pedido algo sobre sus datos",
    "Buddy : quelqu'un a demandé quelque chose sur ses données",
    "Buddy: Jemand hat etwas zu seinen Daten gefragt",
    "Buddy: alguém pediu algo sobre os seus dados"};
constexpr Texts staff_what{
    "a request has come in. The law gives a time for the answer; the page shows it.",
    "ha llegado una solicitud. La ley fija un plazo para la respuesta; la página lo muestra.",
    "une demande est arrivée. La loi fixe un délai pour la réponse ; la page l'indique.",
    "eine Anfrage ist eingegangen. Das Gesetz setzt eine Frist für die Antwort; die Seite zeigt sie.",
    "chegou um pedido. A lei dá um prazo para a resposta; a página o mostra."};
constexpr Texts staff_now_subject{
    "Buddy: a request that may not wait",
    "Buddy: una solicitud que no puede esperar",
    "Buddy : une demande qui ne peut pas attendre",
    "Buddy: eine Anfrage, die nicht warten kann",
    "Buddy: um pedido que não pode esperar"};
constexpr Texts staff_now_what{
    "a child has written something that somebody must look at now. Its guardians do not know of it, and may not hear of it from you.",
    "un niño ha escrito algo que alguien debe mirar ahora. Sus tutores no lo saben y no deben saberlo por ti.",
    "un enfant a écrit quelque chose que quelqu'un doit regarder maintenant. Ses parents ne le savent pas et ne doivent pas l'apprendre de vous.",
    "ein Kind hat etwas geschrieben, das jetzt jemand ansehen muss. Seine Eltern wissen nichts davon und dürfen es nicht von dir erfahren.",
    "uma criança escreveu algo que alguém precisa ver agora. Os responsáveis não sabem disso e não podem saber por você."};
constexpr Texts staff_link{"Look", "Mirar", "Regarder", "Ansehen", "Ver"};
}  // namespace request

namespace consent {
constexpr Texts subject{
    "You have agreed to something at Buddy",
    "Has dado tu consentimiento en Buddy",
    "Vous avez donné votre accord sur Buddy",
    "Du hast bei Buddy zugestimmt",
    "Você deu o seu consentimento no Buddy"};
constexpr Texts what{
    "yesterday somebody agreed, from the account with this address, that Buddy may keep the profile and the talks of a child. If it was you, there is nothing to do.",
    "ayer, desde la cuenta con esta dirección, alguien aceptó que Buddy guarde el perfil y las conversaciones de un niño. Si has sido tú, no tienes que hacer nada.",
    "hier, depuis le compte de cette adresse, quelqu'un a accepté que Buddy garde le profil et les conversations d'un enfant. Si c'était vous, il n'y a rien à faire.",
    "gestern hat jemand über das Konto mit dieser Adresse zugestimmt, dass Buddy das Profil und die Gespräche eines Kindes aufbewahrt. Wenn du es warst, ist nichts zu tun.",
    "ontem, pela conta com este endereço, alguém aceitou que o Buddy guarde o perfil e as conversas de uma criança. Se foi você, não precisa fazer nada."};
constexpr Texts undo{
    "If it was not you, or if you have changed your mind, take it back here. Children cannot sign in any more then:",
    "Si no has sido tú, o si has cambiado de opinión, retíralo aquí. Después, los niños ya no podrán entrar:",
    "Si ce n'était pas vous, ou si vous avez changé d'avis, retirez cet accord ici. Les enfants ne pourront alors plus entrer :",
    "Wenn du es nicht warst oder es dir anders überlegt hast, nimm es hier zurück. Kinder können sich dann nicht mehr anmelden:",
    "Se não foi você, ou se mudou de ideia, retire aqui. Depois disso, as crianças já não conseguem entrar:"};
constexpr Texts link{"Take it back", "Retirarlo", "Retirer l'accord", "Zurücknehmen", "Retirar"};
}  // namespace consent

// By urgency: low, medium, high, critical.
constexpr std::array<Texts, 4> urgencies{{
    {"low", "baja", "faible", "gering", "baixa"},
    {"medium", "media", "moyenne", "mittel", "média"},
    {"high", "alta", "élevée", "hoch", "alta"},
    {"critical, please look now", "crítica, mira ahora", "critique, regardez maintenant", "kritisch, bitte jetzt ansehen", "crítica, veja agora"}}};
constexpr Texts how_urgent{
    "Urgency: {}.", "Urgencia: {}.", "Urgence : {}.", "Dringlichkeit: {}.", "Urgência: {}."};
constexpr Texts danger{
    "If somebody is in danger right now, call the emergency number of your country.",
    "Si alguien está en peligro ahora mismo, llama al número de emergencias de tu país.",
    "Si quelqu'un est en danger en ce moment, appelez le numéro d'urgence de votre pays.",
    "Wenn gerade jemand in Gefahr ist, ruf die Notrufnummer deines Landes an.",
    "Se alguém estiver em perigo agora, ligue para o número de emergência do seu país."};

namespace guardian {
constexpr Texts subject{
    "Buddy: please look", "Buddy: por favor, mira", "Buddy : merci de regarder", "Buddy: bitte nachsehen", "Buddy: por favor, veja"};
constexpr Texts what{
    "something in Buddy needs the eyes of a grown-up. Please sign in and look.",
    "algo en Buddy necesita la mirada de una persona adulta. Inicia sesión y míralo.",
    "quelque chose dans Buddy demande le regard d'un adulte. Connectez-vous pour voir.",
    "in Buddy gibt es etwas, das ein Erwachsener ansehen sollte. Bitte melde dich an und sieh nach.",
    "algo no Buddy precisa dos olhos de um adulto. Entre e veja, por favor."};
constexpr Texts link{"Open Buddy", "Abrir Buddy", "Ouvrir Buddy", "Buddy öffnen", "Abrir o Buddy"};
constexpr Texts why_so_short{
    "This mail says no more on purpose: what a child writes does not travel by mail.",
    "Este correo no dice más a propósito: lo que escribe un niño no viaja por correo.",
    "Cet e-mail n'en dit pas plus, exprès : ce qu'écrit un enfant ne voyage pas par e-mail.",
    "Diese Mail sagt mit Absicht nicht mehr: Was ein Kind schreibt, reist nicht per Mail.",
    "Este e-mail não diz mais de propósito: o que uma criança escreve não viaja por e-mail."};
}  // namespace guardian

namespace trusted {
constexpr Texts subject{
    "Buddy: {} may need you", "Buddy: puede que {} te necesite", "Buddy : {} a peut-être besoin de vous", "Buddy: {} braucht vielleicht dich", "Buddy: {} pode precisar de você"};
constexpr Texts what{
    "you are named in Buddy as somebody whom {} can trust. Something has come up with which {} may need a grown-up like you.",
    "en Buddy figuras como alguien en quien {} puede confiar. Ha surgido algo para lo que {} puede necesitar a una persona adulta como tú.",
    "vous êtes indiqué dans Buddy comme quelqu'un à qui {} peut faire confiance. Il y a quelque chose pour lequel {} a peut-être besoin d'un adulte comme vous.",
    "du bist in Buddy als jemand genannt, dem {} vertrauen kann. Es gibt etwas, bei dem {} vielleicht einen Erwachsenen wie dich braucht.",
    "você está indicado no Buddy como alguém em quem {} pode confiar. Surgiu algo em que {} pode precisar de um adulto como você."};
constexpr Texts how{
    "Please find a calm moment soon, speak with {} before anybody else in the family, and listen. To protect the child, this mail says no more.",
    "Busca pronto un momento tranquilo, habla con {} antes que con nadie más de la familia y escucha. Para proteger al niño, este correo no dice más.",
    "Trouvez bientôt un moment calme, parlez avec {} avant toute autre personne de la famille, et écoutez. Pour protéger l'enfant, cet e-mail n'en dit pas plus.",
    "Bitte such bald einen ruhigen Moment, sprich mit {}, bevor du mit jemand anderem in der Familie sprichst, und hör zu. Zum Schutz des Kindes sagt diese Mail nicht mehr.",
    "Procure logo um momento calmo, fale com {} antes de qualquer outra pessoa da família, e escute. Para proteger a criança, este e-mail não diz mais."};
constexpr Texts avoid{
    "Please do not promise to keep it a secret, do not press for details, and do not confront anybody. You need not solve it alone: a child protection line advises you, too.",
    "No prometas guardar el secreto, no insistas en los detalles y no te enfrentes a nadie. No tienes que resolverlo en solitario: una línea de protección infantil también te aconseja a ti.",
    "Ne promettez pas de garder le secret, n'insistez pas sur les détails et n'affrontez personne. Vous n'avez pas à régler cela sans aide : une ligne de protection de l'enfance vous conseille aussi.",
    "Bitte versprich nicht, es geheim zu halten, dränge nicht auf Einzelheiten und stelle niemanden zur Rede. Du musst das nicht allein lösen: Eine Kinderschutzstelle berät auch dich.",
    "Não prometa guardar segredo, não insista nos pormenores e não confronte ninguém. Não tem de resolver isto sem ajuda: uma linha de proteção de crianças também o aconselha."};
constexpr Texts somebody{"a child you know", "un niño que conoces", "un enfant que vous connaissez", "ein Kind, das du kennst", "uma criança que você conhece"};
}  // namespace trusted

namespace moderator {
constexpr Texts subject{
    "Buddy: a case waits", "Buddy: un caso espera", "Buddy : un cas attend", "Buddy: ein Fall wartet", "Buddy: um caso espera"};
constexpr Texts what{
    "a case waits for a moderator.",
    "un caso espera a una persona moderadora.",
    "un cas attend un modérateur.",
    "ein Fall wartet auf jemanden aus der Moderation.",
    "um caso espera um moderador."};
constexpr Texts whose{
    "It came through an API key, so there is no family here to look up. Ask the service behind it which child this answer was for: {}",
    "Llegó por una clave de API, así que aquí no hay familia que buscar. Pregunta al servicio que la usa para qué niño era esta respuesta: {}",
    "Il est venu par une clé d'API : il n'y a donc pas de famille à chercher ici. Demandez au service qui l'utilise à quel enfant s'adressait cette réponse : {}",
    "Er kam über einen API-Schlüssel, hier gibt es also keine Familie dazu. Frag den Dienst, der ihn nutzt, für welches Kind diese Antwort war: {}",
    "Veio por uma chave de API, por isso não há família para procurar aqui. Pergunte ao serviço que a usa para qual criança era esta resposta: {}"};
}  // namespace moderator
namespace digest {
constexpr Texts subject{
    "Buddy: your week", "Buddy: tu semana", "Buddy : votre semaine", "Buddy: eure Woche", "Buddy: a sua semana"};
constexpr Texts what{
    "this is last week with Buddy, in numbers.",
    "esta es la última semana con Buddy, en cifras.",
    "voici la semaine passée avec Buddy, en chiffres.",
    "das ist die letzte Woche mit Buddy, in Zahlen.",
    "esta é a última semana com o Buddy, em números."};
constexpr Texts why_so_short{
    "Moods are read from words and can be wrong. What a child writes does not travel by mail; your page shows more.",
    "Los estados de ánimo se leen en las palabras y pueden fallar. Lo que escribe un niño no viaja por correo; tu página muestra más.",
    "Les humeurs sont lues dans les mots et peuvent être fausses. Ce qu'écrit un enfant ne voyage pas par e-mail ; votre page en montre plus.",
    "Stimmungen werden aus Worten gelesen und können falsch sein. Was ein Kind schreibt, reist nicht per Mail; deine Seite zeigt mehr.",
    "Os estados de espírito são lidos nas palavras e podem estar errados. O que uma criança escreve não viaja por e-mail; a sua página mostra mais."};
constexpr Texts end{
    "Stop this weekly mail", "No recibir más este correo semanal", "Ne plus recevoir cet e-mail hebdomadaire", "Diese Wochenmail abbestellen", "Deixar de receber este e-mail semanal"};
}  // namespace digest

namespace again {
constexpr Texts subject{"Reminder. {}", "Recordatorio. {}", "Rappel. {}", "Erinnerung. {}", "Lembrete. {}"};
constexpr Texts guardian{
    "something in Buddy still waits for the eyes of a grown-up. We write again because nobody has answered it yet. Please sign in, look, and say that you have it.",
    "algo en Buddy sigue esperando la mirada de una persona adulta. Volvemos a escribir porque nadie ha respondido todavía. Inicia sesión, míralo y confirma que te ocupas.",
    "quelque chose dans Buddy attend encore le regard d'un adulte. Nous vous écrivons à nouveau parce que personne n'a encore répondu. Connectez-vous, regardez et confirmez que vous vous en occupez.",
    "in Buddy wartet noch etwas auf die Augen eines Erwachsenen. Wir schreiben noch einmal, weil bisher niemand darauf geantwortet hat. Bitte melde dich an, sieh nach und bestätige, dass du dich kümmerst.",
    "algo no Buddy ainda espera os olhos de um adulto. Escrevemos de novo porque ninguém respondeu ainda. Entre, veja e confirme que está a tratar disso."};
constexpr Texts moderator{
    "a case still waits: nobody has answered it yet.",
    "un caso sigue esperando: nadie ha respondido todavía.",
    "un cas attend encore : personne n'y a répondu.",
    "ein Fall wartet noch: Bisher hat niemand darauf geantwortet.",
    "um caso ainda espera: ninguém respondeu ainda."};
}  // namespace again
// clang-format on

// Every {} of a text becomes `name`; the texts are ours, the name is not: no format string.
std::string with_name(std::string_view text, std::string_view name)
{
    std::string out;
    while (true) {
        const auto at = text.find("{}");
        out.append(text.substr(0, at));
        if (at == std::string_view::npos) return out;
        out.append(name);
        text.remove_prefix(at + 2);
    }
}

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char one : text) {
        switch (one) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += one;
        }
    }
    return out;
}

void append_link(MailBody& body, std::string_view words, std::string_view link)
{
    if (words.empty()) return;
    body.text += fmt::format("{}: {}\n\n", words, link);
    body.html += fmt::format("<p><a href=\"{}\">{}</a></p>\n", escaped(link), escaped(words));
}

void append_paragraphs(MailBody& body, const std::vector<std::string>& paragraphs)
{
    for (const auto& paragraph : paragraphs) {
        body.text += paragraph + "\n\n";
        body.html += "<p>" + escaped(paragraph) + "</p>\n";
    }
}

}  // namespace

MailWords erasure_asked_words(std::string_view language, std::string_view day)
{
    const auto i = index_of(language);
    return {
        .subject = std::string{erasure::asked_subject.at(i)},
        .before = {std::string{hello.at(i)}, fmt::format(fmt::runtime(erasure::asked.at(i)), day)},
        .link_words = std::string{erasure::asked_link.at(i)},
        .after = {std::string{erasure::asked_otherwise.at(i)}}
    };
}

MailWords erasure_done_words(std::string_view language, std::string_view receipt)
{
    const auto i = index_of(language);
    return {
        .subject = std::string{erasure::done_subject.at(i)},
        .before =
            {std::string{hello.at(i)}, std::string{erasure::done.at(i)}, std::string{receipt}},
        .link_words = {},
        .after = {}
    };
}

MailWords request_words(std::string_view language, RequestReader reader)
{
    const auto i = index_of(language);
    const bool is_urgent = reader == RequestReader::StaffNow;
    if (reader == RequestReader::Guardian)
        return {
            .subject = std::string{request::subject.at(i)},
            .before = {std::string{hello.at(i)}, std::string{request::what.at(i)}},
            .link_words = std::string{request::link.at(i)},
            .after = {}
        };
    return {
        .subject =
            std::string{(is_urgent ? request::staff_now_subject : request::staff_subject).at(i)},
        .before =
            {std::string{hello.at(i)},
             std::string{(is_urgent ? request::staff_now_what : request::staff_what).at(i)}},
        .link_words = std::string{request::staff_link.at(i)},
        .after = {}
    };
}

MailWords verification_words(std::string_view language)
{
    const auto i = index_of(language);
    return {
        .subject = std::string{verification::subject.at(i)},
        .before = {std::string{hello.at(i)}, std::string{verification::what.at(i)}},
        .link_words = std::string{verification::link.at(i)},
        .after = {std::string{verification::otherwise.at(i)}}
    };
}

MailWords consent_words(std::string_view language)
{
    const auto i = index_of(language);
    return {
        .subject = std::string{consent::subject.at(i)},
        .before =
            {std::string{hello.at(i)},
             std::string{consent::what.at(i)},
             std::string{consent::undo.at(i)}},
        .link_words = std::string{consent::link.at(i)},
        .after = {}
    };
}

MailWords alert_words(const AlertMail& mail)
{
    const auto i = index_of(mail.language);
    const auto urgent =
        with_name(how_urgent.at(i), urgencies.at(static_cast<std::size_t>(mail.urgency)).at(i));
    const std::string greeting{hello.at(i)};
    const std::string in_danger{danger.at(i)};
    switch (mail.reader) {
        case AlertReader::Guardian:
            return {
                .subject = mail.is_reminder
                               ? with_name(again::subject.at(i), guardian::subject.at(i))
                               : std::string{guardian::subject.at(i)},
                .before =
                    {greeting,
                     std::string{(mail.is_reminder ? again::guardian : guardian::what).at(i)},
                     urgent},
                .link_words = std::string{guardian::link.at(i)},
                .after = {std::string{guardian::why_so_short.at(i)}, in_danger}
            };
        case AlertReader::TrustedAdult: {
            const auto name =
                mail.nickname.empty() ? trusted::somebody.at(i) : std::string_view{mail.nickname};
            return {
                .subject = with_name(trusted::subject.at(i), name),
                .before =
                    {greeting,
                     with_name(trusted::what.at(i), name),
                     urgent,
                     with_name(trusted::how.at(i), name),
                     std::string{trusted::avoid.at(i)},
                     in_danger},
                .link_words = {},
                .after = {}
            };
        }
        case AlertReader::Moderator: {
            MailWords words{
                .subject = mail.is_reminder
                               ? with_name(again::subject.at(i), moderator::subject.at(i))
                               : std::string{moderator::subject.at(i)},
                .before =
                    {greeting,
                     std::string{(mail.is_reminder ? again::moderator : moderator::what).at(i)},
                     urgent},
                .link_words = {},
                .after = {}
            };
            if (mail.reference.empty())
                words.link_words = guardian::link.at(i);
            else
                words.after = {with_name(moderator::whose.at(i), mail.reference), in_danger};
            return words;
        }
    }
    return {};
}

MailWords invitation_words(std::string_view language, std::string_view inviter, bool as_guardian)
{
    const auto i = index_of(language);
    const auto& what = as_guardian ? invitation::guardian : invitation::adult;
    return {
        .subject = std::string{invitation::subject.at(i)},
        .before = {std::string{hello.at(i)}, with_name(what.at(i), inviter)},
        .link_words = std::string{invitation::link.at(i)},
        .after = {std::string{invitation::otherwise.at(i)}}
    };
}

MailWords family_news_words(std::string_view language, FamilyNews news)
{
    const auto i = index_of(language);
    return {
        .subject = std::string{family::subject.at(i)},
        .before =
            {std::string{hello.at(i)},
             std::string{family::news.at(static_cast<std::size_t>(news)).at(i)}},
        .link_words = std::string{family::link.at(i)},
        .after = {}
    };
}

MailWords digest_words(std::string_view language, std::vector<DigestMail::Part> parts)
{
    const auto i = index_of(language);
    MailWords words{
        .subject = std::string{digest::subject.at(i)},
        .before = {std::string{hello.at(i)}, std::string{digest::what.at(i)}},
        .link_words = std::string{guardian::link.at(i)},
        .after = {std::string{digest::why_so_short.at(i)}},
        .end_words = std::string{digest::end.at(i)}
    };
    for (auto& part : parts) {
        auto paragraph = std::move(part.title) + ":";
        for (const auto& sentence : part.sentences) paragraph += " " + sentence;
        words.before.push_back(std::move(paragraph));
    }
    return words;
}

MailBody body_of(const MailWords& words, std::string_view link, std::string_view end_link)
{
    MailBody body;
    append_paragraphs(body, words.before);
    append_link(body, words.link_words, link);
    append_paragraphs(body, words.after);
    append_link(body, words.end_words, end_link);
    body.text += "Buddy\n";
    body.html =
        "<!doctype html>\n<html><body style=\"font-family:sans-serif;font-size:16px;"
        "line-height:1.5;color:#23262F\">\n" +
        body.html + "<p>Buddy</p>\n</body></html>\n";
    return body;
}

}  // namespace buddy::notify
