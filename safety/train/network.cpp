#include "network.hpp"

#include <algorithm>
#include <cmath>

#if defined(__x86_64__) && !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
#define BUDDY_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define BUDDY_WIDE
#endif

namespace buddy::train {
namespace {

constexpr float tiny = 1e-8F;

BUDDY_WIDE float dot(const float* a, const float* b, std::size_t count)
{
    float sums[8] = {};
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        for (std::size_t lane = 0; lane < 8; ++lane) sums[lane] += a[i + lane] * b[i + lane];
    }
    for (; i < count; ++i) sums[i % 8] += a[i] * b[i];
    return ((sums[0] + sums[4]) + (sums[1] + sums[5])) +
           ((sums[2] + sums[6]) + (sums[3] + sums[7]));
}

BUDDY_WIDE void add_scaled(float* sum, const float* values, float scale, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) sum[i] += scale * values[i];
}

/// Adagrad on one row: gradient = scale × values (+ decay × weights).
BUDDY_WIDE void step(
    float* weights, float* past, const float* values, std::size_t count, std::array<float, 3> knobs
)
{
    const auto [scale, rate, decay] = knobs;
    for (std::size_t i = 0; i < count; ++i) {
        const float gradient = scale * values[i] + decay * weights[i];
        past[i] += gradient * gradient;
        weights[i] -= rate * gradient / std::sqrt(past[i] + tiny);
    }
}

Network::Layer layer_of(std::size_t out, std::size_t in, float spread, std::mt19937_64& random)
{
    Network::Layer layer{.in = in, .out = out};
    layer.weights.resize(in * out);
    layer.past.assign(in * out, 0.01F);
    // The standard's distributions differ between libraries; raw bits do not.
    for (float& weight : layer.weights) {
        const auto bits = static_cast<float>(random() >> 40U) / 16777216.0F;
        weight = spread * (2.0F * bits - 1.0F);
    }
    return layer;
}

}  // namespace

Network::Network(const Settings& settings, std::vector<text::Head> heads, std::size_t rows)
    : settings_{settings}, heads_{std::move(heads)}, random_{settings.seed}
{
    const std::size_t inputs = text::part_count * settings.dim + text::trait_count;
    const std::size_t outputs = heads_.back().first + heads_.back().labels.size();
    const float spread = 1.0F / std::sqrt(static_cast<float>(inputs));
    embedding_ = layer_of(rows, settings.dim, 0.02F, random_);
    w1_ = layer_of(settings.hidden, inputs, 2.0F * spread, random_);
    b1_ = layer_of(settings.hidden, 1, 0.0F, random_);
    w2_ = layer_of(outputs, settings.hidden, 0.1F, random_);
    w3_ = layer_of(outputs, inputs, spread, random_);
    b2_ = layer_of(outputs, 1, 0.0F, random_);
    input_.resize(inputs);
    input_gradient_.resize(inputs);
    hidden_.resize(settings.hidden);
    hidden_mask_.resize(settings.hidden);
    hidden_gradient_.resize(settings.hidden);
    output_.resize(outputs);
    output_gradient_.resize(outputs);
}

bool Network::chance(float probability)
{
    return static_cast<float>(random_() >> 40U) / 16777216.0F < probability;
}

float Network::part_norm(std::size_t features) const
{
    // What is dropped is made up for by what stays, as the model file drops nothing.
    return 1.0F / ((1.0F - settings_.feature_dropout) * std::sqrt(static_cast<float>(features)));
}

void Network::gather(const Example& example)
{
    std::ranges::fill(input_, 0.0F);
    float* sum = input_.data();
    for (std::size_t part = 0; part < text::part_count; ++part, sum += settings_.dim) {
        auto& kept = kept_rows_.at(part);
        kept.clear();
        for (const std::uint32_t row : example.rows.at(part)) {
            if (!chance(settings_.feature_dropout)) kept.push_back(row);
        }
        if (kept.empty()) continue;
        for (const std::uint32_t row : kept) {
            const float* const from = embedding_.weights.data() + std::size_t{row} * settings_.dim;
            add_scaled(sum, from, 1.0F, settings_.dim);
        }
        const float norm = part_norm(example.rows.at(part).size());
        for (std::size_t i = 0; i < settings_.dim; ++i) sum[i] *= norm;
    }
    std::ranges::copy(example.traits, sum);
}

void Network::forward()
{
    const float keep = 1.0F - settings_.hidden_dropout;
    for (std::size_t i = 0; i < hidden_.size(); ++i) {
        const float* const weights = w1_.weights.data() + i * input_.size();
        const float sum = dot(weights, input_.data(), input_.size()) + b1_.weights[i];
        hidden_mask_[i] = sum > 0.0F && !chance(settings_.hidden_dropout) ? 1.0F / keep : 0.0F;
        hidden_[i] = sum * hidden_mask_[i];
    }
    sum_outputs();
}

void Network::sum_outputs()
{
    for (std::size_t i = 0; i < output_.size(); ++i) {
        output_[i] = dot(w2_.weights.data() + i * hidden_.size(), hidden_.data(), hidden_.size()) +
                     dot(w3_.weights.data() + i * input_.size(), input_.data(), input_.size()) +
                     b2_.weights[i];
    }
}

void Network::output_gradients(const Example& example)
{
    for (const text::Head& head : heads_) {
        const std::size_t last = head.first + head.labels.size();
        if (head.kind == text::HeadKind::Independent) {
            for (std::size_t i = head.first; i < last; ++i) {
                const float guess = 1.0F / (1.0F + std::exp(-output_[i]));
                output_gradient_[i] = (guess - example.targets[i]) * example.weights[i];
            }
            continue;
        }
        const auto values = std::span{output_}.subspan(head.first, head.labels.size());
        const float top = std::ranges::max(values);
        float sum = 0.0F;
        for (const float value : values) sum += std::exp(value - top);
        for (std::size_t i = head.first; i < last; ++i) {
            const float guess = std::exp(output_[i] - top) / sum;
            output_gradient_[i] = (guess - example.targets[i]) * example.weights[i];
        }
    }
}

void Network::backward()
{
    std::ranges::fill(hidden_gradient_, 0.0F);
    std::ranges::fill(input_gradient_, 0.0F);
    const float rate = settings_.dense_rate;
    const float one = 1.0F;
    for (std::size_t i = 0; i < output_.size(); ++i) {
        const float gradient = output_gradient_[i];
        if (gradient == 0.0F) continue;
        float* const deep = w2_.weights.data() + i * hidden_.size();
        float* const wide = w3_.weights.data() + i * input_.size();
        add_scaled(hidden_gradient_.data(), deep, gradient, hidden_.size());
        add_scaled(input_gradient_.data(), wide, gradient, input_.size());
        const std::array<float, 3> knobs = {gradient, rate, settings_.decay};
        step(deep, w2_.past.data() + i * hidden_.size(), hidden_.data(), hidden_.size(), knobs);
        step(wide, w3_.past.data() + i * input_.size(), input_.data(), input_.size(), knobs);
        step(&b2_.weights[i], &b2_.past[i], &one, 1, {gradient, rate, 0.0F});
    }
    for (std::size_t i = 0; i < hidden_.size(); ++i) {
        const float gradient = hidden_gradient_[i] * hidden_mask_[i];
        if (gradient == 0.0F) continue;
        float* const weights = w1_.weights.data() + i * input_.size();
        add_scaled(input_gradient_.data(), weights, gradient, input_.size());
        const std::array<float, 3> knobs = {gradient, rate, settings_.decay};
        step(weights, w1_.past.data() + i * input_.size(), input_.data(), input_.size(), knobs);
        step(&b1_.weights[i], &b1_.past[i], &one, 1, {gradient, rate, 0.0F});
    }
}

void Network::scatter(const Example& example)
{
    const std::size_t dim = settings_.dim;
    for (std::size_t part = 0; part < text::part_count; ++part) {
        const auto& kept = kept_rows_.at(part);
        if (kept.empty()) continue;
        const float scale = part_norm(example.rows.at(part).size());
        const float* const gradient = input_gradient_.data() + part * dim;
        for (const std::uint32_t row : kept) {
            const std::size_t at = std::size_t{row} * dim;
            float* const past = embedding_.past.data() + at;
            step(
                embedding_.weights.data() + at, past, gradient, dim, {scale, settings_.rate, 0.0F}
            );
        }
    }
}

void Network::learn(const Example& example)
{
    gather(example);
    forward();
    output_gradients(example);
    backward();
    scatter(example);
}

std::span<const float> Network::answer(const Example& example)
{
    std::ranges::fill(input_, 0.0F);
    float* sum = input_.data();
    for (const auto& rows : example.rows) {
        const float norm = rows.empty() ? 0.0F : 1.0F / std::sqrt(static_cast<float>(rows.size()));
        for (const std::uint32_t row : rows) {
            const float* const from = embedding_.weights.data() + std::size_t{row} * settings_.dim;
            add_scaled(sum, from, norm, settings_.dim);
        }
        sum += settings_.dim;
    }
    std::ranges::copy(example.traits, sum);
    for (std::size_t i = 0; i < hidden_.size(); ++i) {
        const float* const weights = w1_.weights.data() + i * input_.size();
        hidden_[i] = std::max(0.0F, dot(weights, input_.data(), input_.size()) + b1_.weights[i]);
    }
    sum_outputs();
    return output_;
}

void Network::remember()
{
    for (Layer* const layer : {&embedding_, &w1_, &b1_, &w2_, &w3_, &b2_}) {
        layer->kept.resize(layer->weights.size());
        for (std::size_t i = 0; i < layer->weights.size(); ++i)
            layer->kept[i] += static_cast<double>(layer->weights[i]);
    }
    ++remembered_;
}

void Network::average()
{
    if (remembered_ == 0) return;
    for (Layer* const layer : {&embedding_, &w1_, &b1_, &w2_, &w3_, &b2_}) {
        for (std::size_t i = 0; i < layer->weights.size(); ++i)
            layer->weights[i] =
                static_cast<float>(layer->kept[i] / static_cast<double>(remembered_));
    }
}

}  // namespace buddy::train
