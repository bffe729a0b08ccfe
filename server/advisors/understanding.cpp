#include "advisors/understanding.hpp"

#include <algorithm>

namespace buddy::advisors {
namespace {

constexpr std::size_t longest_name = 12;
constexpr int words_per_weight = 4;  // a weightier topic outdoes four more words

bool plain_name(const Word& word)
{
    return word.original.size() >= 2 && word.original.size() <= longest_name &&
           std::ranges::all_of(word.original, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
           });
}

bool is_no_name(const Language& language, const Word& word)
{
    return language.no_names.any(std::span{&word, 1});
}

/// The word after "my friend" or "my dog called", when it is written as a name.
std::optional<std::string> name_after(
    const Language& language, const std::vector<Word>& words, std::string_view before
)
{
    const auto wanted = words_of(before);
    if (wanted.empty()) return std::nullopt;
    const auto found = std::ranges::search(words, wanted, {}, &Word::folded, &Word::folded);
    if (found.empty() || found.end() == words.end()) return std::nullopt;
    const auto& name = *found.end();
    if (!name.capital || name.first || !plain_name(name) || is_no_name(language, name))
        return std::nullopt;
    auto text = name.original;
    std::ranges::transform(text.begin() + 1, text.end(), text.begin() + 1, [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return text;
}

Facts facts_in(const Language& language, const std::vector<Word>& words)
{
    Facts facts;
    for (const auto& [fact, befores] : language.names)
        for (const auto& before : befores)
            if (auto name = name_after(language, words, before)) facts.emplace(fact, *name);
    for (const auto& [fact, things] : language.things)
        for (const auto& [said_as, phrases] : things)
            if (phrases.any(words)) facts.emplace(fact, said_as);
    return facts;
}

std::string mood_of(const Language& language, const TurnView& turn, const std::vector<Word>& words)
{
    for (const auto& [mood, phrases] : language.feelings)
        if (phrases.any(words)) return mood;
    return std::string{turn.mood};
}

}  // namespace

std::vector<Mention> mentions_in(
    const Content& content, std::string_view locale, const std::vector<Word>& words
)
{
    std::map<std::uint32_t, int> scores;
    content.language(locale).mentions.find(words, [&](std::uint32_t index, int weight) {
        scores[index] += weight;
    });
    std::vector<Mention> mentions;
    for (const auto& [index, score] : scores) {
        const auto& topic = content.topics[index];
        mentions.push_back({.topic = &topic, .score = score + (words_per_weight * topic.weight)});
    }
    std::ranges::sort(mentions, [](const Mention& a, const Mention& b) {
        return a.score != b.score ? a.score > b.score : a.topic < b.topic;
    });
    return mentions;
}

Understanding understand(const Content& content, const TurnView& turn)
{
    const auto& language = content.language(turn.locale);
    Understanding heard;
    heard.words = words_of(turn.text);
    heard.mentions = mentions_in(content, turn.locale, heard.words);
    for (const auto& [answer, phrases] : language.answers)
        if (phrases.any(heard.words)) heard.answers.insert(answer);
    if (heard.says("no") && heard.says("yes")) heard.answers.erase("yes");
    heard.question = turn.text.contains('?') || heard.says("question");
    heard.mood = mood_of(language, turn, heard.words);
    heard.problem = problem_in(turn.text);
    heard.facts = facts_in(language, heard.words);
    return heard;
}

}  // namespace buddy::advisors
