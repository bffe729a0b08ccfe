#include "advisors/content.hpp"

#include "advisors/content_loader.hpp"

#include <algorithm>

namespace buddy::advisors {
namespace {

constexpr std::array<std::string_view, 9> kinds_of_danger = {
    "self_harm",
    "friend",
    "abuse",
    "exploitation",
    "threatened",
    "threat",
    "drawn_in",
    "medical",
    "other"
};
constexpr std::array<std::string_view, 53> parts_of_crisis = {
    "care",
    "ask",
    "ask_again",
    "doubt",
    "doubt_ask",
    "doubt_ease",
    "doubt_told",
    "doubt_stay",
    "doubt_leave",
    "doubt_beside",
    "doubt_bye",
    "doubt_check",
    "doubt_next_day",
    "doubt_check_ask",
    "blame",
    "excuse",
    "told_g",
    "told_gm",
    "told_gt",
    "told_gtm",
    "told_t",
    "told_tm",
    "told_m",
    "told_none",
    "lines",
    "lines_none",
    "lines_still",
    "line_emergency",
    "line_police",
    "line_ambulance",
    "line_call",
    "line_sms",
    "line_sms_word",
    "line_chat",
    "line_whatsapp",
    "line_email",
    "yes",
    "no",
    "unsure",
    "retract",
    "again",
    "safety",
    "company_ask",
    "company_yes",
    "company_no",
    "words_to_say",
    "cant_tell",
    "did_tell",
    "will_tell",
    "other",
    "close",
    "calm",
    "check"
};

using Visit = std::function<void(std::string_view, std::string_view, const Line&)>;

void visit_lines(
    std::string_view language, const std::string& place, const Lines& lines, const Visit& visit
)
{
    for (const auto& line : lines) visit(language, place, line);
}

void visit_groups(
    std::string_view language,
    const std::string& place,
    const Named<Lines>& groups,
    const Visit& visit
)
{
    for (const auto& [name, lines] : groups)
        visit_lines(language, place + "." + name, lines, visit);
}

void visit_speech(
    std::string_view language, const std::string& place, const Speech& speech, const Visit& visit
)
{
    for (const auto& beat : speech.beats) {
        visit_lines(language, place + "." + beat.move, beat.say, visit);
        for (const auto& hearing : beat.hear)
            visit_lines(language, place + "." + beat.move + ".hear", hearing.say, visit);
    }
    for (const auto& hearing : speech.any_time)
        visit_lines(language, place + ".any_time", hearing.say, visit);
    for (const auto& puzzle : speech.puzzles) {
        visit(language, place + ".ask", puzzle.ask);
        visit(language, place + ".answer", puzzle.answer);
        if (puzzle.hint) visit(language, place + ".hint", *puzzle.hint);
    }
    visit_groups(language, place, speech.game, visit);
}

}  // namespace

std::span<const std::string_view> crisis_parts() noexcept
{
    return parts_of_crisis;
}
std::span<const std::string_view> crisis_kinds() noexcept
{
    return kinds_of_danger;
}

std::string_view language_of(std::string_view locale) noexcept
{
    const auto* found = std::ranges::find(languages, locale.substr(0, locale.find_first_of("-_")));
    return found == languages.end() ? languages.front() : *found;
}

Result<Content> Content::load(const std::filesystem::path& folder)
{
    Findings findings;
    auto content = ContentLoader{folder, findings}.load();
    if (!findings.empty()) return failed(ErrorCode::Invalid, findings.summary());
    return content;
}

bool Topic::is_grave() const
{
    const bool steward = advisor == Advisor::SafetySteward ||
                         std::ranges::find(supporters, Advisor::SafetySteward) != supporters.end();
    return kind == TopicKind::Thread && steward;
}

const Topic* Content::topic(std::string_view id) const
{
    const auto found = topic_index.find(id);
    return found == topic_index.end() ? nullptr : &topics[found->second];
}

const Language& Content::language(std::string_view locale) const
{
    return languages.find(language_of(locale))->second;
}

void Content::each_line(const Visit& visit) const
{
    for (const auto& topic : topics)
        for (const auto& [language, speech] : topic.speech)
            visit_speech(language, "topics." + topic.id, speech, visit);
    for (const auto& [name, language] : languages)
        visit_groups(name, "words", language.small, visit);
    for (const auto& [language, dangers] : crisis)
        for (const auto& [danger, parts] : dangers)
            visit_groups(language, "crisis." + danger, parts, visit);
    for (const auto& [language, kindnesses] : kind)
        visit_groups(language, "kind", kindnesses, visit);
    for (const auto& [language, parts] : maths) visit_groups(language, "maths", parts, visit);
}

}  // namespace buddy::advisors
