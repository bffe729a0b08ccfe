#include "platform/http/problem_words.hpp"

#include <array>

namespace buddy::http {

namespace {

// In the order of Fault.
using Catalogue = std::array<ProblemWords, 15>;

constexpr Catalogue english{{
    {"This request cannot be read", "Reload the page and try again."},
    {"Something in this form is not right", "Check what you entered and send it again."},
    {"You are not signed in", "Sign in, then try again."},
    {"You may not do this", "Ask the person who looks after this account."},
    {"This did not come from our own page", "Reload the page and try again from there."},
    {"This is not here", "Check the address, or go back to the start page."},
    {"This cannot be done here", "Go back and use the buttons on the page."},
    {"That took too long", "Check your connection and try again."},
    {"Something has changed in the meantime",
     "Reload the page, look again, and repeat what is still needed."},
    {"That is too much at once", "Send less and try again."},
    {"This kind of content is not understood", "Send JSON (Content-Type: application/json)."},
    {"That was a lot in a short time", "Wait a little, then try again."},
    {"This request carries too much", "Clear this site's cookies, then try again."},
    {"Something went wrong on our side",
     "Try again in a moment. If it stays, tell us the request id."},
    {"This is resting right now", "Try again in a few minutes."},
}};

constexpr Catalogue spanish{{
    {"No se puede leer esta petición", "Vuelve a cargar la página e inténtalo de nuevo."},
    {"Algo en este formulario no está bien", "Revisa lo que has escrito y envíalo otra vez."},
    {"No has iniciado sesión", "Inicia sesión y vuelve a intentarlo."},
    {"No puedes hacer esto", "Pregunta a la persona que cuida de esta cuenta."},
    {"Esto no viene de nuestra página", "Vuelve a cargar la página e inténtalo desde allí."},
    {"Esto no está aquí", "Revisa la dirección o vuelve a la página de inicio."},
    {"Esto no se puede hacer aquí", "Vuelve atrás y usa los botones de la página."},
    {"Ha tardado demasiado", "Revisa tu conexión e inténtalo de nuevo."},
    {"Algo ha cambiado mientras tanto",
     "Vuelve a cargar la página, mira otra vez y repite lo que aún haga falta."},
    {"Es demasiado de una vez", "Envía menos e inténtalo de nuevo."},
    {"No se entiende este tipo de contenido", "Envía JSON (Content-Type: application/json)."},
    {"Ha sido mucho en poco tiempo", "Espera un poco y vuelve a intentarlo."},
    {"Esta petición lleva demasiado", "Borra las cookies de este sitio e inténtalo de nuevo."},
    {"Algo ha fallado por nuestra parte",
     "Inténtalo de nuevo en un momento. Si sigue igual, dinos el número de la petición."},
    {"Esto está descansando ahora", "Vuelve a intentarlo en unos minutos."},
}};

constexpr Catalogue french{{
    {"Cette demande est illisible", "Recharge la page et réessaie."},
    {"Quelque chose ne va pas dans ce formulaire",
     "Vérifie ce qui est écrit et envoie-le de nouveau."},
    {"La session n'est pas ouverte", "Connecte-toi, puis réessaie."},
    {"Ce n'est pas permis", "Demande à la personne qui s'occupe de ce compte."},
    {"Cela ne vient pas de notre page", "Recharge la page et réessaie depuis celle-ci."},
    {"Ce n'est pas ici", "Vérifie l'adresse ou reviens à la page d'accueil."},
    {"Cela ne peut pas se faire ici", "Reviens en arrière et utilise les boutons de la page."},
    {"Cela a pris trop de temps", "Vérifie la connexion et réessaie."},
    {"Quelque chose a changé entre-temps",
     "Recharge la page, regarde, et refais ce qui reste à faire."},
    {"C'est trop en une fois", "Envoie moins et réessaie."},
    {"Ce type de contenu n'est pas compris", "Envoie du JSON (Content-Type: application/json)."},
    {"C'était beaucoup en peu de temps", "Attends un peu, puis réessaie."},
    {"Cette demande est trop lourde", "Efface les cookies de ce site, puis réessaie."},
    {"Quelque chose n'a pas marché chez nous",
     "Réessaie dans un instant. Si cela continue, donne-nous le numéro de la demande."},
    {"Ce service se repose", "Réessaie dans quelques minutes."},
}};

constexpr Catalogue german{{
    {"Diese Anfrage ist nicht lesbar", "Lade die Seite neu und versuche es noch einmal."},
    {"Etwas in diesem Formular stimmt nicht", "Prüfe die Eingaben und sende sie noch einmal."},
    {"Du bist nicht angemeldet", "Melde dich an und versuche es dann noch einmal."},
    {"Das darfst du nicht", "Frage die Person, die sich um dieses Konto kümmert."},
    {"Das kam nicht von unserer eigenen Seite", "Lade die Seite neu und versuche es von dort."},
    {"Das gibt es hier nicht", "Prüfe die Adresse oder geh zurück zur Startseite."},
    {"Das geht hier nicht", "Geh zurück und benutze die Knöpfe auf der Seite."},
    {"Das hat zu lange gedauert", "Prüfe die Verbindung und versuche es noch einmal."},
    {"Inzwischen hat sich etwas geändert",
     "Lade die Seite neu, sieh nach und wiederhole, was noch nötig ist."},
    {"Das ist zu viel auf einmal", "Sende weniger und versuche es noch einmal."},
    {"Diese Art von Inhalt wird nicht verstanden", "Sende JSON (Content-Type: application/json)."},
    {"Das war viel in kurzer Zeit", "Warte ein wenig und versuche es dann noch einmal."},
    {"Diese Anfrage trägt zu viel mit sich",
     "Lösche die Cookies dieser Seite und versuche es dann noch einmal."},
    {"Bei uns ist etwas schiefgegangen",
     "Versuche es gleich noch einmal. Bleibt es so, nenne uns die Nummer der Anfrage."},
    {"Das ruht sich gerade aus", "Versuche es in ein paar Minuten noch einmal."},
}};

constexpr Catalogue portuguese{{
    {"Não é possível ler este pedido", "Recarregue a página e tente de novo."},
    {"Algo neste formulário não está certo", "Verifique o que escreveu e envie outra vez."},
    {"A sessão não está iniciada", "Inicie sessão e tente de novo."},
    {"Isto não é permitido", "Pergunte à pessoa que cuida desta conta."},
    {"Isto não veio da nossa página", "Recarregue a página e tente a partir dela."},
    {"Isto não está aqui", "Verifique o endereço ou volte à página inicial."},
    {"Isto não pode ser feito aqui", "Volte atrás e use os botões da página."},
    {"Demorou demasiado", "Verifique a ligação e tente de novo."},
    {"Algo mudou entretanto",
     "Recarregue a página, veja outra vez e repita o que ainda for preciso."},
    {"É demasiado de uma vez", "Envie menos e tente de novo."},
    {"Este tipo de conteúdo não é entendido", "Envie JSON (Content-Type: application/json)."},
    {"Foi muito em pouco tempo", "Espere um pouco e tente de novo."},
    {"Este pedido traz demasiado", "Apague os cookies deste site e tente de novo."},
    {"Algo correu mal do nosso lado",
     "Tente de novo daqui a pouco. Se continuar, diga-nos o número do pedido."},
    {"Isto está a descansar agora", "Tente de novo dentro de alguns minutos."},
}};

const Catalogue& catalogue_of(std::string_view language) noexcept
{
    if (language == "es") return spanish;
    if (language == "fr") return french;
    if (language == "de") return german;
    if (language == "pt") return portuguese;
    return english;
}

}  // namespace

ProblemWords words_for(Fault fault, std::string_view language) noexcept
{
    const auto& catalogue = catalogue_of(language);
    const auto index = static_cast<std::size_t>(fault);
    return index < catalogue.size() ? catalogue[index] : ProblemWords{};
}

}  // namespace buddy::http
