#include "text/utf8.hpp"

namespace buddy::text {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// Number of bytes that the first byte announces, 0 when it cannot start a character.
std::size_t announced_length(unsigned char first) noexcept
{
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return 2;
    if (first >= 0xE0 && first <= 0xEF) return 3;
    if (first >= 0xF0 && first <= 0xF4) return 4;
    return 0;
}

bool valid_code(char32_t code, std::size_t length) noexcept
{
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return code >= smallest[length] && code <= 0x10FFFF && !surrogate;
}

}  // namespace

Glyph decode_one(std::string_view bytes, std::size_t at) noexcept
{
    const auto begin = static_cast<std::uint32_t>(at);
    const Glyph bad{.code = replacement, .begin = begin, .end = begin + 1};
    const auto first = static_cast<unsigned char>(bytes[at]);
    const std::size_t length = announced_length(first);
    if (length == 1) return {.code = first, .begin = begin, .end = begin + 1};
    if (length == 0 || at + length > bytes.size()) return bad;
    char32_t code = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(bytes[at + i]);
        if ((next & 0xC0U) != 0x80U) return bad;
        code = (code << 6U) | (next & 0x3FU);
    }
    if (!valid_code(code, length)) return bad;
    return {.code = code, .begin = begin, .end = begin + static_cast<std::uint32_t>(length)};
}

std::vector<Glyph> decode(std::string_view bytes)
{
    std::vector<Glyph> glyphs;
    glyphs.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size(); at = glyphs.back().end)
        glyphs.push_back(decode_one(bytes, at));
    return glyphs;
}

void append_utf8(std::string& out, char32_t code)
{
    if (!valid_code(code, 1)) code = replacement;
    const auto tail = [&](unsigned shift) {
        out.push_back(static_cast<char>(0x80U | ((code >> shift) & 0x3FU)));
    };
    if (code < 0x80) {
        out.push_back(static_cast<char>(code));
    } else if (code < 0x800) {
        out.push_back(static_cast<char>(0xC0U | (code >> 6U)));
        tail(0);
    } else if (code < 0x10000) {
        out.push_back(static_cast<char>(0xE0U | (code >> 12U)));
        tail(6);
        tail(0);
    } else {
        out.push_back(static_cast<char>(0xF0U | (code >> 18U)));
        tail(12);
        tail(6);
        tail(0);
    }
}

}  // namespace buddy::text
