// The crisis path in doubt: what a guess of the model alone opened (docs/decisions/0015, 0018).
#include "advisors/crisis_reply.hpp"

#include <algorithm>
#include <utility>

namespace buddy::advisors {
namespace {

constexpr std::size_t words_of_a_short_answer = 3;
constexpr std::size_t words_of_an_evasion = 5;
constexpr int turns_between_asides = 3;
constexpr int guesses_to_check = 3;
constexpr std::string_view goodbye = "goodbye";

}  // namespace

void CrisisReply::open_in_doubt()
{
    begin();
    state_.checked = false;
    move_ = "crisis_doubt";
    say("doubt");
    tell_who_is_told();
    give_lines();
    say("doubt_ask");
    go_to(CrisisStep::Asked);
}

void CrisisReply::asked_in_doubt()
{
    if (affirms()) {
        take_for_sure();
    } else if (state_.held) {
        asked_while_held();
    } else if (denies() && is_judged()) {
        ease();
    } else if (says_goodbye() && is_judged()) {
        hand_over("doubt_bye");
    } else if (evades() || !is_judged()) {
        if (++state_.evaded >= times_to_ask) {
            take_for_sure();
            return;
        }
        move_ = "crisis_unsure";
        say("unsure");
        say("doubt_ask");
    } else if (state_.here < times_to_ask || (surer_ && state_.here == times_to_ask)) {
        move_ = "crisis_stay";
        say("doubt_stay");
        say("doubt_ask");
    } else {
        hand_over("doubt_leave");
    }
}

/// Plain words of danger, or a yes to the check, stand against a "no": it is asked twice, of self-harm straight.
void CrisisReply::asked_while_held()
{
    if (state_.here < times_to_ask) {
        move_ = "crisis_unsure";
        say(denies() ? "no" : "unsure");
        say(state_.danger == "self_harm" ? "ask" : "doubt_ask");
    } else if (lets_go()) {
        ease();
    } else {
        take_for_sure();
    }
}

/// What the child says is heavier than it told: the question of the doubt again, and no way past it.
void CrisisReply::ask_straight()
{
    move_ = "crisis_straight";
    state_.held = true;
    say("unsure");
    say("doubt_ask");
    go_to(CrisisStep::Asked);
}

void CrisisReply::take_for_sure()
{
    state_.doubted = false;
    if (state_.step != CrisisStep::Asked) go_to(CrisisStep::Asked);
    asked();
}

void CrisisReply::ease()
{
    move_ = "crisis_ease";
    say("doubt_ease");
    if (!state_.told.empty() && state_.told != "none" && !state_.eased) say("doubt_told");
    state_.eased = true;
    state_.quiet = 0;
    if (state_.step != CrisisStep::Quiet) go_to(CrisisStep::Quiet);
}

/// The ordinary mentor answers; what the child has to know stands after that.
void CrisisReply::hand_over(std::string_view beside)
{
    move_ = "crisis_quiet";
    hands_over_ = true;
    if (still_guessed() && !state_.told.empty()) tell_if_changed();
    if (!beside.empty()) {
        say(beside);
        state_.aside_at = state_.turns;
    }
    if (state_.step != CrisisStep::Quiet) {
        state_.quiet = 0;
        go_to(CrisisStep::Quiet);
    }
}

void CrisisReply::quiet()
{
    if (answers_check()) return;
    if (still_guessed()) ++state_.quiet;
    if (!is_judged()) {
        hand_over({});
    } else if (says_goodbye()) {
        hand_over(state_.eased ? std::string_view{} : "doubt_bye");
    } else if (check_is_due()) {
        check();
    } else {
        const bool lately = state_.turns - state_.aside_at < turns_between_asides;
        hand_over(still_guessed() && !lately ? "doubt_beside" : std::string_view{});
    }
}

/// Whether the message is the answer to what was asked once more.
bool CrisisReply::answers_check()
{
    if (!std::exchange(state_.check_open, false)) return false;
    if (affirms()) {
        ask_straight();
        return true;
    }
    if (!denies() || !is_judged()) return false;
    ease();
    return true;
}

/// After a while of quiet, sooner where the engine guesses more surely or goes on guessing, and on another
/// day: once each, and never in place of an answer to a question.
bool CrisisReply::check_is_due() const
{
    const bool another_day = turn_.today && state_.day && *turn_.today > *state_.day;
    const bool asks = turn_.text.contains('?') || says("question") || says("advice");
    const bool in_time =
        surer_ || state_.here > quiet_turns_to_check || state_.quiet >= guesses_to_check;
    return another_day || (!state_.checked && in_time && !asks);
}

void CrisisReply::check()
{
    move_ = "crisis_check";
    const bool another_day = turn_.today && state_.day && *turn_.today > *state_.day;
    say(another_day ? "doubt_next_day" : "doubt_check");
    say("doubt_check_ask");
    state_.check_open = true;
    state_.checked = true;
    state_.day = turn_.today;
}

/// Any word for yes, also one that a "no" stands beside, unless the answer is a no and nothing else. In
/// the middle of talk about something else a small word is no answer, unless the doubt is held.
bool CrisisReply::affirms() const
{
    if (denies() || hears("evades") || hears("excuse")) return false;
    const auto& answers = content_.language(turn_.locale).answers;
    const auto yes = answers.find("yes");
    const bool short_answer = heard_.size() <= words_of_a_short_answer;
    const auto is_yes = [&](std::span<const Word> words) {
        return yes != answers.end() && yes->second.any(words);
    };
    const std::span<const Word> all{heard_};
    const bool begins_so = is_yes(all.first(std::min<std::size_t>(all.size(), 1)));
    if (speaks_plainly() && (begins_so || is_yes(all))) return true;
    if (begins_so) return true;
    if (!state_.held && heard_.size() > words_of_a_short_answer + 1) return false;
    if (says("partly") || says("maybe")) return true;
    return (state_.held || short_answer) && (hears("not_safe") || is_yes(all));
}

/// The whole answer is a no.
bool CrisisReply::denies() const
{
    return hears("denied");
}

/// A plain no, or calm talk of something else: not evasive, not heavy, and nothing that the engine still sees or cannot judge.
bool CrisisReply::lets_go() const
{
    if (!is_judged()) return false;
    if (denies()) return true;
    const bool heavy = heard_.size() <= words_of_a_short_answer || says("no") || says("heavy") ||
                       hears("alone") || hears("excuse");
    return !heavy && !evades() && turn_.assessment->action != safety::Action::Escalate;
}

/// What takes it back, or will not say. A longer message that only holds such words is about something.
bool CrisisReply::evades() const
{
    if (heard_.empty() || hears("evades")) return true;
    if (!state_.held && heard_.size() > words_of_an_evasion) return false;
    return hears("retract") || hears("cant_tell") || says("idk") ||
           (says("heavy") && still_guessed());
}

bool CrisisReply::says_goodbye() const
{
    const auto mentions = mentions_in(content_, turn_.locale, heard_);
    return !speaks_plainly() && !mentions.empty() && mentions.front().topic->id == goodbye;
}

bool CrisisReply::is_judged() const
{
    return turn_.assessment != nullptr && turn_.assessment->available;
}

bool CrisisReply::still_guessed() const
{
    return is_judged() && turn_.assessment->action == safety::Action::Escalate;
}

}  // namespace buddy::advisors
