#include "advisors/advisors.hpp"

#include "advisors/content.hpp"
#include "advisors/council.hpp"
#include "advisors/crisis_guide.hpp"
#include "advisors/critic_rules.hpp"
#include "advisors/guided_mentor.hpp"
#include "advisors/manner.hpp"
#include "advisors/prompts.hpp"
#include "advisors/stances.hpp"
#include "advisors/understanding.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace buddy::advisors {
namespace {

struct Names {
    std::string_view id;
    std::array<std::string_view, languages.size()> shown;  ///< In the order of `languages`.
};

constexpr std::array<Names, 6> advisor_names = {{
    {.id = "listener", .shown = {"Listener", "Escucha", "Écoute", "Zuhören", "Escuta"}},
    {.id = "study_coach",
     .shown = {"Study coach", "Guía de estudio", "Coach d'étude", "Lerncoach", "Guia de estudo"}},
    {.id = "explorer", .shown = {"Explorer", "Explorador", "Explorateur", "Entdecker", "Explorador"}
    },
    {.id = "social_guide",
     .shown =
         {"Friends guide",
          "Guía de amistad",
          "Guide des amitiés",
          "Freundschafts-Guide",
          "Guia de amizade"}},
    {.id = "wellbeing_guide",
     .shown =
         {"Wellbeing guide",
          "Guía de bienestar",
          "Guide du bien-être",
          "Wohlfühl-Guide",
          "Guia de bem-estar"}},
    {.id = "safety_steward",
     .shown =
         {"Safety steward",
          "Guía de seguridad",
          "Guide de sécurité",
          "Sicherheits-Guide",
          "Guia de segurança"}},
}};

std::string_view key_of(Mentor::Kindness kind)
{
    switch (kind) {
        case Mentor::Kindness::Redirect: return "redirect";
        case Mentor::Kindness::Block: return "block";
        case Mentor::Kindness::CannotJudge: return "cannot_judge";
        case Mentor::Kindness::OutputStopped: return "output_stopped";
        case Mentor::Kindness::Interrupted: return "interrupted";
        case Mentor::Kindness::TooFast: return "too_fast";
        case Mentor::Kindness::BeyondTutor: return "beyond_tutor";
    }
    return "cannot_judge";
}

/// What was written to be said to just these words: a no with its reason, before the refusal of a
/// whole category. Only answers that must be given each time, and only where nothing worse is named.
std::optional<PreparedReply> firm_words(const Content& content, const TurnView& turn)
{
    constexpr int firm = 2;
    const auto mentions = mentions_in(content, turn.locale, words_of(turn.text));
    for (const auto& mention : mentions) {
        const auto& topic = *mention.topic;
        if (topic.kind != TopicKind::Aside || !topic.firm || topic.weight < firm) continue;
        const bool worse_named = std::ranges::any_of(mentions, [&topic](const auto& other) {
            return other.topic->weight > topic.weight;
        });
        if (worse_named) continue;
        const auto speech = topic.speech.find(language_of(turn.locale));
        if (speech == topic.speech.end() || speech->second.beats.empty()) continue;
        const auto* line = pick(
            speech->second.beats.front().say,
            {.band = turn.age_band, .mood = turn.mood, .seed = turn.seed}
        );
        if (line != nullptr)
            return PreparedReply{.text = filled(line->text, {}), .move = "redirect"};
    }
    return std::nullopt;
}

}  // namespace

struct Mentor::Parts {
    Content content;
    Stances stances;
    Critics critics;
};

std::string_view id_of(Advisor advisor) noexcept
{
    const auto index = std::to_underlying(advisor);
    return index < advisor_names.size() ? advisor_names[index].id : advisor_names[0].id;
}

std::string_view id_of(Learning learning) noexcept
{
    switch (learning) {
        case Learning::Hint: return "hint";
        case Learning::WayShown: return "way_shown";
        case Learning::Found: return "found";
        case Learning::None: break;
    }
    return "none";
}

Learning learning_from(std::string_view id) noexcept
{
    for (const auto learning : {Learning::Hint, Learning::WayShown, Learning::Found})
        if (id_of(learning) == id) return learning;
    return Learning::None;
}

std::string_view name_of(Advisor advisor, std::string_view locale) noexcept
{
    const auto index = std::to_underlying(advisor);
    const auto& names = advisor_names[index < advisor_names.size() ? index : 0].shown;
    const auto language = language_of(locale);
    for (std::size_t i = 0; i < languages.size(); ++i)
        if (languages[i] == language) return names[i];
    return names[0];
}

Result<Mentor> Mentor::load(
    const std::filesystem::path& content, const std::filesystem::path& stances
)
{
    auto loaded = Content::load(content);
    if (!loaded) return std::unexpected(loaded.error());
    auto stands = Stances::load(stances, *loaded);
    if (!stands) return std::unexpected(stands.error());
    auto critics = Critics::load(content / "critics");
    if (!critics) return std::unexpected(critics.error());
    return Mentor{std::make_shared<const Parts>(Parts{
        .content = *std::move(loaded), .stances = *std::move(stands), .critics = *std::move(critics)
    })};
}

std::string_view id_of(Persona persona) noexcept
{
    switch (persona) {
        case Persona::Tutor: return "tutor";
        case Persona::Mentor: return "mentor";
        case Persona::Companion: break;
    }
    return "companion";
}

Choice Mentor::choose(const TurnView& turn) const
{
    return chosen_for(parts_->content, turn);
}

bool Mentor::may_take_up(const TurnView& turn, const Choice& choice) const
{
    return takes_up(parts_->content, turn.manner.persona, choice);
}

PreparedReply Mentor::guided_reply(
    const TurnView& turn, const Choice& choice, std::string_view state
) const
{
    auto reply = GuidedTurn{parts_->content, turn, choice, state}.run();
    if (const auto barred = barred_ways(parts_->content, turn); barred.any())
        reply.text = parts_->critics.without_barred(std::move(reply.text), turn.locale, barred);
    return reply;
}

PreparedReply Mentor::crisis_reply(
    const TurnView& turn,
    std::string_view state,
    std::span<const HelpLine> lines,
    safety::Notify will_be_told
) const
{
    return crisis_answer(parts_->content, turn, state, lines, will_be_told);
}

bool Mentor::in_crisis(std::string_view crisis_state) noexcept
{
    return crisis_is_open(crisis_state);
}

PreparedReply Mentor::kind_words(const TurnView& turn, Kindness kind) const
{
    if (kind == Kindness::Redirect)
        if (auto firm = firm_words(parts_->content, turn)) return *std::move(firm);
    const auto& words = parts_->content.kind.find(language_of(turn.locale))->second;
    const auto key = key_of(kind);
    const auto risk = turn.assessment != nullptr && turn.assessment->primary
                          ? safety::id_of(*turn.assessment->primary)
                          : std::string_view{};
    auto lines = words.find(std::string{key} + "." + std::string{risk});
    if (lines == words.end()) lines = words.find(key);
    const auto* line =
        pick(lines->second, {.band = turn.age_band, .mood = turn.mood, .seed = turn.seed});
    return {
        .text = line == nullptr ? std::string{} : filled(line->text, {}), .move = std::string{key}
    };
}

SystemPrompt Mentor::system_prompt(const TurnView& turn, const Choice& choice) const
{
    return system_prompt_for(parts_->content, parts_->stances, turn, choice);
}

SystemPrompt Mentor::note_prompt(const TurnView& turn, const Choice& choice, Advisor supporter)
    const
{
    return note_prompt_for(parts_->content, turn, choice, supporter);
}

std::string_view Mentor::about_notes() const
{
    return parts_->content.prompts.notes;
}

std::string Mentor::summary_prompt(safety::AgeBand age_band) const
{
    return summary_prompt_for(parts_->content, age_band);
}

Review Mentor::review(const TurnView& turn, const Choice& choice) const
{
    const auto& pointing = parts_->critics.rules().pointing_stances;
    const auto called = parts_->stances.called_for(turn, choice.topic);
    const bool points_to_people =
        turn.leans_on_buddy || std::ranges::any_of(called, [&pointing](const Stance* stance) {
            return std::ranges::find(pointing, stance->id) != pointing.end();
        });
    auto setting = parts_->critics.setting_for(turn, choice, points_to_people);
    setting.barred = barred_ways(parts_->content, turn);
    return parts_->critics.review(std::move(setting));
}

std::string Mentor::fenced(std::string_view child_text)
{
    return fenced_message(child_text);
}

std::string Mentor::fenced_summary(std::string_view summary)
{
    return advisors::fenced_summary(summary);
}

std::string Mentor::fenced_note(const Note& note)
{
    return advisors::fenced_note(note);
}

std::string Mentor::fenced_talk(std::string_view lines)
{
    return advisors::fenced_talk(lines);
}

}  // namespace buddy::advisors
