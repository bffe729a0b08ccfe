#include "oversight/opening.hpp"

#include <algorithm>

namespace buddy::oversight {
namespace {

constexpr std::array<std::string_view, purposes.size()> names{
    "safety", "quality", "request", "fault", "law", "report"
};

struct Sentence {
    std::string_view told_as;
    std::array<std::string_view, 5> texts;  // en, es, fr, de, pt
};

// clang-format off
constexpr std::array<Sentence, 3> sentences{{
    {"care", {
        "Somebody who looks after Buddy read what you said, to see that you are looked after well.",
        "Alguien que cuida de Buddy leyó lo que dijiste, para ver que se te cuida bien.",
        "Quelqu'un qui s'occupe de Buddy a lu ce que tu as dit, pour voir si on prend bien soin de toi.",
        "Jemand, der sich um Buddy kümmert, hat gelesen, was du gesagt hast, um zu sehen, dass es dir hier gut geht.",
        "Alguém que cuida do Buddy leu o que disseste, para ver se és bem cuidado."}},
    {"fault", {
        "Somebody who looks after Buddy read what you said, to mend something that did not work.",
        "Alguien que cuida de Buddy leyó lo que dijiste, para arreglar algo que no funcionaba.",
        "Quelqu'un qui s'occupe de Buddy a lu ce que tu as dit, pour réparer quelque chose qui ne marchait pas.",
        "Jemand, der sich um Buddy kümmert, hat gelesen, was du gesagt hast, um etwas zu reparieren, das nicht ging.",
        "Alguém que cuida do Buddy leu o que disseste, para consertar algo que não funcionava."}},
    {"law", {
        "Somebody who looks after Buddy read what you said, because the law asked for it.",
        "Alguien que cuida de Buddy leyó lo que dijiste, porque la ley lo pidió.",
        "Quelqu'un qui s'occupe de Buddy a lu ce que tu as dit, parce que la loi le demandait.",
        "Jemand, der sich um Buddy kümmert, hat gelesen, was du gesagt hast, weil das Gesetz es verlangt hat.",
        "Alguém que cuida do Buddy leu o que disseste, porque a lei o exigiu."}},
}};
// clang-format on

const Sentence& sentence_of(Purpose purpose)
{
    switch (purpose) {
        case Purpose::Fault: return sentences.at(1);
        case Purpose::Law: return sentences.at(2);
        default: return sentences.at(0);
    }
}

}  // namespace

std::string_view id_of(Purpose purpose) noexcept
{
    return names.at(static_cast<std::size_t>(purpose));
}

std::optional<Purpose> purpose_from(std::string_view id) noexcept
{
    const auto* const found = std::ranges::find(names, id);
    if (found == names.end()) return std::nullopt;
    return static_cast<Purpose>(found - names.begin());
}

std::string_view told_as(Purpose purpose) noexcept
{
    return sentence_of(purpose).told_as;
}

std::string_view told_to_child(Purpose purpose, std::string_view language) noexcept
{
    constexpr std::array<std::string_view, 5> known{"en", "es", "fr", "de", "pt"};
    const auto* const found = std::ranges::find(known, language);
    const auto at = found == known.end() ? 0 : static_cast<std::size_t>(found - known.begin());
    return sentence_of(purpose).texts.at(at);
}

}  // namespace buddy::oversight
