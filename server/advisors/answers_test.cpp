// What a short answer is heard as. A yes or a no that was not said is as dangerous, after a question
// about safety, as one that was missed.
#include "advisors/advisors_fixture.hpp"
#include "advisors/understanding.hpp"

#include <array>

namespace buddy::advisors {
namespace {

struct Said {
    std::string_view locale;
    std::string_view text;
    std::string_view heard;  ///< In alphabetical order, joined by '+'.
};

constexpr std::array said = {
    // English
    Said{"en", "yes", "yes"},
    Said{"en", "Yeah!", "yes"},
    Said{"en", "yep he is", "yes"},
    Said{"en", "👍", "yes"},
    Said{"en", "no", "no"},
    Said{"en", "nope", "no"},
    Said{"en", "not really", "no"},
    Said{"en", "never", "no"},
    Said{"en", "nobody", "no"},
    Said{"en", "no one knows", "no"},
    Said{"en", "i dont think so", "no"},
    Said{"en", "thats not true", "no"},
    Said{"en", "not right", "no"},
    Said{"en", "i dont know", "idk"},
    Said{"en", "I don't know if I am safe", "idk"},
    Said{"en", "no idea", "idk"},
    Said{"en", "no clue", "idk"},
    Said{"en", "not sure", "idk"},
    Said{"en", "im not really sure", "idk"},
    Said{"en", "idk", "idk"},
    Said{"en", "hm", "idk"},
    Said{"en", "hmm", "idk"},
    Said{"en", "no, i dont know", "idk+no"},
    Said{"en", "ok i dont know", "idk"},
    Said{"en", "maybe", "maybe"},
    Said{"en", "maybe not", "maybe"},
    Said{"en", "yeah maybe", "maybe"},
    Said{"en", "perhaps", "maybe"},
    Said{"en", "i guess", "maybe"},
    Said{"en", "i guess so", "maybe"},
    Said{"en", "probably", "maybe"},
    Said{"en", "kind of", "partly"},
    Said{"en", "a bit", "partly"},
    Said{"en", "i think so", "partly"},
    Said{"en", "sometimes", "partly"},
    Said{"en", "ok", "partly"},
    Said{"en", "ok but he is here", ""},
    Said{"en", "good", "good"},
    Said{"en", "im fine", "good"},
    Said{"en", "not bad", "good"},
    Said{"en", "i cant wait", "good"},
    Said{"en", "no, im good", "good+no"},
    Said{"en", "not good", "heavy"},
    Said{"en", "im not ok", "heavy"},
    Said{"en", "I'm not very happy", ""},
    Said{"en", "isnt great", ""},
    Said{"en", "it wasn't that fun", ""},
    Said{"en", "im not sad", ""},
    Said{"en", "cant stop crying", "heavy"},
    // Spanish
    Said{"es", "sí", "yes"},
    Said{"es", "claro que sí", "yes"},
    Said{"es", "no", "no"},
    Said{"es", "no creo", "no"},
    Said{"es", "nunca", "no"},
    Said{"es", "no se lo dije", "no"},
    Said{"es", "no sé", "idk"},
    Said{"es", "no lo sé", "idk"},
    Said{"es", "no sé si estoy a salvo", "idk"},
    Said{"es", "ni idea", "idk"},
    Said{"es", "no estoy seguro", "idk"},
    Said{"es", "quizás", "maybe"},
    Said{"es", "tal vez no", "maybe"},
    Said{"es", "un poco", "partly"},
    Said{"es", "creo que sí", "partly"},
    Said{"es", "a veces", "partly"},
    Said{"es", "bien", "good"},
    Said{"es", "no estoy bien", "heavy"},
    Said{"es", "no muy bien", "heavy"},
    Said{"es", "no está mal", "good"},
    // French
    Said{"fr", "oui", "yes"},
    Said{"fr", "bien sûr", "yes"},
    Said{"fr", "non", "no"},
    Said{"fr", "pas vraiment", "no"},
    Said{"fr", "personne", "no"},
    Said{"fr", "je ne sais pas", "idk"},
    Said{"fr", "je sais pas si je peux", "idk"},
    Said{"fr", "aucune idée", "idk"},
    Said{"fr", "pas sûr", "idk"},
    Said{"fr", "peut-être", "maybe"},
    Said{"fr", "peut-être pas", "maybe"},
    Said{"fr", "un peu", "partly"},
    Said{"fr", "je crois", "partly"},
    Said{"fr", "bien", "good"},
    Said{"fr", "pas bien", "heavy"},
    Said{"fr", "ça va pas", "heavy"},
    Said{"fr", "pas très content", ""},
    Said{"fr", "pas mal", "good"},
    // German
    Said{"de", "ja", "yes"},
    Said{"de", "klar", "yes"},
    Said{"de", "nein", "no"},
    Said{"de", "nicht wirklich", "no"},
    Said{"de", "stimmt nicht", "no"},
    Said{"de", "niemand", "no"},
    Said{"de", "glaub nicht", "no"},
    Said{"de", "weiß nicht", "idk"},
    Said{"de", "ich weiß es nicht", "idk"},
    Said{"de", "keine Ahnung", "idk"},
    Said{"de", "nicht sicher ob", "idk"},
    Said{"de", "vielleicht", "maybe"},
    Said{"de", "vielleicht nicht", "maybe"},
    Said{"de", "ein bisschen", "partly"},
    Said{"de", "glaub schon", "partly"},
    Said{"de", "er ist schon da", ""},
    Said{"de", "gut", "good"},
    Said{"de", "nicht gut", "heavy"},
    Said{"de", "mir gehts nicht so gut", "heavy"},
    Said{"de", "nicht schlecht", "good"},
    // Portuguese
    Said{"pt", "sim", "yes"},
    Said{"pt", "com certeza", "yes"},
    Said{"pt", "não", "no"},
    Said{"pt", "acho que não", "no"},
    Said{"pt", "ninguém", "no"},
    Said{"pt", "não sei", "idk"},
    Said{"pt", "sei lá", "idk"},
    Said{"pt", "nem ideia", "idk"},
    Said{"pt", "não tenho certeza", "idk"},
    Said{"pt", "talvez", "maybe"},
    Said{"pt", "talvez não", "maybe"},
    Said{"pt", "mais ou menos", "partly"},
    Said{"pt", "acho que sim", "partly"},
    Said{"pt", "ele tá aqui", ""},
    Said{"pt", "bem", "good"},
    Said{"pt", "não estou bem", "heavy"},
    Said{"pt", "não muito bem", "heavy"},
};

TEST(Understanding, HearsShortAnswersAsTheyAreMeant)
{
    static_assert(said.size() >= 60);
    for (const auto& [locale, text, heard] : said) {
        const auto understood = understand(testing::content(), {.text = text, .locale = locale});
        std::string answers;
        for (const auto* const kind : {"good", "heavy", "idk", "maybe", "no", "partly", "yes"})
            if (understood.says(kind)) answers += (answers.empty() ? "" : "+") + std::string{kind};
        EXPECT_EQ(answers, heard) << locale << ": " << text;
    }
}

}  // namespace
}  // namespace buddy::advisors
