// A normalised message as the rules read it: words and sentence ends, one space between, one at
// either end, so that a pattern's word boundaries are spaces and need no look-around.
//
//     const MatchText text{normalised};      // "I don't! want-to" reads " i dont . want to "
//
// Letters, digits and the sentence ends . and ? stay; apostrophes vanish inside words; everything
// else is a space. Whether a character belongs to a word is decided by u_isalnum, never by ASCII.
#pragma once

#include "text/normaliser.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::safety {

/// Accents off and ñ to n: what both messages and patterns go through.
[[nodiscard]] std::string fold_for_matching(std::string_view normalised);

class MatchText {
public:
    MatchText() = default;
    /// Cost linear in the length. Keeps no reference to `normalised`.
    explicit MatchText(std::string_view normalised);

    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    /// The bytes of the normalised text behind [begin, end), surrounding spaces left out.
    [[nodiscard]] text::Span normalised(std::size_t begin, std::size_t end) const noexcept;
    /// Words in it; sentence ends do not count.
    [[nodiscard]] std::size_t words() const noexcept { return words_; }

private:
    void add_space(std::size_t at);
    void add(char32_t letter, std::size_t begin, std::size_t end);
    void add_sentence_end(char mark, std::size_t at);

    std::string text_;
    std::vector<std::uint32_t> origin_;  ///< Per byte of text_: where it began.
    std::vector<std::uint32_t> origin_end_;
    std::size_t words_ = 0;
};

}  // namespace buddy::safety
