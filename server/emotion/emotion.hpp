// Reads the mood of a message. It chooses tone and advisor; it never raises an alarm and never
// claims to know.
//
//     const auto reader = EmotionReader::load("data/models/moods.bdm");   // and moods.json beside it
//     const Reading reading = reader->read(message);
//     if (reading.mood) …                  // sure enough to say so
//
// Threads  An EmotionReader never changes after load(); share it freely.
#pragma once

#include "buddy/safety/engine.hpp"
#include "core/result.hpp"
#include "emotion/mood_course.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::emotion {

/// Coarse states. Love, disgust and surprise are read too and shown as the nearest of these.
enum class Mood : std::uint8_t {
    Joy,
    Sadness,
    Anger,
    Fear,
    Shame,
    Loneliness,
    Stress,
    Boredom,
    Calm,
    Curiosity
};
inline constexpr std::size_t mood_count = 10;

[[nodiscard]] std::string_view id_of(Mood mood) noexcept;  ///< "joy" …
[[nodiscard]] std::optional<Mood> mood_from(std::string_view id) noexcept;
/// A gentle word that a child may see and correct ("a bit sad"), in en es fr de pt; other locales
/// get English.
[[nodiscard]] std::string_view gentle_word(Mood mood, std::string_view locale) noexcept;

/// Where a feeling lies: how pleasant (valence) and how stirred up (arousal), each -1 to 1.
struct Affect {
    double valence = 0.0;
    double arousal = 0.0;
};
/// The mean ratings of pleasure and arousal by J. A. Russell and A. Mehrabian, "Evidence for a
/// three-factor theory of emotions", Journal of Research in Personality 11 (1977), 273-294, of the
/// terms happy, sad, angry, fearful, shamed, lonely, distressed, bored, relaxed and interested.
/// Adults rated them.
[[nodiscard]] Affect affect_of(Mood mood) noexcept;

struct Reading {
    std::optional<Mood> mood;  ///< nullopt: too unsure to say.
    /// 0 to 1: the share of named moods that were said less strongly, measured on the corpus'
    /// calibration side; 0 without a mood.
    double intensity = 0.0;
    double certainty = 0.0;  ///< Calibrated probability that `mood` is among those felt, 0 to 1.
    /// strength_of() the message, 0 to 1; 0 without a mood. The line of a child's course over days
    /// (data/policy) was drawn with it.
    double strength = 0.0;
    /// Mean of affect_of(): the strongest mood as much as it is certain, the others by their chances.
    /// Read without a mood, too; 0 when nothing was read.
    double valence = 0.0;
    double arousal = 0.0;
};

/// That each mood is felt, 0 to 1, in the order of Mood; they need not sum to 1.
using MoodChances = std::array<double, mood_count>;

/// What turns chances into honest numbers, measured on the calibration side by
/// `buddy-train emotions --write`.
struct MoodScale {
    std::string model;  ///< text::Model::version() of the model it was measured with.
    /// certainty = logistic(slope × logit of the greatest chance + offset)
    double slope = 1.0;
    double offset = 0.0;
    /// Strengths at 10, 20 … 90 % of named moods, ascending.
    std::array<double, 9> strengths{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
};
/// The file's text; what EmotionReader::load reads.
[[nodiscard]] std::string to_json(const MoodScale& scale);
[[nodiscard]] double certainty_of(double greatest_chance, const MoodScale& scale) noexcept;
/// How strongly a mood is said, before it is held against others.
[[nodiscard]] double strength_of(double greatest_chance, std::string_view text) noexcept;

/// Below this certainty no mood is named: a wrong word about a feeling costs trust.
inline constexpr double sure_enough = 0.4;

class EmotionReader {
public:
    /// `model` has a head of emotions; `moods.json` beside it is its MoodScale; without it, or with
    /// that of another model, chances count as they are. Errors as safety::Engine::load; Invalid:
    /// moods.json is malformed.
    [[nodiscard]] static Result<EmotionReader> load(const std::filesystem::path& model);
    /// Never throws; a failure is a Reading without mood. Well under a millisecond, after long turns
    /// too (docs/emotions.md).
    [[nodiscard]] Reading read(const safety::Message& message) const noexcept;
    /// What read() begins with. Throws std::bad_alloc.
    [[nodiscard]] MoodChances chances(const safety::Message& message) const;
    [[nodiscard]] const MoodScale& scale() const noexcept;
    [[nodiscard]] const std::string& model_version() const noexcept;

private:
    struct Parts;
    explicit EmotionReader(std::shared_ptr<const Parts> parts) noexcept : parts_{std::move(parts)}
    {
    }
    std::shared_ptr<const Parts> parts_;
};

}  // namespace buddy::emotion
