// The network while it learns: floats, gradients, and the arrays that a model file is made of.
//
// Threads  One thread, one order of operations: equal inputs and seed give equal bytes.
#pragma once

#include "text/tokeniser.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace buddy::train {

/// What may be chosen before training.
struct Settings {
    std::uint32_t dim = 64;
    std::uint32_t hidden = 128;
    std::size_t epochs = 10;
    std::uint64_t seed = 20260101;
    float rate = 0.05F;        ///< Adagrad's step for embeddings.
    float dense_rate = 0.02F;  ///< … and for the layers.
    float feature_dropout = 0.8F;
    float hidden_dropout = 0.3F;
    float decay = 1e-5F;             ///< Pull of the layers' weights towards zero.
    std::size_t noisy_copies = 2;    ///< Misspelt copies of each case.
    std::size_t least_families = 2;  ///< A feature must occur in so many families.
};

/// One example with its features looked up.
struct Example {
    std::array<std::vector<std::uint32_t>, text::part_count> rows;
    std::array<float, text::trait_count> traits{};
    std::vector<float> targets;  ///< One per output.
    std::vector<float> weights;  ///< Importance of each output, 0: not learned from.
};

class Network {
public:
    Network(const Settings& settings, std::vector<text::Head> heads, std::size_t rows);

    /// One step on one example.
    void learn(const Example& example);
    /// Every output of an example, before logistic or softmax; nothing is dropped. Borrowed until the
    /// next call.
    [[nodiscard]] std::span<const float> answer(const Example& example);
    /// Remembers the present weights for average().
    void remember();
    /// Replaces the weights by the mean of those remembered.
    void average();

    struct Layer {
        std::size_t in = 0;
        std::size_t out = 0;
        std::vector<float> weights;  ///< out × in
        std::vector<float> past;     ///< Sum of squared gradients.
        std::vector<double> kept;
    };
    [[nodiscard]] const Layer& rows() const noexcept { return embedding_; }
    [[nodiscard]] const Layer& w1() const noexcept { return w1_; }
    [[nodiscard]] const Layer& b1() const noexcept { return b1_; }
    [[nodiscard]] const Layer& w2() const noexcept { return w2_; }
    [[nodiscard]] const Layer& w3() const noexcept { return w3_; }
    [[nodiscard]] const Layer& b2() const noexcept { return b2_; }

private:
    void gather(const Example& example);
    void forward();
    void sum_outputs();
    void output_gradients(const Example& example);
    void backward();
    void scatter(const Example& example);
    [[nodiscard]] float part_norm(std::size_t features) const;
    [[nodiscard]] bool chance(float probability);

    Settings settings_;
    std::vector<text::Head> heads_;
    std::mt19937_64 random_;
    Layer embedding_, w1_, b1_, w2_, w3_, b2_;
    std::size_t remembered_ = 0;

    // Of the example at hand.
    std::array<std::vector<std::uint32_t>, text::part_count> kept_rows_;
    std::vector<float> input_, input_gradient_, hidden_, hidden_mask_, hidden_gradient_;
    std::vector<float> output_, output_gradient_;
};

}  // namespace buddy::train
