// Undoes what children (and those who dodge filters) do to the spelling of a word: letters spaced
// out, digits and signs in place of letters, letters held on to.
#pragma once

#include "text/folding.hpp"
#include "text/lexicon.hpp"

#include <vector>

namespace buddy::text {

/// "k i l l" and "k.i.l.l" become "kill". Needs three letters or more; single letters that are
/// words in chat ("r u a") stay apart. A double space ends a word.
void join_spaced_letters(std::vector<FoldedGlyph>& glyphs, Disguises& disguises);

/// "k!ll" becomes "kill", "su1c1d3" "suicide". "4 cats", "1st", "ps5", "741741", "a@b.example" stay.
void undo_leet(std::vector<FoldedGlyph>& glyphs, Disguises& disguises);

/// "soooo" becomes "so", "killll" "kill" (the lexicon knows which words hold double letters),
/// "hahahaha" "haha", "!!!!!!" "!!!".
void calm_stretches(std::vector<FoldedGlyph>& glyphs, const Lexicon& lexicon, Disguises& disguises);

}  // namespace buddy::text
