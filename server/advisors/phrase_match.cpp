#include "advisors/phrase_match.hpp"

#include <algorithm>
#include <array>

namespace buddy::advisors {
namespace {

constexpr std::size_t most_words = 400;

struct Decoded {
    std::uint32_t code = 0;
    std::size_t length = 1;
};

Decoded decode(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t offset) {
        return at + offset < text.size()
                   ? static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + offset]))
                   : 0U;
    };
    const auto lead = byte(0);
    if (lead < 0x80U) return {.code = lead, .length = 1};
    if (lead >= 0xF0U)
        return {
            .code = ((lead & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) |
                    ((byte(2) & 0x3FU) << 6U) | (byte(3) & 0x3FU),
            .length = 4
        };
    if (lead >= 0xE0U)
        return {
            .code = ((lead & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU),
            .length = 3
        };
    return {.code = ((lead & 0x1FU) << 6U) | (byte(1) & 0x3FU), .length = 2};
}

// Latin-1 letters from U+00C0 to U+00FF without their accents; '.' marks what is no letter.
constexpr std::array<std::string_view, 64> latin1 = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  ".", "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  ".", "o", "u", "u", "u", "u", "y", "th", "y"
};

bool is_apostrophe(std::uint32_t code)
{
    return code == U'\'' || code == 0x2019U || code == 0x2018U || code == 0x60U || code == 0xB4U;
}

bool is_symbol(std::uint32_t code)
{
    return code >= 0x2190U && code != 0xFE0FU && (code < 0x3000U || code >= 0x1F000U);
}

bool is_pause(std::uint32_t code)
{
    const bool dash = code == 0x2013U || code == 0x2014U || code == 0x2026U;
    return dash || (code < 0x80U && std::string_view{",;:()-"}.contains(static_cast<char>(code)));
}

/// The folded form of one character; empty when it belongs to no word.
std::string folded(std::uint32_t code)
{
    if (code >= U'A' && code <= U'Z') return {static_cast<char>(code - U'A' + U'a')};
    if ((code >= U'a' && code <= U'z') || (code >= U'0' && code <= U'9'))
        return {static_cast<char>(code)};
    if (code >= 0xC0U && code <= 0xFFU && latin1.at(code - 0xC0U) != ".")
        return std::string{latin1.at(code - 0xC0U)};
    if (code == 0x152U || code == 0x153U) return "oe";
    return {};
}

/// "soooo" and "sooo" are "so"; a pair of letters stays.
void shorten_runs(std::string& word)
{
    std::string out;
    for (std::size_t i = 0; i < word.size();) {
        std::size_t run = 1;
        while (i + run < word.size() && word[i + run] == word[i]) ++run;
        const bool digit = word[i] >= '0' && word[i] <= '9';
        out.append(run >= 3 && !digit ? 1 : run, word[i]);
        i += run;
    }
    word = std::move(out);
}

class WordReader {
public:
    explicit WordReader(std::string_view text) : text_{text} {}

    std::vector<Word> read()
    {
        for (std::size_t at = 0; at < text_.size() && words_.size() < most_words;) {
            const auto next = decode(text_, at);
            const auto bytes = text_.substr(at, next.length);
            take(next.code, bytes);
            at += next.length;
        }
        finish();
        return std::move(words_);
    }

private:
    void take(std::uint32_t code, std::string_view bytes)
    {
        if (const auto letters = folded(code); !letters.empty()) {
            if (word_.folded.empty()) word_.capital = code >= U'A' && code <= U'Z';
            word_.folded += letters;
            word_.original += bytes;
            return;
        }
        if (is_apostrophe(code) && !word_.folded.empty()) {
            word_.original += bytes;
            return;
        }
        finish();
        if (is_pause(code)) pauses_ = true;
        if (is_symbol(code)) {
            word_.folded = word_.original = std::string{bytes};
            finish();
        }
        if (code == U'.' || code == U'!' || code == U'?' || code == U'\n') sentence_starts_ = true;
    }

    void finish()
    {
        if (word_.folded.empty()) return;
        shorten_runs(word_.folded);
        word_.first = sentence_starts_;
        word_.pause = sentence_starts_ || pauses_;
        sentence_starts_ = pauses_ = false;
        words_.push_back(std::move(word_));
        word_ = {};
    }

    std::string_view text_;
    std::vector<Word> words_;
    Word word_;
    bool sentence_starts_ = true;
    bool pauses_ = false;
};

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto space = text.find(separator);
        const auto part = text.substr(0, space);
        if (!part.empty()) parts.push_back(part);
        if (space == std::string_view::npos) break;
        text.remove_prefix(space + 1);
    }
    return parts;
}

}  // namespace

std::vector<Word> words_of(std::string_view text)
{
    return WordReader{text}.read();
}

bool PhraseSet::Piece::fits(std::string_view said) const
{
    switch (kind) {
        case Kind::Exact: return said == words.front();
        case Kind::Prefix: return said.starts_with(words.front());
        case Kind::AnyOf: return std::ranges::find(words, said) != words.end();
        case Kind::NoneOf: return std::ranges::find(words, said) == words.end();
        case Kind::One:
        case Kind::Few: break;
    }
    return true;
}

/// "(a/b)", "(a/b)?" or "(!a/b)".
std::optional<PhraseSet::Piece> PhraseSet::choice_in(std::string_view part)
{
    Piece piece{.kind = Kind::AnyOf};
    part.remove_prefix(1);
    if (part.starts_with('!')) {
        piece.kind = Kind::NoneOf;
        part.remove_prefix(1);
    }
    if (part.ends_with('?')) {
        piece.optional = true;
        part.remove_suffix(1);
    }
    if (!part.ends_with(')')) return std::nullopt;
    part.remove_suffix(1);
    for (const auto choice : split(part, '/'))
        for (auto& word : words_of(choice)) piece.words.push_back(std::move(word.folded));
    if (piece.words.empty()) return std::nullopt;
    return piece;
}

bool PhraseSet::add(std::string_view phrase, std::uint32_t tag)
{
    Phrase made{.tag = tag};
    if (phrase.starts_with('^')) {
        made.at_start = true;
        phrase.remove_prefix(1);
    }
    if (phrase.ends_with('$')) {
        made.at_end = true;
        phrase.remove_suffix(1);
    }
    for (const auto part : split(phrase, ' ')) {
        if (part == "_") {
            made.pieces.push_back({.kind = Kind::One});
            continue;
        }
        if (part == "~") {
            made.pieces.push_back({.kind = Kind::Few});
            continue;
        }
        if (part.starts_with('(')) {
            auto choice = choice_in(part);
            if (!choice) return false;
            if (choice->kind == Kind::AnyOf && !choice->optional) ++made.weight;
            made.pieces.push_back(*std::move(choice));
            continue;
        }
        const bool open = part.ends_with('*');
        for (auto& word : words_of(part)) {
            made.pieces.push_back({.kind = Kind::Exact, .words = {std::move(word.folded)}});
            ++made.weight;
        }
        if (open && !made.pieces.empty()) made.pieces.back().kind = Kind::Prefix;
    }
    if (made.weight == 0) return false;
    const auto index = phrases_.size();
    if (made.pieces.front().kind == Kind::Exact)
        by_first_word_[made.pieces.front().words.front()].push_back(index);
    else
        others_.push_back(index);
    phrases_.push_back(std::move(made));
    return true;
}

std::optional<std::size_t> PhraseSet::end_of(
    const Phrase& phrase, std::span<const Word> words, std::size_t piece, std::size_t word
)
{
    if (piece == phrase.pieces.size()) {
        if (phrase.at_end && word != words.size()) return std::nullopt;
        return word;
    }
    const auto& wanted = phrase.pieces[piece];
    if (wanted.kind == Kind::Few) {
        for (std::size_t gap = 0; gap <= 3 && word + gap <= words.size(); ++gap)
            if (const auto end = end_of(phrase, words, piece + 1, word + gap)) return end;
        return std::nullopt;
    }
    if (word < words.size() && wanted.fits(words[word].folded))
        if (const auto end = end_of(phrase, words, piece + 1, word + 1)) return end;
    return wanted.optional ? end_of(phrase, words, piece + 1, word) : std::nullopt;
}

std::optional<Span> PhraseSet::place_of(
    const Phrase& phrase, std::span<const Word> words, std::size_t from
)
{
    const auto last = std::min<std::size_t>(phrase.at_start ? 1 : words.size(), words.size());
    for (auto begin = from; begin < last; ++begin)
        if (const auto end = end_of(phrase, words, 0, begin)) return Span{begin, *end};
    return std::nullopt;
}

/// Phrases that may occur: those whose first word is there, and those that begin with a gap.
std::vector<std::size_t> PhraseSet::candidates(std::span<const Word> words) const
{
    std::vector<std::size_t> found = others_;
    for (const auto& word : words)
        if (const auto known = by_first_word_.find(word.folded); known != by_first_word_.end())
            found.insert(found.end(), known->second.begin(), known->second.end());
    std::ranges::sort(found);
    const auto repeated = std::ranges::unique(found);
    found.erase(repeated.begin(), repeated.end());
    return found;
}

void PhraseSet::find(
    std::span<const Word> words, const std::function<void(std::uint32_t, int)>& hit
) const
{
    for (const auto index : candidates(words))
        if (place_of(phrases_[index], words)) hit(phrases_[index].tag, phrases_[index].weight);
}

bool PhraseSet::any(std::span<const Word> words) const
{
    return std::ranges::any_of(candidates(words), [&](std::size_t index) {
        return place_of(phrases_[index], words).has_value();
    });
}

std::vector<Span> PhraseSet::spans(std::span<const Word> words) const
{
    std::vector<Span> found;
    for (const auto index : candidates(words))
        for (auto at = place_of(phrases_[index], words); at;
             at = place_of(phrases_[index], words, at->begin + 1))
            found.push_back(*at);
    return found;
}

}  // namespace buddy::advisors
