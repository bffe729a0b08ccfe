#include "text/normaliser.hpp"

#include "text/folding.hpp"
#include "text/lexicon.hpp"
#include "text/spelling.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <array>

namespace buddy::text {
namespace {

using Glyphs = std::vector<FoldedGlyph>;

/// Longest phrase of the lexicon, in words.
constexpr std::size_t phrase_words = 5;

bool stands_alone(const std::vector<Glyph>& glyphs, std::size_t at)
{
    return at == 0 || is_white(glyphs[at - 1].code);
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

std::vector<Word> words_in(std::string_view text)
{
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && in_word(text[end])) ++end;
        const std::size_t next = end + 1;
        while (at < end && wraps_word(text[at])) ++at;
        while (end > at && wraps_word(text[end - 1])) --end;
        if (end != at) words.push_back({text.substr(at, end - at), at, end});
        at = next;
    }
    return words;
}

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
    void spell_out(Normalised& message, Language language) const;
};

Glyphs Normaliser::Parts::fold(std::string_view original, Language language, Disguises& seen) const
{
    const std::vector<Glyph> glyphs = decode(original);
    Glyphs out;
    out.reserve(glyphs.size());
    std::string_view last_meaning;
    for (std::size_t at = 0; at < glyphs.size();) {
        const char32_t code = glyphs[at].code;
        const bool may =
            lexicon.may_begin_picture(code) && (code >= 0x80 || stands_alone(glyphs, at));
        const auto picture =
            may ? lexicon.picture(std::span{glyphs}.subspan(at), language) : Lexicon::Picture{};
        if (picture.length == 0) {
            last_meaning = {};
            at += folding.fold(glyphs, at, out, seen);
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

void Normaliser::Parts::spell_out(Normalised& message, Language language) const
{
    const std::vector<Word> words = words_in(message.text);
    Normalised out;
    std::size_t copied = 0;
    const auto copy_to = [&](std::size_t end) {
        out.text.append(message.text, copied, end - copied);
        const auto from = message.origin_.begin();
        out.origin_.insert(
            out.origin_.end(),
            from + static_cast<std::ptrdiff_t>(copied),
            from + static_cast<std::ptrdiff_t>(end)
        );
    };
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
        const std::size_t begin = words[i].begin;
        const std::size_t end = words[i + phrase->words.size() - 1].end;
        copy_to(begin);
        out.text.append(phrase->meaning);
        const Span place{message.origin_[begin].begin, message.origin_[end - 1].end};
        out.origin_.resize(out.text.size(), place);
        copied = end;
        i += phrase->words.size();
        ++message.disguises.algospeak;
    }
    if (copied == 0) return;
    copy_to(message.text.size());
    message.text = std::move(out.text);
    message.origin_ = std::move(out.origin_);
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
    parts_->spell_out(message, language);
    return message;
}

const std::string& Normaliser::lexicons() const noexcept
{
    return parts_->source;
}

}  // namespace buddy::text
