// Reads the mood of a message. It chooses tone and advisor; it never raises an alarm and never
// claims to know.
//
// Threads  An EmotionReader never changes after load(); share it freely.
#pragma once

#include "buddy/safety/engine.hpp"
#include "core/result.hpp"

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

struct Reading {
    std::optional<Mood> mood;  ///< nullopt: too unsure to say.
    double intensity = 0.0;    ///< 0 to 1.
    double certainty = 0.0;    ///< Calibrated probability that `mood` is right, 0 to 1.
};

class EmotionReader {
public:
    /// `model` is the safety model's file: emotions are one of its heads. Errors as
    /// safety::Engine::load.
    [[nodiscard]] static Result<EmotionReader> load(const std::filesystem::path& model);
    /// Never throws; a failure is a Reading without mood.
    [[nodiscard]] Reading read(const safety::Message& message) const noexcept;

private:
    struct Parts;
    explicit EmotionReader(std::shared_ptr<const Parts> parts) noexcept : parts_{std::move(parts)}
    {
    }
    std::shared_ptr<const Parts> parts_;
};

}  // namespace buddy::emotion
