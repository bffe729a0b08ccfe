// Writes a text the way somebody writes who wants no filter to read it, and the way thumbs slip: the
// opposite of the normaliser. For measuring, searching and training only; nothing that serves needs it.
//
//     std::mt19937_64 random{7};
//     text::disguised("i want to kill myself", text::Disguise::Leetspeak, random);  // "i w4nt to k1ll mys3lf"
//     text::misspelt("i can't sleep", random);                                      // "i cnat sleep"
//
// Characters stay whole, and the words stay readable to a person. The same text, disguise and state
// of `random` give the same bytes everywhere.
//
// Threads  Pure functions, but for the state of `random`.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>

namespace buddy::text {

enum class Disguise : std::uint8_t {
    Leetspeak,      ///< "k1ll", "su1c1d3"
    LookAlikes,     ///< Letters of other scripts and other alphabets of Unicode that look the same.
    ZeroWidth,      ///< Characters that nobody sees between the letters.
    Spaced,         ///< "k i l l"
    Dotted,         ///< "k.i.l.l", "k-i-l-l"
    Stretched,      ///< "killlll"
    Starred,        ///< "k*ll"
    VowelsDropped,  ///< "kll myslf"
    Neighbours,     ///< "kikl": the key beside the one that was meant.
    Swapped,        ///< "klil"
    Emojis,         ///< Pictures between the words.
    MixedCase,      ///< "kIlL"
    Accents         ///< Accents and strokes on letters that have none.
};

inline constexpr std::array all_disguises{
    Disguise::Leetspeak,
    Disguise::LookAlikes,
    Disguise::ZeroWidth,
    Disguise::Spaced,
    Disguise::Dotted,
    Disguise::Stretched,
    Disguise::Starred,
    Disguise::VowelsDropped,
    Disguise::Neighbours,
    Disguise::Swapped,
    Disguise::Emojis,
    Disguise::MixedCase,
    Disguise::Accents
};

/// "leetspeak", "look-alikes" …
[[nodiscard]] std::string_view id_of(Disguise disguise) noexcept;
[[nodiscard]] std::optional<Disguise> disguise_from(std::string_view id) noexcept;

/// The text with about half of its words of three letters and more in disguise, the longest always;
/// emojis and mixed case go over all of it. What has no such word comes back as it was.
[[nodiscard]] std::string disguised(
    std::string_view text, Disguise disguise, std::mt19937_64& random
);

/// The text with about one slip in six words: letters swapped, dropped, doubled, signs lost, capitals
/// flipped. What the model's training copies are written with: a change asks for training again.
[[nodiscard]] std::string misspelt(std::string_view text, std::mt19937_64& random);

}  // namespace buddy::text
