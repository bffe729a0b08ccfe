// The bound against what tokenizers really count: the most of five (o200k, cl100k, Llama 3, Mistral, Claude), by
// tools/token_counts.mjs, which also goes over everything that the guided mentor can say.
#include "llm/llm.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace buddy::llm {
namespace {

constexpr std::pair<std::string_view, std::int64_t> counted[] = {
    {"Mom said I have to go to bed at 8 but I'm 11 now. Why can't I stay up like everyone else???",
     33},
    {"The water cycle: water evaporates from seas and lakes, rises as vapour, cools into clouds, "
     "and falls again as rain or snow.",
     34},
    {"Hoy en el recreo mi mejor amiga jugó con otra niña y no me dejó entrar. ¿Qué hago mañana?", 34
    },
    {"Estoy nervioso por el examen de matemáticas; las fracciones me cuestan muchísimo.", 27},
    {"Aujourd'hui à l'école j'ai oublié mon cahier et la maîtresse s'est fâchée. J'étais très "
     "gêné.",
     45},
    {"Pourquoi est-ce que le ciel est bleu, et pas vert ou violet ?", 22},
    {"Mein kleiner Bruder hat schon wieder meine Zeichnungen zerrissen, und Mama sagt nur: „Er ist "
     "doch erst drei.“",
     33},
    {"Können Fische eigentlich schlafen? Wir haben ein Geschwisterschulaufgabenheft dazu.", 31},
    {"Não consigo dormir porque amanhã há apresentação de ciências e tenho medo de me enganar.", 30
    },
    {"A minha avó está doente, e às vezes choro à noite sem ninguém ouvir.", 26},
    {"lol idk 😭😭 my hamster died n i cnt even tell any1 bc theyll laugh at me xD", 27},
    {"asdjkhaskjdhqwe zxmcnbzxcbv qpwoeiruty", 23},
    {"7 + 8 = 15, 3/4 of 240 is 180, call it 1,234,567.89", 39},
    {"WHY DOES NOBODY EVER LISTEN TO ME!!!!!!", 17},
    {"👨‍👩‍👧‍👦 🏳️‍🌈 ❤️ 🥺", 35},
};

TEST(TokenEstimate, IsNeverBelowWhatTokenizersCount)
{
    const auto around = tokens_at_most({.messages = {{}}, .max_tokens = 0});
    for (const auto& [text, tokens] : counted) {
        const auto most =
            tokens_at_most({.messages = {{.content = std::string{text}}}, .max_tokens = 0});
        EXPECT_GE(most - around, tokens) << text;
        EXPECT_LE(most - around, 5 * tokens) << "and no idle fear: " << text;
    }
}

TEST(TokenEstimate, CountsAWholeCallWithWhatStandsAroundItAndItsAnswer)
{
    const ChatRequest request{
        .messages = {{.content = "ab"}, {.content = "cd"}},
        .max_tokens = 100,
        .answer = AnswerShape{.name = "n", .schema = "{}"}
    };
    EXPECT_EQ(tokens_at_most(request), 64 + 100 + (2 * (16 + 2)) + 1 + 2);
}

}  // namespace
}  // namespace buddy::llm
