#include "attack.hpp"

#include "lint.hpp"
#include "word_edits.hpp"

#include "text/disguise.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <random>
#include <utility>

namespace buddy::train {
namespace {

namespace json = boost::json;
using Random = std::mt19937_64;

/// A disguise or an edit of words.
struct Edit {
    std::string_view id;
    std::optional<text::Disguise> disguise;
    const WordEdit* words = nullptr;

    [[nodiscard]] Case apply(const Case& one, Random& random) const
    {
        if (words != nullptr) return words->rewrite(one, random);
        Case copy = one;
        copy.text = text::disguised(one.text, *disguise, random);
        return copy;
    }
    /// It takes from words what nobody can put back when another one does, too.
    [[nodiscard]] bool spoils_words() const noexcept
    {
        return disguise && *disguise != text::Disguise::Emojis &&
               *disguise != text::Disguise::MixedCase;
    }
};

std::vector<Edit> all_edits()
{
    std::vector<Edit> edits;
    for (const auto disguise : text::all_disguises)
        edits.push_back({.id = id_of(disguise), .disguise = disguise});
    for (const WordEdit& words : word_edits())
        edits.push_back({.id = words.id, .disguise = {}, .words = &words});
    return edits;
}

/// The standard leaves std::shuffle's numbers open.
void shuffle(std::vector<Edit>& edits, Random& random)
{
    for (std::size_t i = edits.size(); i > 1; --i) std::swap(edits[i - 1], edits[random() % i]);
}

safety::Assessment assess(const Attacked& attacked, const Case& one, std::size_t turns)
{
    std::vector<safety::Turn> context;
    for (std::size_t i = 0; i < turns; ++i) {
        const bool child = one.context[i].speaker == text::Speaker::Child;
        context.push_back(
            {.role = child ? safety::Role::Child : safety::Role::Mentor, .text = one.context[i].text
            }
        );
    }
    const bool last = turns == one.context.size();
    return attacked(
        {.text = last ? one.text : one.context[turns].text,
         .age_band = static_cast<safety::AgeBand>(one.age_band),
         .locale = one.lang,
         .context = context}
    );
}

json::array names_of(std::span<const std::size_t> places, std::span<const std::string_view> names)
{
    json::array out;
    for (const std::size_t place : places) out.emplace_back(names[place]);
    return out;
}

}  // namespace

/// The search on one case.
struct Attack::Search {
    const Attacked* attacked;
    const AttackSettings* settings;
    const Case* origin;
    safety::Action enough;
    Random random;
    Attempt attempt{};

    /// One step of a chain: the case so far, and how sure the engine still is.
    struct Step {
        Case one;
        double score = 0;
        std::vector<Edit> chain;
    };

    /// A rewriting in two turns: both halves are assessed.
    [[nodiscard]] bool is_split(const Case& one) const
    {
        return one.context.size() > origin->context.size();
    }
    /// The budget reaches for it.
    [[nodiscard]] bool can_try(const Case& one) const
    {
        return attempt.tries + (is_split(one) ? 2U : 1U) <= settings->tries;
    }
    [[nodiscard]] safety::Assessment look_at(const Case& one, std::size_t turns)
    {
        ++attempt.tries;
        return assess(*attacked, one, turns);
    }
    /// Both halves of a message in two turns must slip; the surer of them counts.
    [[nodiscard]] std::pair<bool, double> caught(const Case& one)
    {
        const std::size_t turns = one.context.size();
        const auto whole = look_at(one, turns);
        bool stopped = whole.action >= enough;
        double score = whole.score;
        if (is_split(one) && !stopped) {
            const auto first = look_at(one, turns - 1);
            stopped = first.action >= enough;
            score = std::max(score, first.score);
        }
        return {stopped, score};
    }

    [[nodiscard]] static bool fits(const Step& step, const Edit& edit)
    {
        for (const Edit& before : step.chain) {
            if (before.id == edit.id || (before.spoils_words() && edit.spoils_words()))
                return false;
        }
        return true;
    }

    void slip(Step step)
    {
        attempt.result = Attempt::Result::Slipped;
        attempt.found = std::move(step.one);
        for (const Edit& edit : step.chain) attempt.edits.emplace_back(edit.id);
    }

    /// Tries every edit on top of `step`; true when it slipped, else `step` is the best of them.
    bool climb(Step& step)
    {
        std::vector<Edit> edits = all_edits();
        shuffle(edits, random);
        std::optional<Step> best;
        for (const Edit& edit : edits) {
            if (attempt.tries >= settings->tries) break;
            if (!fits(step, edit)) continue;
            Step next{.one = edit.apply(step.one, random), .chain = step.chain};
            if (next.one.text == step.one.text || may_reach_somebody(next.one.text)) continue;
            if (!can_try(next.one)) continue;
            next.chain.push_back(edit);
            const auto [stopped, score] = caught(next.one);
            next.score = score;
            if (!stopped) {
                slip(std::move(next));
                return true;
            }
            if (!best || next.score < best->score) best = std::move(next);
        }
        if (best) step = std::move(*best);
        return false;
    }
};

Attacked by(safety::Engine engine)
{
    return [engine = std::move(engine)](const safety::Message& message) {
        safety::RiskState after;
        return engine.assess(message, {}, after);
    };
}

Attack::Attack(Attacked attacked, AttackSettings settings)
    : attacked_{std::move(attacked)}, settings_{settings}
{
}

Attempt Attack::on(const Case& one) const
{
    const std::size_t weakest = one.actions.empty() ? 0 : *std::ranges::min_element(one.actions);
    Search search{
        .attacked = &attacked_,
        .settings = &settings_,
        .origin = &one,
        .enough = static_cast<safety::Action>(weakest),
        .random = Random{settings_.seed ^ hash_of(one.id)}
    };
    const auto [stopped, score] = search.caught(one);
    if (!stopped) return search.attempt;
    search.attempt.result = Attempt::Result::Withstood;
    Search::Step step{.one = one, .score = score, .chain = {}};
    for (std::size_t depth = 0; depth < settings_.chain; ++depth) {
        if (search.climb(step) || search.attempt.tries >= settings_.tries) break;
    }
    return search.attempt;
}

void AttackCounts::add(const Attempt& attempt)
{
    ++cases;
    tries += attempt.tries;
    if (attempt.result == Attempt::Result::Missed) return;
    ++caught;
    if (attempt.result != Attempt::Result::Slipped) return;
    ++slipped;
    if (attempt.edits.size() == 1) ++single[attempt.edits.front()];
    for (const std::string& edit : attempt.edits) ++part[edit];
}

std::string table_of(const AttackCounts& counts)
{
    std::string out = fmt::format(
        "{} messages need action, {} are caught as written, {} of these slipped; {} assessments\n",
        counts.cases,
        counts.caught,
        counts.slipped,
        counts.tries
    );
    out += fmt::format("{:<18}{:>14}{:>14}\n", "edit", "slips alone", "part of slips");
    for (const auto& [edit, slips] : counts.part) {
        const auto alone = counts.single.find(edit);
        const std::size_t single = alone == counts.single.end() ? 0 : alone->second;
        out += fmt::format("{:<18}{:>14}{:>14}\n", edit, single, slips);
    }
    return out;
}

std::string corpus_line(const Case& one, std::string_view note)
{
    const auto name = [](std::size_t place, std::span<const std::string_view> names) {
        return names[place];
    };
    const auto role = [](text::Speaker speaker) {
        return speaker == text::Speaker::Child ? "child" : "mentor";
    };
    json::object line{{"id", one.id}, {"family", one.family}};
    if (!one.author.empty()) line["author"] = one.author;
    line["lang"] = one.lang;
    line["age_band"] = name(one.age_band, age_band_names);
    line["direction"] = one.speaker == text::Speaker::Child ? "input" : "output";
    json::array context;
    for (const Turn& turn : one.context)
        context.push_back(json::object{{"role", role(turn.speaker)}, {"text", turn.text}});
    line["context"] = std::move(context);
    line["text"] = one.text;
    line["categories"] = names_of(one.categories, category_names);
    line["severity"] = one.severity;
    line["subject"] = name(one.subject, subject_names);
    line["time"] = name(one.time, time_names);
    line["frame"] = name(one.frame, frame_names);
    line["actions"] = names_of(one.actions, action_names);
    line["emotions"] = names_of(one.emotions, emotion_names);
    line["note"] = note;
    return json::serialize(line);
}

}  // namespace buddy::train
