#include "text/tokeniser.hpp"

#include "text/lexicon.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <span>
#include <string>

namespace buddy::text {
namespace {

using Words = std::vector<std::string_view>;
using Bag = std::vector<std::uint64_t>;

constexpr std::uint64_t seed = 0xcbf29ce484222325ULL;
constexpr std::size_t most_turns = 8;
constexpr std::size_t short_answer = 6;  // words: up to here the answer leans on the question
constexpr std::size_t question_words = 24;
constexpr std::size_t longest_word = 24;

/// What kind of feature a hash stands for; mixed into it.
enum class Kind : std::uint8_t { Word = 1, Pair, Gap, Triple, Letters, Answer, Whole, Exchange };

std::uint64_t add_byte(std::uint64_t hash, char byte) noexcept
{
    return (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
}

std::uint64_t add_text(std::uint64_t hash, std::string_view text) noexcept
{
    for (const char byte : text) {
        if (byte != '\'') hash = add_byte(hash, byte);
    }
    return add_byte(hash, '\x1f');
}

/// FNV leaves the high bits poor for short texts; the slot table needs all of them.
std::uint64_t finish(std::uint64_t hash) noexcept
{
    hash ^= hash >> 33U;
    hash *= 0xff51afd7ed558ccdULL;
    hash ^= hash >> 33U;
    hash *= 0xc4ceb9fe1a85ec53ULL;
    return hash ^ (hash >> 33U);
}

std::uint64_t begin(Kind kind, Speaker speaker) noexcept
{
    const std::uint64_t salt =
        static_cast<std::uint64_t>(kind) * 4 + static_cast<std::uint64_t>(speaker);
    return (seed ^ salt) * 0x9e3779b97f4a7c15ULL;
}

void add_letter_groups(std::string_view word, Speaker speaker, Bag& bag)
{
    std::string framed;
    framed.reserve(longest_word + 2);
    framed.push_back('<');
    for (const char byte : word.substr(0, longest_word)) {
        if (byte != '\'') framed.push_back(byte);
    }
    framed.push_back('>');
    for (std::size_t from = 0; from < framed.size(); ++from) {
        if (!starts_character(framed[from])) continue;
        std::uint64_t hash = begin(Kind::Letters, speaker);
        std::size_t characters = 0;
        for (std::size_t at = from; at < framed.size() && characters <= 5; ++at) {
            const bool starts = starts_character(framed[at]);
            if (starts && characters >= 3) bag.push_back(finish(hash));
            if (starts && ++characters > 5) break;
            hash = add_byte(hash, framed[at]);
            if (at + 1 == framed.size() && characters >= 3) bag.push_back(finish(hash));
        }
    }
}

bool spelt_with_letters(std::string_view word) noexcept
{
    return static_cast<unsigned char>(word.front()) >= 'a';
}

/// All features of one text.
void add_text_features(const Words& words, Speaker speaker, Bag& bag)
{
    constexpr std::string_view edge = "\x02";
    const auto word_at = [&](std::size_t i) { return i < words.size() ? words[i] : edge; };
    for (std::size_t i = 0; i <= words.size(); ++i) {
        const std::string_view before = i == 0 ? edge : words[i - 1];
        const std::string_view word = word_at(i);
        const auto add = [&](Kind kind, std::string_view first, std::string_view second) {
            bag.push_back(finish(add_text(add_text(begin(kind, speaker), first), second)));
        };
        add(Kind::Pair, before, word);
        if (i == words.size()) break;
        bag.push_back(finish(add_text(begin(Kind::Word, speaker), word)));
        if (i > 1) add(Kind::Gap, words[i - 2], word);
        if (i > 0) {
            const std::uint64_t pair = add_text(begin(Kind::Triple, speaker), before);
            bag.push_back(finish(add_text(add_text(pair, word), word_at(i + 1))));
        }
        if (spelt_with_letters(word)) add_letter_groups(word, speaker, bag);
    }
}

/// A short answer means what the question makes of it: pairs of their words.
void add_answer(const Words& question, Speaker asker, const Words& answer, Kind kind, Bag& bag)
{
    if (answer.empty() || answer.size() > short_answer) return;
    const std::size_t skipped =
        question.size() > question_words ? question.size() - question_words : 0;
    std::uint64_t whole = begin(Kind::Whole, asker);
    for (const std::string_view word : answer) whole = add_text(whole, word);
    for (const std::string_view asked : std::span{question}.subspan(skipped)) {
        const std::uint64_t from = add_text(begin(kind, asker), asked);
        for (const std::string_view word : answer) bag.push_back(finish(add_text(from, word)));
        bag.push_back(finish(add_text(whole, asked)));
    }
}

bool shouted(std::string_view text) noexcept
{
    std::size_t upper = 0;
    std::size_t lower = 0;
    for (const char byte : text) {
        upper += byte >= 'A' && byte <= 'Z' ? 1 : 0;
        lower += byte >= 'a' && byte <= 'z' ? 1 : 0;
    }
    return upper >= 4 && upper > lower;
}

bool known_language(std::string_view locale) noexcept
{
    return language_of(locale) != Language::English || locale.starts_with("en");
}

std::size_t length_class(std::size_t words) noexcept
{
    constexpr std::size_t limits[] = {1, 3, 8, 20, 50};
    return static_cast<std::size_t>(std::ranges::lower_bound(limits, words) - std::begin(limits));
}

/// Fills traits one group after the other.
class TraitWriter {
public:
    explicit TraitWriter(std::array<float, trait_count>& traits) : traits_{traits} {}
    void one_of(std::size_t count, std::size_t chosen)
    {
        if (chosen < count) traits_.at(at_ + chosen) = 1.0F;
        at_ += count;
    }
    void flag(bool set) { one_of(1, set ? 0 : 1); }

private:
    std::array<float, trait_count>& traits_;
    std::size_t at_ = 0;
};

void write_traits(
    const ModelInput& input, const Normalised& message, std::size_t words, Features& features
)
{
    TraitWriter write{features.traits};
    const std::size_t turns = std::min(input.context.size(), most_turns);
    const bool known = known_language(input.locale);
    write.one_of(2, input.speaker == Speaker::Child ? 0 : 1);
    write.one_of(3, std::min<std::size_t>(input.age_band, 2));
    write.one_of(6, known ? static_cast<std::size_t>(language_of(input.locale)) : 5);
    write.one_of(4, turns == 0 ? 0 : std::min<std::size_t>((turns + 1) / 2, 3));
    write.one_of(6, length_class(words));
    const bool mentor_last = turns != 0 && input.context.back().speaker == Speaker::Mentor;
    write.flag(mentor_last);
    write.flag(mentor_last && input.context.back().text.contains('?'));
    write.flag(shouted(input.text));
    write.flag(message.text.contains('!'));
    write.flag(message.text.contains('?'));
    const Disguises& seen = message.disguises;
    write.flag(seen.invisible + seen.look_alike + seen.leet + seen.spaced != 0);
    write.flag(seen.stretched != 0);
}

}  // namespace

std::string_view tail(std::string_view text, std::size_t most) noexcept
{
    if (text.size() <= most) return text;
    std::size_t from = text.size() - most;
    while (from < text.size() && !starts_character(text[from])) ++from;
    return text.substr(from);
}

Words words_of(std::string_view normalised)
{
    Words words;
    const auto belongs = [](char byte) {
        const auto code = static_cast<unsigned char>(byte);
        return code >= 0x80 || (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') ||
               code == '\'';
    };
    for (std::size_t at = 0; at < normalised.size();) {
        std::size_t end = at;
        while (end < normalised.size() && belongs(normalised[end])) ++end;
        if (end != at) {
            words.push_back(normalised.substr(at, end - at));
        } else {
            const char sign = normalised[at];
            while (end < normalised.size() && normalised[end] == sign) ++end;
            if (sign == '?' || sign == '!' || (sign == '.' && end - at > 1))
                words.push_back(normalised.substr(at, sign == '.' ? 2 : 1));
        }
        at = end;
    }
    return words;
}

Features features_of(const Normaliser& normaliser, const ModelInput& input)
{
    NormalisedOnce texts{normaliser};
    return features_of(texts, input);
}

Features features_of(NormalisedOnce& texts, const ModelInput& input)
{
    Features features;
    const auto bag = [&](Part part) -> Bag& {
        return features.bags.at(static_cast<std::size_t>(part));
    };
    const auto message = texts.of(tail(input.text, message_bytes), input.locale);
    const Words words = words_of(message->text);
    add_text_features(words, input.speaker, bag(Part::Message));
    write_traits(input, *message, words.size(), features);

    const auto recent = input.context.last(std::min(input.context.size(), most_turns));
    bool mentor_seen = false;
    bool child_seen = false;
    for (std::size_t i = recent.size(); i-- > 0;) {
        const SpokenTurn& turn = recent[i];
        const auto text = texts.of(tail(turn.text, turn_bytes), input.locale);
        const Words said = words_of(text->text);
        const bool child = turn.speaker == Speaker::Child;
        bool& seen = child ? child_seen : mentor_seen;
        const Part last = child ? Part::LastChild : Part::LastMentor;
        const Part earlier = child ? Part::EarlierChild : Part::EarlierMentor;
        add_text_features(said, turn.speaker, bag(seen ? earlier : last));
        if (!seen)
            add_answer(
                said, turn.speaker, words, child ? Kind::Exchange : Kind::Answer, bag(Part::Cross)
            );
        seen = true;
    }
    return features;
}

}  // namespace buddy::text
