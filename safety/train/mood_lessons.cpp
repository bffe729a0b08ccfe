#include "mood_lessons.hpp"

#include "emotion_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace buddy::train {
namespace {

/// The emotion that a label of the set counts as; neutral counts as none.
constexpr std::array<std::pair<std::string_view, std::string_view>, 19> counterparts = {{
    {"amusement", "joy"},          {"excitement", "joy"},
    {"gratitude", "joy"},          {"joy", "joy"},
    {"optimism", "joy"},           {"pride", "joy"},
    {"disappointment", "sadness"}, {"grief", "sadness"},
    {"sadness", "sadness"},        {"anger", "anger"},
    {"annoyance", "anger"},        {"fear", "fear"},
    {"nervousness", "fear"},       {"embarrassment", "shame"},
    {"remorse", "shame"},          {"relief", "calm"},
    {"curiosity", "curiosity"},    {"love", "love"},
    {"disgust", "disgust"},
}};

std::vector<std::size_t> emotions_of(const Post& post)
{
    std::vector<std::size_t> felt;
    for (const std::size_t label : post.labels) {
        const auto* const known = std::ranges::find(
            counterparts, goemotions_names.at(label), [](const auto& pair) { return pair.first; }
        );
        if (known == counterparts.end()) continue;
        const auto* const name = std::ranges::find(emotion_names, known->second);
        const auto emotion = static_cast<std::size_t>(name - emotion_names.begin());
        if (std::ranges::find(felt, emotion) == felt.end()) felt.push_back(emotion);
    }
    return felt;
}

bool is_neutral(const Post& post)
{
    return post.labels.size() == 1 && post.labels.front() == goemotions_names.size() - 1;
}

}  // namespace

Settings mood_settings()
{
    return {
        .dim = 32,
        .hidden = 96,
        .epochs = 12,
        .feature_dropout = 0.6F,
        .noisy_copies = 2,
        .least_families = 4
    };
}

std::vector<Case> mood_lessons(std::span<const Post> posts)
{
    std::vector<Case> lessons;
    for (const Post& post : posts) {
        if (post.dev) continue;
        auto felt = emotions_of(post);
        if (felt.empty() && !is_neutral(post)) continue;
        Case lesson;
        lesson.id = fmt::format("goemotions-{}", lessons.size());
        lesson.family = lesson.id;
        lesson.author = "goemotions";
        lesson.lang = "en";
        lesson.age_band = age_band_names.size() - 1;
        lesson.text = post.text;
        lesson.emotions = std::move(felt);
        lessons.push_back(std::move(lesson));
    }
    return lessons;
}

}  // namespace buddy::train
