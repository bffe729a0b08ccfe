// Runs the learned model: one message with what was said before goes in, calibrated probabilities
// come out. It knows neither safety nor emotion: heads and labels are addressed by the names stored
// in the file.
//
//     const auto model = text::Model::load("data/models/safety.bdm");
//     if (!model) return std::unexpected(model.error());
//     const auto self_harm = model->output("categories", "self_harm");   // once, at start-up
//     const auto prediction = model->predict({.text = draft, .age_band = 1});
//     if (self_harm && prediction.values[*self_harm] > 0.5F) …
//
// Heads of the safety model (labels in this order):
//   categories    23 independent probabilities, ids of design (self_harm … misinformation)
//   needs_action   1: "needs_action": the accepted actions do not contain allow
//   alarm          1: "alarm": the weakest accepted action is redirect or stronger
//   severity       5, sums to 1: "0" … "4"
//   subject        3, sums to 1: self other none
//   time           3, sums to 1: now past future
//   frame          5, sums to 1: real figurative fiction study game
//   action         5, sums to 1: allow support redirect block escalate
//   emotions      13 independent: joy sadness anger fear shame loneliness stress boredom calm
//                    curiosity love disgust surprise
//
// Threads  A Model never changes after load(); any number of threads may share one.
// Errors   load() may fail; predict() throws nothing but std::bad_alloc.
// Lifetime Copies share one mapped file, unmapped with the last copy.
#pragma once

#include "core/result.hpp"
#include "text/normalised_once.hpp"
#include "text/normaliser.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::text {

/// Who said something.
enum class Speaker : std::uint8_t { Child, Mentor };

/// One earlier turn, as it was written. Borrowed for the call.
struct SpokenTurn {
    Speaker speaker = Speaker::Child;
    std::string_view text;
};

/// What predict() reads. Texts are the originals (the model normalises them itself); everything is
/// borrowed for the call only.
struct ModelInput {
    std::string_view text;
    Speaker speaker = Speaker::Child;  ///< Child: an input. Mentor: an output about to be said.
    std::uint8_t age_band = 1;         ///< 0: 7-9, 1: 10-12, 2: 13-17; more reads as 2.
    std::string_view locale = "en";
    std::span<const SpokenTurn> context = {};  ///< Oldest first; the last eight are used.
};

/// How the outputs of a head belong together.
enum class HeadKind : std::uint8_t {
    Independent,  ///< Each output is a probability of its own.
    Exclusive     ///< The outputs sum to 1.
};

/// One group of outputs.
struct Head {
    std::string name;
    HeadKind kind = HeadKind::Independent;
    std::size_t first = 0;  ///< Index of its first output in Prediction::values.
    std::vector<std::string> labels;
};

/// Calibrated probabilities of all outputs, in the order of the heads. A plain value.
struct Prediction {
    static constexpr std::size_t max_outputs = 96;
    std::array<float, max_outputs> values{};
    /// The outputs of one head. Borrowed: valid as long as this Prediction.
    [[nodiscard]] std::span<const float> of(const Head& head) const noexcept
    {
        return std::span{values}.subspan(head.first, head.labels.size());
    }
};

class Model {
public:
    /// Maps the file, verifies its checksum, resolves its heads. Takes under 100 ms and blocks.
    /// NotFound  there is no such file.
    /// Invalid   not a model file, of another version, damaged or cut short. Nothing is
    /// half-loaded.
    [[nodiscard]] static Result<Model> load(const std::filesystem::path& file);

    /// Time linear in the length of text and context (the text's last 8 KiB and each turn's last
    /// 2 KiB are read, so it is bounded, too: pass longer texts in windows).
    [[nodiscard]] Prediction predict(const ModelInput& input) const;
    /// The same where `texts`, made with this model's normaliser, may know some of it already.
    [[nodiscard]] Prediction predict(const ModelInput& input, NormalisedOnce& texts) const;

    [[nodiscard]] const std::vector<Head>& heads() const noexcept;
    /// Index into Prediction::values; nullopt when the file has no such head or label.
    [[nodiscard]] std::optional<std::size_t> output(std::string_view head, std::string_view label)
        const noexcept;
    /// The normaliser with the lexicons that the model was trained with: rules share it, so that
    /// rules and model read the same words.
    [[nodiscard]] const Normaliser& normaliser() const noexcept;
    /// First 16 hex digits of the payload's checksum: names exactly this model in records.
    [[nodiscard]] const std::string& version() const noexcept;

private:
    struct Parts;
    explicit Model(std::shared_ptr<const Parts> parts) noexcept : parts_{std::move(parts)} {}
    std::shared_ptr<const Parts> parts_;
};

}  // namespace buddy::text
