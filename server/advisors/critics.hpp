// Critics: they read what a language model would say to a child, clause by clause, beside the safety engine.
//
//     auto review = mentor.review(turn, choice);
//     if (const auto critic = review.stops(clause)) …      // withheld, as one that the safety engine stops
//     const auto words = review.closing_words();           // at the end: a person, where none was named
//
// What each critic looks for is written in data/mentor/critics, by language; none of it is code. A clause is read together
// with the sentence it goes on with. What stands in quotation marks after "you could say" is somebody else's. They know
// phrases and numbers, no meaning: what they let through has only not been recognised.
//
// Threads  Critics never change after load(). A Review belongs to one reply; one thread at a time.
// Errors   load(): Invalid with file and place.
#pragma once

#include "advisors/phrase_match.hpp"
#include "buddy/safety/assessment.hpp"
#include "core/result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::advisors {

struct TurnView;
struct Choice;
struct CriticRules;

enum class Critic : std::uint8_t {
    Flattery,
    Dependence,
    Personhood,   ///< Claims to be human, or to feel.
    Honesty,      ///< False certainty, sources nobody can check, "as a doctor".
    Homework,     ///< The finished answer, or the finished text, where the child should do it.
    Redirection,  ///< A heavy turn whose answer names nobody who could help.
    AgeFit,       ///< Harder to read than suits the age. Never stops.
    // Only where a law bars the way (BarredWays):
    Praise,
    Feelings,  ///< Asks about feelings of which the child has not spoken.
    Opinions
};
inline constexpr std::size_t critic_count = 10;
[[nodiscard]] std::string_view id_of(Critic critic) noexcept;  ///< "flattery" …

/// What a critic did about what it found.
enum class Remark : std::uint8_t {
    Stopped,  ///< The clause was withheld.
    Counted,  ///< It was shown: a courtesy such as "i'm sorry", or a hard sentence.
    Added     ///< Buddy's own sentence was put at the end.
};
[[nodiscard]] std::string_view id_of(Remark remark) noexcept;  ///< "stopped" …

struct Criticism {
    Critic critic = Critic::Flattery;
    Remark remark = Remark::Stopped;
    int times = 1;
};

/// Ways that are open to Buddy elsewhere.
struct BarredWays {
    bool praise = false;
    bool feelings = false;
    bool opinions = false;
    [[nodiscard]] bool any() const noexcept { return praise || feelings || opinions; }
};

/// What the critics must know of a turn.
struct ReviewSetting {
    std::string locale = "en";
    safety::AgeBand age_band = safety::AgeBand::From10To12;
    std::uint64_t seed = 0;      ///< Chooses among closing words.
    bool is_homework = false;    ///< A finished answer would be the child's own work.
    bool asks_for_text = false;  ///< The child wants a text for school to be written.
    std::string result;         ///< Of the child's sum, while only hints are due: "56". Else empty.
    bool needs_person = false;  ///< The answer must name a real person or help.
    BarredWays barred;
};

/// One reply under review.
class Review {
public:
    /// Finds nothing: for words that people wrote.
    Review() = default;
    Review(std::shared_ptr<const CriticRules> rules, ReviewSetting setting)
        : rules_{std::move(rules)}, setting_{std::move(setting)}
    {
    }

    /// The critic that does not let `clause` through; it goes on with what was let through before.
    [[nodiscard]] std::optional<Critic> stops(std::string_view clause);
    /// To be called when the reply has ended: Buddy's own sentence that names who can help, when the
    /// turn needs one and nobody was named. Empty: none is due.
    [[nodiscard]] std::string closing_words();
    [[nodiscard]] bool names_somebody() const noexcept { return names_somebody_; }

    /// What was found so far, each critic and remark once.
    [[nodiscard]] const std::vector<Criticism>& found() const noexcept { return found_; }
    /// The same for a guardian: one plain sentence without the words. Empty: nothing was found that they should know.
    [[nodiscard]] std::string in_words() const;

private:
    /// The open sentence and what a clause adds to it.
    struct Heard {
        std::vector<Word> words;
        std::size_t before = 0;  ///< So many of them were let through already.
    };
    [[nodiscard]] static Heard heard_in(
        const std::vector<Word>& open, bool goes_on, std::string_view clause
    );
    [[nodiscard]] std::string without_quoted(std::string_view clause);
    [[nodiscard]] std::optional<Critic> in_sentences(const Heard& heard);
    [[nodiscard]] std::optional<Critic> in_sentence(
        std::span<const Word> words, std::size_t before
    );
    [[nodiscard]] bool does_homework(std::string_view clause, std::span<const Word> words) const;
    [[nodiscard]] bool gives_result(std::string_view clause) const;
    void read_ease(std::span<const Word> words, bool ends);
    void end_sentence();
    void note(Critic critic, Remark remark);

    std::shared_ptr<const CriticRules> rules_;
    ReviewSetting setting_;
    std::vector<Word> open_;  // of the sentence that goes on, without what is quoted
    bool goes_on_ = false;    // the last clause ended within a sentence
    std::string last_said_;   // the end of what was let through, for what introduces a quote
    bool in_quote_ = false;
    std::size_t quoted_ = 0;  // bytes of the open quote
    std::size_t words_said_ = 0;
    int sentence_words_ = 0;
    int sentence_syllables_ = 0;
    bool names_somebody_ = false;
    std::vector<Criticism> found_;
};

class Critics {
public:
    /// `folder` is data/mentor/critics.
    [[nodiscard]] static Result<Critics> load(const std::filesystem::path& folder);
    /// `points_to_people`: a stance of the turn does (data/mentor/critics/limits.json names them).
    [[nodiscard]] ReviewSetting setting_for(
        const TurnView& turn, const Choice& choice, bool points_to_people
    ) const;
    [[nodiscard]] Review review(ReviewSetting setting) const
    {
        return {rules_, std::move(setting)};
    }
    /// Words that people wrote, without the sentences in which Buddy does what is barred. When nothing
    /// would be left, what the language has for that.
    [[nodiscard]] std::string without_barred(
        std::string text, std::string_view locale, const BarredWays& barred
    ) const;
    [[nodiscard]] const CriticRules& rules() const noexcept { return *rules_; }

private:
    explicit Critics(std::shared_ptr<const CriticRules> rules) noexcept : rules_{std::move(rules)}
    {
    }
    std::shared_ptr<const CriticRules> rules_;
};

}  // namespace buddy::advisors
