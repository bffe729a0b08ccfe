// Makes a model file out of labelled cases: vocabulary, network, eight-bit numbers, calibration.
//
//     const auto file = train::train_model({heads(), learn, calibrate}, lexicons, settings, …);
//
// Deterministic: the same cases, settings and program give the same bytes on the same processor
// family.
#pragma once

#include "corpus.hpp"
#include "network.hpp"

#include "core/result.hpp"
#include "text/encoder_file.hpp"

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::train {

/// The heads of the safety model, in order.
[[nodiscard]] std::vector<text::Head> heads();

/// The one head of the reader of moods (server/emotion).
[[nodiscard]] std::vector<text::Head> mood_heads();

/// What the right answers of a case are, one number per output; `weights` says how much each counts.
/// Heads are known by their names.
void set_targets(
    const Case& one,
    const std::vector<text::Head>& heads,
    std::vector<float>& targets,
    std::vector<float>& weights
);

/// What is learned, from which cases, and on which the probabilities are made honest. Borrowed.
struct Lessons {
    std::vector<text::Head> heads;
    std::span<const Case* const> learn;
    std::span<const Case* const> calibrate;
};

/// Called after each epoch with its number, from 1.
using Progress = std::function<void(std::size_t)>;

/// What the encoder brings: the list of its pieces, its weights, and how much it counts.
struct EncoderPart {
    std::string_view pieces;
    const text::Answerer& answerer;
    float share = 0.5F;
};

/// The bytes of a model file. `encoder`: null for a model without one. `scratch` is a file that may be written and is removed: calibration
/// measures the very model that ships. Invalid: the lexicons are malformed or there are no cases.
[[nodiscard]] Result<std::string> train_model(
    const Lessons& lessons,
    std::string_view lexicons,
    const Settings& settings,
    const EncoderPart* encoder,
    const std::filesystem::path& scratch,
    const Progress& progress
);

}  // namespace buddy::train
