// Tells which of many patterns may match a text, by the pieces of plain text that every match of a
// pattern must hold: reading the text once is far cheaper than trying every pattern.
//
//     LiteralFilter filter{LetterCase::Kept};
//     filter.add(" (?:red|blue) fox ");           // number 0; RE2 syntax, already found valid
//     filter.add(" [0-9]+ ");                     // number 1; holds no certain piece
//     filter.finish();
//     filter.candidates(" a red fox ");           // 0 and 1
//     filter.candidates(" a grey fox ");          // 1
//
// A pattern that it does not understand is always a candidate, so it never hides a match.
//
// Threads  Build it on one thread; after finish() any number may call candidates().
// Errors   std::bad_alloc only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::safety {

/// Whether the patterns tell A from a.
enum class LetterCase : std::uint8_t { Kept, Ignored };

class LiteralFilter {
public:
    explicit LiteralFilter(LetterCase letters) noexcept : letters_{letters} {}

    /// Patterns are numbered from 0 in the order they come.
    void add(std::string_view pattern);
    /// Once, after the last add().
    void finish();

    /// Ascending. Time linear in the length of the text.
    [[nodiscard]] std::vector<std::size_t> candidates(std::string_view text) const;

private:
    /// One piece of text, and the clauses (of patterns) that are met where it occurs.
    struct Atom {
        std::string text;
        std::uint32_t first_use = 0;
        std::uint32_t last_use = 0;  ///< Exclusive.
    };
    struct Use {
        std::uint32_t pattern = 0;
        std::uint8_t clause = 0;  ///< One bit.
    };
    void mark(std::string_view text, std::vector<std::uint8_t>& met) const;

    LetterCase letters_;
    std::vector<std::pair<std::string, Use>> added_;  ///< Until finish().
    std::vector<Atom> atoms_;                         ///< By bucket, then by text.
    std::vector<Use> uses_;                           ///< By atom.
    std::vector<std::uint32_t> buckets_;              ///< Where the atoms of each bucket begin.
    std::vector<std::uint8_t> needed_;  ///< Per pattern: the clauses that must all be met.
};

}  // namespace buddy::safety
