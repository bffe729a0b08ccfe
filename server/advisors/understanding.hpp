// What the guided mentor takes from one message: which topics, which feeling, which kind of answer,
// what is asked for, and small facts that may be repeated ("your sister", the dog's name).
//
// Threads  Pure functions of content and turn.
#pragma once

#include "advisors/arithmetic.hpp"
#include "advisors/content.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::advisors {

struct Mention {
    const Topic* topic = nullptr;
    int score = 0;
};

struct Understanding {
    std::vector<Word> words;
    std::vector<Mention> mentions;               ///< Best first.
    std::set<std::string, std::less<>> answers;  ///< yes, no, idk, good, heavy, stop …
    std::string mood;
    bool question = false;
    std::optional<Problem> problem;
    Facts facts;

    [[nodiscard]] bool says(std::string_view answer) const { return answers.contains(answer); }
    [[nodiscard]] bool is_short() const noexcept { return words.size() <= 3; }
};

[[nodiscard]] Understanding understand(const Content& content, const TurnView& turn);
/// Only the topics of a text, best first.
[[nodiscard]] std::vector<Mention> mentions_in(
    const Content& content, std::string_view locale, const std::vector<Word>& words
);

}  // namespace buddy::advisors
