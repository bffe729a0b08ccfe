// Messages that somebody would write to make the engine work hard: for tests.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::safety::testing {

/// `piece` again and again: at least `bytes` of it, and never a piece cut in two.
inline std::string repeated(std::string_view piece, std::size_t bytes)
{
    std::string text;
    text.reserve(bytes + piece.size());
    while (text.size() < bytes) text += piece;
    return text;
}

struct HostileText {
    std::string_view name;
    std::string_view opening;  ///< Once.
    std::string_view piece;    ///< Again and again.
    [[nodiscard]] std::string of(std::size_t bytes) const
    {
        return std::string{opening} + repeated(piece, bytes);
    }
};

/// Each aims at one step: folding, joining, calming, spelling out, rules, personal details, pieces.
inline constexpr auto hostile_texts = std::to_array<HostileText>({
    {"plain words", "", "we fed the ducks and then we walked home again. "},
    {"one word", "", "a"},
    {"one word of many letters", "", "abcdefghijklmnopqrstuvwxyz"},
    {"nothing but spaces", "", " "},
    {"nothing but digits", "", "7"},
    {"combining marks on one letter", "e", "\u0301\u0323"},
    {"combining marks on every letter", "", "e\u0301\u0323\u0332\u0336\u0308\u030a"},
    {"zero-width marks", "ki", "\u200b\u200c\u2060"},
    {"a word hidden by zero-width marks", "", "k\u200bi\u200bl\u200bl\u200b "},
    {"one character that becomes eighteen", "", "\ufdfa"},
    {"look-alikes", "", "\u0456\u0435k "},
    {"fullwidth letters", "", "\uff4b\uff49\uff4c\uff4c "},
    {"broken bytes", "", "\xff\xc3\xe2\x80"},
    {"letters spaced out", "", "k g "},
    {"letters that are words", "", "a i "},
    {"letters dotted", "", "k.g."},
    {"separators in turn", "", "k-g.b_"},
    {"leetspeak", "", "k1ll3d4"},
    {"stretched words", "", "noooo kiiiilllll "},
    {"stretched in one word", "", "aaabbbccc"},
    {"laughter", "", "ha"},
    {"emojis that mean words", "", "\U0001f52a\U0001f62d"},
    {"shorthand that is spelt out", "", "kms kys "},
    {"the beginning of shorthand", "", "kill my "},
    {"the beginning of a wish", "", "i want to "},
    {"the beginning of a plan", "", "i am going to kill "},
    {"what a rule looks for", "", "i want to kill myself "},
    {"denials", "", "i do not want to really ever going to "},
    {"sentence ends", "", ".?!"},
    {"the beginning of an address", "", "12 a b c "},
    {"addresses", "", "he lives at 12 Oak Street, "},
    {"an address and commas", "12 Oak Street", ", "},
    {"the beginning of an e-mail address", "", "a.b-c_d%+"},
    {"e-mail addresses", "", "a@b.com "},
    {"at signs", "", "@"},
    {"links", "", "http://"},
    {"telephone numbers", "", "555-01 "},
    {"digits in words", "", "zero oh one "},
    {"names", "", "my name is Ann "},
    {"capitals", "", "Ab "},
    {"schools", "", "i go to The Oak Hill "},
    {"streets", "", "i live on a b "},
    {"passwords", "", "my password is: "},
    {"birthdays", "", "my birthday 1 "},
    {"user names", "", "add me on a "},
});

}  // namespace buddy::safety::testing
