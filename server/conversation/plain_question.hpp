// Tells whether a child asks something that means the same whoever asks it and whenever: "why is the sky blue?". Only such a
// question may be answered with what was answered before (known_answers.hpp).
//
//     const auto meaning = reader.meaning_of("Hey Buddy, can you tell me how big Mars is?", "en");
//     if (!meaning) count(meaning.error());          // "how big mars + be", as for "how big is mars"
//
// It doubts rather than trusts: of two questions that mean the same it may well see two, of two that differ never one. Spelling,
// capitals, courtesy and the place of "is" do not matter; articles, number, tense and every other word do. English only so far.
//
// Threads  Never changes; share it freely.
// Errors   None; bytes that are not UTF-8 are an unknown word.
#pragma once

#include "core/result.hpp"
#include "text/normaliser.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace buddy::conversation {

/// Why a question is not looked up, or its answer not kept.
enum class Unshared : std::uint8_t {
    LaterMessage,  ///< Not the first of its talk: what it means may hang on what was said before.
    Doubted,   ///< Safety did more than allow it, or was not sure, or looks closely at this child.
    Private,   ///< It gives something away.
    Mood,      ///< The child may need more than an answer.
    Topic,     ///< Another advisor than the Explorer leads a topic of its own.
    Language,  ///< Not one that is read here.
    NoQuestion,   ///< Or more than one sentence, or too long.
    UnknownWord,  ///< One that was spelt too freely, or in another alphabet.
    Personal,  ///< About the child, Buddy, people, feelings, health, an opinion, or something shown.
    Changes,   ///< The answer is another one tomorrow, or elsewhere.
    Sum,       ///< Numbers: the next question differs by one digit.
    ReplyCut,     ///< The reply ran into its limit of tokens, or is too long.
    ReplyChanges  ///< The reply speaks of today, or of what was said before, or reckons.
};
/// "later_message" …; a metric label.
[[nodiscard]] std::string_view id_of(Unshared reason) noexcept;

class QuestionReader {
public:
    /// In bytes.
    static constexpr std::size_t longest_question = 160;
    static constexpr std::size_t longest_reply = 4096;

    explicit QuestionReader(text::Normaliser normaliser) : normaliser_{std::move(normaliser)} {}
    /// With the words of the safety model's file. Errors as text::Model::load; blocks.
    [[nodiscard]] static Result<QuestionReader> load(const std::filesystem::path& model);

    /// What is asked, in one way of writing. Some microseconds.
    [[nodiscard]] std::expected<std::string, Unshared> meaning_of(
        std::string_view question, std::string_view locale
    ) const;
    /// Nothing, when the reply can be given to another child another day.
    [[nodiscard]] static std::optional<Unshared> against_keeping(std::string_view reply);

private:
    text::Normaliser normaliser_;
};

}  // namespace buddy::conversation
