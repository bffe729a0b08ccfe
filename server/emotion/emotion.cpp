#include "emotion/emotion.hpp"

#include "text/model.hpp"
#include "text/tokeniser.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <iterator>
#include <string>

namespace buddy::emotion {
namespace {

constexpr std::array<std::string_view, mood_count> ids = {
    "joy",
    "sadness",
    "anger",
    "fear",
    "shame",
    "loneliness",
    "stress",
    "boredom",
    "calm",
    "curiosity"
};

/// A gentle word in five languages.
struct Words {
    std::string_view en, es, fr, de, pt;
};

// Soft enough to be wrong without hurting: "a bit" and "seems", never a verdict.
constexpr std::array<Words, mood_count> words = {{
    {"happy", "alegre", "content", "fröhlich", "alegre"},
    {"a bit sad", "un poco triste", "un peu triste", "etwas traurig", "um pouco triste"},
    {"a bit cross",
     "con algo de enfado",
     "un peu en colère",
     "etwas wütend",
     "com um pouco de raiva"},
    {"a bit worried",
     "con algo de miedo",
     "un peu inquiet",
     "etwas ängstlich",
     "com um pouco de medo"},
    {"a bit embarrassed",
     "con algo de vergüenza",
     "un peu gêné",
     "etwas verlegen",
     "com um pouco de vergonha"},
    {"a bit lonely", "con algo de soledad", "un peu seul", "etwas allein", "meio só"},
    {"under pressure", "con mucho encima", "un peu stressé", "unter Druck", "sob pressão"},
    {"a bit bored",
     "con algo de aburrimiento",
     "un peu blasé",
     "etwas gelangweilt",
     "com um pouco de tédio"},
    {"calm", "en calma", "calme", "ruhig", "em paz"},
    {"curious", "con curiosidad", "curieux", "neugierig", "com curiosidade"},
}};

/// Which mood each label of the model counts towards.
constexpr std::array<std::pair<std::string_view, Mood>, 13> labels = {{
    {"joy", Mood::Joy},
    {"love", Mood::Joy},
    {"sadness", Mood::Sadness},
    {"anger", Mood::Anger},
    {"disgust", Mood::Anger},
    {"fear", Mood::Fear},
    {"shame", Mood::Shame},
    {"loneliness", Mood::Loneliness},
    {"stress", Mood::Stress},
    {"boredom", Mood::Boredom},
    {"calm", Mood::Calm},
    {"curiosity", Mood::Curiosity},
    {"surprise", Mood::Curiosity},
}};

/// A feeling called by its name, as the normaliser leaves it (lower case, no accents).
struct NamedFeeling {
    std::string_view word;
    Mood mood;
};

constexpr NamedFeeling named_feelings[] = {
    {"happy", Mood::Joy},           {"excited", Mood::Joy},         {"glad", Mood::Joy},
    {"sad", Mood::Sadness},         {"crying", Mood::Sadness},      {"heartbroken", Mood::Sadness},
    {"angry", Mood::Anger},         {"mad", Mood::Anger},           {"furious", Mood::Anger},
    {"annoyed", Mood::Anger},       {"scared", Mood::Fear},         {"afraid", Mood::Fear},
    {"nervous", Mood::Fear},        {"worried", Mood::Fear},        {"anxious", Mood::Fear},
    {"embarrassed", Mood::Shame},   {"ashamed", Mood::Shame},       {"guilty", Mood::Shame},
    {"embarrassing", Mood::Shame},  {"lonely", Mood::Loneliness},   {"stressed", Mood::Stress},
    {"overwhelmed", Mood::Stress},  {"bored", Mood::Boredom},       {"curious", Mood::Curiosity},
    {"feliz", Mood::Joy},           {"triste", Mood::Sadness},      {"enfadado", Mood::Anger},
    {"enfadada", Mood::Anger},      {"enojado", Mood::Anger},       {"enojada", Mood::Anger},
    {"asustado", Mood::Fear},       {"asustada", Mood::Fear},       {"aburrido", Mood::Boredom},
    {"aburrida", Mood::Boredom},    {"estresado", Mood::Stress},    {"estresada", Mood::Stress},
    {"heureux", Mood::Joy},         {"heureuse", Mood::Joy},        {"contente", Mood::Joy},
    {"peur", Mood::Fear},           {"honte", Mood::Shame},         {"stresse", Mood::Stress},
    {"stressee", Mood::Stress},     {"glucklich", Mood::Joy},       {"traurig", Mood::Sadness},
    {"wutend", Mood::Anger},        {"angst", Mood::Fear},          {"einsam", Mood::Loneliness},
    {"gestresst", Mood::Stress},    {"gelangweilt", Mood::Boredom}, {"langweilig", Mood::Boredom},
    {"neugierig", Mood::Curiosity}, {"sozinho", Mood::Loneliness},  {"sozinha", Mood::Loneliness},
    {"medo", Mood::Fear},           {"vergonha", Mood::Shame},      {"estressado", Mood::Stress},
};

/// What a named feeling leaves of the doubt, in a message short enough to be about it.
constexpr double doubt_left = 0.4;
constexpr std::size_t short_message = 12;

bool denies(std::string_view word)
{
    constexpr std::string_view denials[] = {
        "not", "no", "never", "don't", "isn't", "wasn't", "nicht", "pas", "nao", "kein"
    };
    return std::ranges::find(denials, word) != std::end(denials);
}

/// Below this the reader keeps quiet: a wrong word about a feeling costs trust.
constexpr double sure_enough = 0.4;
constexpr std::size_t most_turns = 8;

using Chances = std::array<double, mood_count>;

/// Lessens the doubt about the mood that a short message names; "not sad" rules sadness out.
void hear_names(const text::Normaliser& normaliser, const safety::Message& message, Chances& absent)
{
    const auto read = normaliser.normalise(message.text, message.locale);
    const auto said = text::words_of(read.text);
    if (said.size() > short_message) return;
    const bool denied = std::ranges::any_of(said, denies);
    for (const NamedFeeling& feeling : named_feelings) {
        if (std::ranges::find(said, feeling.word) == said.end()) continue;
        double& doubt = absent.at(static_cast<std::size_t>(feeling.mood));
        doubt = denied ? 1.0 : doubt * doubt_left;
        return;
    }
}

/// How loudly it is said, 0 to 1: capitals and exclamation marks, which never change the mood.
double loudness(std::string_view text)
{
    const auto count = [&](auto matches) {
        return static_cast<double>(std::ranges::count_if(text, matches));
    };
    const double upper = count([](char c) { return c >= 'A' && c <= 'Z'; });
    const double lower = count([](char c) { return c >= 'a' && c <= 'z'; });
    const double marks = std::min(count([](char c) { return c == '!'; }), 3.0);
    const bool shouts = upper >= 4.0 && upper > lower;
    return (shouts ? 0.5 : 0.0) + marks / 6.0;
}

}  // namespace

struct EmotionReader::Parts {
    text::Model model;
    std::array<std::size_t, labels.size()> outputs{};

    [[nodiscard]] Reading read(const safety::Message& message) const;
};

Reading EmotionReader::Parts::read(const safety::Message& message) const
{
    if (message.direction == safety::Direction::Output || message.text.empty()) return {};
    std::vector<text::SpokenTurn> turns;
    for (const auto& turn : message.context.last(std::min(message.context.size(), most_turns))) {
        const bool child = turn.role == safety::Role::Child;
        turns.push_back({child ? text::Speaker::Child : text::Speaker::Mentor, turn.text});
    }
    const auto prediction = model.predict(
        {.text = message.text,
         .age_band = static_cast<std::uint8_t>(message.age_band),
         .locale = message.locale,
         .context = turns}
    );
    // A mood with two labels is there when either is.
    Chances absent;
    absent.fill(1.0);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double chance = static_cast<double>(prediction.values.at(outputs.at(i)));
        absent.at(static_cast<std::size_t>(labels.at(i).second)) *= 1.0 - chance;
    }
    hear_names(model.normaliser(), message, absent);
    const auto best = std::ranges::min_element(absent);
    const double certainty = 1.0 - *best;
    if (certainty < sure_enough) return {.certainty = certainty};
    return {
        .mood = static_cast<Mood>(best - absent.begin()),
        .intensity = std::min(1.0, certainty * (0.7 + 0.3 * loudness(message.text))),
        .certainty = certainty
    };
}

std::string_view id_of(Mood mood) noexcept
{
    const auto index = static_cast<std::size_t>(mood);
    return index < ids.size() ? ids[index] : "calm";
}

std::optional<Mood> mood_from(std::string_view id) noexcept
{
    const auto found = std::ranges::find(ids, id);
    if (found == ids.end()) return std::nullopt;
    return static_cast<Mood>(found - ids.begin());
}

std::string_view gentle_word(Mood mood, std::string_view locale) noexcept
{
    const auto index = std::min(static_cast<std::size_t>(mood), words.size() - 1);
    const Words& word = words[index];
    const std::string_view language =
        locale.substr(0, std::min(locale.find_first_of("-_"), locale.size()));
    if (language == "es") return word.es;
    if (language == "fr") return word.fr;
    if (language == "de") return word.de;
    if (language == "pt") return word.pt;
    return word.en;
}

Result<EmotionReader> EmotionReader::load(const std::filesystem::path& model)
{
    auto loaded = text::Model::load(model);
    if (!loaded) return std::unexpected(loaded.error());
    Parts parts{.model = std::move(*loaded)};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto output = parts.model.output("emotions", labels.at(i).first);
        if (!output)
            return failed(
                ErrorCode::Invalid, model.string() + ": the model does not read emotions"
            );
        parts.outputs.at(i) = *output;
    }
    return EmotionReader{std::make_shared<const Parts>(std::move(parts))};
}

Reading EmotionReader::read(const safety::Message& message) const noexcept
{
    try {
        return parts_->read(message);
    } catch (const std::exception&) {
        // Documented: a failure is a reading without mood; the turn goes on without one.
        return {};
    }
}

}  // namespace buddy::emotion
