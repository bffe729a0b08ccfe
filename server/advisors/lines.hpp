// Authored lines: for whom each is meant, what it needs, and which of them may be said now.
//
// A line of a content file is text, with an optional tag in front: "[7-9] …" for one age band,
// "[10+ sadness] …" for several bands and one mood. Blanks in braces are filled from what is known:
// "{friend|your friend}" has words for when nothing is known; a line with "{friend}" is said only
// when the friend's name is known.
//
// Threads  Plain values; share them once they are made.
#pragma once

#include "advisors/content_reader.hpp"
#include "buddy/safety/assessment.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::advisors {

using Facts = std::map<std::string, std::string, std::less<>>;

struct Line {
    std::string text;
    std::uint8_t bands = 7;  ///< Bit n: age band n.
    std::vector<std::string> moods;
    std::vector<std::string> needs;        ///< Blanks without words of their own.
    std::vector<std::uint32_t> sentences;  ///< Fingerprints, to avoid saying one twice.

    [[nodiscard]] bool fits(safety::AgeBand band) const noexcept
    {
        return ((bands >> static_cast<unsigned>(band)) & 1U) != 0U;
    }
};
using Lines = std::vector<Line>;

/// Parses one line; mistakes become findings.
[[nodiscard]] Line line_from(const Node& node);
/// A list of lines, or a single one.
[[nodiscard]] Lines lines_from(const Node& node);
/// A finding for each age band for which no line can always be said.
void require_every_band(const Lines& lines, const Node& node);

/// Text with its blanks filled; a blank that nobody knows becomes its own words.
[[nodiscard]] std::string filled(std::string_view text, const Facts& facts);
/// Sentences of a text, as said.
[[nodiscard]] std::vector<std::string> sentences_of(std::string_view text);
/// What Buddy says itself: words that a child or another person might say stand in curly quotes.
[[nodiscard]] std::string without_quotes(std::string_view text);
/// Fingerprint of a sentence: letters and digits only, lower case.
[[nodiscard]] std::uint32_t fingerprint(std::string_view sentence) noexcept;

/// What was said lately. Turns count upwards; what is older than `kept_turns` is forgotten.
class SaidLately {
public:
    static constexpr std::uint32_t kept_turns = 30;
    struct Entry {
        std::uint32_t turn = 0;
        std::uint32_t sentence = 0;
    };
    void say(std::uint32_t turn, std::span<const std::uint32_t> sentences);
    void forget_before(std::uint32_t turn);
    [[nodiscard]] bool any_of(std::span<const std::uint32_t> sentences) const;
    [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return entries_; }

private:
    std::vector<Entry> entries_;
};

/// For whom a line is picked.
struct Listener {
    safety::AgeBand band = safety::AgeBand::From10To12;
    std::string_view mood;
    const Facts* facts = nullptr;
    const SaidLately* said = nullptr;  ///< nullptr: repetition is allowed.
    std::uint64_t seed = 0;
};

/// One fitting line, those for the child's mood first; nullptr when none may be said.
[[nodiscard]] const Line* pick(const Lines& lines, const Listener& listener);
/// An even mix of numbers, to choose among variations.
[[nodiscard]] std::uint64_t mixed(std::uint64_t seed, std::uint64_t salt) noexcept;

}  // namespace buddy::advisors
