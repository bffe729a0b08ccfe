// The corpus: labelled cases in children's voices (data/corpus/GUIDE.md says what the fields mean).
#pragma once

#include "core/result.hpp"
#include "text/model.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::train {

// The words of the labels, in the order of the model's heads (text/model.hpp).
inline constexpr std::array<std::string_view, 23> category_names = {
    "self_harm",      "eating_disorder", "violence",      "weapons",       "sexual",
    "exploitation",   "abuse",           "bullying",      "hate",          "substances",
    "dangerous_acts", "crime",           "extremism",     "personal_info", "medical",
    "manipulation",   "dependency",      "distress",      "profanity",     "relational_harm",
    "false_identity", "academic",        "misinformation"
};
inline constexpr std::array<std::string_view, 3> subject_names = {"self", "other", "none"};
inline constexpr std::array<std::string_view, 3> time_names = {"now", "past", "future"};
inline constexpr std::array<std::string_view, 5> frame_names = {
    "real", "figurative", "fiction", "study", "game"
};
inline constexpr std::array<std::string_view, 5> action_names = {
    "allow", "support", "redirect", "block", "escalate"
};
inline constexpr std::array<std::string_view, 13> emotion_names = {
    "joy",
    "sadness",
    "anger",
    "fear",
    "shame",
    "loneliness",
    "stress",
    "boredom",
    "calm",
    "curiosity",
    "love",
    "disgust",
    "surprise"
};
inline constexpr std::array<std::string_view, 3> age_band_names = {"7-9", "10-12", "13-17"};

struct Turn {
    text::Speaker speaker = text::Speaker::Child;
    std::string text;
};

/// One case. Labels are indices into the lists above.
struct Case {
    std::string id;
    std::string family;
    std::string author;  ///< Empty in the seed.
    std::string lang;
    std::size_t age_band = 1;
    text::Speaker speaker = text::Speaker::Child;  ///< Mentor: an output.
    std::vector<Turn> context;
    std::string text;
    std::vector<std::size_t> categories;
    std::size_t severity = 0;
    std::size_t subject = 0;
    std::size_t time = 0;
    std::size_t frame = 0;
    std::vector<std::size_t> actions;
    std::vector<std::size_t> emotions;
    std::string place;  ///< "file:line", for messages.

    [[nodiscard]] bool needs_action() const noexcept;  ///< Allow is not accepted.
    [[nodiscard]] bool needs_alarm() const noexcept;  ///< Weakest accepted is redirect or stronger.
};

/// The same for the same text, for ever: sides and seeds hang on it.
[[nodiscard]] std::uint64_t hash_of(std::string_view text) noexcept;

/// What a case is as input; borrows from the case and from `turns`.
[[nodiscard]] text::ModelInput input_of(const Case& one, std::vector<text::SpokenTurn>& turns);

/// Reads every *.jsonl of a folder, files and lines in order.
/// Invalid: the detail lists every line that is malformed, by file and line, never by its words.
[[nodiscard]] Result<std::vector<Case>> read_corpus(const std::filesystem::path& folder);

/// On which side of the wall a family lies.
enum class Side : std::uint8_t { Train, Calibration, Test };
using Splits = std::map<std::string, Side, std::less<>>;

/// Reads splits.json; NotFound or Invalid.
[[nodiscard]] Result<Splits> read_splits(const std::filesystem::path& file);
/// Gives every family without a side one: about 70/15/15 within each stratum (file prefix,
/// language, need). Families that have a side keep it. Depends on nothing but the families.
void extend_splits(std::span<const Case> cases, Splits& splits);
/// The file's text, families in order.
[[nodiscard]] std::string splits_text(const Splits& splits);
/// The cases of one side, in order.
[[nodiscard]] std::vector<const Case*> side_of(
    std::span<const Case> cases, const Splits& splits, Side side
);

}  // namespace buddy::train
