// What the critics look for: data/mentor/critics, read and linted. Only critics.cpp uses it, and tests.
//
// Threads  Never changes after it was read.
#pragma once

#include "advisors/content.hpp"
#include "advisors/content_reader.hpp"
#include "advisors/critics.hpp"
#include "advisors/lines.hpp"
#include "advisors/reading_ease.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace buddy::advisors {

/// What one critic looks for in one language.
struct Looks {
    PhraseSet stops;
    PhraseSet counts;  ///< Found, but let through.
    PhraseSet unless;  ///< A phrase that shares a word with one of these is not meant.
};

struct LanguageRules {
    std::array<Looks, critic_count> looks;  ///< By critic; empty for those that need none.
    PhraseSet quoted_after;                 ///< Before words that are somebody else's.
    PhraseSet asks_homework;                ///< In a child's message.
    PhraseSet asks_text;
    PhraseSet results_in;      ///< Words right before the result of a sum.
    PhraseSet people;          ///< A person or help is named.
    Lines closing;             ///< What Buddy adds where nobody was.
    std::string nothing_left;  ///< Said in place of an answer all of whose sentences were barred.
    EaseFormula ease;
    std::vector<std::string> silent;
};

struct EaseLimit {
    int least_ease = 0;
    int most_words = 0;
};

struct CriticRules {
    Named<LanguageRules> languages;
    std::vector<std::string> pointing_stances;  ///< Stances that want a person named.
    int most_text_words = 0;    ///< More of a text that the child should write is too much.
    int tries = 0;              ///< After so many of the child's own a result may be said.
    int turns_back = 0;         ///< So long homework is still meant.
    int fewest_ease_words = 0;  ///< Shorter sentences are not measured.
    std::array<EaseLimit, 3> ease_limits;  ///< By age band.
    std::array<std::string, critic_count> trace;

    [[nodiscard]] const LanguageRules& language(std::string_view locale) const;
};

/// What is wrong is in `findings`.
[[nodiscard]] CriticRules read_critic_rules(
    const std::filesystem::path& folder, Findings& findings
);

}  // namespace buddy::advisors
