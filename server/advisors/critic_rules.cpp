#include "advisors/critic_rules.hpp"

#include "buddy/safety/taxonomies.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <utility>

namespace buddy::advisors {
namespace {

constexpr std::array<Critic, 8> phrase_critics = {
    Critic::Flattery,
    Critic::Dependence,
    Critic::Personhood,
    Critic::Honesty,
    Critic::Homework,
    Critic::Praise,
    Critic::Feelings,
    Critic::Opinions
};
// A phrase with many choices would otherwise become thousands.
constexpr std::size_t most_spellings = 256;

/// Where a choice stands whose alternatives must be written out: the phrase's first word, or several words in one.
std::optional<Span> choice_to_spell(std::string_view phrase)
{
    for (auto from = phrase.find('('); from != std::string_view::npos;
         from = phrase.find('(', from + 1)) {
        const auto end = phrase.find(')', from);
        if (end == std::string_view::npos) return std::nullopt;
        const auto inside = phrase.substr(from + 1, end - from - 1);
        const bool leads = phrase.find_first_not_of("^ ") == from;
        if (!inside.starts_with('!') && (leads || inside.contains(' ')))
            return Span{.begin = from, .end = end + 1};
    }
    return std::nullopt;
}

/// The phrase once for each alternative of that choice, and once without it where "?" follows.
std::vector<std::string> alternatives_of(std::string_view phrase, const Span& choice)
{
    const std::string head{phrase.substr(0, choice.begin)};
    auto inside = phrase.substr(choice.begin + 1, choice.end - choice.begin - 2);
    auto tail = phrase.substr(choice.end);
    std::vector<std::string> out;
    if (tail.starts_with('?')) {
        tail.remove_prefix(1);
        out.push_back(head + std::string{tail.substr(tail.starts_with(' ') ? 1 : 0)});
    }
    while (true) {
        const auto slash = inside.find('/');
        out.push_back(head + std::string{inside.substr(0, slash)} + std::string{tail});
        if (slash == std::string_view::npos) return out;
        inside.remove_prefix(slash + 1);
    }
}

/// "(im/i am) so (proud/in love)" written out, so that a phrase is found by its first word. Empty: too many.
std::vector<std::string> spelled_out(const std::string& phrase)
{
    std::vector<std::string> done;
    std::vector<std::string> open{phrase};
    while (!open.empty() && done.size() + open.size() <= most_spellings) {
        auto next = std::move(open.back());
        open.pop_back();
        if (const auto choice = choice_to_spell(next))
            std::ranges::move(alternatives_of(next, *choice), std::back_inserter(open));
        else
            done.push_back(std::move(next));
    }
    return open.empty() ? done : std::vector<std::string>{};
}

PhraseSet phrases_from(const Node& node)
{
    PhraseSet set;
    for (const auto& item : node.items()) {
        const auto spellings = spelled_out(item.text());
        const bool is_good = std::ranges::all_of(spellings, [&set](const std::string& phrase) {
            return set.add(phrase, 0);
        });
        if (spellings.empty() || !is_good) item.wrong("is no phrase");
    }
    return set;
}

PhraseSet some_phrases_from(const Node& node)
{
    auto set = phrases_from(node);
    if (set.empty()) node.wrong("must not be empty");
    return set;
}

Looks looks_from(const Node& node)
{
    Looks looks{.stops = some_phrases_from(node.at("stops"))};
    if (const auto counts = node.maybe("counts")) looks.counts = phrases_from(*counts);
    if (const auto unless = node.maybe("unless")) looks.unless = phrases_from(*unless);
    return looks;
}

/// "84.6" is written as text, since counts are whole everywhere else.
double decimal_from(const Node& node)
{
    const auto text = node.text();
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (text.empty() || end != text.c_str() + text.size() || value <= 0)
        node.wrong("must be a number written as text, such as \"84.6\"");
    return value;
}

void read_homework(const Node& node, LanguageRules& rules)
{
    node.only({"stops", "counts", "unless", "asks", "asks_text", "results_in"});
    rules.asks_homework = some_phrases_from(node.at("asks"));
    rules.asks_text = some_phrases_from(node.at("asks_text"));
    rules.results_in = some_phrases_from(node.at("results_in"));
}

void read_redirection(const Node& node, LanguageRules& rules)
{
    node.only({"people", "closing"});
    rules.people = some_phrases_from(node.at("people"));
    rules.closing = lines_from(node.at("closing"));
    require_every_band(rules.closing, node.at("closing"));
    for (const auto& line : rules.closing) {
        if (!rules.people.any(words_of(line.text)))
            node.at("closing").wrong("names nobody: \"" + line.text + "\"");
        if (line.text.contains('{')) node.at("closing").wrong("has a blank: \"" + line.text + "\"");
    }
}

void read_ease(const Node& node, LanguageRules& rules)
{
    node.only({"base", "per_word", "per_syllable", "silent"});
    rules.ease = {
        .base = decimal_from(node.at("base")),
        .per_word = decimal_from(node.at("per_word")),
        .per_syllable = decimal_from(node.at("per_syllable"))
    };
    rules.silent = node.at("silent").texts();
}

LanguageRules language_from(const Node& root)
{
    root.only(
        {"flattery",
         "dependence",
         "personhood",
         "honesty",
         "homework",
         "redirection",
         "age_fit",
         "praise",
         "feelings",
         "opinions",
         "nothing_left",
         "quoted_after"}
    );
    LanguageRules rules;
    for (const auto critic : phrase_critics) {
        const auto node = root.at(id_of(critic));
        if (critic != Critic::Homework) node.only({"stops", "counts", "unless"});
        rules.looks.at(static_cast<std::size_t>(critic)) = looks_from(node);
    }
    rules.nothing_left = root.at("nothing_left").text();
    rules.quoted_after = some_phrases_from(root.at("quoted_after"));
    read_homework(root.at("homework"), rules);
    read_redirection(root.at("redirection"), rules);
    read_ease(root.at("age_fit"), rules);
    return rules;
}

void read_limits(const Node& root, CriticRules& rules)
{
    root.only({"pointing_stances", "homework", "age_fit", "trace"});
    for (const auto& item : root.at("pointing_stances").items()) {
        rules.pointing_stances.push_back(item.text());
        if (std::ranges::find(
                safety::kora_risks(), rules.pointing_stances.back(), &safety::Risk::id
            ) == safety::kora_risks().end())
            item.wrong("names no stance");
    }
    const auto homework = root.at("homework");
    homework.only({"most_text_words", "tries", "turns_back"});
    rules.most_text_words = homework.at("most_text_words").number();
    rules.tries = homework.at("tries").number();
    rules.turns_back = homework.at("turns_back").number();
    const auto age_fit = root.at("age_fit");
    age_fit.only({"fewest_words", "7-9", "10-12", "13-17"});
    rules.fewest_ease_words = age_fit.at("fewest_words").number();
    for (const auto band :
         {safety::AgeBand::From7To9, safety::AgeBand::From10To12, safety::AgeBand::From13To17}) {
        const auto limit = age_fit.at(safety::id_of(band));
        limit.only({"least_ease", "most_words"});
        rules.ease_limits.at(static_cast<std::size_t>(band)) = {
            .least_ease = limit.at("least_ease").number(),
            .most_words = limit.at("most_words").number()
        };
    }
    const auto trace = root.at("trace");
    for (std::size_t i = 0; i < critic_count; ++i) {
        const auto node = trace.at(id_of(static_cast<Critic>(i)));
        rules.trace.at(i) = node.text();
        if (sentences_of(rules.trace.at(i)).size() != 1) node.wrong("must be one sentence");
    }
}

}  // namespace

const LanguageRules& CriticRules::language(std::string_view locale) const
{
    return languages.find(language_of(locale))->second;
}

CriticRules read_critic_rules(const std::filesystem::path& folder, Findings& findings)
{
    CriticRules rules;
    read_limits(
        ContentFile::read(folder / "limits.json", "critics/limits.json", findings).root(), rules
    );
    for (const auto language : languages) {
        const auto name = std::string{language} + ".json";
        const auto file = ContentFile::read(folder / name, "critics/" + name, findings);
        rules.languages.emplace(language, language_from(file.root()));
    }
    return rules;
}

}  // namespace buddy::advisors
