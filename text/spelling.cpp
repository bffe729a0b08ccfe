#include "text/spelling.hpp"

#include "text/leet.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>

namespace buddy::text {
namespace {

using Glyphs = std::vector<FoldedGlyph>;

/// The letter that a digit or sign stands for, 0 when it stands for none.
char32_t leet_letter(char32_t code) noexcept
{
    const auto letters = leet_letters(code);
    return letters.empty() ? U'\0' : static_cast<unsigned char>(letters.front());
}

bool plain_letter(const FoldedGlyph& glyph) noexcept
{
    return !glyph.settled && is_letter(glyph.code);
}

bool joins_letters(char32_t code) noexcept
{
    return std::u32string_view{U" .-_*/+,~|'\""}.contains(code);
}

/// Single letters that are words of their own, in chat or in grammar ("r u a", "y o e").
bool word_by_itself(char32_t code) noexcept
{
    return std::u32string_view{U"iauryoenkcbxq"}.contains(code);
}

bool boundary(const Glyphs& glyphs, std::size_t at) noexcept
{
    return at >= glyphs.size() || glyphs[at].settled ||
           (!is_letter(glyphs[at].code) && !is_digit(glyphs[at].code));
}

bool spellable(const FoldedGlyph& glyph) noexcept
{
    return !glyph.settled && (is_letter(glyph.code) || leet_letter(glyph.code) != 0);
}

/// A run "x y z": where it ends (exclusive) and whether it spells a word.
struct SpacedRun {
    std::size_t end = 0;
    bool spells = false;
};

/// Begins no run: `end` is `at`.
SpacedRun spaced_run(const Glyphs& glyphs, std::size_t at)
{
    if (!spellable(glyphs[at]) || at + 4 >= glyphs.size()) return {.end = at};
    if (at > 0 && !boundary(glyphs, at - 1)) return {.end = at};
    const char32_t separator = glyphs[at + 1].code;
    if (!joins_letters(separator) || glyphs[at + 1].settled) return {.end = at};
    std::size_t last = at;
    std::size_t letters = 0;
    bool telling = false;
    const auto count = [&](char32_t code) {
        letters += is_letter(code) ? 1 : 0;
        telling = telling || (is_letter(code) && !word_by_itself(code));
    };
    count(glyphs[at].code);
    while (last + 2 < glyphs.size() && glyphs[last + 1].code == separator &&
           spellable(glyphs[last + 2]) && boundary(glyphs, last + 3)) {
        last += 2;
        count(glyphs[last].code);
    }
    const std::size_t length = (last - at) / 2 + 1;
    const bool mostly_letters = length >= 3 && letters * 3 >= length * 2;
    return {.end = last + 1, .spells = mostly_letters && (telling || separator != U' ')};
}

/// A run of letters and leet signs, [begin, end) in glyphs.
struct Core {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t letters = 0;
    std::size_t signs = 0;
    bool inside = false;  ///< Some sign stands between two letters.
};

Core core_at(const Glyphs& glyphs, std::size_t begin)
{
    Core core{.begin = begin, .end = begin};
    std::size_t waiting = 0;
    for (; core.end < glyphs.size() && spellable(glyphs[core.end]); ++core.end) {
        if (is_letter(glyphs[core.end].code)) {
            core.inside = core.inside || (core.letters != 0 && waiting != 0);
            ++core.letters;
            waiting = 0;
        } else {
            ++core.signs;
            ++waiting;
        }
    }
    return core;
}

/// Whether the signs around the letters read as letters, too: a single one does, "1995" does not.
void narrow_to_word(const Glyphs& glyphs, Core& core)
{
    std::size_t leading = 0;
    while (!is_letter(glyphs[core.begin + leading].code)) ++leading;
    std::size_t trailing = 0;
    while (!is_letter(glyphs[core.end - 1 - trailing].code)) ++trailing;
    const bool shouts = trailing == 1 && glyphs[core.end - 1].code == U'!';
    if (leading > 1 || (leading == 1 && glyphs[core.begin].code == U'@')) core.begin += leading;
    if (trailing > 1 || shouts) core.end -= trailing;
}

bool dollar_for_s(const Glyphs& glyphs, const Core& core)
{
    if (core.letters < 2) return false;
    for (std::size_t i = core.begin; i < core.end; ++i) {
        const bool beside_digit = i + 1 < core.end && is_digit(glyphs[i + 1].code);
        if (glyphs[i].code == U'$') return !beside_digit;
    }
    return false;
}

/// An address or a link: its digits and signs are meant.
bool technical(const Glyphs& glyphs, std::size_t begin, std::size_t end)
{
    bool at_sign = false;
    for (std::size_t i = begin; i + 1 < end; ++i) {
        const char32_t code = glyphs[i].code;
        at_sign = at_sign || code == U'@';
        if (at_sign && code == U'.' && is_letter(glyphs[i + 1].code)) return true;
        if (code == U'/' && glyphs[i + 1].code == U'/') return true;
        if (i == begin && code == U'#') return true;
    }
    return false;
}

bool undo_leet_in(Glyphs& glyphs, std::size_t begin, std::size_t end)
{
    bool any = false;
    for (std::size_t at = begin; at < end;) {
        Core core = core_at(glyphs, at);
        at = std::max(core.end, at + 1);
        if (core.signs == 0 || core.letters < 2) continue;
        const bool dense = core.inside && core.signs <= core.letters + 1;
        if (!dense && !dollar_for_s(glyphs, core)) continue;
        narrow_to_word(glyphs, core);
        for (std::size_t i = core.begin; i < core.end; ++i) {
            if (const char32_t letter = leet_letter(glyphs[i].code); letter != 0) {
                glyphs[i].code = letter;
                any = true;
            }
        }
    }
    return any;
}

struct Run {
    std::size_t begin = 0;
    std::size_t length = 0;
};

/// The runs of three or more equal letters within [begin, end).
std::vector<Run> long_runs(const Glyphs& glyphs, std::size_t begin, std::size_t end)
{
    std::vector<Run> runs;
    for (std::size_t at = begin; at < end;) {
        std::size_t stop = at + 1;
        while (stop < end && glyphs[stop].code == glyphs[at].code) ++stop;
        if (stop - at >= 3) runs.push_back({at, stop - at});
        at = stop;
    }
    return runs;
}

/// The word with run i cut down to two letters where bit i of `doubled` is set, else to one.
std::string spelt(
    const Glyphs& glyphs,
    std::pair<std::size_t, std::size_t> word,
    const std::vector<Run>& runs,
    unsigned doubled
)
{
    std::string out;
    std::size_t at = word.first;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        for (; at < runs[i].begin; ++at) append_utf8(out, glyphs[at].code);
        append_utf8(out, glyphs[at].code);
        if ((doubled >> i & 1U) != 0) append_utf8(out, glyphs[at].code);
        at = runs[i].begin + runs[i].length;
    }
    for (; at < word.second; ++at) append_utf8(out, glyphs[at].code);
    return out;
}

/// Which runs keep two letters: the first spelling that the lexicon knows, else none.
unsigned best_doubling(
    const Glyphs& glyphs,
    std::pair<std::size_t, std::size_t> word,
    const std::vector<Run>& runs,
    const Lexicon& lexicon
)
{
    constexpr std::size_t most_runs = 3;
    constexpr std::size_t most_letters = 64;
    std::size_t length = word.second - word.first;
    for (const Run& run : runs) length -= run.length - 1;
    if (runs.size() > most_runs || length > most_letters) return 0;
    for (unsigned doubled = 1; doubled < (1U << runs.size()); ++doubled) {
        if (lexicon.has_double(spelt(glyphs, word, runs, doubled))) return doubled;
    }
    return 0;
}

/// Shortens `from`'s last kept glyph so that its place covers everything up to `last`.
void keep(Glyphs& out, FoldedGlyph glyph, std::uint32_t end)
{
    glyph.end = std::max(glyph.end, end);
    out.push_back(glyph);
}

/// Copies [begin, end) with each run cut to its length in `kept`.
void copy_cut(
    const Glyphs& glyphs,
    std::pair<std::size_t, std::size_t> word,
    const std::vector<Run>& runs,
    unsigned doubled,
    Glyphs& out
)
{
    const bool single_letter = runs.size() == 1 && runs[0].length == word.second - word.first;
    std::size_t at = word.first;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        for (; at < runs[i].begin; ++at) out.push_back(glyphs[at]);
        const std::size_t after = runs[i].begin + runs[i].length;
        // Only the first few runs are tried doubled; a word may have more of them than a number has bits.
        const bool is_doubled =
            i < std::numeric_limits<unsigned>::digits && (doubled >> i & 1U) != 0;
        std::size_t count = is_doubled ? 2 : 1;
        if (single_letter) count = 3;
        for (std::size_t k = 1; k < count; ++k) out.push_back(glyphs[at++]);
        keep(out, glyphs[at], glyphs[after - 1].end);
        at = after;
    }
    for (; at < word.second; ++at) out.push_back(glyphs[at]);
}

/// "hahahaha" at the end of `out` (from `begin` on) keeps two of its syllables.
void calm_laughter(Glyphs& out, std::size_t begin)
{
    const std::size_t length = out.size() - begin;
    if (length < 6) return;
    for (std::size_t i = begin + 2; i < out.size(); ++i) {
        if (out[i].code != out[i - 2].code) return;
    }
    const std::uint32_t end = out.back().end;
    out.resize(begin + 4);
    out.back().end = end;
}

/// Copies a run of equal signs, at most three of them.
std::size_t copy_signs(const Glyphs& glyphs, std::size_t at, Glyphs& out)
{
    std::size_t stop = at + 1;
    while (stop < glyphs.size() && glyphs[stop].code == glyphs[at].code && !glyphs[stop].settled)
        ++stop;
    const bool keeps_all = is_white(glyphs[at].code) || is_digit(glyphs[at].code);
    const std::size_t kept = keeps_all ? stop - at : std::min<std::size_t>(stop - at, 3);
    for (std::size_t k = 0; k + 1 < kept; ++k) out.push_back(glyphs[at + k]);
    keep(out, glyphs[at + kept - 1], glyphs[stop - 1].end);
    return stop;
}

}  // namespace

void join_spaced_letters(Glyphs& glyphs, Disguises& disguises)
{
    Glyphs out;
    out.reserve(glyphs.size());
    for (std::size_t at = 0; at < glyphs.size();) {
        const SpacedRun run = spaced_run(glyphs, at);
        const std::size_t end = std::max(run.end, at + 1);
        const std::size_t step = run.spells ? 2 : 1;
        if (run.spells) ++disguises.spaced;
        for (; at < end; at += step) out.push_back(glyphs[at]);
        at = end;
    }
    glyphs = std::move(out);
}

void undo_leet(Glyphs& glyphs, Disguises& disguises)
{
    for (std::size_t begin = 0; begin < glyphs.size();) {
        std::size_t end = begin;
        while (end < glyphs.size() && !is_white(glyphs[end].code)) ++end;
        if (!technical(glyphs, begin, end) && undo_leet_in(glyphs, begin, end)) ++disguises.leet;
        begin = end + 1;
    }
}

void calm_stretches(Glyphs& glyphs, const Lexicon& lexicon, Disguises& disguises)
{
    Glyphs out;
    out.reserve(glyphs.size());
    for (std::size_t at = 0; at < glyphs.size();) {
        if (glyphs[at].settled) {
            out.push_back(glyphs[at++]);
            continue;
        }
        if (!is_letter(glyphs[at].code)) {
            at = copy_signs(glyphs, at, out);
            continue;
        }
        std::size_t end = at;
        while (end < glyphs.size() && plain_letter(glyphs[end])) ++end;
        const std::size_t begin = out.size();
        const auto runs = long_runs(glyphs, at, end);
        if (!runs.empty()) ++disguises.stretched;
        const unsigned doubled =
            runs.empty() ? 0U : best_doubling(glyphs, {at, end}, runs, lexicon);
        copy_cut(glyphs, {at, end}, runs, doubled, out);
        calm_laughter(out, begin);
        at = end;
    }
    glyphs = std::move(out);
}

}  // namespace buddy::text
