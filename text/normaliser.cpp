#include "text/normaliser.hpp"

#include "text/folding.hpp"
#include "text/lexicon.hpp"
#include "text/mending.hpp"
#include "text/spelling.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace buddy::text {
namespace {

using Glyphs = std::vector<FoldedGlyph>;

/// Longest phrase of the lexicon, in words.
constexpr std::size_t phrase_words = 5;

bool stands_alone(const std::vector<Glyph>& glyphs, std::size_t at)
{
    return at == 0 || is_white(glyphs[at - 1].code);
}

/// Cheerful or empty pictures that are strewn between words; a knife, a gun or a tear is none of them.
bool decorates_text(char32_t code) noexcept
{
    constexpr std::u32string_view strewn =
        U"\u2728\u2b50\U0001f31f\U0001f308\U0001f338\U0001f389\U0001f380\u26bd\U0001f3c0\u2764";
    const bool smiles = (code >= 0x1F600 && code <= 0x1F60E) || code == 0x1F642 || code == 0x1F643;
    const bool heart = code >= 0x1F493 && code <= 0x1F49F && code != 0x1F494;
    return smiles || heart || strewn.contains(code);
}

/// Whether pictures stand between the words everywhere: then they hide what is written rather than say
/// something. At the end of a message they belong to it.
bool strewn_with_pictures(const std::vector<Glyph>& glyphs)
{
    std::size_t words = 0;
    std::size_t pictures = 0;
    std::size_t waiting = 0;
    bool in_word = false;
    for (const Glyph& glyph : glyphs) {
        const bool letter = is_letter(glyph.code);
        if (letter && !in_word) {
            ++words;
            if (words > 1) pictures += waiting;
            waiting = 0;
        }
        in_word = letter;
        if (!letter && is_picture(glyph.code)) waiting = 1;
    }
    return pictures >= 2 && pictures * 4 >= words;
}

void put_meaning(std::string_view meaning, std::uint32_t begin, std::uint32_t end, Glyphs& out)
{
    const auto space = FoldedGlyph{.code = U' ', .begin = begin, .end = end, .settled = true};
    out.push_back(space);
    for (const Glyph& glyph : decode(meaning))
        out.push_back({.code = glyph.code, .begin = begin, .end = end, .settled = true});
    out.push_back(space);
}

/// A word of the text under construction: where it lies.
struct Word {
    std::string_view text;
    std::size_t begin = 0;
    std::size_t end = 0;
};

bool in_word(char byte) noexcept
{
    constexpr std::string_view signs = "'@$*_<>/&#";
    const auto code = static_cast<unsigned char>(byte);
    return code >= 0x80 || (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ||
           signs.contains(byte);
}

/// Quotes and asterisks around a word do not belong to it.
bool wraps_word(char byte) noexcept
{
    return byte == '\'' || byte == '*' || byte == '_';
}

/// Words as somebody in disguise may write them hold `signs`, too.
std::vector<Word> words_in(std::string_view text, std::string_view signs = {})
{
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && (in_word(text[end]) || signs.contains(text[end]))) ++end;
        const std::size_t next = end + 1;
        while (at < end && wraps_word(text[at])) ++at;
        while (end > at && (wraps_word(text[end - 1]) || signs.contains(text[end - 1]))) --end;
        if (end != at) words.push_back({text.substr(at, end - at), at, end});
        at = next;
    }
    return words;
}

/// "lik*", but not "*lik*".
bool last_letter_is_starred(std::string_view text, const Word& word) noexcept
{
    const bool star_after = word.end < text.size() && text[word.end] == '*';
    const bool wrapped = word.begin > 0 && text[word.begin - 1] == '*';
    const bool alone = word.end + 1 >= text.size() || !in_word(text[word.end + 1]);
    return star_after && !wrapped && alone;
}

/// A text with pieces of it replaced, in order; what replaces a piece has its place.
class Rewriting {
public:
    /// Both are borrowed until result().
    Rewriting(const std::string& text, const std::vector<Span>& origin)
        : text_{&text}, origin_{&origin}
    {
    }
    void replace(std::size_t begin, std::size_t end, std::string_view by)
    {
        copy_to(begin);
        made_.append(by);
        const Span place{(*origin_)[begin].begin, (*origin_)[end - 1].end};
        places_.resize(made_.size(), place);
        copied_ = end;
        any_ = true;
    }
    [[nodiscard]] bool any() const noexcept { return any_; }
    [[nodiscard]] std::pair<std::string, std::vector<Span>> result() &&
    {
        copy_to(text_->size());
        return {std::move(made_), std::move(places_)};
    }

private:
    void copy_to(std::size_t end)
    {
        made_.append(*text_, copied_, end - copied_);
        const auto from = origin_->begin();
        places_.insert(
            places_.end(),
            from + static_cast<std::ptrdiff_t>(copied_),
            from + static_cast<std::ptrdiff_t>(end)
        );
    }

    const std::string* text_;
    const std::vector<Span>* origin_;
    std::string made_;
    std::vector<Span> places_;
    std::size_t copied_ = 0;
    bool any_ = false;
};

bool is_number(std::string_view word) noexcept
{
    return !word.empty() && word.front() >= '0' && word.front() <= '9';
}

}  // namespace

struct Normaliser::Parts {
    std::string source;
    Lexicon lexicon;
    Folding folding;

    [[nodiscard]] Glyphs fold(std::string_view original, Language language, Disguises& seen) const;
    static void assemble(const Glyphs& glyphs, Normalised& out);
    void mend(Normalised& message, Language language) const;
    void spell_out(Normalised& message, Language language) const;
};

Glyphs Normaliser::Parts::fold(std::string_view original, Language language, Disguises& seen) const
{
    const std::vector<Glyph> glyphs = decode(original);
    Glyphs out;
    out.reserve(glyphs.size());
    std::string_view last_meaning;
    const bool strewn = strewn_with_pictures(glyphs);
    for (std::size_t at = 0; at < glyphs.size();) {
        const char32_t code = glyphs[at].code;
        const bool may =
            lexicon.may_begin_picture(code) && (code >= 0x80 || stands_alone(glyphs, at));
        const auto picture = may && !(strewn && decorates_text(code))
                                 ? lexicon.picture(std::span{glyphs}.subspan(at), language)
                                 : Lexicon::Picture{};
        if (picture.length == 0) {
            last_meaning = {};
            const std::size_t before = out.size();
            at += folding.fold(glyphs, at, out, seen);
            // A picture of no known meaning parts words, and belongs to none.
            const bool one = out.size() == before + 1;
            if (one && is_picture(out.back().code)) out.back().code = U' ';
            continue;
        }
        const std::uint32_t end = glyphs[at + picture.length - 1].end;
        if (picture.meaning == last_meaning) {
            out.back().end = end;
        } else {
            put_meaning(picture.meaning, glyphs[at].begin, end, out);
        }
        last_meaning = picture.meaning;
        at += picture.length;
    }
    return out;
}

void Normaliser::Parts::assemble(const Glyphs& glyphs, Normalised& out)
{
    out.text.reserve(glyphs.size());
    out.origin_.reserve(glyphs.size());
    for (const FoldedGlyph& glyph : glyphs) {
        const bool white = is_white(glyph.code);
        if (white && (out.text.empty() || out.text.back() == ' ')) continue;
        append_utf8(out.text, white ? U' ' : glyph.code);
        while (out.origin_.size() < out.text.size())
            out.origin_.push_back({.begin = glyph.begin, .end = glyph.end});
    }
    if (out.text.ends_with(' ')) {
        out.text.pop_back();
        out.origin_.pop_back();
    }
}

void Normaliser::Parts::mend(Normalised& message, Language language) const
{
    // Junk must not buy time: after so many words that it does not know, a message is read as it is.
    constexpr std::size_t most_guesses = 256;
    const MendingHints hints{
        .letters_were_spaced = message.disguises.spaced != 0,
        .leet = message.disguises.leet != 0,
        .stretched = message.disguises.stretched != 0
    };
    const Mender& mender = Mender::shared();
    Rewriting rewriting{message.text, message.origin_};
    std::size_t guesses = 0;
    for (const Word& word : words_in(message.text, "!|")) {
        if (guesses == most_guesses) break;
        if (lexicon.begins_phrase(word.text) || mender.knows(word.text)) continue;
        const std::size_t end = word.end + (last_letter_is_starred(message.text, word) ? 1 : 0);
        const auto maimed = std::string_view{message.text}.substr(word.begin, end - word.begin);
        const std::string meant = mender.mend(maimed, language, hints);
        ++guesses;
        if (!meant.empty()) rewriting.replace(word.begin, end, meant);
    }
    if (rewriting.any()) std::tie(message.text, message.origin_) = std::move(rewriting).result();
}

void Normaliser::Parts::spell_out(Normalised& message, Language language) const
{
    const std::vector<Word> words = words_in(message.text);
    Rewriting rewriting{message.text, message.origin_};
    for (std::size_t i = 0; i < words.size();) {
        std::array<std::string_view, phrase_words> ahead{};
        const std::size_t count = std::min(phrase_words, words.size() - i);
        for (std::size_t k = 0; k < count; ++k) ahead.at(k) = words[i + k].text;
        const Phrase* const phrase = lexicon.find(std::span{ahead}.first(count), language);
        const bool distance =
            phrase != nullptr && phrase->not_after_number && i > 0 && is_number(words[i - 1].text);
        if (phrase == nullptr || distance) {
            ++i;
            continue;
        }
        const std::size_t end = words[i + phrase->words.size() - 1].end;
        rewriting.replace(words[i].begin, end, phrase->meaning);
        i += phrase->words.size();
        ++message.disguises.algospeak;
    }
    if (rewriting.any()) std::tie(message.text, message.origin_) = std::move(rewriting).result();
}

Span Normalised::original(std::size_t begin, std::size_t end) const noexcept
{
    if (origin_.empty()) return {};
    if (begin >= origin_.size()) return {origin_.back().end, origin_.back().end};
    end = std::min(end, origin_.size());
    if (begin >= end) return {origin_[begin].begin, origin_[begin].begin};
    return {origin_[begin].begin, std::max(origin_[begin].begin, origin_[end - 1].end)};
}

Result<Normaliser> Normaliser::load(const std::filesystem::path& folder)
{
    const auto lexicons = Lexicon::read(folder);
    if (!lexicons) return std::unexpected(lexicons.error());
    return parse(*lexicons);
}

Result<Normaliser> Normaliser::parse(std::string_view lexicons)
{
    auto lexicon = Lexicon::parse(lexicons);
    if (!lexicon) return std::unexpected(lexicon.error());
    auto parts = std::make_shared<Parts>();
    parts->source = lexicons;
    parts->lexicon = std::move(*lexicon);
    return Normaliser{std::move(parts)};
}

Normalised Normaliser::normalise(std::string_view original, std::string_view locale) const
{
    Normalised message;
    Disguises& seen = message.disguises;
    const Language language = language_of(locale);
    Glyphs glyphs = parts_->fold(original, language, seen);
    parts_->folding.unmask(glyphs, seen);
    join_spaced_letters(glyphs, seen);
    undo_leet(glyphs, seen);
    calm_stretches(glyphs, parts_->lexicon, seen);
    Parts::assemble(glyphs, message);
    parts_->mend(message, language);
    parts_->spell_out(message, language);
    return message;
}

const std::string& Normaliser::lexicons() const noexcept
{
    return parts_->source;
}

}  // namespace buddy::text
