// Finds phrases of the content files in what a child wrote: light, without a model, for five
// languages in Latin script.
//
//     PhraseSet set;
//     set.add("my friend ~ hates me", 7);
//     const auto words = words_of("My friend Mia hates me!!");
//     set.find(words, [](std::uint32_t tag, int weight) { … });  // (7, 4)
//
// A phrase is words with single spaces. `abc*` is any word that begins so, `_` any one word, `~` up
// to three words, `(a/b)` one of these words, `(a/b)?` one of them or none, `(!a/b)` any word but
// these, a leading `^` the start of the message, a trailing `$` its end.
//
// Threads  words_of() is pure; a PhraseSet may be shared once it is filled.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace buddy::advisors {

/// One word of a message.
struct Word {
    std::string folded;    ///< Lower case, without accents and apostrophes, long runs shortened.
    std::string original;  ///< As written, without the punctuation around it.
    bool capital = false;  ///< Begins with an ASCII capital.
    bool first = false;    ///< First of its sentence.
    bool pause = false;    ///< First of its sentence, or after a comma, a dash or a bracket.
};

/// Where a phrase stands in a message: words from `begin` up to `end`, which is not part of it.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The words of a text; at most the first 400. An emoji is a word of its own.
[[nodiscard]] std::vector<Word> words_of(std::string_view text);

class PhraseSet {
public:
    /// False when the phrase holds no word that must be there, or a bracket is not closed.
    bool add(std::string_view phrase, std::uint32_t tag);
    /// Calls `hit(tag, weight)` once for every phrase that occurs; weight is its number of words.
    void find(std::span<const Word> words, const std::function<void(std::uint32_t, int)>& hit)
        const;
    [[nodiscard]] bool any(std::span<const Word> words) const;
    /// Every place where a phrase stands, in no order.
    [[nodiscard]] std::vector<Span> spans(std::span<const Word> words) const;
    [[nodiscard]] bool empty() const noexcept { return phrases_.empty(); }

private:
    enum class Kind : std::uint8_t { Exact, Prefix, One, Few, AnyOf, NoneOf };
    struct Piece {
        Kind kind = Kind::Exact;
        std::vector<std::string> words;  ///< One, but for AnyOf and NoneOf.
        bool optional = false;
        [[nodiscard]] bool fits(std::string_view said) const;
    };
    struct Phrase {
        std::vector<Piece> pieces;
        bool at_start = false;
        bool at_end = false;
        int weight = 0;
        std::uint32_t tag = 0;
    };
    [[nodiscard]] static std::optional<Piece> choice_in(std::string_view part);
    /// Where the phrase ends whose piece stands at this word.
    [[nodiscard]] static std::optional<std::size_t> end_of(
        const Phrase& phrase, std::span<const Word> words, std::size_t piece, std::size_t word
    );
    /// The first place at or after `from`.
    [[nodiscard]] static std::optional<Span> place_of(
        const Phrase& phrase, std::span<const Word> words, std::size_t from = 0
    );
    [[nodiscard]] std::vector<std::size_t> candidates(std::span<const Word> words) const;

    std::vector<Phrase> phrases_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_first_word_;
    std::vector<std::size_t> others_;
};

}  // namespace buddy::advisors
