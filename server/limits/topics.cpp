#include "limits/topics.hpp"

#include "text/folding.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <array>

namespace buddy::limits {
namespace {

using Ids = std::string_view;

constexpr std::array<Ids, 8> games{
    "video_games",
    "fact_minecraft",
    "fact_minecraft_build",
    "fact_redstone",
    "fact_fortnite",
    "fact_chess",
    "fact_dice",
    "fact_rubik"
};
constexpr std::array<Ids, 1> films{"films_series"};
constexpr std::array<Ids, 2> music{"music", "dance_theatre"};
constexpr std::array<Ids, 4> jokes{"jokes", "riddles", "childs_riddle", "would_you_rather"};
constexpr std::array<Ids, 1> stories{"story"};
constexpr std::array<Ids, 10> sports{
    "sports",
    "team_sport",
    "fact_worldcup_",
    "fact_olympics",
    "fact_marathon",
    "fact_bolt",
    "fact_football_",
    "fact_offside",
    "fact_penalty",
    "fact_swim_eat"
};
constexpr std::array<Ids, 1> computers{"coding"};
constexpr std::array<Ids, 3> beliefs{"god_santa", "big_bang", "humans_first"};
constexpr std::array<Ids, 6> society{
    "voting_what", "voting_age", "laws_who", "taxes", "rich_poor", "fact_climate"
};
constexpr std::array<Ids, 2> money{"money_what", "money_print"};

constexpr std::array<TopicGroup, 10> groups{{
    {.id = "games", .topics = games},
    {.id = "films", .topics = films},
    {.id = "music", .topics = music},
    {.id = "jokes", .topics = jokes},
    {.id = "stories", .topics = stories},
    {.id = "sports", .topics = sports},
    {.id = "computers", .topics = computers},
    {.id = "beliefs", .topics = beliefs},
    {.id = "society", .topics = society},
    {.id = "money", .topics = money},
}};

// Folded, whole words, of children who ask for help; in the order en, es, fr, de, pt. Where a word means
// something harmless in another language, it is left to the engine, which hears the whole message.
constexpr std::array<std::string_view, 140> words_of_help{// en
                                                          "help",
                                                          "hurt",
                                                          "hurts",
                                                          "hit",
                                                          "hits",
                                                          "hitting",
                                                          "beat",
                                                          "abuse",
                                                          "abused",
                                                          "abusing",
                                                          "touch",
                                                          "touched",
                                                          "touching",
                                                          "rape",
                                                          "raped",
                                                          "suicide",
                                                          "suicidal",
                                                          "kill",
                                                          "killed",
                                                          "die",
                                                          "dying",
                                                          "dead",
                                                          "cut",
                                                          "cutting",
                                                          "selfharm",
                                                          "bully",
                                                          "bullied",
                                                          "bullies",
                                                          "bullying",
                                                          "scared",
                                                          "afraid",
                                                          "secret",
                                                          "police",
                                                          "unsafe",
                                                          "danger",
                                                          "blood",
                                                          "bleeding",
                                                          "period",
                                                          "puberty",
                                                          "pregnant",
                                                          "hungry",
                                                          "eating",
                                                          "anorexia",
                                                          "sad",
                                                          "lonely",
                                                          "doctor",
                                                          "medicine",
                                                          "body",
                                                          // es
                                                          "ayuda",
                                                          "pega",
                                                          "pegar",
                                                          "golpea",
                                                          "abuso",
                                                          "abusos",
                                                          "toca",
                                                          "tocar",
                                                          "suicidio",
                                                          "matar",
                                                          "morir",
                                                          "muerte",
                                                          "acoso",
                                                          "miedo",
                                                          "secreto",
                                                          "policia",
                                                          "peligro",
                                                          "sangre",
                                                          "pubertad",
                                                          "embarazada",
                                                          "hambre",
                                                          "triste",
                                                          "cuerpo",
                                                          // fr
                                                          "aide",
                                                          "aider",
                                                          "frappe",
                                                          "frapper",
                                                          "abus",
                                                          "touche",
                                                          "toucher",
                                                          "viol",
                                                          "suicider",
                                                          "tuer",
                                                          "mourir",
                                                          "mort",
                                                          "harcelement",
                                                          "peur",
                                                          "sang",
                                                          "regles",
                                                          "puberte",
                                                          "enceinte",
                                                          "faim",
                                                          "seul",
                                                          "corps",
                                                          // de
                                                          "hilfe",
                                                          "schlagt",
                                                          "schlagen",
                                                          "geschlagen",
                                                          "missbrauch",
                                                          "anfassen",
                                                          "angefasst",
                                                          "vergewaltigt",
                                                          "selbstmord",
                                                          "suizid",
                                                          "umbringen",
                                                          "toten",
                                                          "sterben",
                                                          "tod",
                                                          "ritzen",
                                                          "mobbing",
                                                          "gemobbt",
                                                          "angst",
                                                          "geheimnis",
                                                          "polizei",
                                                          "gefahr",
                                                          "blut",
                                                          "periode",
                                                          "pubertat",
                                                          "schwanger",
                                                          "traurig",
                                                          "allein",
                                                          "korper",
                                                          // pt
                                                          "ajuda",
                                                          "ajudar",
                                                          "bate",
                                                          "bater",
                                                          "abusar",
                                                          "tocou",
                                                          "suicidar",
                                                          "matou",
                                                          "morrer",
                                                          "morte",
                                                          "medo",
                                                          "segredo",
                                                          "perigo",
                                                          "sangue",
                                                          "menstruacao",
                                                          "puberdade",
                                                          "gravida",
                                                          "fome",
                                                          "sozinho",
                                                          "sozinha"
};

template <class List, class Value>
bool holds(const List& list, const Value& value)
{
    return std::ranges::find(list, value) != std::ranges::end(list);
}

/// Made once: its tables take some milliseconds.
const text::Folding& folding()
{
    static const text::Folding tables;
    return tables;
}

/// Whether `said` is `word`, or its plural.
bool is_form_of(std::string_view said, std::string_view word)
{
    constexpr std::array<std::string_view, 6> endings{"", "s", "es", "n", "en", "e"};
    if (!said.starts_with(word)) return false;
    return holds(endings, said.substr(word.size()));
}

bool stands_in(const std::vector<std::string>& said, const std::vector<std::string>& words)
{
    if (words.empty()) return false;
    return !std::ranges::search(said, words, is_form_of).empty();
}

std::size_t characters_in(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, text::starts_character));
}

}  // namespace

std::span<const TopicGroup> topic_groups() noexcept
{
    return groups;
}

std::vector<std::string> words_of(std::string_view text)
{
    const auto glyphs = text::decode(text);
    std::vector<text::FoldedGlyph> folded;
    text::Disguises disguises;
    for (std::size_t at = 0; at < glyphs.size();)
        at += folding().fold(glyphs, at, folded, disguises);
    folding().unmask(folded, disguises);
    std::vector<std::string> words;
    bool inside = false;
    for (const auto& glyph : folded) {
        const bool counts = text::is_letter(glyph.code) || text::is_digit(glyph.code);
        if (counts && !inside) words.emplace_back();
        if (counts) text::append_utf8(words.back(), glyph.code);
        inside = counts;
    }
    return words;
}

bool is_word_of_help(std::string_view word)
{
    return holds(words_of_help, word);
}

bool is_topic_off(const Rules& rules, std::string_view topic)
{
    const auto covers = [topic](std::string_view id) {
        return id.ends_with('_') ? topic.starts_with(id) : topic == id;
    };
    return std::ranges::any_of(groups, [&](const TopicGroup& group) {
        return holds(rules.topics_off, group.id) && std::ranges::any_of(group.topics, covers);
    });
}

bool names_word_off(const Rules& rules, std::string_view text)
{
    if (rules.words_off.empty()) return false;
    const auto said = words_of(text);
    return std::ranges::any_of(rules.words_off, [&said](const std::string& phrase) {
        return stands_in(said, words_of(phrase));
    });
}

std::optional<Objection> objection_to_topics(const Rules& rules)
{
    const auto at = [](std::string_view list, std::size_t index) {
        return std::string{list} + "[" + std::to_string(index) + "]";
    };
    for (std::size_t i = 0; i < rules.topics_off.size(); ++i)
        if (std::ranges::find(groups, rules.topics_off[i], &TopicGroup::id) == groups.end())
            return Objection{.path = at(".topics_off", i), .reason = "unknown value"};
    if (rules.words_off.size() > most_words_off)
        return Objection{.path = ".words_off", .reason = "expected at most 20 words"};
    for (std::size_t i = 0; i < rules.words_off.size(); ++i) {
        const auto words = words_of(rules.words_off[i]);
        const auto path = at(".words_off", i);
        if (words.empty()) return Objection{path, "expected a word of letters or digits"};
        if (characters_in(rules.words_off[i]) > longest_word_off)
            return Objection{path, "expected at most 40 characters"};
        if (std::ranges::any_of(words, is_word_of_help))
            return Objection{path, "expected no word with which a child asks for help"};
    }
    return std::nullopt;
}

}  // namespace buddy::limits
