#include "advisors/prompts.hpp"

#include "advisors/manner.hpp"

#include <algorithm>

namespace buddy::advisors {
namespace {

std::string listed(const std::vector<std::string>& items)
{
    std::string out;
    for (const auto& item : items) {
        if (!out.empty()) out += '\n';
        out += "- " + item;
    }
    return out;
}

std::string_view text_for(const Named<std::string>& texts, std::string_view key)
{
    const auto found = texts.find(key);
    return found == texts.end() ? std::string_view{} : std::string_view{found->second};
}

/// What the safety engine saw, as guidance; at most the two likeliest risks.
std::string guidance_for(const Prompts& prompts, const TurnView& turn)
{
    std::vector<std::string> lines;
    if (turn.leans_on_buddy) lines.emplace_back(text_for(prompts.guidance, "dependency"));
    if (turn.assessment == nullptr || turn.assessment->action < safety::Action::Support)
        return listed(lines);
    std::vector<std::pair<double, std::string_view>> seen;
    for (std::size_t i = 0; i < safety::category_count; ++i) {
        const auto category = static_cast<safety::Category>(i);
        const auto text = text_for(prompts.guidance, safety::id_of(category));
        const bool main = turn.assessment->primary == category;
        const auto probability = main ? 1.0 : turn.assessment->probability_of(category);
        if (!text.empty() && probability >= 0.5) seen.emplace_back(probability, text);
    }
    std::ranges::sort(seen, std::ranges::greater{});
    for (const auto& [probability, text] : seen)
        if (lines.size() < 2 && std::ranges::find(lines, text) == lines.end())
            lines.emplace_back(text);
    return listed(lines);
}

std::string examples_for(const Prompts& prompts, std::string_view band)
{
    const auto found = prompts.examples.by_band.find(band);
    if (found == prompts.examples.by_band.end()) return {};
    auto out = prompts.examples.heading;
    for (const auto& [child, buddy] : found->second)
        out += "\n- Child: " + child + "\n  Buddy: " + buddy;
    return out;
}

/// One stance as a model reads it: three sentences for the age, and what holds when the child presses.
std::string told(const Stance& stance, safety::AgeBand band)
{
    const auto& [does, never, points_to] = stance.by_band.at(static_cast<std::size_t>(band));
    auto text = stance.title + ". " + does + " " + never + " " + points_to;
    for (const auto& sentence : stance.worn_down_by) text += " " + sentence;
    return text;
}

std::string stances_for(const Stances& stances, const TurnView& turn, std::string_view topic)
{
    std::vector<std::string> lines;
    for (const auto* stance : stances.called_for(turn, topic))
        lines.push_back(told(*stance, turn.age_band));
    return listed(lines);
}

std::string supporters_of(const Content& content, const Choice& choice)
{
    std::vector<std::string> lines;
    for (const auto& role : content.roles)
        if (std::ranges::find(choice.supporters, role.advisor) != choice.supporters.end())
            lines.push_back(std::string{name_of(role.advisor, "en")} + ": " + role.aim);
    return listed(lines);
}

/// Blanks stand as {{name}}. A line whose blanks are all empty disappears.
std::string rendered(std::string_view text, const Facts& values)
{
    std::string out;
    while (!text.empty()) {
        const auto line_end = text.find('\n');
        auto line = std::string{text.substr(0, line_end)};
        bool has_blank = false;
        bool has_value = false;
        for (auto open = line.find("{{"); open != std::string::npos; open = line.find("{{")) {
            const auto close = line.find("}}", open);
            if (close == std::string::npos) break;
            const auto found = values.find(line.substr(open + 2, close - open - 2));
            const auto value = found == values.end() ? std::string{} : found->second;
            has_blank = true;
            has_value = has_value || !value.empty();
            line.replace(open, close + 2 - open, value);
        }
        if (!has_blank || has_value) out += line + '\n';
        if (line_end == std::string_view::npos) break;
        text.remove_prefix(line_end + 1);
    }
    return out;
}

/// Nothing inside can look like a mark.
std::string fenced(std::string_view mark, std::string_view text)
{
    std::string inside;
    for (const char c : text) {
        if (c == '<')
            inside += "‹";
        else if (c == '>')
            inside += "›";
        else
            inside += c;
    }
    const std::string name{mark};
    return "<" + name + ">\n" + inside + "\n</" + name + ">";
}

}  // namespace

SystemPrompt system_prompt_for(
    const Content& content, const Stances& stances, const TurnView& turn, const Choice& choice
)
{
    const auto& prompts = content.prompts;
    const auto role = std::ranges::find(content.roles, choice.lead, &Role::advisor);
    const auto band = safety::id_of(turn.age_band);
    const auto* topic = content.topic(choice.topic);
    Facts values;
    values["version"] = prompts.version;
    values["role"] = name_of(choice.lead, "en");
    values["aim"] = role->aim;
    values["skills"] = listed(role->skills);
    values["avoids"] = listed(role->avoids);
    values["voice"] = role->voice.at(static_cast<std::size_t>(turn.age_band));
    values["age_band"] = band;
    values["reading"] = text_for(prompts.bands, band);
    values["language"] = text_for(prompts.language, language_of(turn.locale));
    values["topic"] = topic == nullptr ? std::string{} : topic->id;
    values["mood"] = text_for(prompts.moods, turn.mood);
    values["supporters"] = supporters_of(content, choice);
    values["stances"] = stances_for(stances, turn, choice.topic);
    values["guidance"] = guidance_for(prompts, turn);
    values["manner"] = manner_told(content, turn);
    return {
        .shared = rendered(prompts.system, values),
        .of_turn = rendered(prompts.turn, values),
        .examples = examples_for(prompts, band)
    };
}

SystemPrompt note_prompt_for(
    const Content& content, const TurnView& turn, const Choice& choice, Advisor supporter
)
{
    const auto& prompts = content.prompts;
    const auto role = std::ranges::find(content.roles, supporter, &Role::advisor);
    const auto* topic = content.topic(choice.topic);
    Facts values;
    values["version"] = prompts.version;
    values["age_band"] = safety::id_of(turn.age_band);
    values["language"] = text_for(prompts.language, language_of(turn.locale));
    values["role"] = name_of(supporter, "en");
    values["aim"] = role->aim;
    values["skills"] = listed(role->skills);
    values["lead"] = name_of(choice.lead, "en");
    values["topic"] = topic == nullptr ? std::string{} : topic->id;
    values["mood"] = text_for(prompts.moods, turn.mood);
    values["guidance"] = guidance_for(prompts, turn);
    return {
        .shared = rendered(prompts.note, values), .of_turn = rendered(prompts.note_turn, values)
    };
}

std::string summary_prompt_for(const Content& content, safety::AgeBand age_band)
{
    Facts values;
    values["version"] = content.prompts.version;
    values["age_band"] = safety::id_of(age_band);
    return rendered(content.prompts.summary, values);
}

std::string fenced_message(std::string_view text)
{
    return fenced("child_message", text);
}

std::string fenced_summary(std::string_view text)
{
    return fenced("earlier_talk", text);
}

std::string fenced_note(const Note& note)
{
    return fenced("note", std::string{name_of(note.by, "en")} + ": " + note.text);
}

std::string fenced_talk(std::string_view lines)
{
    return fenced("talk", lines);
}

}  // namespace buddy::advisors
