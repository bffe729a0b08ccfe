#include "mood_measures.hpp"

#include "calibration.hpp"
#include "emotion_words.hpp"
#include "goemotions.hpp"
#include "linear_bank.hpp"
#include "measures.hpp"

#include "text/tokeniser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <ctime>
#include <functional>
#include <numeric>
#include <random>

namespace buddy::train {
namespace {

using emotion::mood_count;
using emotion::MoodScale;

/// The mood of each label, in the order of emotion_names.
constexpr std::array<std::size_t, emotion_names.size()> mood_of_label = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 2, 9
};

bool felt(const Case& one, std::size_t mood)
{
    return std::ranges::any_of(one.emotions, [mood](std::size_t label) {
        return mood_of_label.at(label) == mood;
    });
}

/// A case as the reader takes it; borrows from the case and from `turns`.
safety::Message message_of(const Case& one, std::vector<safety::Turn>& turns)
{
    turns.clear();
    for (const Turn& turn : one.context) {
        const bool child = turn.speaker == text::Speaker::Child;
        turns.push_back({child ? safety::Role::Child : safety::Role::Mentor, turn.text});
    }
    return {
        .text = one.text,
        .age_band = static_cast<safety::AgeBand>(one.age_band),
        .locale = one.lang,
        .context = turns
    };
}

struct Read {
    std::size_t mood = 0;
    double chance = 0.0;
    double strength = 0.0;
};

Read strongest_in(const emotion::EmotionReader& reader, const Case& one)
{
    std::vector<safety::Turn> turns;
    const auto chances = reader.chances(message_of(one, turns));
    const auto* const best = std::ranges::max_element(chances);
    return {
        .mood = static_cast<std::size_t>(best - chances.begin()),
        .chance = *best,
        .strength = emotion::strength_of(*best, one.text)
    };
}

double logit(double chance)
{
    const double clamped = std::clamp(chance, 1e-6, 1.0 - 1e-6);
    return std::log(clamped / (1.0 - clamped));
}

/// Reads a mood off a case, and how sure it is before any calibration.
using ReadMood = std::function<MoodGuess(const Case&)>;

std::vector<MoodGuess> guesses_of(const ReadMood& read, std::span<const Case* const> cases)
{
    std::vector<MoodGuess> guesses;
    for (const Case* const one : cases) guesses.push_back(read(*one));
    return guesses;
}

/// The line that makes certainties honest on these cases.
Line line_for(const ReadMood& read, std::span<const Case* const> cases)
{
    std::vector<Point> points;
    for (const Case* const one : cases) {
        const MoodGuess guess = read(*one);
        points.push_back({logit(guess.certainty), felt(*one, guess.mood) ? 1.0 : 0.0});
    }
    return fit_line(points, {}, 0.1);
}

ReadMood calibrated(ReadMood read, Line line)
{
    return [read = std::move(read), line](const Case& one) {
        MoodGuess guess = read(one);
        const double raw = line.slope * logit(guess.certainty) + line.offset;
        guess.certainty = 1.0 / (1.0 + std::exp(-raw));
        return guess;
    };
}

std::size_t commonest_mood(std::span<const Case* const> cases)
{
    std::array<std::size_t, mood_count> counts{};
    for (const Case* const one : cases)
        for (const std::size_t mood : moods_of(*one)) ++counts.at(mood);
    return static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin());
}

/// The mood of the first word of the list; without one, the commonest mood.
ReadMood keyword_reader(const text::Normaliser& normaliser, std::size_t commonest)
{
    return [&normaliser, commonest](const Case& one) -> MoodGuess {
        const auto read = normaliser.normalise(one.text, one.lang);
        for (const auto word : text::words_of(read.text)) {
            const auto* const found = std::ranges::find(mood_words, word, &FeelingWord::word);
            if (found == std::end(mood_words)) continue;
            const auto mood = emotion::mood_from(found->label);
            if (mood) return {.mood = static_cast<std::size_t>(*mood), .certainty = 0.6};
        }
        return {.mood = commonest, .certainty = 0.3};
    };
}

LinearBank::Entries entries_of(const Case& one, const text::Normaliser& normaliser)
{
    std::vector<text::SpokenTurn> turns;
    return text::LinearModel::entries_of(text::features_of(normaliser, input_of(one, turns)));
}

ReadMood linear_reader(std::span<const Case* const> learn, const text::Normaliser& normaliser)
{
    constexpr int epochs = 6;
    constexpr std::uint64_t seed = 20260101;
    std::vector<LinearBank::Entries> entries;
    for (const Case* const one : learn) entries.push_back(entries_of(*one, normaliser));
    auto bank = std::make_shared<LinearBank>(mood_count);
    std::vector<std::size_t> order(learn.size());
    std::iota(order.begin(), order.end(), 0U);
    std::mt19937_64 random{seed};
    for (int epoch = 0; epoch < epochs; ++epoch) {
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
        for (const std::size_t i : order) {
            std::array<float, mood_count> targets{};
            for (const std::size_t mood : moods_of(*learn[i])) targets.at(mood) = 1.0F;
            bank->learn(entries[i], targets);
        }
    }
    return [bank, &normaliser](const Case& one) -> MoodGuess {
        const auto chances = bank->chances(entries_of(one, normaliser));
        const auto best = std::ranges::max_element(chances);
        return {
            .mood = static_cast<std::size_t>(best - chances.begin()),
            .certainty = static_cast<double>(*best)
        };
    };
}

std::vector<double> ranks_of(const std::vector<double>& values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t at = 0; at < order.size();) {
        std::size_t end = at;
        while (end < order.size() && values[order[end]] == values[order[at]]) ++end;
        for (std::size_t i = at; i < end; ++i)
            ranks[order[i]] = static_cast<double>(at + end - 1) / 2.0;
        at = end;
    }
    return ranks;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b)
{
    const auto mean = [](const std::vector<double>& all) {
        return std::reduce(all.begin(), all.end()) / static_cast<double>(all.size());
    };
    if (a.empty()) return 0.0;
    const double mean_a = mean(a);
    const double mean_b = mean(b);
    double both = 0.0;
    double only_a = 0.0;
    double only_b = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        both += (a[i] - mean_a) * (b[i] - mean_b);
        only_a += (a[i] - mean_a) * (a[i] - mean_a);
        only_b += (b[i] - mean_b) * (b[i] - mean_b);
    }
    return only_a * only_b > 0.0 ? both / std::sqrt(only_a * only_b) : 0.0;
}

/// Time of this thread, so that a busy machine changes little.
double thread_micros()
{
    timespec at{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
    return static_cast<double>(at.tv_sec) * 1e6 + static_cast<double>(at.tv_nsec) / 1e3;
}

/// The reader as it ships, on its other numbers.
std::string agreement(std::span<const Case* const> cases, const emotion::EmotionReader& reader)
{
    std::vector<double> valence, felt_valence, arousal, felt_arousal, intensity, severity, micros;
    std::vector<safety::Turn> turns;
    for (const Case* const one : cases) {
        const auto message = message_of(*one, turns);
        const double begun = thread_micros();
        const auto reading = reader.read(message);
        micros.push_back(thread_micros() - begun);
        emotion::Affect mean;
        const auto moods = moods_of(*one);
        for (const std::size_t mood : moods) {
            const auto at = emotion::affect_of(static_cast<emotion::Mood>(mood));
            mean.valence += at.valence / static_cast<double>(moods.size());
            mean.arousal += at.arousal / static_cast<double>(moods.size());
        }
        valence.push_back(reading.valence);
        felt_valence.push_back(mean.valence);
        arousal.push_back(reading.arousal);
        felt_arousal.push_back(mean.arousal);
        if (!reading.mood || emotion::affect_of(*reading.mood).valence > 0.0) continue;
        intensity.push_back(reading.intensity);
        severity.push_back(static_cast<double>(one->severity));
    }
    std::ranges::sort(micros);
    return fmt::format(
        "the reader: valence agrees with what is felt at r = {:.2f}, arousal at {:.2f}; intensity "
        "of "
        "heavy moods with the case's severity at rho = {:.2f}\n"
        "a reading takes {:.2f} ms in the middle, {:.2f} ms at 99 %\n\n",
        correlation(valence, felt_valence),
        correlation(arousal, felt_arousal),
        correlation(ranks_of(intensity), ranks_of(severity)),
        micros[micros.size() / 2] / 1e3,
        micros[micros.size() * 99 / 100] / 1e3
    );
}

struct NamedReader {
    std::string name;
    ReadMood read;
};

std::vector<NamedReader> readers_of(
    const MoodSides& sides,
    const emotion::EmotionReader& reader,
    const MoodScale& scale,
    const text::Normaliser& normaliser
)
{
    const std::size_t commonest = commonest_mood(sides.learn);
    const ReadMood keywords = keyword_reader(normaliser, commonest);
    const ReadMood linear = linear_reader(sides.learn, normaliser);
    const ReadMood plain = [&reader](const Case& one) -> MoodGuess {
        const Read read = strongest_in(reader, one);
        return {.mood = read.mood, .certainty = read.chance};
    };
    return {
        {"commonest mood",
         calibrated(
             [commonest](const Case&) -> MoodGuess { return {commonest, 0.3}; },
             line_for(
                 [commonest](const Case&) -> MoodGuess { return {commonest, 0.3}; }, sides.calibrate
             )
         )},
        {"keyword list", calibrated(keywords, line_for(keywords, sides.calibrate))},
        {"linear n-grams", calibrated(linear, line_for(linear, sides.calibrate))},
        {"reader, unscaled", plain},
        {"reader",
         [&reader, &scale](const Case& one) -> MoodGuess {
             const Read read = strongest_in(reader, one);
             return {.mood = read.mood, .certainty = emotion::certainty_of(read.chance, scale)};
         }},
    };
}

}  // namespace

std::vector<std::size_t> moods_of(const Case& one)
{
    std::vector<std::size_t> moods;
    for (std::size_t mood = 0; mood < mood_count; ++mood)
        if (felt(one, mood)) moods.push_back(mood);
    return moods;
}

bool judges_moods(const Case& one)
{
    return one.speaker == text::Speaker::Child && !one.emotions.empty() &&
           !one.id.starts_with("k3-") && !one.id.starts_with("l4-");
}

MoodScore score_of(
    std::string name, std::span<const Case* const> cases, std::span<const MoodGuess> guesses
)
{
    std::array<LabelCounts, mood_count> counts{};
    std::vector<safety::Ranked> ranked;
    std::size_t right = 0;
    std::size_t named = 0;
    std::size_t right_named = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const MoodGuess& guess = guesses[i];
        const bool hit = felt(*cases[i], guess.mood);
        ++counts.at(guess.mood).said;
        counts.at(guess.mood).hits += hit ? 1 : 0;
        for (const std::size_t mood : moods_of(*cases[i])) ++counts.at(mood).real;
        ranked.push_back({guess.certainty, hit});
        right += hit ? 1 : 0;
        if (guess.certainty < emotion::sure_enough) continue;
        ++named;
        right_named += hit ? 1 : 0;
    }
    const auto share = [](std::size_t part, std::size_t whole) {
        return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
    };
    return {
        .name = std::move(name),
        .cases = cases.size(),
        .right = share(right, cases.size()),
        .macro_f1 = macro_f1(counts),
        .calibration_error = calibration_error(ranked),
        .named = share(named, cases.size()),
        .right_when_named = share(right_named, named)
    };
}

MoodScale scale_for(const emotion::EmotionReader& reader, std::span<const Case* const> calibrate)
{
    const ReadMood plain = [&reader](const Case& one) -> MoodGuess {
        const Read read = strongest_in(reader, one);
        return {.mood = read.mood, .certainty = read.chance};
    };
    const Line line = line_for(plain, calibrate);
    MoodScale scale{.model = reader.model_version(), .slope = line.slope, .offset = line.offset};
    std::vector<double> strengths;
    for (const Case* const one : calibrate) {
        const Read read = strongest_in(reader, *one);
        if (emotion::certainty_of(read.chance, scale) >= emotion::sure_enough)
            strengths.push_back(read.strength);
    }
    if (strengths.empty()) return scale;
    std::ranges::sort(strengths);
    for (std::size_t i = 0; i < scale.strengths.size(); ++i)
        scale.strengths.at(i) = strengths[strengths.size() * (i + 1) / 10];
    return scale;
}

std::string mood_table(
    const MoodSides& sides,
    const emotion::EmotionReader& reader,
    const MoodScale& scale,
    const text::Normaliser& normaliser
)
{
    const auto readers = readers_of(sides, reader, scale, normaliser);
    std::string out;
    for (const auto& part : sides.measured) {
        out += fmt::format(
            "{:<24} {:>6} {:>7} {:>9} {:>6} {:>7} {:>11}\n",
            part.name,
            "cases",
            "right",
            "macro-F1",
            "ECE",
            "named",
            "right then"
        );
        for (const auto& [name, read] : readers) {
            const auto score = score_of(name, part.cases, guesses_of(read, part.cases));
            out += fmt::format(
                "{:<24} {:>6} {:>7.3f} {:>9.3f} {:>6.3f} {:>7.3f} {:>11.3f}\n",
                score.name,
                score.cases,
                score.right,
                score.macro_f1,
                score.calibration_error,
                score.named,
                score.right_when_named
            );
        }
        if (!part.cases.empty()) out += agreement(part.cases, reader);
    }
    return out;
}

}  // namespace buddy::train
