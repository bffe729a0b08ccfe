#include "advisors/understanding.hpp"

#include <algorithm>
#include <array>

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

constexpr std::array<std::string_view, 7> replies = {
    "yes", "no", "idk", "maybe", "partly", "good", "heavy"
};
constexpr std::size_t words_a_not_reaches_over = 2;  // "not feeling very good"

struct HeardReply {
    std::string_view answer;
    Span at;
    [[nodiscard]] std::size_t length() const { return at.end - at.begin; }
};

bool holds(const HeardReply& longer, const HeardReply& shorter)
{
    return longer.at.begin <= shorter.at.begin && longer.at.end >= shorter.at.end &&
           longer.length() > shorter.length();
}

/// Whether a "not" stands at most `reach` words before, in the same clause.
bool is_undone(
    const Span& at, const std::vector<Span>& nots, std::span<const Word> words, std::size_t reach
)
{
    return std::ranges::any_of(nots, [&](const Span& negation) {
        if (negation.end > at.begin || at.begin - negation.end > reach) return false;
        const auto between = words.subspan(negation.end, at.begin - negation.end + 1);
        return std::ranges::none_of(between, &Word::pause);
    });
}

/// Yes, no and how it is: the longest phrase counts, unless a "not" undoes it.
void hear_replies(const Language& language, std::span<const Word> words, Answers& answers)
{
    std::vector<HeardReply> heard;
    for (const auto answer : replies)
        if (const auto found = language.answers.find(answer); found != language.answers.end())
            for (const auto& at : found->second.spans(words)) heard.push_back({answer, at});
    const auto nots = language.nots.spans(words);
    for (const auto& one : heard) {
        if (std::ranges::any_of(heard, [&](const auto& other) { return holds(other, one); }))
            continue;
        const bool can_be_undone = one.answer == "good" || one.answer == "yes";
        const bool undone = can_be_undone
                                ? is_undone(one.at, nots, words, words_a_not_reaches_over)
                                : one.answer == "heavy" && is_undone(one.at, nots, words, 0);
        if (!undone) answers.emplace(one.answer);
    }
    if (answers.contains("no")) answers.erase("yes");
}

}  // namespace

Answers answers_in(const Language& language, std::span<const Word> words)
{
    Answers answers;
    for (const auto& [answer, phrases] : language.answers) {
        const bool reply = std::ranges::find(replies, answer) != replies.end();
        if (!reply && phrases.any(words)) answers.insert(answer);
    }
    hear_replies(language, words, answers);
    return answers;
}

bool says_plainly(const PhraseSet& phrases, const Language& language, std::span<const Word> words)
{
    const auto nots = language.nots.spans(words);
    return std::ranges::any_of(phrases.spans(words), [&](const Span& at) {
        return !is_undone(at, nots, words, words_a_not_reaches_over);
    });
}

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
    heard.answers = answers_in(language, heard.words);
    heard.question = turn.text.contains('?') || heard.says("question");
    heard.mood = mood_of(language, turn, heard.words);
    heard.problem = problem_in(turn.text);
    heard.facts = facts_in(language, heard.words);
    return heard;
}

}  // namespace buddy::advisors
