// Rewrites a message the way it is meant: disguises off, spelling tamed, every byte traceable to
// the original.
//
//     const auto normaliser = text::Normaliser::load("data/lexicons");
//     if (!normaliser) return std::unexpected(normaliser.error());
//     const auto read = normaliser->normalise("i wanna k1ll mys\u0435lf", "en");
//     // read.text == "i wanna kill myself"; read.original(8, 12) is the place of "k1ll"
//
// What `text` looks like, so that rules can rely on it:
//   - lower case (full case folding), NFKC; a run of white space is one space, none at either end;
//   - accents of Latin letters folded away, ñ excepted ("mataré" reads "matare", ß reads "ss");
//   - look-alike letters of other scripts read as the Latin ones where a word mixes scripts or
//   looks
//     Latin throughout; zero-width, bidi and other invisible characters are gone;
//   - curly quotes and long dashes read as ' " -; apostrophes stay, and the
//     common contractions get theirs in English ("dont" reads "don't");
//   - leetspeak inside words is undone ("k!ll", "su1c1de"), numbers stay numbers ("4 cats",
//   "741741");
//   - letters spaced out or dotted are joined ("k i l l", "d.i.e"), stretched letters are calmed
//     ("soooo" reads "so", "killll" reads "kill");
//   - words that nobody writes are mended where a frequent word is close ("k*ll", "57op", "myslf",
//     "klil"); cheerful pictures strewn between the words are read over;
//   - emojis read as words of the locale's language, algospeak and chat shorthand are spelt out
//     ("kms" reads "kill myself", "unalive" reads "kill"); both come from data/lexicons.
//
// Threads  A Normaliser never changes after load(); any number of threads may share one.
// Errors   load() may fail; normalise() takes any bytes (what is not UTF-8 reads as U+FFFD).
// Lifetime Copies share one lexicon.
#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::text {

/// A piece of a text in bytes: begin inclusive, end exclusive.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
    friend bool operator==(const Span&, const Span&) = default;
};

/// How often each disguise was taken off. Zeros for plainly written text.
struct Disguises {
    std::uint32_t invisible = 0;   ///< Zero-width, bidi and control characters, surplus accents.
    std::uint32_t look_alike = 0;  ///< Letters of another script in place of Latin ones.
    std::uint32_t leet = 0;        ///< Words with digits or signs in place of letters.
    std::uint32_t spaced = 0;      ///< Words spelt letter by letter.
    std::uint32_t stretched = 0;   ///< Words with a letter held on to.
    std::uint32_t algospeak = 0;   ///< Words from the lexicon, chat shorthand included.
};

/// A message as it is meant. Owns its text; keeps nothing of the original.
class Normalised {
public:
    std::string text;     ///< UTF-8, see the top of this file.
    Disguises disguises;  ///< What was undone on the way.

    /// The bytes of the original that `text[begin, end)` came from; never splits a character of the
    /// original. Empty pieces and pieces beyond the end give the nearest empty span.
    [[nodiscard]] Span original(std::size_t begin, std::size_t end) const noexcept;

private:
    friend class Normaliser;
    std::vector<Span> origin_;  ///< One per byte of `text`.
};

class Normaliser {
public:
    /// Reads `algospeak.tsv`, `doubles.tsv` and `emoji.tsv` of a folder (data/lexicons).
    /// NotFound  one of them is missing.  Invalid  a line is malformed; the detail names file and
    /// line.
    [[nodiscard]] static Result<Normaliser> load(const std::filesystem::path& folder);

    /// The same from text already in memory: the three files, one after the other, each opened by a
    /// line "# lexicon: algospeak" (doubles, emoji). A model file carries the lexicons it was
    /// trained with in this form (Model::normaliser()).
    [[nodiscard]] static Result<Normaliser> parse(std::string_view lexicons);

    /// Time linear in the length of the message, whatever it holds. `locale` (BCP 47, only the
    /// language part is used; en es fr de pt, else en) chooses the words of emojis and algospeak.
    [[nodiscard]] Normalised normalise(std::string_view original, std::string_view locale = "en")
        const;

    /// The lexicons in the form that parse() reads.
    [[nodiscard]] const std::string& lexicons() const noexcept;

private:
    struct Parts;
    explicit Normaliser(std::shared_ptr<const Parts> parts) noexcept : parts_{std::move(parts)} {}
    std::shared_ptr<const Parts> parts_;
};

}  // namespace buddy::text
