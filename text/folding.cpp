#include "text/folding.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace buddy::text {
namespace {

constexpr std::size_t most_accents = 4;

const icu::Normalizer2& casefolder()
{
    UErrorCode status = U_ZERO_ERROR;
    const auto* const instance = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (instance == nullptr) throw std::runtime_error{"ICU has no case folding tables"};
    return *instance;
}

const icu::Normalizer2& decomposer()
{
    UErrorCode status = U_ZERO_ERROR;
    const auto* const instance = icu::Normalizer2::getNFDInstance(status);
    if (instance == nullptr) throw std::runtime_error{"ICU has no normalisation tables"};
    return *instance;
}

UChar32 to_icu(char32_t code) noexcept
{
    return static_cast<UChar32>(code);
}

bool is_accent(char32_t code) noexcept
{
    if (code < 0x300) return false;
    return (U_GET_GC_MASK(to_icu(code)) & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0;
}

bool is_invisible(char32_t code) noexcept
{
    if (code < 0x20) return !is_white(code);
    if (code < 0xAD) return code >= 0x7F && code < 0xA0 && code != 0x85;
    return u_hasBinaryProperty(to_icu(code), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 ||
           u_charType(to_icu(code)) == U_FORMAT_CHAR;
}

bool is_latin(char32_t code) noexcept
{
    if (code < 0x80) return (code | 0x20U) >= 'a' && (code | 0x20U) <= 'z';
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(to_icu(code), &status) == USCRIPT_LATIN && U_SUCCESS(status) != 0;
}

/// Quotes and dashes as a keyboard has them; letters in boxes, which Unicode calls pictures.
char32_t plain_sign(char32_t code) noexcept
{
    switch (code) {
        case 0x2018:
        case 0x2019:
        case 0x201A:
        case 0x02BC:
        case 0x00B4:
        case '`': return U'\'';
        case 0x201C:
        case 0x201D:
        case 0x201E:
        case 0x00AB:
        case 0x00BB: return U'"';
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2212: return U'-';
        default: break;
    }
    if (code >= 0x1F170 && code <= 0x1F189) return U'a' + (code - 0x1F170);
    if (code >= 0x1F1E6 && code <= 0x1F1FF) return U'a' + (code - 0x1F1E6);
    return code;
}

/// Look-alikes that Unicode's own table does not count, or reads otherwise, as they are used to disguise
/// words.
constexpr std::pair<char32_t, char32_t> more_twins[] = {
    {0x043A, U'k'}, {0x0432, U'b'}, {0x043D, U'h'}, {0x0442, U't'}, {0x043C, U'm'}, {0x0438, U'u'},
    {0x0433, U'r'}, {0x043F, U'n'}, {0x044F, U'r'}, {0x0437, U'e'}, {0x03B1, U'a'}, {0x03B2, U'b'},
    {0x03B5, U'e'}, {0x03B7, U'n'}, {0x03B9, U'i'}, {0x03BA, U'k'}, {0x03BC, U'u'}, {0x03BD, U'v'},
    {0x03BF, U'o'}, {0x03C1, U'p'}, {0x03C4, U't'}, {0x03C5, U'u'}, {0x03C7, U'x'}, {0x03C9, U'w'},
    {0x1D00, U'a'}, {0x0299, U'b'}, {0x1D04, U'c'}, {0x1D05, U'd'}, {0x1D07, U'e'}, {0x0262, U'g'},
    {0x029C, U'h'}, {0x026A, U'i'}, {0x1D0A, U'j'}, {0x1D0B, U'k'}, {0x029F, U'l'}, {0x1D0D, U'm'},
    {0x0274, U'n'}, {0x1D0F, U'o'}, {0x1D18, U'p'}, {0x0280, U'r'}, {0x1D1B, U't'}, {0x1D1C, U'u'},
    {0x1D20, U'v'}, {0x1D21, U'w'}, {0x028F, U'y'}, {0x1D22, U'z'}, {0x0142, U'l'}, {0x0131, U'i'},
    {0x0111, U'd'}, {0x00F8, U'o'}, {0x0268, U'i'}, {0x0250, U'a'}, {0x01DD, U'e'}, {0x0265, U'h'},
    {0x04CF, U'l'}, {0x044C, U'b'}, {0x051D, U'w'}, {0x0501, U'd'}, {0x0475, U'v'}, {0x0261, U'g'},
};

/// The scripts whose letters are mistaken for Latin ones.
constexpr std::pair<char32_t, char32_t> twin_ranges[] = {
    {0x0180, 0x02AF},
    {0x0370, 0x058F},
    {0x10A0, 0x10FF},
    {0x13A0, 0x13FF},
    {0x1D00, 0x1D7F},
    {0x2C60, 0x2C7F},
    {0xA640, 0xA69F},
    {0xAB30, 0xAB6F},
};

using Checker = std::unique_ptr<USpoofChecker, decltype(&uspoof_close)>;

/// The single Latin letter that Unicode (UTS #39) says `code` is confused with, 0 for none.
char32_t confusable_letter(const USpoofChecker& checker, char32_t code)
{
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString skeleton;
    uspoof_getSkeletonUnicodeString(
        &checker, 0, icu::UnicodeString{to_icu(code)}, skeleton, &status
    );
    if (U_FAILURE(status) != 0 || skeleton.length() != 1) return 0;
    const auto letter = static_cast<char32_t>(u_tolower(skeleton.char32At(0)));
    return letter < 0x80 && is_latin(letter) ? letter : 0;
}

/// Drops the accents of Latin letters, ñ excepted, and composes the rest again.
void drop_accents(const icu::UnicodeString& decomposed, std::u32string& out)
{
    char32_t base = 0;
    for (std::int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
        const auto code = static_cast<char32_t>(decomposed.char32At(i));
        if (!is_accent(code)) {
            base = code;
            out.push_back(code);
        } else if (base == U'n' && code == 0x0303 && out.back() == U'n') {
            out.back() = U'\u00F1';
        } else if (base != 0 && !is_latin(base) && is_letter(base)) {
            out.push_back(code);
        }
    }
}

}  // namespace

bool is_letter_beyond_ascii(char32_t code) noexcept
{
    return u_isalpha(to_icu(code)) != 0 || is_accent(code);
}

bool is_white_beyond_ascii(char32_t code) noexcept
{
    return u_isUWhiteSpace(to_icu(code)) != 0;
}

bool is_picture(char32_t code) noexcept
{
    if (code < 0x203C) return false;
    return u_hasBinaryProperty(to_icu(code), UCHAR_EXTENDED_PICTOGRAPHIC) != 0;
}

Folding::Folding()
{
    for (char32_t code = 0; code < small_.size(); ++code)
        fold_slowly(std::u32string(1, plain_sign(code)), small_.at(code));
    UErrorCode status = U_ZERO_ERROR;
    const Checker checker{uspoof_open(&status), &uspoof_close};
    if (U_FAILURE(status) != 0) throw std::runtime_error{"ICU has no table of look-alikes"};
    for (const auto& [from, to] : twin_ranges) {
        for (char32_t code = from; code <= to; ++code) {
            if (u_isalpha(to_icu(code)) == 0) continue;
            if (const char32_t letter = confusable_letter(*checker, code); letter != 0)
                latin_twins_.emplace(code, letter);
        }
    }
    for (const auto& [code, letter] : more_twins) latin_twins_.insert_or_assign(code, letter);
}

void Folding::fold_slowly(std::u32string_view cluster, std::u32string& out) const
{
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString source;
    for (const char32_t code : cluster) source.append(to_icu(code));
    const icu::UnicodeString folded = casefolder().normalize(source, status);
    const icu::UnicodeString decomposed = decomposer().normalize(folded, status);
    if (U_FAILURE(status) != 0) {
        out.append(cluster);
        return;
    }
    drop_accents(decomposed, out);
}

std::size_t Folding::fold(
    const std::vector<Glyph>& glyphs,
    std::size_t at,
    std::vector<FoldedGlyph>& out,
    Disguises& disguises
) const
{
    const std::uint32_t begin = glyphs[at].begin;
    std::uint32_t end = glyphs[at].end;
    const char32_t first = plain_sign(glyphs[at].code);
    if (is_invisible(first)) {
        if (first != 0xFE0F && first != 0x200D) ++disguises.invisible;
        return 1;
    }
    std::size_t next = at + 1;
    if (first < 0x80 && (next == glyphs.size() || glyphs[next].code < 0x300)) {
        for (const char32_t code : small_.at(first))
            out.push_back({.code = is_white(code) ? U' ' : code, .begin = begin, .end = end});
        return 1;
    }
    std::u32string cluster(1, first);
    for (; next < glyphs.size() && is_accent(glyphs[next].code); ++next) {
        if (cluster.size() <= most_accents) cluster.push_back(glyphs[next].code);
        end = glyphs[next].end;
    }
    if (next - at > 3) ++disguises.invisible;
    const auto put = [&](std::u32string_view folded) {
        for (const char32_t code : folded) {
            const char32_t seen = is_white(code) ? U' ' : code;
            out.push_back({.code = seen, .begin = begin, .end = end});
        }
    };
    if (cluster.size() == 1 && first < small_.size()) {
        put(small_.at(first));
    } else if (cluster.size() == 1 && casefolder().isInert(to_icu(first)) != 0) {
        put(cluster);
    } else {
        std::u32string folded;
        fold_slowly(cluster, folded);
        put(folded);
    }
    return next - at;
}

char32_t Folding::latin_twin(char32_t code) const noexcept
{
    if (code < 0x80) return 0;
    const auto found = latin_twins_.find(code);
    return found == latin_twins_.end() ? 0 : found->second;
}

void Folding::unmask(std::vector<FoldedGlyph>& glyphs, Disguises& disguises) const
{
    const auto foreign = [](const FoldedGlyph& g) { return g.code >= 0x80 && is_letter(g.code); };
    const auto plain = [](const FoldedGlyph& g) { return is_latin(g.code); };
    const auto others = std::ranges::count_if(glyphs, foreign);
    if (others == 0) return;
    const bool latin_message = std::ranges::count_if(glyphs, plain) > others;
    for (std::size_t begin = 0; begin < glyphs.size();) {
        std::size_t end = begin;
        bool any_twin = false;
        bool any_latin = false;
        bool all_latin = true;
        for (; end < glyphs.size() && !is_white(glyphs[end].code); ++end) {
            const char32_t code = glyphs[end].code;
            if (!is_letter(code)) continue;
            const bool twin = latin_twin(code) != 0;
            any_twin = any_twin || twin;
            any_latin = any_latin || is_latin(code);
            all_latin = all_latin && (twin || is_latin(code));
        }
        if (any_twin && all_latin && (any_latin || latin_message)) {
            ++disguises.look_alike;
            for (std::size_t i = begin; i < end; ++i) {
                if (const char32_t twin = latin_twin(glyphs[i].code); twin != 0)
                    glyphs[i].code = twin;
            }
        }
        begin = end + 1;
    }
}

}  // namespace buddy::text
