#include "goemotions.hpp"

#include "corpus.hpp"
#include "emotion_words.hpp"
#include "linear_bank.hpp"

#include "text/model_file.hpp"
#include "text/tokeniser.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <istream>
#include <numeric>
#include <optional>
#include <random>
#include <unordered_map>

namespace buddy::train {
namespace {

namespace json = boost::json;

constexpr std::size_t label_count = goemotions_names.size();
constexpr std::size_t neutral = label_count - 1;

std::optional<std::size_t> label_named(std::string_view name)
{
    const auto* const found = std::ranges::find(goemotions_names, name);
    if (found == goemotions_names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - goemotions_names.begin());
}

std::optional<Post> post_in(const std::string& line)
{
    boost::system::error_code broken;
    const auto value = json::parse(line, broken);
    const auto* const object = value.if_object();
    if (broken || object == nullptr) return std::nullopt;
    const auto* const text = object->if_contains("text");
    const auto* const split = object->if_contains("split");
    const auto* const labels = object->if_contains("labels");
    if (text == nullptr || !text->is_string() || split == nullptr || !split->is_string() ||
        labels == nullptr || !labels->is_object())
        return std::nullopt;
    const auto* const names = labels->get_object().if_contains("emotions");
    if (names == nullptr || !names->is_array()) return std::nullopt;
    Post post{.text = std::string{text->get_string()}, .dev = split->get_string() == "dev"};
    for (const auto& name : names->get_array()) {
        const auto label = name.is_string() ? label_named(name.get_string()) : std::nullopt;
        if (!label) return std::nullopt;
        post.labels.push_back(*label);
    }
    return post;
}

bool has(const Post& post, std::size_t label)
{
    return std::ranges::find(post.labels, label) != post.labels.end();
}

/// Three parts of the set: an eighth of the training part is held back for thresholds.
struct Parts {
    std::vector<std::size_t> learn, held, dev;
};

Parts parts_of(std::span<const Post> posts)
{
    Parts parts;
    for (std::size_t i = 0; i < posts.size(); ++i) {
        auto& part = posts[i].dev                      ? parts.dev
                     : hash_of(posts[i].text) % 8 == 0 ? parts.held
                                                       : parts.learn;
        part.push_back(i);
    }
    return parts;
}

/// Scores of all posts: one row a post, one number a label.
using Scores = std::vector<std::vector<double>>;

std::vector<LabelCounts> counts_of(
    std::span<const Post> posts,
    std::span<const std::size_t> chosen,
    const Scores& scores,
    std::span<const double> thresholds
)
{
    std::vector<LabelCounts> counts(label_count);
    for (const std::size_t i : chosen) {
        for (std::size_t label = 0; label < label_count; ++label) {
            const bool said = scores[i][label] >= thresholds[label];
            const bool real = has(posts[i], label);
            counts[label].hits += said && real ? 1 : 0;
            counts[label].said += said ? 1 : 0;
            counts[label].real += real ? 1 : 0;
        }
    }
    return counts;
}

std::vector<double> thresholds_on(
    std::span<const Post> posts, std::span<const std::size_t> held, const Scores& scores
)
{
    std::vector<double> thresholds;
    for (std::size_t label = 0; label < label_count; ++label) {
        std::vector<double> of_label;
        std::vector<bool> truth;
        for (const std::size_t i : held) {
            of_label.push_back(scores[i][label]);
            truth.push_back(has(posts[i], label));
        }
        thresholds.push_back(best_threshold(of_label, truth));
    }
    return thresholds;
}

Scores keyword_scores(std::span<const Post> posts, const text::Normaliser& normaliser)
{
    Scores scores;
    for (const Post& post : posts) {
        std::vector<double> row(label_count);
        const auto read = normaliser.normalise(post.text, "en");
        const auto words = text::words_of(read.text);
        for (const FeelingWord& feeling : goemotions_words) {
            const auto label = label_named(feeling.label);
            if (label && std::ranges::find(words, feeling.word) != words.end()) row[*label] = 1.0;
        }
        if (std::ranges::max(row) == 0.0) row[neutral] = 1.0;
        scores.push_back(std::move(row));
    }
    return scores;
}

std::vector<float> targets_of(const Post& post)
{
    std::vector<float> targets(label_count);
    for (const std::size_t label : post.labels) targets[label] = 1.0F;
    return targets;
}

void shuffle(std::vector<std::size_t>& order, std::mt19937_64& random)
{
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
}

Scores linear_scores(
    std::span<const Post> posts,
    std::span<const text::Features> features,
    std::vector<std::size_t> order,
    std::uint64_t seed
)
{
    constexpr int epochs = 6;
    std::vector<LinearBank::Entries> entries;
    for (const auto& one : features) entries.push_back(text::LinearModel::entries_of(one));
    LinearBank bank{label_count};
    std::mt19937_64 random{seed};
    for (int epoch = 0; epoch < epochs; ++epoch) {
        shuffle(order, random);
        for (const std::size_t i : order) bank.learn(entries[i], targets_of(posts[i]));
    }
    Scores scores;
    for (const auto& one : entries) {
        const auto chances = bank.chances(one);
        scores.emplace_back(chances.begin(), chances.end());
    }
    return scores;
}

/// Features that occur in at least `least` of the chosen posts.
std::vector<text::Slot> vocabulary_of(
    std::span<const text::Features> features,
    std::span<const std::size_t> chosen,
    std::size_t least,
    std::size_t& size
)
{
    std::unordered_map<std::uint64_t, std::size_t> posts;
    std::vector<std::uint64_t> known;
    for (const std::size_t i : chosen) {
        for (const auto& bag : features[i].bags) {
            for (const std::uint64_t hash : bag)
                if (++posts[hash] == least) known.push_back(hash);
        }
    }
    size = known.size();
    return text::slots_for(known);
}

Example example_of(
    const Post& post, const text::Features& features, std::span<const text::Slot> slots
)
{
    Example example{
        .traits = features.traits,
        .targets = targets_of(post),
        .weights = std::vector<float>(label_count, 1.0F)
    };
    for (std::size_t part = 0; part < text::part_count; ++part) {
        for (const std::uint64_t hash : features.bags.at(part)) {
            const std::uint32_t row = text::find_row(slots, hash);
            if (row != text::no_row) example.rows.at(part).push_back(row);
        }
    }
    return example;
}

Scores bag_scores(
    std::span<const Post> posts,
    std::span<const text::Features> features,
    std::vector<std::size_t> order,
    const Settings& settings
)
{
    std::size_t rows = 0;
    const auto slots = vocabulary_of(features, order, settings.least_families, rows);
    std::vector<Example> examples;
    for (std::size_t i = 0; i < posts.size(); ++i)
        examples.push_back(example_of(posts[i], features[i], slots));
    Network network{
        settings,
        {{.name = "emotions",
          .kind = text::HeadKind::Independent,
          .labels = {goemotions_names.begin(), goemotions_names.end()}}},
        rows
    };
    std::mt19937_64 random{settings.seed};
    const std::size_t first_kept = settings.epochs - settings.epochs / 3;
    for (std::size_t epoch = 1; epoch <= settings.epochs; ++epoch) {
        shuffle(order, random);
        for (const std::size_t i : order) network.learn(examples[i]);
        if (epoch >= first_kept) network.remember();
    }
    network.average();
    Scores scores;
    for (const Example& example : examples) {
        std::vector<double> row;
        for (const float sum : network.answer(example))
            row.push_back(1.0 / (1.0 + std::exp(-static_cast<double>(sum))));
        scores.push_back(std::move(row));
    }
    return scores;
}

}  // namespace

Result<std::vector<Post>> read_goemotions(std::istream& lines)
{
    std::vector<Post> posts;
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        auto post = post_in(line);
        if (!post)
            return failed(
                ErrorCode::Invalid, fmt::format("line {}: no post with emotions", number)
            );
        posts.push_back(std::move(*post));
    }
    if (posts.empty()) return failed(ErrorCode::Invalid, "there are no posts");
    return posts;
}

double LabelCounts::f1() const noexcept
{
    return said + real == 0 ? 0.0
                            : 2.0 * static_cast<double>(hits) / static_cast<double>(said + real);
}

double macro_f1(std::span<const LabelCounts> counts) noexcept
{
    double sum = 0.0;
    for (const LabelCounts& one : counts) sum += one.f1();
    return counts.empty() ? 0.0 : sum / static_cast<double>(counts.size());
}

double best_threshold(std::span<const double> scores, const std::vector<bool>& truth)
{
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    LabelCounts counts{.real = static_cast<std::size_t>(std::ranges::count(truth, true))};
    double best = 0.0;
    double threshold = 2.0;
    for (std::size_t at = 0; at < order.size(); ++at) {
        counts.hits += truth[order[at]] ? 1 : 0;
        ++counts.said;
        const bool tied = at + 1 < order.size() && scores[order[at + 1]] == scores[order[at]];
        if (tied || counts.f1() <= best) continue;
        best = counts.f1();
        threshold = scores[order[at]];
    }
    return threshold;
}

Settings goemotions_settings()
{
    return {.dim = 48, .hidden = 64, .epochs = 6, .noisy_copies = 0, .least_families = 3};
}

GoemotionsReport measure_goemotions(
    std::span<const Post> posts, const text::Normaliser& normaliser, const Settings& settings
)
{
    const Parts parts = parts_of(posts);
    std::vector<text::Features> features;
    for (const Post& post : posts)
        features.push_back(text::features_of(normaliser, {.text = post.text, .age_band = 2}));
    GoemotionsReport report{
        .learned = parts.learn.size(), .held = parts.held.size(), .dev = parts.dev.size()
    };
    const std::vector<double> whole(label_count, 0.5);
    const auto add = [&](std::string name, const Scores& scores, std::span<const double> lines) {
        report.rows.push_back({std::move(name), counts_of(posts, parts.dev, scores, lines)});
    };
    std::vector<double> always(label_count);
    always[neutral] = 1.0;
    add("most frequent label", Scores(posts.size(), always), whole);
    add("keyword list", keyword_scores(posts, normaliser), whole);
    const auto linear = linear_scores(posts, features, parts.learn, settings.seed);
    add("linear n-grams", linear, thresholds_on(posts, parts.held, linear));
    const auto bag = bag_scores(posts, features, parts.learn, settings);
    add("bag, hidden layer", bag, thresholds_on(posts, parts.held, bag));
    return report;
}

std::string table_of(const GoemotionsReport& report)
{
    std::string out = fmt::format(
        "GoEmotions, 28 labels: {} posts learned from, {} held for thresholds, {} of the dev part "
        "measured\n\nF1 on dev",
        report.learned,
        report.held,
        report.dev
    );
    out.resize(std::max(out.size(), out.rfind('\n') + 19), ' ');
    for (const auto& row : report.rows) out += fmt::format("{:>21}", row.name);
    out += '\n';
    for (std::size_t label = 0; label < label_count; ++label) {
        out += fmt::format("{:<18}", goemotions_names.at(label));
        for (const auto& row : report.rows) out += fmt::format("{:>21.3f}", row.labels[label].f1());
        out += '\n';
    }
    out += fmt::format("{:<18}", "macro");
    for (const auto& row : report.rows) out += fmt::format("{:>21.3f}", macro_f1(row.labels));
    return out +
           "\nPublished, on the test part, which is not measured here: BERT 0.46 (Demszky et "
           "al. 2020)\n";
}

}  // namespace buddy::train
