#include "emotion/emotion.hpp"

#include "text/model.hpp"
#include "text/tokeniser.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <fstream>
#include <iterator>
#include <string>

namespace buddy::emotion {
namespace {

namespace json = boost::json;

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

// Russell and Mehrabian 1977 (the header names it), one term a mood.
constexpr std::array<Affect, mood_count> affects = {{
    {.valence = 0.81, .arousal = 0.51},    // happy
    {.valence = -0.63, .arousal = -0.27},  // sad
    {.valence = -0.51, .arousal = 0.59},   // angry
    {.valence = -0.64, .arousal = 0.60},   // fearful
    {.valence = -0.57, .arousal = 0.01},   // shamed
    {.valence = -0.66, .arousal = -0.43},  // lonely
    {.valence = -0.61, .arousal = 0.28},   // distressed
    {.valence = -0.65, .arousal = -0.62},  // bored
    {.valence = 0.68, .arousal = -0.46},   // relaxed
    {.valence = 0.64, .arousal = 0.51},    // interested
}};

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

constexpr std::size_t most_turns = 8;

/// Lessens the doubt about the mood that a short message names; "not sad" rules sadness out.
void hear_names(
    const text::Normaliser& normaliser, const safety::Message& message, MoodChances& absent
)
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

/// Where `strength` stands among those of named moods, 0 to 1.
double rank_of(double strength, const MoodScale& scale)
{
    double low = 0.0;
    double below = 0.0;
    for (const double high : scale.strengths) {
        if (strength < high) return below + 0.1 * (strength - low) / (high - low);
        low = high;
        below += 0.1;
    }
    return low < 1.0 ? below + 0.1 * (strength - low) / (1.0 - low) : 1.0;
}

/// The strongest mood counts as much as it is certain; the others share what is left.
Affect mean_affect(const MoodChances& chances, std::size_t strongest, double certainty)
{
    Affect others;
    double all = 0.0;
    for (std::size_t i = 0; i < mood_count; ++i) {
        if (i == strongest) continue;
        others.valence += chances.at(i) * affects.at(i).valence;
        others.arousal += chances.at(i) * affects.at(i).arousal;
        all += chances.at(i);
    }
    const double left = (1.0 - certainty) / std::max(all, 1e-6);
    const Affect& own = affects.at(strongest);
    return {
        .valence = certainty * own.valence + left * others.valence,
        .arousal = certainty * own.arousal + left * others.arousal
    };
}

bool is_sound(const MoodScale& scale)
{
    return std::isfinite(scale.offset) && scale.slope > 0.0 && std::isfinite(scale.slope) &&
           scale.strengths.front() >= 0.0 && scale.strengths.back() <= 1.0 &&
           std::ranges::is_sorted(scale.strengths);
}

Result<MoodScale> scale_in(const std::string& text, const std::string& place)
{
    const auto malformed = [&place] {
        return failed(ErrorCode::Invalid, place + ": not a scale of moods");
    };
    boost::system::error_code broken;
    const auto value = json::parse(text, broken);
    const auto* const object = value.if_object();
    if (broken || object == nullptr) return malformed();
    const auto* const model = object->if_contains("model");
    const auto* const slope = object->if_contains("slope");
    const auto* const offset = object->if_contains("offset");
    const auto* const strengths = object->if_contains("strengths");
    if (model == nullptr || !model->is_string() || slope == nullptr || !slope->is_number() ||
        offset == nullptr || !offset->is_number() || strengths == nullptr || !strengths->is_array())
        return malformed();
    MoodScale scale{
        .model = std::string{model->get_string()},
        .slope = slope->to_number<double>(),
        .offset = offset->to_number<double>()
    };
    const auto& list = strengths->get_array();
    if (list.size() != scale.strengths.size()) return malformed();
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (!list[i].is_number()) return malformed();
        scale.strengths.at(i) = list[i].to_number<double>();
    }
    if (!is_sound(scale)) return malformed();
    return scale;
}

/// The scale beside a model, if there is one for this very model.
Result<MoodScale> scale_beside(const std::filesystem::path& model, const std::string& version)
{
    const auto place = model.parent_path() / "moods.json";
    std::ifstream file{place};
    if (!file) return MoodScale{};
    auto scale = scale_in({std::istreambuf_iterator<char>{file}, {}}, place.string());
    if (scale && scale->model != version) return MoodScale{};
    return scale;
}

}  // namespace

struct EmotionReader::Parts {
    text::Model model;
    MoodScale scale;
    std::array<std::size_t, labels.size()> outputs{};

    [[nodiscard]] MoodChances chances(const safety::Message& message) const;
    [[nodiscard]] Reading read(const safety::Message& message) const;
};

MoodChances EmotionReader::Parts::chances(const safety::Message& message) const
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
    MoodChances absent;
    absent.fill(1.0);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const double chance = static_cast<double>(prediction.values.at(outputs.at(i)));
        absent.at(static_cast<std::size_t>(labels.at(i).second)) *= 1.0 - chance;
    }
    hear_names(model.normaliser(), message, absent);
    for (double& chance : absent) chance = 1.0 - chance;
    return absent;
}

Reading EmotionReader::Parts::read(const safety::Message& message) const
{
    const auto all = chances(message);
    const auto* const best = std::ranges::max_element(all);
    if (*best <= 0.0) return {};
    const auto strongest = static_cast<std::size_t>(best - all.begin());
    const double certainty = certainty_of(*best, scale);
    const Affect affect = mean_affect(all, strongest, certainty);
    Reading reading{.certainty = certainty, .valence = affect.valence, .arousal = affect.arousal};
    if (reading.certainty < sure_enough) return reading;
    reading.mood = static_cast<Mood>(strongest);
    reading.strength = strength_of(*best, message.text);
    reading.intensity = rank_of(reading.strength, scale);
    return reading;
}

Affect affect_of(Mood mood) noexcept
{
    const auto index = static_cast<std::size_t>(mood);
    return index < affects.size() ? affects[index] : Affect{};
}

double certainty_of(double greatest_chance, const MoodScale& scale) noexcept
{
    const double chance = std::clamp(greatest_chance, 1e-6, 1.0 - 1e-6);
    const double logit = std::log(chance / (1.0 - chance));
    return 1.0 / (1.0 + std::exp(-(scale.slope * logit + scale.offset)));
}

double strength_of(double greatest_chance, std::string_view text) noexcept
{
    return std::clamp(greatest_chance * (0.7 + 0.3 * loudness(text)), 0.0, 1.0);
}

std::string to_json(const MoodScale& scale)
{
    const auto rounded = [](double number) { return std::round(number * 1e4) / 1e4; };
    json::array strengths;
    for (const double strength : scale.strengths) strengths.emplace_back(rounded(strength));
    return json::serialize(json::object{
               {"model", scale.model},
               {"slope", rounded(scale.slope)},
               {"offset", rounded(scale.offset)},
               {"strengths", std::move(strengths)}
           }) +
           "\n";
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
    auto scale = scale_beside(model, loaded->version());
    if (!scale) return std::unexpected(scale.error());
    Parts parts{.model = std::move(*loaded), .scale = std::move(*scale)};
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

MoodChances EmotionReader::chances(const safety::Message& message) const
{
    return parts_->chances(message);
}

const MoodScale& EmotionReader::scale() const noexcept
{
    return parts_->scale;
}

const std::string& EmotionReader::model_version() const noexcept
{
    return parts_->model.version();
}

}  // namespace buddy::emotion
