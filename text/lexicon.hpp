// The words that children use instead of words: algospeak, chat shorthand, emojis. Data, not code:
// data/lexicons/{algospeak,doubles,emoji}.tsv.
//
// algospeak.tsv   key <tab> meaning [<tab> not-after-number | only-en | only-es …]
// doubles.tsv     words that hold a double letter, several a line ("kill feel school")
// emoji.tsv       emoji <tab> en <tab> es <tab> fr <tab> de <tab> pt
// Lines that begin with "#" and empty lines are comments.
#pragma once

#include "core/result.hpp"
#include "text/utf8.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace buddy::text {

/// Languages that emojis are spelt out in; anything else reads as English.
enum class Language : std::uint8_t { English, Spanish, French, German, Portuguese };
inline constexpr std::size_t language_count = 5;
/// From a BCP 47 tag; nullopt-free: unknown languages are English.
[[nodiscard]] Language language_of(std::string_view locale) noexcept;

/// One phrase and what it means.
struct Phrase {
    std::vector<std::string> words;
    std::string meaning;
    bool not_after_number = false;  ///< "5 kms" is a distance.
    std::optional<Language> only;   ///< "im" is "i'm" in English and "in the" in German.
};

class Lexicon {
public:
    /// See Normaliser::parse and Normaliser::load for errors.
    [[nodiscard]] static Result<Lexicon> parse(std::string_view lexicons);
    /// Reads the three files of a folder into the form that parse() takes.
    [[nodiscard]] static Result<std::string> read(const std::filesystem::path& folder);

    /// The phrase that begins with words[0], the longest first; null when there is none.
    [[nodiscard]] const Phrase* find(std::span<const std::string_view> words, Language language)
        const;
    /// Whether some phrase of any language begins with the word.
    [[nodiscard]] bool begins_phrase(std::string_view word) const
    {
        return phrases_.contains(word);
    }
    [[nodiscard]] bool has_double(std::string_view word) const { return doubles_.contains(word); }

    struct Picture {
        std::size_t length = 0;  ///< Glyphs taken, selectors and skin tones included; 0: none.
        std::string_view meaning;
    };
    /// The longest emoji or emoticon at the start of `glyphs`.
    [[nodiscard]] Picture picture(std::span<const Glyph> glyphs, Language language) const;
    /// Whether some emoji or emoticon begins with `code`: cheap test before picture().
    [[nodiscard]] bool may_begin_picture(char32_t code) const;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept
        {
            return std::hash<std::string_view>{}(text);
        }
    };
    template <class Value>
    using Words = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

    Result<void> add_algospeak(std::string_view line);
    Result<void> add_doubles(std::string_view line);
    Result<void> add_emoji(std::string_view line);
    void order();

    Words<std::vector<Phrase>> phrases_;  // by first word, longest first
    std::unordered_set<std::string, Hash, std::equal_to<>> doubles_;
    struct Emoji {
        std::u32string code;
        std::array<std::string, language_count> meaning;
    };
    std::unordered_map<char32_t, std::vector<Emoji>> pictures_;  // by first code, longest first
    std::array<bool, 128> ascii_pictures_{};
};

}  // namespace buddy::text
