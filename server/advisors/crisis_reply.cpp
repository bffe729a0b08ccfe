#include "advisors/crisis_reply.hpp"

#include <algorithm>
#include <array>

namespace buddy::advisors {
namespace {

constexpr std::size_t most_lines_in_text = 5;
constexpr double likely_emergency = 0.5;
constexpr int turns_between_checks = 3;
constexpr int turns_numbers_stay = 2;  // still on the screen

/// How the registry's channel is said: part of the crisis words.
std::string_view part_for(const HelpLine& line)
{
    if (line.channel == "emergency" && line.reaches == "police") return "line_police";
    if (line.channel == "emergency" && line.reaches.contains("ambulance")) return "line_ambulance";
    if (line.channel == "emergency") return "line_emergency";
    if (line.channel == "sms") return line.sms_keyword.empty() ? "line_sms" : "line_sms_word";
    if (line.channel == "chat") return "line_chat";
    if (line.channel == "whatsapp") return "line_whatsapp";
    if (line.channel == "email") return "line_email";
    return "line_call";
}

bool is_news(const safety::Evidence& evidence)
{
    const std::string_view source = evidence.source;
    if (source.starts_with("rule:")) return !source.starts_with("rule:pi.");
    const bool open_anyway = source == "context:retraction" || source == "context:build_up";
    return source == "judge" || (source.starts_with("context:") && !open_anyway);
}

/// The message says something grave. On an open path the engine keeps escalating for what was said
/// before, by its state and by a model that reads it too: that is no news, and asking all over again
/// would keep the child from ever getting to what helps.
bool is_alarm(const safety::Assessment* assessment, const CrisisState& state)
{
    if (assessment == nullptr || !assessment->available ||
        assessment->action != safety::Action::Escalate)
        return false;
    return state.step == CrisisStep::Closed || std::ranges::any_of(assessment->evidence, is_news);
}

/// The model sees it in this message, and not only in what was said before.
bool is_guessed(const safety::Assessment& assessment)
{
    const auto& seen = assessment.evidence;
    return assessment.available && assessment.action == safety::Action::Escalate &&
           std::ranges::find(seen, "model", &safety::Evidence::source) != seen.end();
}

bool is_by_somebody(std::string_view danger)
{
    return danger == "abuse" || danger == "exploitation" || danger == "threatened";
}

bool is_only_guessed(const safety::Assessment& assessment)
{
    return is_guessed(assessment) && assessment.primary.has_value() &&
           std::ranges::none_of(assessment.evidence, is_news);
}

/// The engine sees something, be it by its memory alone.
bool is_seen(const safety::Assessment& assessment)
{
    return assessment.available && assessment.primary.has_value() &&
           (assessment.action == safety::Action::Support ||
            assessment.action == safety::Action::Escalate);
}

double likelihood_of(const safety::Assessment& assessment)
{
    return assessment.primary ? assessment.probability_of(*assessment.primary) : 1.0;
}

/// Whether it is remembered from earlier messages, which lifts its probability.
bool is_remembered(const safety::Assessment& assessment)
{
    return std::ranges::any_of(assessment.evidence, [&](const safety::Evidence& evidence) {
        return evidence.source == "state" && evidence.category == assessment.primary;
    });
}

}  // namespace

CrisisReply::CrisisReply(
    const Content& content,
    const TurnView& turn,
    CrisisState state,
    std::span<const HelpLine> lines,
    safety::Notify will_be_told
)
    : content_{content},
      turn_{turn},
      state_{std::move(state)},
      lines_{lines},
      told_{will_be_told},
      heard_{words_of(turn.text)},
      answers_{answers_in(content.language(turn.locale), heard_)},
      language_{language_of(turn.locale)},
      alarm_{is_alarm(turn.assessment, state_)}
{
    if (turn.assessment != nullptr) weigh();
}

/// Whether the message is an alarm, one in doubt, or none; and of what.
void CrisisReply::weigh()
{
    const auto& seen = *turn_.assessment;
    const bool was_closed = state_.step == CrisisStep::Closed;
    const bool only_guessed = is_only_guessed(seen);
    if (was_closed) {
        state_.held = false;
        state_.evaded = 0;
        state_.checked = false;
        state_.asked.clear();
    } else if (!alarm_ && state_.doubted && (only_guessed || (is_seen(seen) && speaks_plainly()))) {
        weigh_guess(seen);
    }
    if (!alarm_ && !reopens_) return;

    const bool plain = speaks_plainly();
    const bool sure = likelihood_of(seen) >= sure_probability;
    const bool certain = likelihood_of(seen) >= sure_in_doubt || (plain && sure);
    const bool emergency =
        danger_of(seen) == "medical" && (plain || likelihood_of(seen) >= likely_emergency);
    const bool remembered = seen.available && !is_guessed(seen) && state_.eased;
    const bool doubtful = was_closed ? only_guessed && !emergency && !certain : reopens_;
    state_.doubted =
        seen.primary &&
        (doubtful || (was_closed && remembered && std::ranges::none_of(seen.evidence, is_news)));
    state_.held = state_.doubted && plain;
    grave_ = was_closed && state_.doubted && sure && only_guessed;
    if (!state_.doubted) state_.eased = false;
    const auto danger = danger_in(seen);
    const bool known = !was_closed && state_.danger != "other";
    if (danger != "other" || !known) state_.danger = danger;
}

/// A guess in an open doubt is no alarm by itself: the engine goes on seeing what it saw.
void CrisisReply::weigh_guess(const safety::Assessment& guess)
{
    const bool plain = speaks_plainly();
    const double likelihood = is_guessed(guess) ? likelihood_of(guess) : 0.0;
    const auto danger = danger_in(guess);
    const bool quiet = state_.step == CrisisStep::Quiet;
    const bool emergency = danger == "medical" && (plain || likelihood >= likely_emergency);
    if (emergency || likelihood >= sure_in_doubt || (plain && likelihood >= sure_probability)) {
        alarm_ = true;
        return;
    }
    if (says_goodbye()) return;
    state_.held = state_.held || plain;
    const bool other_danger = danger != state_.danger && !is_remembered(guess) &&
                              likelihood >= sure_probability && !state_.asked.contains(danger);
    if (quiet && (plain || other_danger)) {
        reopens_ = true;
        return;
    }
    surer_ = likelihood >= sure_probability;
}

/// The engine tells a danger by what it sees most of; who does what to whom is plainer in the words.
std::string_view CrisisReply::danger_in(const safety::Assessment& assessment) const
{
    const auto danger = danger_of(assessment);
    if (!is_by_somebody(danger)) return danger;
    const bool certain = !is_only_guessed(assessment) && state_.danger != "threat";
    if (!certain && hears("hurts_others") && !hears("done_to_me")) return "threat";
    if (danger != "threatened" && hears("threatened")) return "threatened";
    const bool presumes = state_.step == CrisisStep::Closed && !certain && !speaks_plainly() &&
                          likelihood_of(assessment) >= sure_probability;
    return presumes ? "other" : danger;
}

/// Words of danger; and where somebody may harm the child, that it takes the blame or the other's side.
bool CrisisReply::speaks_plainly() const
{
    const bool sides =
        state_.doubted && is_by_somebody(state_.danger) && (hears("blame") || hears("excuse"));
    return sides || hears("plain") || hears("done_to_me");
}

PreparedReply CrisisReply::run()
{
    const bool opens = state_.step == CrisisStep::Closed || state_.turns == 0 || reopens_ ||
                       (state_.step == CrisisStep::Quiet && !state_.doubted);
    ++state_.turns;
    ++state_.here;
    if (!opens) answer_false_blame();
    if (opens)
        state_.doubted && !grave_ ? open_in_doubt() : open();
    else if (state_.step == CrisisStep::Quiet)
        quiet();
    else if (state_.doubted)
        asked_in_doubt();
    else if (alarm_ && state_.step != CrisisStep::Asked)
        alarm_again();
    else if (state_.step == CrisisStep::Asked)
        asked();
    else if (state_.step == CrisisStep::Company)
        company();
    else if (state_.step == CrisisStep::Words)
        words();
    else
        watch();
    PreparedReply reply{.move = move_, .hands_over = hands_over_};
    auto& said = hands_over_ ? reply.beside : reply.text;
    for (const auto& part : parts_) {
        if (!said.empty()) said += "\n\n";
        said += part;
    }
    reply.state = state_.bytes();
    return reply;
}

/// Care, who is told, where help is, and last the one question, so that it is what stays.
void CrisisReply::open()
{
    begin();
    move_ = "crisis_open";
    say("care");
    if (state_.danger == "medical") {
        give_lines();
        tell_who_is_told();
    } else {
        tell_who_is_told();
        give_lines();
    }
    say("ask");
    go_to(CrisisStep::Asked);
}

void CrisisReply::begin()
{
    state_.turns = 1;
    state_.quiet = 0;
    state_.told.clear();
    state_.lines_at = 0;
    state_.day = turn_.today;
    state_.asked += state_.danger + ' ';
}

/// A child that takes the blame for what is done to it, or the other's side, is contradicted first.
void CrisisReply::answer_false_blame()
{
    if (hears("blame")) {
        say("blame");
        return;
    }
    if (is_by_somebody(state_.danger) && hears("excuse")) say("excuse");
}

void CrisisReply::asked()
{
    // "a bit" is too much to pass over, but nobody is with a child "maybe"
    const bool half = state_.danger != "medical" && (says("partly") || says("maybe"));
    const bool yes = says("yes") || half || hears("not_safe") || (alarm_ && !hears("retract"));
    if (hears("retract") && !yes) {
        move_ = "crisis_retract";
        say("retract");
        if (state_.here < times_to_ask) {
            say("ask_again");
            return;
        }
        say("company_ask");
        go_to(CrisisStep::Company);
        return;
    }
    if (yes) {
        move_ = "crisis_yes";
        say("yes");
        say("safety");
        give_lines();
    } else if (says("no") || hears_safe()) {
        move_ = "crisis_no";
        say("no");
    } else {
        move_ = "crisis_unsure";
        say("unsure");
        if (state_.here < times_to_ask && !hears("with_someone")) {
            say("ask_again");
            return;
        }
    }
    tell_who_is_told();
    say("company_ask");
    go_to(CrisisStep::Company);
}

void CrisisReply::company()
{
    move_ = "crisis_company";
    if (hears("told")) {
        say("did_tell");
        go_to(CrisisStep::Watch);
        return;
    }
    const bool alone = hears("alone") || hears("cant_tell") || says("no");
    if (!alone && (hears("with_someone") || says("yes"))) {
        say("company_yes");
        say("words_to_say");
    } else if (hears("retract")) {
        say("retract");
        say("words_to_say");
    } else {
        say("company_no");
        give_lines();
    }
    tell_who_is_told();
    go_to(CrisisStep::Words);
}

void CrisisReply::words()
{
    move_ = "crisis_words";
    const bool refuses = hears("cant_tell") || says("no") || hears("alone");
    const bool agrees = says("yes") || says("partly") || hears("with_someone");
    if (hears("told") || (agrees && !refuses)) {
        say(hears("told") ? "did_tell" : "will_tell");
        go_to(CrisisStep::Watch);
        return;
    }
    if (refuses && state_.here <= times_to_ask) {
        say("cant_tell");
        give_lines();
        return;
    }
    if (hears("retract")) say("retract");
    say("calm");
    say("lines_still");
    if (state_.here >= times_to_ask) go_to(CrisisStep::Watch);
}

/// Quiet turns. A check every third one; the last must be answered well before the path closes.
void CrisisReply::watch()
{
    move_ = "crisis_watch";
    const bool worse = hears("not_safe") || (state_.check_open && says("no") && !hears("retract"));
    if (worse) {
        alarm_again();
        return;
    }
    const bool well = hears_safe() || hears("with_someone") || hears("told") || says("yes");
    if (state_.check_open && well) ++state_.quiet;
    state_.check_open = false;
    ++state_.quiet;
    if (state_.quiet >= quiet_turns_to_close && well) {
        close();
        return;
    }
    if (hears("told")) {
        say("did_tell");
        return;
    }
    const bool something_else = heard_.size() > 3 && !well && !hears("retract");
    if (hears("with_someone") && state_.here == 1) {
        say("did_tell");
        return;
    }
    say(something_else ? "other" : "calm");
    if (something_else) return;
    if (state_.here % turns_between_checks == 0 || state_.quiet >= quiet_turns_to_close) {
        say("check");
        state_.check_open = true;
    } else {
        say("lines_still");
    }
    tell_who_is_told();
}

void CrisisReply::alarm_again()
{
    move_ = "crisis_again";
    say("again");
    say("safety");
    tell_who_is_told();
    give_lines();
    say("company_ask");
    state_.quiet = 0;
    state_.check_open = false;
    go_to(CrisisStep::Company);
}

void CrisisReply::close()
{
    move_ = "crisis_close";
    say("close");
    go_to(CrisisStep::Closed);
}

void CrisisReply::go_to(CrisisStep step)
{
    state_.step = step;
    state_.here = 0;
}

const Lines& CrisisReply::words_for(std::string_view part) const
{
    const auto& dangers = content_.crisis.find(language_)->second;
    if (const auto own = dangers.find(state_.danger); own != dangers.end())
        if (const auto lines = own->second.find(part); lines != own->second.end())
            return lines->second;
    return dangers.find("any")->second.find(part)->second;  // the linter has seen it
}

/// Crisis words may be repeated, but not while other words for the same thing are left.
void CrisisReply::say(std::string_view part)
{
    const auto& lines = words_for(part);
    auto who = listener();
    const auto* line = pick(lines, who);
    if (line == nullptr) {
        who.said = nullptr;
        line = pick(lines, who);
    }
    if (line == nullptr) return;
    parts_.push_back(filled(line->text, {}));
    state_.said.say(static_cast<std::uint32_t>(state_.turns), line->sentences);
}

/// Said once, and again whenever it has changed: always what is true now.
void CrisisReply::tell_who_is_told()
{
    if (!alarm_ && !state_.told.empty()) return;  // a quiet turn tells nobody anything new
    tell_if_changed();
}

void CrisisReply::tell_if_changed()
{
    std::string who;
    if (told_.guardian) who += 'g';
    if (told_.trusted_adult) who += 't';
    if (told_.moderator) who += 'm';
    if (who.empty()) who = "none";
    if (who == state_.told) return;
    say("told_" + who);
    state_.told = who;
}

void CrisisReply::give_lines()
{
    if (lines_.empty()) {
        say("lines_none");
        return;
    }
    const bool just_given =
        state_.lines_at > 0 && state_.turns - state_.lines_at <= turns_numbers_stay;
    if (just_given && !alarm_) {
        say("lines_still");
        return;
    }
    state_.lines_at = state_.turns;
    say("lines");
    std::string list;
    std::size_t given = 0;
    for (const auto& line : lines_) {
        const bool for_all =
            line.audience == "child" || line.audience == "youth" || line.audience == "all";
        if (!for_all || given == most_lines_in_text) continue;
        if (given++ > 0) list += '\n';
        list += line_text(line);
    }
    parts_.push_back(std::move(list));
}

std::string CrisisReply::line_text(const HelpLine& line) const
{
    const auto* words = pick(words_for(part_for(line)), listener());
    if (words == nullptr) words = &words_for(part_for(line)).front();
    Facts facts{{"display", line.display}, {"service", line.service}};
    if (!line.sms_keyword.empty()) facts["keyword"] = line.sms_keyword;
    auto text = filled(words->text, facts);
    if (!line.hours.empty()) text += " (" + line.hours + ")";
    return text;
}

bool CrisisReply::hears(std::string_view what) const
{
    const auto found = content_.crisis_heard.find(std::string{language_} + "." + std::string{what});
    return found != content_.crisis_heard.end() && found->second.any(heard_);
}

bool CrisisReply::hears_safe() const
{
    const auto found = content_.crisis_heard.find(std::string{language_} + ".safe");
    return found != content_.crisis_heard.end() &&
           says_plainly(found->second, content_.language(turn_.locale), heard_);
}

bool CrisisReply::says(std::string_view answer) const
{
    return answers_.contains(answer);
}

Listener CrisisReply::listener() const
{
    return {
        .band = turn_.age_band,
        .mood = turn_.mood,
        .said = &state_.said,
        .seed = mixed(turn_.seed, static_cast<std::uint64_t>(state_.turns) * 8U + parts_.size())
    };
}

}  // namespace buddy::advisors
