// What the guided mentor takes from one message: which topics, which feeling, which kind of answer,
// what is asked for, and small facts that may be repeated ("your sister", the dog's name).
//
// Threads  Pure functions of content and turn.
#pragma once

#include "advisors/arithmetic.hpp"
#include "advisors/content.hpp"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::advisors {

struct Mention {
    const Topic* topic = nullptr;
    int score = 0;
};

/// Kinds of answer, as content files name them.
using Answers = std::set<std::string, std::less<>>;

struct Understanding {
    std::vector<Word> words;
    std::vector<Mention> mentions;  ///< Best first.
    Answers answers;                ///< yes, no, idk, good, heavy, stop …
    std::string mood;
    bool question = false;
    std::optional<Problem> problem;
    Facts facts;

    [[nodiscard]] bool says(std::string_view answer) const { return answers.contains(answer); }
    /// A half yes ("a bit", "ok") is a yes where nothing is at stake.
    [[nodiscard]] bool agrees() const { return says("yes") || says("partly"); }
    [[nodiscard]] bool is_short() const noexcept { return words.size() <= 3; }
};

[[nodiscard]] Understanding understand(const Content& content, const TurnView& turn);
/// Only the kinds of answer. Of two phrases of which one holds the other, the longer is heard ("no
/// idea" is no "no"); a "not" before it undoes "good" and "yes".
[[nodiscard]] Answers answers_in(const Language& language, std::span<const Word> words);
/// Whether one of the phrases stands there with no "not" before it.
[[nodiscard]] bool says_plainly(
    const PhraseSet& phrases, const Language& language, std::span<const Word> words
);
/// Only the topics of a text, best first.
[[nodiscard]] std::vector<Mention> mentions_in(
    const Content& content, std::string_view locale, const std::vector<Word>& words
);

}  // namespace buddy::advisors
