// Weighs what the model says of a child's message in the middle of a talk: read after all turns, and
// after the child's own turns alone. The model learned from single cases and is easily led by what a
// mentor said; this small network learned from whole talks (data/talks) what the two readings together
// are worth. It only weighs: it sees no word.
//
//     const auto talks = TalkReader::load(talks_beside(model_file), model);
//     const double told = talks->alarm({.whole = …, .own = …, .text = piece, .turns = turns});
//
// Inputs  the log-odds of every output of the model in both readings, then words, turns and whether the
//         mentor asked (inputs_of); standardised; one hidden layer of tanh; a logistic output.
// Learned by safety/train/talks.py (decision 0017).
// Threads A TalkReader never changes after load().
#pragma once

#include "core/result.hpp"
#include "text/model.hpp"

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace buddy::safety {

/// The file that belongs to a model file: "talks.json" in the same folder.
[[nodiscard]] std::filesystem::path talks_beside(const std::filesystem::path& model);

/// A message in a talk. Everything is borrowed.
struct TalkReading {
    const text::Prediction& whole;  ///< After all turns.
    const text::Prediction& own;    ///< After the child's own turns.
    std::string_view text;
    std::span<const text::SpokenTurn> turns;  ///< All of them, oldest first.
};

/// What the network is given: 2 × the model's outputs, and three more.
[[nodiscard]] std::vector<double> inputs_of(const text::Model& model, const TalkReading& reading);

class TalkReader {
public:
    /// NotFound  there is no such file.
    /// Invalid   malformed, or learned for another model.
    [[nodiscard]] static Result<TalkReader> load(
        const std::filesystem::path& file, const text::Model& model
    );
    /// How likely an adult must be told, 0 to 1.
    [[nodiscard]] double alarm(const text::Model& model, const TalkReading& reading) const;

private:
    struct Unit {
        std::vector<double> weights;  ///< As many as inputs.
        double bias = 0;
        double out = 0;
    };
    std::vector<double> mean_;
    std::vector<double> scale_;
    std::vector<Unit> units_;
    double bias_ = 0;
};

}  // namespace buddy::safety
