#include "identity/words.hpp"

#include <array>
#include <cstddef>

namespace buddy::identity {
namespace {

struct Words {
    std::string_view id;
    std::array<std::string_view, 5> texts;  // en, es, fr, de, pt
};

// clang-format off
// In the order of Reason.
constexpr std::array<Words, reason_count> table{{
    {"email_invalid", {
        "Please write an e-mail address, like name@example.org.",
        "Escribe una dirección de correo, como nombre@example.org.",
        "Écrivez une adresse e-mail, comme nom@example.org.",
        "Bitte gib eine E-Mail-Adresse an, zum Beispiel name@example.org.",
        "Escreva um endereço de e-mail, como nome@example.org."}},
    {"email_taken", {
        "There is an account with this address. Sign in instead.",
        "Ya existe una cuenta con esta dirección. Inicia sesión.",
        "Un compte existe déjà avec cette adresse. Connectez-vous.",
        "Mit dieser Adresse gibt es schon ein Konto. Bitte melde dich an.",
        "Já existe uma conta com este endereço. Inicie sessão."}},
    {"password_too_short", {
        "Please choose a password of at least 10 characters. A short sentence works well.",
        "Elige una contraseña de al menos 10 caracteres. Una frase corta funciona bien.",
        "Choisissez un mot de passe d'au moins 10 caractères. Une courte phrase convient bien.",
        "Bitte wähle ein Passwort mit mindestens 10 Zeichen. Ein kurzer Satz eignet sich gut.",
        "Escolha uma senha de pelo menos 10 caracteres. Uma frase curta funciona bem."}},
    {"password_too_long", {
        "This password is too long. Please choose one of at most 200 characters.",
        "Esta contraseña es demasiado larga. Elige una de 200 caracteres como máximo.",
        "Ce mot de passe est trop long. Choisissez-en un de 200 caractères au plus.",
        "Dieses Passwort ist zu lang. Bitte wähle eines mit höchstens 200 Zeichen.",
        "Esta senha é longa demais. Escolha uma de no máximo 200 caracteres."}},
    {"password_too_simple", {
        "This password is easy to guess. Please use more different characters.",
        "Esta contraseña es fácil de adivinar. Usa más caracteres distintos.",
        "Ce mot de passe est facile à deviner. Utilisez plus de caractères différents.",
        "Dieses Passwort ist leicht zu erraten. Bitte nimm mehr verschiedene Zeichen.",
        "Esta senha é fácil de adivinhar. Use mais caracteres diferentes."}},
    {"password_is_email", {
        "The password must not be your e-mail address. Please choose another.",
        "La contraseña no puede ser tu dirección de correo. Elige otra.",
        "Le mot de passe ne peut pas être votre adresse e-mail. Choisissez-en un autre.",
        "Das Passwort darf nicht deine E-Mail-Adresse sein. Bitte wähle ein anderes.",
        "A senha não pode ser o seu endereço de e-mail. Escolha outra."}},
    {"country_unknown", {
        "Please choose a country from the list.",
        "Elige un país de la lista.",
        "Choisissez un pays dans la liste.",
        "Bitte wähle ein Land aus der Liste.",
        "Escolha um país da lista."}},
    {"region_unknown", {
        "Please choose a state from the list of your country.",
        "Elige un estado de la lista de tu país.",
        "Choisissez un État dans la liste de votre pays.",
        "Bitte wähle einen Bundesstaat aus der Liste deines Landes.",
        "Escolha um estado da lista do seu país."}},
    {"language_unknown", {
        "Please choose a language from the list.",
        "Elige un idioma de la lista.",
        "Choisissez une langue dans la liste.",
        "Bitte wähle eine Sprache aus der Liste.",
        "Escolha um idioma da lista."}},
    {"time_zone_unknown", {
        "We do not know this time zone. Please write it like Europe/Madrid.",
        "No conocemos esta zona horaria. Escríbela como Europe/Madrid.",
        "Nous ne connaissons pas ce fuseau horaire. Écrivez-le comme Europe/Paris.",
        "Diese Zeitzone kennen wir nicht. Bitte schreibe sie wie Europe/Berlin.",
        "Não conhecemos este fuso horário. Escreva-o como America/Sao_Paulo."}},
    {"wrong_credentials", {
        "The address and the password do not fit together. Check both and try again.",
        "La dirección y la contraseña no coinciden. Revísalas e inténtalo de nuevo.",
        "L'adresse et le mot de passe ne correspondent pas. Vérifiez-les et réessayez.",
        "Adresse und Passwort passen nicht zusammen. Bitte prüfe beides und versuche es noch einmal.",
        "O endereço e a senha não combinam. Verifique os dois e tente de novo."}},
    {"too_many_attempts", {
        "That was tried too often. Please wait a little and try again.",
        "Se ha intentado demasiadas veces. Espera un poco e inténtalo de nuevo.",
        "Trop de tentatives. Attendez un peu et réessayez.",
        "Das wurde zu oft versucht. Bitte warte ein wenig und versuche es dann noch einmal.",
        "Foram tentativas demais. Espere um pouco e tente de novo."}},
    {"link_invalid", {
        "This link has been used or is too old. Ask for a new one in the settings.",
        "Este enlace ya se usó o es demasiado antiguo. Pide uno nuevo en los ajustes.",
        "Ce lien a déjà servi ou est trop ancien. Demandez-en un nouveau dans les réglages.",
        "Dieser Link wurde schon benutzt oder ist zu alt. In den Einstellungen bekommst du einen neuen.",
        "Este link já foi usado ou é antigo demais. Peça um novo nas configurações."}},
    {"mail_just_sent", {
        "We have just sent the mail. It may take a minute; please look into the spam folder as well.",
        "Acabamos de enviar el correo. Puede tardar un minuto; mira también en el correo no deseado.",
        "Nous venons d'envoyer l'e-mail. Il peut tarder une minute ; regardez aussi dans les indésirables.",
        "Wir haben die Mail gerade erst geschickt. Es kann eine Minute dauern; bitte sieh auch im Spam-Ordner nach.",
        "Acabamos de enviar o e-mail. Pode levar um minuto; veja também na caixa de spam."}},
    {"already_verified", {
        "Your address is confirmed already. There is nothing to do.",
        "Tu dirección ya está confirmada. No hay nada que hacer.",
        "Votre adresse est déjà confirmée. Il n'y a rien à faire.",
        "Deine Adresse ist schon bestätigt. Es ist nichts zu tun.",
        "O seu endereço já está confirmado. Não há nada a fazer."}},
    {"name_invalid", {
        "Please write a short name, without line breaks.",
        "Escribe un nombre corto, sin saltos de línea.",
        "Écrivez un nom court, sans retour à la ligne.",
        "Bitte schreibe einen kurzen Namen ohne Zeilenumbruch.",
        "Escreva um nome curto, sem quebra de linha."}},
    {"interest_invalid", {
        "Please write each interest in a few words, at most 30 characters.",
        "Escribe cada interés en pocas palabras, 30 caracteres como máximo.",
        "Écrivez chaque centre d'intérêt en quelques mots, 30 caractères au plus.",
        "Bitte schreibe jedes Interesse in wenigen Worten, höchstens 30 Zeichen.",
        "Escreva cada interesse em poucas palavras, no máximo 30 caracteres."}},
    {"too_many_interests", {
        "Please choose at most eight interests.",
        "Elige ocho intereses como máximo.",
        "Choisissez huit centres d'intérêt au plus.",
        "Bitte wähle höchstens acht Interessen.",
        "Escolha no máximo oito interesses."}},
    {"avatar_unknown", {
        "Please choose a picture from the list.",
        "Elige una imagen de la lista.",
        "Choisissez une image dans la liste.",
        "Bitte wähle ein Bild aus der Liste.",
        "Escolha uma imagem da lista."}},
    {"pin_invalid", {
        "A PIN has four to six digits.",
        "Un PIN tiene de cuatro a seis cifras.",
        "Un code PIN a de quatre à six chiffres.",
        "Eine PIN hat vier bis sechs Ziffern.",
        "Um PIN tem de quatro a seis algarismos."}},
    {"too_young", {
        "Buddy is made for children from 7 years on. We would love to meet your child then; until that day, a talk with you is the better company.",
        "Buddy está pensado para niños a partir de 7 años. Nos encantará conocer a tu hijo entonces; hasta ese día, hablar contigo es mejor compañía.",
        "Buddy est fait pour les enfants à partir de 7 ans. Nous serons heureux de rencontrer votre enfant à ce moment-là ; d'ici là, parler avec vous est la meilleure compagnie.",
        "Buddy ist für Kinder ab 7 Jahren gemacht. Dann freuen wir uns auf dein Kind; bis dahin ist ein Gespräch mit dir die bessere Gesellschaft.",
        "O Buddy é feito para crianças a partir de 7 anos. Vamos gostar de conhecer a sua criança nessa altura; até lá, conversar com você é a melhor companhia."}},
    {"grown_up", {
        "Buddy is made for children up to 17 years. Please check the birth month.",
        "Buddy está pensado para menores de hasta 17 años. Revisa el mes de nacimiento.",
        "Buddy est fait pour les jeunes jusqu'à 17 ans. Vérifiez le mois de naissance.",
        "Buddy ist für Kinder bis 17 Jahre gemacht. Bitte prüfe den Geburtsmonat.",
        "O Buddy é feito para crianças e jovens até 17 anos. Verifique o mês de nascimento."}},
    {"not_born", {
        "This birth month lies in the future. Please check it.",
        "Este mes de nacimiento está en el futuro. Revísalo.",
        "Ce mois de naissance est dans le futur. Vérifiez-le.",
        "Dieser Geburtsmonat liegt in der Zukunft. Bitte prüfe ihn.",
        "Este mês de nascimento está no futuro. Verifique-o."}},
    {"birth_invalid", {
        "Please give the year and the month of birth.",
        "Indica el año y el mes de nacimiento.",
        "Indiquez l'année et le mois de naissance.",
        "Bitte gib Jahr und Monat der Geburt an.",
        "Indique o ano e o mês de nascimento."}},
    {"no_such_child", {
        "We cannot find this child's profile. Go back to the list of children.",
        "No encontramos el perfil de este niño. Vuelve a la lista.",
        "Nous ne trouvons pas le profil de cet enfant. Revenez à la liste.",
        "Dieses Profil finden wir nicht. Bitte geh zurück zur Liste der Kinder.",
        "Não encontramos o perfil desta criança. Volte à lista."}},
    {"no_such_device", {
        "This device is not paired any more. Pair it again with a new code.",
        "Este dispositivo ya no está vinculado. Vincúlalo de nuevo con otro código.",
        "Cet appareil n'est plus associé. Associez-le à nouveau avec un nouveau code.",
        "Dieses Gerät ist nicht mehr verbunden. Verbinde es mit einem neuen Code.",
        "Este aparelho já não está pareado. Pareie-o de novo com outro código."}},
    {"code_wrong", {
        "This code does not work. Codes last ten minutes and work once; ask a grown-up for a new one.",
        "Este código no funciona. Los códigos duran diez minutos y sirven una vez; pide otro a una persona adulta.",
        "Ce code ne marche pas. Un code dure dix minutes et sert une fois ; demande-en un nouveau à un adulte.",
        "Dieser Code geht nicht. Codes gelten zehn Minuten und einmal; bitte einen Erwachsenen um einen neuen.",
        "Este código não funciona. Os códigos duram dez minutos e servem uma vez; peça outro a um adulto."}},
    {"pin_wrong", {
        "That PIN is not right. Try again, or ask a grown-up.",
        "Ese PIN no es correcto. Prueba otra vez o pregunta a una persona adulta.",
        "Ce code PIN n'est pas le bon. Réessaie, ou demande à un adulte.",
        "Diese PIN stimmt nicht. Versuche es noch einmal oder frage einen Erwachsenen.",
        "Esse PIN não está certo. Tente de novo ou pergunte a um adulto."}},
    {"pin_locked", {
        "Let's take a short break before the next try. If you need somebody now, press Get help: it always works.",
        "Hagamos una pausa corta antes de volver a probar. Si necesitas a alguien ahora, pulsa Pedir ayuda: siempre funciona.",
        "Faisons une petite pause avant de réessayer. Si tu as besoin de quelqu'un maintenant, appuie sur Obtenir de l'aide : ça marche toujours.",
        "Machen wir eine kurze Pause vor dem nächsten Versuch. Wenn du jetzt jemanden brauchst, drücke Hilfe holen: das geht immer.",
        "Vamos fazer uma pausa curta antes de tentar de novo. Se precisar de alguém agora, toque em Pedir ajuda: funciona sempre."}},
    {"adult_is_guardian", {
        "Please name somebody who is not a guardian of this family, for example an aunt or a teacher.",
        "Indica a alguien que no sea responsable de esta familia, por ejemplo una tía o un profesor.",
        "Indiquez quelqu'un qui n'est pas responsable de cette famille, par exemple une tante ou un professeur.",
        "Bitte nenne jemanden, der nicht zu den Erziehungsberechtigten gehört, zum Beispiel eine Tante oder Lehrerin.",
        "Indique alguém que não seja responsável por esta família, por exemplo uma tia ou um professor."}},
    {"consent_needed", {
        "Before you add a child, please read what Buddy keeps and who gets it, and agree to it. You find it under Settings, Consent.",
        "Antes de añadir a un niño, lee qué guarda Buddy y quién lo recibe, y dalo por aceptado. Está en Ajustes, Consentimiento.",
        "Avant d'ajouter un enfant, lisez ce que Buddy garde et qui le reçoit, puis donnez votre accord. C'est dans Réglages, Consentement.",
        "Bevor du ein Kind hinzufügst, lies bitte, was Buddy aufbewahrt und wer es bekommt, und stimme zu. Du findest es unter Einstellungen, Einwilligung.",
        "Antes de adicionar uma criança, leia o que o Buddy guarda e quem o recebe, e aceite. Está em Definições, Consentimento."}},
    {"consent_stopped", {
        "Buddy is paused for your family. Ask a grown-up at home about it. If you need somebody now, press Get help: it always works.",
        "Buddy está en pausa para tu familia. Pregunta a una persona adulta en casa. Si necesitas a alguien ahora, pulsa Pedir ayuda: siempre funciona.",
        "Buddy est en pause pour ta famille. Demande à un adulte chez toi. Si tu as besoin de quelqu'un maintenant, appuie sur Obtenir de l'aide : ça marche toujours.",
        "Buddy macht für deine Familie Pause. Frag zu Hause einen Erwachsenen. Wenn du jetzt jemanden brauchst, drücke Hilfe holen: das geht immer.",
        "O Buddy está em pausa para a sua família. Pergunte a um adulto em casa. Se precisar de alguém agora, toque em Pedir ajuda: funciona sempre."}},
    {"invitation_invalid", {
        "This invitation does not work any more. Ask who invited you to send it again.",
        "Esta invitación ya no funciona. Pide a quien te invitó que la envíe de nuevo.",
        "Cette invitation n'est plus valable. Demandez à la personne qui vous a invité de la renvoyer.",
        "Diese Einladung gilt nicht mehr. Bitte die Person, die dich eingeladen hat, sie noch einmal zu schicken.",
        "Este convite já não funciona. Peça a quem convidou para o enviar de novo."}},
    {"invitation_for_other", {
        "This invitation was sent to another address. Sign out, and open the link again.",
        "Esta invitación se envió a otra dirección. Cierra la sesión y abre el enlace de nuevo.",
        "Cette invitation a été envoyée à une autre adresse. Déconnectez-vous et ouvrez le lien à nouveau.",
        "Diese Einladung ging an eine andere Adresse. Melde dich ab und öffne den Link noch einmal.",
        "Este convite foi enviado para outro endereço. Termine a sessão e abra o link de novo."}},
    {"already_grown_up", {
        "This address belongs to your family already, or has an invitation that is open.",
        "Esta dirección ya pertenece a tu familia o tiene una invitación abierta.",
        "Cette adresse fait déjà partie de votre famille, ou une invitation est en cours.",
        "Diese Adresse gehört schon zu deiner Familie, oder eine Einladung ist noch offen.",
        "Este endereço já pertence à sua família ou tem um convite em aberto."}},
    {"too_many_grown_ups", {
        "A family has at most four guardians and four trusted adults, invitations included. Withdraw an invitation first.",
        "Una familia tiene como máximo cuatro tutores y cuatro adultos de confianza, invitaciones incluidas. Retira antes una invitación.",
        "Une famille compte au plus quatre parents et quatre adultes de confiance, invitations comprises. Retirez d'abord une invitation.",
        "Eine Familie hat höchstens vier Erziehende und vier Vertrauenspersonen, Einladungen mitgezählt. Zieh zuerst eine Einladung zurück.",
        "Uma família tem no máximo quatro responsáveis e quatro adultos de confiança, convites incluídos. Retire primeiro um convite."}},
    {"email_unverified", {
        "Please confirm your own address first: open the link in the mail that we sent you.",
        "Confirma antes tu propia dirección: abre el enlace del correo que te enviamos.",
        "Confirmez d'abord votre propre adresse : ouvrez le lien de l'e-mail que nous vous avons envoyé.",
        "Bitte bestätige zuerst deine eigene Adresse: Öffne den Link in der Mail, die wir dir geschickt haben.",
        "Confirme primeiro o seu próprio endereço: abra o link do e-mail que lhe enviámos."}},
    {"no_such_grown_up", {
        "There is no such grown-up in your family.",
        "No hay ninguna persona adulta así en tu familia.",
        "Il n'y a pas cette personne parmi les adultes de votre famille.",
        "Diese erwachsene Person gibt es in deiner Familie nicht.",
        "Não há essa pessoa adulta na sua família."}},
    {"last_guardian", {
        "You are the only guardian, and a child must not be left alone. Invite somebody and hand the account over, or erase the family under \"Your data\".",
        "Eres la única persona tutora, y ningún niño debe quedarse solo. Invita a alguien y cédele la cuenta, o borra la familia en «Tus datos».",
        "Vous êtes le seul parent, et un enfant ne doit pas rester seul. Invitez quelqu'un et transmettez-lui le compte, ou effacez la famille sous « Vos données ».",
        "Du bist hier die einzige erziehende Person, und kein Kind darf allein bleiben. Lade jemanden ein und gib das Konto weiter, oder lösche die Familie unter „Deine Daten“.",
        "É o único responsável, e nenhuma criança deve ficar sozinha. Convide alguém e entregue a conta, ou apague a família em «Os seus dados»."}},
    {"first_guardian", {
        "You hold the family's account. Hand it over to another guardian first; then you can leave.",
        "La cuenta de la familia está a tu nombre. Cédela antes a otro tutor; después podrás salir.",
        "Le compte de la famille est à votre nom. Transmettez-le d'abord à un autre parent ; vous pourrez ensuite partir.",
        "Du führst das Konto der Familie. Gib es zuerst an eine andere erziehende Person weiter, dann kannst du gehen.",
        "A conta da família está em seu nome. Entregue-a primeiro a outro responsável; depois pode sair."}},
    {"no_such_request", {
        "There is no such request any more. Please load the page again.",
        "Esa petición ya no existe. Carga la página de nuevo.",
        "Cette demande n'existe plus. Rechargez la page.",
        "Diese Bitte gibt es nicht mehr. Bitte lade die Seite neu.",
        "Esse pedido já não existe. Carregue a página de novo."}},
    {"request_stands", {
        "This has been asked already and waits for an answer.",
        "Esto ya se ha pedido y espera respuesta.",
        "Cela a déjà été demandé et attend une réponse.",
        "Darum wurde schon gebeten; die Antwort steht noch aus.",
        "Isto já foi pedido e espera resposta."}},
    {"removal_waits", {
        "While it is asked that a guardian leaves, that guardian can invite nobody. This waits until it is settled.",
        "Mientras se pide que un tutor salga, ese tutor no puede invitar a nadie. Esto espera hasta que se resuelva.",
        "Tant que le départ d'un parent est demandé, ce parent ne peut inviter personne. Ceci attend que ce soit réglé.",
        "Solange darum gebeten ist, dass jemand geht, kann diese Person niemanden einladen. Dies wartet, bis es geklärt ist.",
        "Enquanto se pede que um responsável saia, esse responsável não pode convidar ninguém. Isto espera até se resolver."}},
    {"visibility_refused", {
        "You can narrow what you see yourself. Only another guardian can widen it, and nobody can narrow it for you.",
        "Puedes reducir lo que ves tú. Solo otro tutor puede ampliarlo, y nadie puede reducírtelo.",
        "Vous pouvez réduire ce que vous voyez. Seul un autre parent peut l'élargir, et personne ne peut le réduire pour vous.",
        "Du kannst selbst einschränken, was du siehst. Erweitern kann es nur jemand anderes, und einschränken kann es dir niemand.",
        "Pode reduzir o que vê. Só outro responsável o pode alargar, e ninguém o pode reduzir por si."}},
    {"visibility_limited", {
        "An archive holds every word, and you see less than that in this family. Another guardian can widen what you see, or make the archive.",
        "Un archivo contiene todas las palabras, y tú ves menos en esta familia. Otro tutor puede ampliar lo que ves o crear el archivo.",
        "Une archive contient chaque mot, et vous en voyez moins dans cette famille. Un autre parent peut élargir ce que vous voyez, ou créer l'archive.",
        "Ein Archiv enthält jedes Wort, und du siehst in dieser Familie weniger. Jemand anderes kann dir mehr zeigen oder das Archiv machen.",
        "Um arquivo contém todas as palavras, e nesta família vê menos do que isso. Outro responsável pode alargar o que vê ou criar o arquivo."}},
    {"family_disputed", {
        "Guardians of this family are in dispute. Until it is resolved this stays as it is; alerts and downloads go on.",
        "Los tutores de esta familia están en conflicto. Hasta que se resuelva, esto se queda como está; los avisos y las descargas siguen.",
        "Les parents de cette famille sont en désaccord. Jusqu'à la résolution, ceci reste en l'état ; les alertes et les téléchargements continuent.",
        "Die Erziehenden dieser Familie sind im Streit. Bis das geklärt ist, bleibt dies, wie es ist; Meldungen und Downloads gehen weiter.",
        "Os responsáveis desta família estão em desacordo. Até se resolver, isto fica como está; os alertas e os downloads continuam."}},
    {"busy", {
        "We could not do this just now, and nothing was changed. Please try again in a moment.",
        "Ahora mismo no pudimos hacerlo y no se cambió nada. Inténtalo en un momento.",
        "Nous n'avons pas pu le faire à l'instant, et rien n'a changé. Réessayez dans un moment.",
        "Das ging gerade nicht, und nichts wurde geändert. Bitte versuche es gleich noch einmal.",
        "Não conseguimos fazer isto agora, e nada mudou. Tente de novo daqui a pouco."}},
    {"factor_code_wrong", {
        "This code does not fit, or it was used already. Wait for the next one in your app, or use a recovery code.",
        "Este código no es correcto o ya se usó. Espera al siguiente de tu aplicación o usa un código de recuperación.",
        "Ce code ne convient pas ou a déjà servi. Attendez le suivant dans votre application, ou utilisez un code de secours.",
        "Dieser Code passt nicht oder wurde schon benutzt. Warte auf den nächsten in deiner App oder nimm einen Wiederherstellungscode.",
        "Este código não serve ou já foi usado. Espere pelo próximo na sua aplicação ou use um código de recuperação."}},
    {"factor_missing", {
        "This account has no second factor yet. Set it up first.",
        "Esta cuenta aún no tiene segundo factor. Configúralo primero.",
        "Ce compte n'a pas encore de second facteur. Configurez-le d'abord.",
        "Dieses Konto hat noch keinen zweiten Faktor. Richte ihn zuerst ein.",
        "Esta conta ainda não tem segundo fator. Configure-o primeiro."}},
    {"factor_stands", {
        "This account has a second factor already. Sign in with its code.",
        "Esta cuenta ya tiene segundo factor. Inicia sesión con su código.",
        "Ce compte a déjà un second facteur. Connectez-vous avec son code.",
        "Dieses Konto hat schon einen zweiten Faktor. Melde dich mit seinem Code an.",
        "Esta conta já tem segundo fator. Inicie sessão com o código."}},
    {"sign_in_over", {
        "This took too long. Start again with your address and password.",
        "Ha pasado demasiado tiempo. Empieza de nuevo con tu dirección y tu contraseña.",
        "Cela a pris trop de temps. Recommencez avec votre adresse et votre mot de passe.",
        "Das hat zu lange gedauert. Beginne neu mit Adresse und Passwort.",
        "Demorou demasiado. Comece de novo com o seu endereço e a sua senha."}},
}};
// clang-format on

const Words& row_of(Reason reason)
{
    return table.at(static_cast<std::size_t>(reason));
}

}  // namespace

std::string_view id_of(Reason reason) noexcept
{
    return row_of(reason).id;
}

std::string_view words_for(Reason reason, std::string_view language) noexcept
{
    constexpr std::array<std::string_view, 5> known{"en", "es", "fr", "de", "pt"};
    for (std::size_t i = 0; i < known.size(); ++i)
        if (known.at(i) == language) return row_of(reason).texts.at(i);
    return row_of(reason).texts.front();
}

}  // namespace buddy::identity
