#include "advisors/manner.hpp"

#include <algorithm>
#include <vector>

namespace buddy::advisors {
namespace {

template <class List, class Item>
bool has(const List& list, const Item& item)
{
    return std::ranges::find(list, item) != std::ranges::end(list);
}

/// A feeling in so many words, or a heavy one.
bool speaks_of_feelings(const Content& content, const TurnView& turn)
{
    const auto& language = content.language(turn.locale);
    const auto heavy = language.answers.find("heavy");
    const auto is_named = [&](std::string_view text) {
        const auto words = words_of(text);
        if (heavy != language.answers.end() && heavy->second.any(words)) return true;
        return std::ranges::any_of(language.feelings, [&words](const auto& feeling) {
            return feeling.second.any(words);
        });
    };
    return is_named(turn.text) || std::ranges::any_of(turn.context, [&](const safety::Turn& said) {
               return said.role == safety::Role::Child && is_named(said.text);
           });
}

}  // namespace

bool takes_up(const Content& content, Persona persona, const Choice& choice)
{
    const auto& part = content.manner.persona(persona);
    if (part.takes_up_all) return true;
    const auto* topic = content.topic(choice.topic);
    if (topic != nullptr && (topic->firm || topic->notice)) return true;
    if (has(part.topics, choice.topic)) return true;
    return has(part.leads, choice.lead) && !has(part.not_topics, choice.topic);
}

BarredWays barred_ways(const Content& content, const TurnView& turn)
{
    const auto& manner = turn.manner;
    // Comfort is no praise, and to name a person is no opinion.
    const bool comforts =
        turn.assessment != nullptr && turn.assessment->action >= safety::Action::Support;
    if (comforts) return {};
    return {
        .praise = !manner.praises,
        .feelings = !manner.asks_about_feelings && !speaks_of_feelings(content, turn),
        .opinions = !manner.gives_opinions
    };
}

std::string manner_told(const Content& content, const TurnView& turn)
{
    const auto& told = content.manner;
    const auto& manner = turn.manner;
    std::vector<std::string_view> lines{told.persona(manner.persona).prompt};
    if (!manner.praises) lines.emplace_back(told.no_praise);
    if (!manner.asks_about_feelings) lines.emplace_back(told.no_feelings);
    if (!manner.gives_opinions) lines.emplace_back(told.no_opinions);
    std::string out;
    for (const auto line : lines) {
        if (line.empty()) continue;
        if (!out.empty()) out += '\n';
        out += "- " + std::string{line};
    }
    return out;
}

}  // namespace buddy::advisors
