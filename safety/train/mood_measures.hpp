// How well moods are read: the reader that ships (emotion/emotion.hpp) beside a list of words and a
// linear model, on cases whose writers said what is felt; and the scale that makes its numbers honest.
//
// Threads  One thread.
#pragma once

#include "corpus.hpp"

#include "emotion/emotion.hpp"
#include "text/normaliser.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace buddy::train {

/// The moods that a case's writer says are felt, in the order of emotion::Mood without repetition;
/// love counts as joy, disgust as anger, surprise as curiosity.
[[nodiscard]] std::vector<std::size_t> moods_of(const Case& one);

/// A child's message whose feelings a person labelled. Those of k3 and l4 were read by a model
/// (data/corpus/GUIDE.md): they judge no model.
[[nodiscard]] bool judges_moods(const Case& one);

/// The strongest mood that somebody read, and how sure they were.
struct MoodGuess {
    std::size_t mood = 0;
    double certainty = 0.0;
};

/// How well one reader did. Every guess counts, however unsure.
struct MoodScore {
    std::string name;
    std::size_t cases = 0;
    double right = 0.0;              ///< Share of guesses that are among the moods felt.
    double macro_f1 = 0.0;           ///< One guess a message against all moods felt.
    double calibration_error = 0.0;  ///< Of the certainty, 15 bins.
    double named = 0.0;  ///< Share of messages with a certainty of at least sure_enough.
    double right_when_named = 0.0;
};
/// `guesses`: one for each case, in order.
[[nodiscard]] MoodScore score_of(
    std::string name, std::span<const Case* const> cases, std::span<const MoodGuess> guesses
);

/// Fits the scale on the calibration side.
[[nodiscard]] emotion::MoodScale scale_for(
    const emotion::EmotionReader& reader, std::span<const Case* const> calibrate
);

struct MoodSides {
    std::vector<const Case*> learn, calibrate;
    struct Part {
        std::string name;
        std::vector<const Case*> cases;
    };
    std::vector<Part> measured;
};

/// A table for people: every part, every reader; how far valence, arousal and intensity agree with
/// what the writers said; how long a reading takes.
[[nodiscard]] std::string mood_table(
    const MoodSides& sides,
    const emotion::EmotionReader& reader,
    const emotion::MoodScale& scale,
    const text::Normaliser& normaliser
);

}  // namespace buddy::train
