#include "match_text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <array>

namespace buddy::safety {

namespace {

constexpr char32_t first_accented = 0xC0;
constexpr char32_t last_accented = 0x24F;

/// The plain letter under an accent, for the Latin blocks; the letter itself elsewhere.
char32_t unaccented(char32_t letter)
{
    static const auto table = [] {
        std::array<char32_t, last_accented - first_accented + 1> plain{};
        UErrorCode status = U_ZERO_ERROR;
        const icu::Normalizer2* const decomposer = icu::Normalizer2::getNFDInstance(status);
        for (char32_t c = first_accented; c <= last_accented; ++c) {
            auto& entry = plain.at(c - first_accented);
            entry = c;
            icu::UnicodeString parts;
            if (U_FAILURE(status) != 0) continue;
            if (decomposer->getDecomposition(static_cast<UChar32>(c), parts) == 0) continue;
            const auto base = static_cast<char32_t>(parts.char32At(0));
            if (base < 0x80) entry = base;
        }
        return plain;
    }();
    if (letter < first_accented || letter > last_accented) return letter;
    return table.at(letter - first_accented);
}

void append_utf8(std::string& out, char32_t letter)
{
    if (letter < 0x80) {
        out.push_back(static_cast<char>(letter));
        return;
    }
    std::array<char, U8_MAX_LENGTH> bytes{};
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes.data(), length, static_cast<UChar32>(letter));
    out.append(bytes.data(), static_cast<std::size_t>(length));
}

/// Reads the character at `at` and moves past it; bytes that are not UTF-8 give U+FFFD.
char32_t next_character(std::string_view bytes, std::size_t& at)
{
    if (static_cast<unsigned char>(bytes[at]) < 0x80) return static_cast<char32_t>(bytes[at++]);
    std::int32_t index = static_cast<std::int32_t>(at);
    UChar32 letter = 0;
    U8_NEXT_OR_FFFD(bytes.data(), index, static_cast<std::int32_t>(bytes.size()), letter);
    at = static_cast<std::size_t>(index);
    return static_cast<char32_t>(letter);
}

bool belongs_to_word(char32_t letter)
{
    if (letter < 0x80) {
        return (letter | 0x20U) >= U'a' ? (letter | 0x20U) <= U'z'
                                        : letter >= U'0' && letter <= U'9';
    }
    return u_isalnum(static_cast<UChar32>(letter)) != 0 ||
           u_charType(static_cast<UChar32>(letter)) == U_NON_SPACING_MARK;
}

bool is_apostrophe(char32_t letter)
{
    return letter == U'\'' || letter == U'\u2019' || letter == U'\u02BC' || letter == U'`';
}

}  // namespace

std::string fold_for_matching(std::string_view normalised)
{
    std::string folded;
    folded.reserve(normalised.size());
    for (std::size_t at = 0; at < normalised.size();) {
        append_utf8(folded, unaccented(next_character(normalised, at)));
    }
    return folded;
}

MatchText::MatchText(std::string_view normalised)
{
    text_.reserve(normalised.size() + 2);
    origin_.reserve(normalised.size() + 2);
    origin_end_.reserve(normalised.size() + 2);
    add_space(0);
    for (std::size_t at = 0; at < normalised.size();) {
        const std::size_t begin = at;
        const char32_t letter = next_character(normalised, at);
        if (belongs_to_word(letter)) {
            add(letter, begin, at);
        } else if (letter == U'.' || letter == U'!' || letter == U';' || letter == U'\n') {
            add_sentence_end('.', begin);
        } else if (letter == U'?' || letter == U'\u00BF') {
            add_sentence_end('?', begin);
        } else if (!is_apostrophe(letter)) {
            add_space(begin);
        }
    }
    add_space(normalised.size());
}

void MatchText::add_space(std::size_t at)
{
    if (!text_.empty() && text_.back() == ' ') return;
    text_.push_back(' ');
    origin_.push_back(static_cast<std::uint32_t>(at));
    origin_end_.push_back(static_cast<std::uint32_t>(at));
}

void MatchText::add(char32_t letter, std::size_t begin, std::size_t end)
{
    if (text_.back() == ' ') ++words_;
    const std::size_t before = text_.size();
    append_utf8(text_, unaccented(letter));
    for (std::size_t i = before; i < text_.size(); ++i) {
        origin_.push_back(static_cast<std::uint32_t>(begin));
        origin_end_.push_back(static_cast<std::uint32_t>(end));
    }
}

void MatchText::add_sentence_end(char mark, std::size_t at)
{
    add_space(at);
    const std::size_t length = text_.size();
    if (length == 1) return;  // nothing was said yet
    if (length >= 3 && (text_[length - 2] == '.' || text_[length - 2] == '?') &&
        text_[length - 3] == ' ') {
        if (mark == '?') text_[length - 2] = '?';  // "?!" and "..." are one end
        return;
    }
    text_.push_back(mark);
    origin_.push_back(static_cast<std::uint32_t>(at));
    origin_end_.push_back(static_cast<std::uint32_t>(at + 1));
    add_space(at + 1);
}

text::Span MatchText::normalised(std::size_t begin, std::size_t end) const noexcept
{
    end = std::min(end, text_.size());
    while (begin < end && text_[begin] == ' ') ++begin;
    while (end > begin && text_[end - 1] == ' ') --end;
    if (begin >= end) return {};
    return {.begin = origin_[begin], .end = origin_end_[end - 1]};
}

}  // namespace buddy::safety
