#include "text/disguise.hpp"

#include "text/folding.hpp"
#include "text/keyboard.hpp"
#include "text/utf8.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace buddy::text {
namespace {

using Letters = std::u32string;

constexpr std::array<std::string_view, all_disguises.size()> ids = {
    "leetspeak",
    "look-alikes",
    "zero-width",
    "spaced",
    "dotted",
    "stretched",
    "starred",
    "vowels-dropped",
    "neighbours",
    "swapped",
    "emojis",
    "mixed-case",
    "accents"
};
constexpr std::size_t shortest_word = 3;
constexpr std::size_t no_place = static_cast<std::size_t>(-1);

std::size_t below(std::size_t limit, std::mt19937_64& random)
{
    return static_cast<std::size_t>(random() % limit);
}

bool coin(std::mt19937_64& random)
{
    return random() % 2 == 0;
}

char32_t lower(char32_t code) noexcept
{
    return code >= U'A' && code <= U'Z' ? code | 0x20U : code;
}

bool ascii_letter(char32_t code) noexcept
{
    return lower(code) >= U'a' && lower(code) <= U'z';
}

bool is_vowel(char32_t code) noexcept
{
    return std::u32string_view{U"aeiou"}.contains(lower(code));
}

/// Any place in the word, chosen evenly, that `fits`; no_place when none does.
template <class Fits>
std::size_t any_place(std::size_t from, std::size_t to, std::mt19937_64& random, Fits fits)
{
    std::vector<std::size_t> places;
    for (std::size_t i = from; i < to; ++i) {
        if (fits(i)) places.push_back(i);
    }
    return places.empty() ? no_place : places[below(places.size(), random)];
}

/// What a letter may be written as instead, by its place in the alphabet; empty: nothing.
using Alphabet = std::array<std::u32string_view, 26>;

constexpr Alphabet leet_signs = {U"4@", U"",  U"",  U"", U"3", U"",  U"", U"", U"1!",
                                 U"",   U"",  U"1", U"", U"",  U"0", U"", U"", U"",
                                 U"5$", U"7", U"",  U"", U"",  U"",  U"", U""};
constexpr Alphabet twins = {
    U"\u0430\u03b1",
    U"\u044c",
    U"\u0441",
    U"\u0501",
    U"\u0435\u03b5",
    U"",
    U"\u0261",
    U"\u04bb\u043d",
    U"\u0456",
    U"\u0458",
    U"\u043a\u03ba",
    U"\u04cf",
    U"\u043c",
    U"\u03b7",
    U"\u043e\u03bf",
    U"\u0440\u03c1",
    U"",
    U"\u0433",
    U"\u0455",
    U"\u0442\u03c4",
    U"\u03c5\u0438",
    U"\u03bd\u0475",
    U"\u051d",
    U"\u0445",
    U"\u0443",
    U""
};
char32_t one_of(const Alphabet& alphabet, char32_t letter, std::mt19937_64& random)
{
    if (!ascii_letter(letter)) return letter;
    const std::u32string_view choices = alphabet.at(lower(letter) - U'a');
    return choices.empty() ? letter : choices[below(choices.size(), random)];
}

void in_leetspeak(Letters& word, std::mt19937_64& random)
{
    for (char32_t& letter : word) {
        if (random() % 4 != 0) letter = one_of(leet_signs, letter, random);
    }
}

/// Whole alphabets of Unicode whose 26 small letters stand in a row.
constexpr std::array<char32_t, 5> alphabets = {0xFF41, 0x1D41A, 0x1D4EA, 0x1D5BA, 0x24D0};

void in_look_alikes(Letters& word, std::mt19937_64& random)
{
    const std::size_t style = below(alphabets.size() * 2, random);
    for (char32_t& letter : word) {
        if (style >= alphabets.size()) {
            letter = one_of(twins, letter, random);
        } else if (ascii_letter(letter)) {
            letter = alphabets.at(style) + (lower(letter) - U'a');
        }
    }
}

void join_with(
    Letters& word, std::u32string_view signs, bool always_the_same, std::mt19937_64& random
)
{
    const std::size_t chosen = below(signs.size(), random);
    Letters out;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (i != 0) out.push_back(signs[always_the_same ? chosen : below(signs.size(), random)]);
        out.push_back(word[i]);
    }
    word = std::move(out);
}

void in_zero_width(Letters& word, std::mt19937_64& random)
{
    join_with(word, U"\u200b\u200c\u200d\u2060\ufeff\u00ad", false, random);
}

void in_spaces(Letters& word, std::mt19937_64& random)
{
    join_with(word, U" ", true, random);
}

void in_dots(Letters& word, std::mt19937_64& random)
{
    join_with(word, U".-_*", true, random);
}

void stretch(Letters& word, std::mt19937_64& random)
{
    const std::size_t at = coin(random) ? word.size() - 1 : below(word.size(), random);
    word.insert(at, 2 + below(5, random), word[at]);
}

void star(Letters& word, std::mt19937_64& random)
{
    const auto inner = [&word](std::size_t i) { return is_vowel(word[i]); };
    const std::size_t at = any_place(1, word.size(), random, inner);
    if (at != no_place) word[at] = coin(random) ? U'*' : U'#';
}

void drop_vowels(Letters& word, std::mt19937_64& random)
{
    static_cast<void>(random);
    Letters out(1, word.front());
    for (std::size_t i = 1; i < word.size(); ++i) {
        if (!is_vowel(word[i])) out.push_back(word[i]);
    }
    if (out.size() >= 3) word = std::move(out);
}

void hit_neighbour(Letters& word, std::mt19937_64& random)
{
    const auto plain = [&word](std::size_t i) { return ascii_letter(word[i]); };
    const std::size_t at = any_place(0, word.size(), random, plain);
    if (at == no_place) return;
    const std::string_view keys = keys_beside.at(lower(word[at]) - U'a');
    word[at] = static_cast<char32_t>(keys[below(keys.size(), random)]);
}

void swap_letters(Letters& word, std::mt19937_64& random)
{
    const auto differ = [&word](std::size_t i) { return word[i] != word[i + 1]; };
    std::size_t at = any_place(1, word.size() - 1, random, differ);
    if (at == no_place) at = 0;
    std::swap(word[at], word[at + 1]);
}

void put_accents(Letters& word, std::mt19937_64& random)
{
    constexpr std::u32string_view marks = U"\u0301\u0300\u0302\u0308\u030a\u0323\u0332\u0336";
    Letters out;
    for (const char32_t letter : word) {
        out.push_back(letter);
        if (ascii_letter(letter) && coin(random)) out.push_back(marks[below(marks.size(), random)]);
    }
    word = std::move(out);
}

using OnWord = void (*)(Letters&, std::mt19937_64&);

/// nullptr: it goes over the whole text.
OnWord on_word(Disguise disguise) noexcept
{
    switch (disguise) {
        case Disguise::Leetspeak: return in_leetspeak;
        case Disguise::LookAlikes: return in_look_alikes;
        case Disguise::ZeroWidth: return in_zero_width;
        case Disguise::Spaced: return in_spaces;
        case Disguise::Dotted: return in_dots;
        case Disguise::Stretched: return stretch;
        case Disguise::Starred: return star;
        case Disguise::VowelsDropped: return drop_vowels;
        case Disguise::Neighbours: return hit_neighbour;
        case Disguise::Swapped: return swap_letters;
        case Disguise::Accents: return put_accents;
        case Disguise::Emojis:
        case Disguise::MixedCase: return nullptr;
    }
    return nullptr;
}

/// Words and what stands between them, in turn; `word` tells which.
struct Stretch {
    Letters letters;
    bool word = false;
};

std::vector<Stretch> stretches_of(std::string_view text)
{
    std::vector<Stretch> all;
    for (const Glyph& glyph : decode(text)) {
        const bool word = is_letter(glyph.code);
        if (all.empty() || all.back().word != word) all.push_back({.letters = {}, .word = word});
        all.back().letters.push_back(glyph.code);
    }
    return all;
}

std::string joined(std::span<const Stretch> stretches)
{
    std::string out;
    for (const Stretch& stretch : stretches) {
        for (const char32_t code : stretch.letters) append_utf8(out, code);
    }
    return out;
}

bool worth_hiding(const Stretch& stretch)
{
    return stretch.word && stretch.letters.size() >= shortest_word;
}

void hide_words(std::vector<Stretch>& stretches, OnWord hide, std::mt19937_64& random)
{
    std::size_t longest = 0;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        if (worth_hiding(stretches[i]) &&
            (!stretches[longest].word ||
             stretches[i].letters.size() > stretches[longest].letters.size()))
            longest = i;
    }
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        if (worth_hiding(stretches[i]) && (coin(random) || i == longest))
            hide(stretches[i].letters, random);
    }
}

void put_emojis(std::vector<Stretch>& stretches, std::mt19937_64& random)
{
    constexpr std::u32string_view pictures =
        U"\U0001f338\u2728\U0001f602\U0001f642\U0001f436\u2b50\U0001f355\U0001f308\U0001f440\u26bd";
    for (Stretch& stretch : stretches) {
        const bool between = !stretch.word && stretch.letters.starts_with(U' ');
        if (!between || !coin(random)) continue;
        Letters picture(1, pictures[below(pictures.size(), random)]);
        if (coin(random)) picture.insert(0, 1, U' ');
        stretch.letters.insert(0, picture);
    }
}

void mix_case(std::vector<Stretch>& stretches, std::mt19937_64& random)
{
    for (Stretch& stretch : stretches) {
        for (char32_t& letter : stretch.letters) {
            if (ascii_letter(letter) && coin(random)) letter ^= 0x20U;
        }
    }
}

bool is_plain_letter(char byte) noexcept
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

char flipped(char byte) noexcept
{
    return is_plain_letter(byte) ? static_cast<char>(byte ^ 0x20) : byte;
}

bool droppable(char byte) noexcept
{
    return byte == '\'' || byte == ',' || byte == '.' || byte == '!' || byte == '?';
}

}  // namespace

std::string_view id_of(Disguise disguise) noexcept
{
    return ids.at(static_cast<std::size_t>(disguise));
}

std::optional<Disguise> disguise_from(std::string_view id) noexcept
{
    const auto* const found = std::ranges::find(ids, id);
    if (found == ids.end()) return std::nullopt;
    return static_cast<Disguise>(found - ids.begin());
}

std::string disguised(std::string_view text, Disguise disguise, std::mt19937_64& random)
{
    std::vector<Stretch> stretches = stretches_of(text);
    if (const OnWord hide = on_word(disguise); hide != nullptr) {
        hide_words(stretches, hide, random);
    } else if (disguise == Disguise::Emojis) {
        put_emojis(stretches, random);
    } else {
        mix_case(stretches, random);
    }
    return joined(stretches);
}

std::string misspelt(std::string_view text, std::mt19937_64& random)
{
    // A slip per letter with chance 1/28 is about one in six words.
    constexpr std::uint64_t letters_per_slip = 28;
    const std::uint64_t style = random() % 8;
    std::string out;
    out.reserve(text.size() + 8);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char byte = text[i];
        if (style < 3 && droppable(byte)) continue;
        if (!is_plain_letter(byte) || random() % letters_per_slip != 0) {
            out.push_back(style == 3 ? flipped(byte) : byte);
            continue;
        }
        const bool before_letter = i + 1 < text.size() && is_plain_letter(text[i + 1]);
        switch (random() % 4) {
            case 0: break;
            case 1: out.append(2, byte); break;
            case 2:
                if (before_letter) out.push_back(text[++i]);
                out.push_back(byte);
                break;
            default: out.push_back(flipped(byte)); break;
        }
    }
    return out;
}

}  // namespace buddy::text
