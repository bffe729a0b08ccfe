#include "trainer.hpp"

#include "calibration.hpp"
#include "noise.hpp"

#include "text/model_file.hpp"
#include "text/tokeniser.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace buddy::train {
namespace {

template <std::size_t N>
std::vector<std::string> labels(const std::array<std::string_view, N>& names)
{
    return {names.begin(), names.end()};
}

text::Features features_of(const text::Normaliser& normaliser, const Case& one)
{
    std::vector<text::SpokenTurn> turns;
    return text::features_of(normaliser, input_of(one, turns));
}

/// Features that occur in enough families, in the order in which they are met.
class Vocabulary {
public:
    Vocabulary(
        std::span<const Case* const> cases,
        std::span<const text::Features> features,
        std::size_t least
    )
    {
        struct Seen {
            std::string_view family;
            std::size_t families = 0;
        };
        std::unordered_map<std::uint64_t, Seen> seen;
        for (std::size_t i = 0; i < cases.size(); ++i) {
            for (const auto& bag : features[i].bags) {
                for (const std::uint64_t hash : bag) {
                    Seen& entry = seen[hash];
                    if (entry.families != 0 && entry.family == cases[i]->family) continue;
                    entry.family = cases[i]->family;
                    if (++entry.families == least) hashes_.push_back(hash);
                }
            }
        }
        slots_ = text::slots_for(hashes_);
    }
    [[nodiscard]] const std::vector<text::Slot>& slots() const noexcept { return slots_; }
    [[nodiscard]] std::size_t size() const noexcept { return hashes_.size(); }

private:
    std::vector<std::uint64_t> hashes_;
    std::vector<text::Slot> slots_;
};

Example example_of(
    const Case& one,
    const text::Features& features,
    const Vocabulary& vocabulary,
    const std::vector<text::Head>& heads
)
{
    Example example;
    example.traits = features.traits;
    for (std::size_t part = 0; part < text::part_count; ++part) {
        for (const std::uint64_t hash : features.bags.at(part)) {
            const std::uint32_t row = text::find_row(vocabulary.slots(), hash);
            if (row != text::no_row) example.rows.at(part).push_back(row);
        }
    }
    set_targets(one, heads, example.targets, example.weights);
    return example;
}

/// Eight-bit weights, one scale per row.
struct Small {
    std::vector<std::int8_t> weights;
    std::vector<float> scales;
};

Small shrink(const Network::Layer& layer)
{
    Small small;
    small.weights.reserve(layer.weights.size());
    for (std::size_t row = 0; row < layer.out; ++row) {
        const auto values = std::span{layer.weights}.subspan(row * layer.in, layer.in);
        float largest = 0.0F;
        for (const float value : values) largest = std::max(largest, std::abs(value));
        const float scale = largest > 0.0F ? largest / 127.0F : 1.0F;
        for (const float value : values)
            small.weights.push_back(static_cast<std::int8_t>(std::lround(value / scale)));
        small.scales.push_back(scale);
    }
    return small;
}

struct Quantised {
    Small rows, w1, w2, w3;
};

text::ModelView view_of(
    const std::vector<text::Head>& heads,
    const Network& network,
    const Quantised& small,
    const Vocabulary& vocabulary,
    std::string_view lexicons
)
{
    return {
        .heads = heads,
        .lexicons = lexicons,
        .dim = static_cast<std::uint32_t>(network.rows().in),
        .hidden = static_cast<std::uint32_t>(network.w1().out),
        .slots = vocabulary.slots(),
        .rows = small.rows.weights,
        .row_scales = small.rows.scales,
        .w1 = small.w1.weights,
        .w2 = small.w2.weights,
        .w3 = small.w3.weights,
        .w1_scales = small.w1.scales,
        .b1 = network.b1().weights,
        .w2_scales = small.w2.scales,
        .w3_scales = small.w3.scales,
        .b2 = network.b2().weights,
    };
}

Result<text::Model> model_from(const std::string& bytes, const std::filesystem::path& scratch)
{
    {
        std::ofstream file{scratch, std::ios::binary};
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!file) return failed(ErrorCode::Unavailable, scratch.string() + ": cannot be written");
    }
    auto model = text::Model::load(scratch);
    std::filesystem::remove(scratch);
    return model;
}

void shuffle(std::vector<std::size_t>& order, std::mt19937_64& random)
{
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
}

/// Examples of all cases, clean ones first, then one block per noisy copy.
std::vector<Example> make_examples(
    const Lessons& lessons,
    std::span<const text::Features> clean,
    const text::Normaliser& normaliser,
    const Vocabulary& vocabulary,
    const Settings& settings
)
{
    const auto& [heads, learn, calibrate] = lessons;
    std::vector<Example> examples;
    for (std::size_t i = 0; i < learn.size(); ++i)
        examples.push_back(example_of(*learn[i], clean[i], vocabulary, heads));
    const SmallTalk small_talk{learn};
    std::mt19937_64 random{settings.seed + 1};
    for (std::size_t copy = 0; copy < settings.noisy_copies; ++copy) {
        for (const Case* const one : learn) {
            const auto features = features_of(normaliser, noisy(*one, small_talk, random));
            examples.push_back(example_of(*one, features, vocabulary, heads));
        }
    }
    return examples;
}

void run_epochs(
    Network& network,
    std::span<const Example> examples,
    std::size_t cases,
    const Settings& settings,
    const Progress& progress
)
{
    std::mt19937_64 random{settings.seed + 2};
    std::vector<std::size_t> order(cases);
    std::iota(order.begin(), order.end(), 0U);
    const std::size_t first_kept = settings.epochs - settings.epochs / 3;
    for (std::size_t epoch = 1; epoch <= settings.epochs; ++epoch) {
        shuffle(order, random);
        for (const std::size_t index : order) {
            const bool clean = random() % 2 == 0 || settings.noisy_copies == 0;
            const std::size_t copy = clean ? 0 : 1 + random() % settings.noisy_copies;
            network.learn(examples[copy * cases + index]);
        }
        if (epoch >= first_kept) network.remember();
        progress(epoch);
    }
    network.average();
}

std::vector<text::Head> placed(std::vector<text::Head> heads)
{
    std::size_t first = 0;
    for (text::Head& head : heads) {
        head.first = first;
        first += head.labels.size();
    }
    return heads;
}

}  // namespace

std::vector<text::Head> heads()
{
    using enum text::HeadKind;
    return placed({
        {.name = "categories", .kind = Independent, .labels = labels(category_names)},
        {.name = "needs_action", .kind = Independent, .labels = {"needs_action"}},
        {.name = "alarm", .kind = Independent, .labels = {"alarm"}},
        {.name = "severity", .kind = Exclusive, .labels = {"0", "1", "2", "3", "4"}},
        {.name = "subject", .kind = Exclusive, .labels = labels(subject_names)},
        {.name = "time", .kind = Exclusive, .labels = labels(time_names)},
        {.name = "frame", .kind = Exclusive, .labels = labels(frame_names)},
        {.name = "action", .kind = Exclusive, .labels = labels(action_names)},
        {.name = "emotions", .kind = Independent, .labels = labels(emotion_names)},
    });
}

std::vector<text::Head> mood_heads()
{
    return placed(
        {{.name = "emotions", .kind = text::HeadKind::Independent, .labels = labels(emotion_names)}}
    );
}

void set_targets(
    const Case& one,
    const std::vector<text::Head>& heads,
    std::vector<float>& targets,
    std::vector<float>& weights
)
{
    const std::size_t outputs = heads.back().first + heads.back().labels.size();
    targets.assign(outputs, 0.0F);
    weights.assign(outputs, 0.5F);
    const auto head_of = [&](std::string_view name) {
        return std::ranges::find(heads, name, &text::Head::name);
    };
    const auto mark = [&](std::string_view name, std::size_t label, float share) {
        const auto head = head_of(name);
        if (head != heads.end()) targets[head->first + label] = share;
    };
    const auto weigh = [&](std::string_view name, float weight) {
        const auto head = head_of(name);
        if (head == heads.end()) return;
        const auto first = weights.begin() + static_cast<std::ptrdiff_t>(head->first);
        std::fill_n(first, head->labels.size(), weight);
    };
    for (const std::size_t category : one.categories) mark("categories", category, 1.0F);
    mark("needs_action", 0, one.needs_action() ? 1.0F : 0.0F);
    mark("alarm", 0, one.needs_alarm() ? 1.0F : 0.0F);
    mark("severity", one.severity, 1.0F);
    mark("subject", one.subject, 1.0F);
    mark("time", one.time, 1.0F);
    mark("frame", one.frame, 1.0F);
    const float share = 1.0F / static_cast<float>(std::max<std::size_t>(one.actions.size(), 1));
    for (const std::size_t action : one.actions) mark("action", action, share);
    for (const std::size_t emotion : one.emotions) mark("emotions", emotion, 1.0F);
    weigh("categories", 1.0F);
    weigh("needs_action", 2.0F);
    weigh("alarm", 1.0F);
    weigh("action", 1.0F);
    // What a mentor's words would feel like is not labelled.
    if (one.speaker == text::Speaker::Mentor) weigh("emotions", 0.0F);
}

Result<std::string> train_model(
    const Lessons& lessons,
    std::string_view lexicons,
    const Settings& settings,
    const EncoderPart* encoder,
    const std::filesystem::path& scratch,
    const Progress& progress
)
{
    const auto& [heads, learn, calibrate] = lessons;
    const auto normaliser = text::Normaliser::parse(lexicons);
    if (!normaliser) return std::unexpected(normaliser.error());
    if (learn.empty()) return failed(ErrorCode::Invalid, "there are no cases to learn from");
    std::vector<text::Features> clean;
    for (const Case* const one : learn) clean.push_back(features_of(*normaliser, *one));
    const Vocabulary vocabulary{learn, clean, settings.least_families};
    const auto examples = make_examples(lessons, clean, *normaliser, vocabulary, settings);
    Network network{settings, heads, vocabulary.size()};
    run_epochs(network, examples, learn.size(), settings, progress);

    const Quantised small{
        shrink(network.rows()), shrink(network.w1()), shrink(network.w2()), shrink(network.w3())
    };
    text::ModelView view = view_of(heads, network, small, vocabulary, lexicons);
    if (encoder != nullptr) {
        view.pieces = encoder->pieces;
        view.answerer = encoder->answerer;
        view.share = encoder->share;
    }
    Calibration calibration = neutral_calibration(view.outputs());
    view.slopes = calibration.slopes;
    view.offsets = calibration.offsets;
    const auto raw = model_from(text::write_model(view), scratch);
    if (!raw) return std::unexpected(raw.error());
    calibration = calibrated(*raw, calibrate);
    view.slopes = calibration.slopes;
    view.offsets = calibration.offsets;
    return text::write_model(view);
}

}  // namespace buddy::train
