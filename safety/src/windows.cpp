#include "windows.hpp"

namespace buddy::safety {

namespace {

constexpr std::size_t overlap_share = 16;

/// The nearest place at or before `at` where a character begins; three steps at most, so bytes that
/// are not UTF-8 cannot send it far.
std::size_t character_begin(std::string_view text, std::size_t at)
{
    for (int step = 0; step < 3 && at > 0 && at < text.size(); ++step) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if ((byte & 0xC0U) != 0x80U) break;
        --at;
    }
    return at;
}

}  // namespace

std::vector<text::Span> windows_of(std::string_view text, std::size_t bytes)
{
    std::vector<text::Span> windows;
    std::size_t begin = 0;
    while (text.size() - begin > bytes) {
        const std::size_t end = character_begin(text, begin + bytes);
        windows.push_back({.begin = begin, .end = end});
        begin = character_begin(text, end - bytes / overlap_share);
    }
    windows.push_back({.begin = begin, .end = text.size()});
    return windows;
}

}  // namespace buddy::safety
