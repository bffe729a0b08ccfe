// Guesses which word a misspelt or maimed one was meant to be: "k*ll", "57op", "kll", "klil", "myaelf",
// "killmyself". Careful: a word that anybody uses stays, and only frequent words are guessed.
#pragma once

#include "text/lexicon.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace buddy::text {

/// What earlier steps undid in the message: then more may be guessed.
struct MendingHints {
    bool letters_were_spaced = false;  ///< "k i l l m y s e l f" was joined to one word.
    bool leet = false;                 ///< "ki11" was read "kili".
    bool stretched = false;            ///< "feeeelings" was read "felings".
};

class Mender {
public:
    /// Sorts the words of text/common_words.hpp: some milliseconds. There is one for the program.
    [[nodiscard]] static const Mender& shared();

    /// Whether anybody uses the word, in any language.
    [[nodiscard]] bool knows(std::string_view word) const;

    /// The word or words that were meant, or nothing. `word` is lower case, accents folded, as
    /// the normaliser leaves it. Bounded: of a long word nothing is guessed.
    [[nodiscard]] std::string mend(
        std::string_view word, Language language, const MendingHints& hints
    ) const;

private:
    Mender();
    struct Words;
    std::shared_ptr<const Words> words_;
};

}  // namespace buddy::text
