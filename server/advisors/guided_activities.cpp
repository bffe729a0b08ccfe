// Sums with hints before answers, and riddles and jokes that end.
#include "advisors/guided_mentor.hpp"
#include "advisors/maths_tutor.hpp"
#include "advisors/measures.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace buddy::advisors {
namespace {

constexpr int most_puzzles = 3;
constexpr int tries_before_the_way = 2;
constexpr int interrupts_activities = 2;

std::size_t index_from(std::string_view text)
{
    std::size_t index = 0;
    std::from_chars(text.data(), text.data() + text.size(), index);
    return index;
}

/// A number on the way: 35 while 7 × 8 is worked out as 7 × 5 and 7 × 3.
bool is_step(const Facts& numbers, std::string_view said)
{
    return std::ranges::any_of(std::array{"c", "d", "e", "f", "g", "h"}, [&](const char* name) {
        const auto found = numbers.find(name);
        return found != numbers.end() && found->second == said;
    });
}

}  // namespace

bool GuidedTurn::sum_words_exist() const
{
    return content_.maths.contains(language_of(turn_.locale));
}

bool GuidedTurn::take_up_sum()
{
    if (!heard_.problem || !sum_words_exist()) return false;
    if (!teachable(*heard_.problem) || !answer_of(*heard_.problem)) {
        if (heard_.problem->right.top != 0 || heard_.problem->operation != Operation::Divide)
            return say_sum("too_hard", {});
    }
    if (sums_in(turn_.text) > 1) static_cast<void>(say_sum("one_at_a_time", {}));
    open_sum(*heard_.problem);
    return true;
}

void GuidedTurn::open_sum(const Problem& problem)
{
    memory_.activity = {.kind = std::string{maths_activity}, .item = encoded(problem)};
    memory_.ended = false;
    memory_.topic.clear();  // a sum is worked out by itself, without the steps for homework
    close_question();
    const auto lesson = lesson_for(problem);
    reply_.move = "hint";
    const auto answer = answer_of(problem);
    const auto offered = number_in(turn_.text);
    const bool checks = turn_.text.contains('=') && offered && answer && offered != problem.right;
    if (checks) {  // "7x8=54": an attempt comes with the question
        judge_attempt(problem, *offered);
        return;
    }
    reply_.learning = Learning::Hint;
    static_cast<void>(say_sum("start", lesson.numbers));
    static_cast<void>(say_sum(lesson.way + ".hint", lesson.numbers));
    if (!answer) end_activity();  // division by zero has no answer to look for
}

bool GuidedTurn::go_on_with_sum()
{
    const auto problem = decoded_problem(memory_.activity.item);
    if (!problem || !teachable(*problem)) {
        end_activity();
        return false;
    }
    if (memory_.activity.between) {  // solved: only another sum goes on from here
        if (!heard_.problem) end_activity();
        return false;
    }
    if (heard_.problem && *heard_.problem != *problem) return take_up_other_sum(*problem);
    if (const auto attempt = number_in(turn_.text)) {
        judge_attempt(*problem, *attempt);
        return true;
    }
    const bool way_shown = memory_.activity.tries >= tries_before_the_way;
    if (way_shown && heard_.is_short() && !heard_.question &&
        say_sum("your_turn", lesson_for(*problem).numbers)) {
        reply_.move = "hint";
        return true;
    }
    const bool wants_help = heard_.says("idk") || heard_.says("no") || heard_.question ||
                            heard_.says("advice") || heard_.says("heavy");
    if (!wants_help && !heard_.is_short()) {
        end_activity();
        return false;
    }
    help_on(*problem);
    return true;
}

/// Another sum while one is open: a step on the way, or a new task, which has to wait for a first try.
bool GuidedTurn::take_up_other_sum(const Problem& problem)
{
    // A step of the way ("5 x 7 = 35") is no new task while one is open.
    const auto value = answer_of(*heard_.problem);
    const auto offered = number_in(turn_.text);
    const bool step = turn_.text.contains('=') && value && offered == value;
    if (step) {
        reply_.move = "celebrate";
        return say_sum("step_right", lesson_for(problem).numbers);
    }
    if (memory_.activity.tries == 0 && say_sum("first_this", lesson_for(problem).numbers)) {
        reply_.move = "hint";
        return true;
    }
    return false;
}

void GuidedTurn::judge_attempt(const Problem& problem, const Fraction& attempt)
{
    const auto answer = answer_of(problem);
    auto numbers = lesson_for(problem).numbers;
    numbers["said"] = shown(attempt, problem.decimal);
    if (answer && attempt == *answer) {
        reply_.move = "celebrate";
        if (memory_.activity.tries < tries_before_the_way) reply_.learning = Learning::Found;
        static_cast<void>(say_sum(memory_.activity.tries == 0 ? "right_first" : "right", numbers));
        static_cast<void>(say_sum("after", numbers));
        memory_.activity.between = true;
        return;
    }
    if (is_step(numbers, shown(attempt, problem.decimal))) {
        reply_.move = "celebrate";
        if (say_sum("step_right", numbers)) return;
    }
    static_cast<void>(say_sum("not_yet", numbers));
    const bool way_shown = memory_.activity.tries >= tries_before_the_way;
    if (way_shown && say_sum("look_again", numbers)) {  // the same way again helps nobody
        reply_.move = "hint";
        return;
    }
    help_on(problem);
}

void GuidedTurn::help_on(const Problem& problem)
{
    const auto lesson = lesson_for(problem);
    ++memory_.activity.tries;
    const bool way = memory_.activity.tries >= tries_before_the_way;
    reply_.move = way ? "show_the_way" : "hint";
    if (memory_.activity.tries <= tries_before_the_way)  // the same way again tells nothing new
        reply_.learning = way ? Learning::WayShown : Learning::Hint;
    static_cast<void>(say_sum(lesson.way + (way ? ".show" : ".next"), lesson.numbers));
    if (memory_.activity.tries == tries_before_the_way)
        static_cast<void>(say_sum("own_words", lesson.numbers));
}

/// "how many days are 6 weeks": exact, and with the way to it.
bool GuidedTurn::answer_measure()
{
    const auto measure = measure_in(turn_.text);
    if (!measure || !sum_words_exist()) return false;
    Facts numbers{{"problem", measure->asked}, {"answer", measure->answer}};
    numbers.insert_or_assign("c", measure->one);
    numbers.insert_or_assign("d", measure->rate);
    reply_.move = "explain";
    reply_.learning = Learning::WayShown;
    return say_sum(measure->way, numbers);
}

bool GuidedTurn::say_sum(const std::string& part, const Facts& numbers)
{
    const auto words = content_.maths.find(language_of(turn_.locale));
    if (words == content_.maths.end()) return false;
    const auto lines = words->second.find(part);
    if (lines == words->second.end()) return false;
    auto who = listener(false);
    who.facts = &numbers;
    const auto* line = pick(lines->second, who);
    const bool lesson = part.contains('.');
    if (line == nullptr && lesson) {  // the same kind of sum comes again: so does its explanation
        who.said = nullptr;
        line = pick(lines->second, who);
    }
    if (line == nullptr) return false;
    parts_.push_back(filled(line->text, numbers));
    memory_.said.say(memory_.turn, line->sentences);
    return true;
}

bool GuidedTurn::open_puzzle(const Topic& topic)
{
    const auto* speech = speech_of(topic);
    if (speech == nullptr || speech->puzzles.empty()) return false;
    const auto count = speech->puzzles.size();
    const auto first = mixed(turn_.seed, memory_.turn) % count;
    for (std::size_t i = 0; i < count; ++i) {
        const auto index = (first + i) % count;
        const auto& ask = speech->puzzles[index].ask;
        if (!ask.fits(turn_.age_band) || memory_.said.any_of(ask.sentences)) continue;
        if (memory_.activity.kind != topic.id) memory_.activity = {.kind = topic.id};
        memory_.activity.item = std::to_string(index);
        memory_.activity.tries = 0;
        memory_.activity.between = false;
        memory_.ended = false;
        close_question();
        say_line(ask);
        reply_.move = "play";
        return true;
    }
    return false;
}

bool GuidedTurn::go_on_with_puzzle(const Topic& topic)
{
    const auto* speech = speech_of(topic);
    const auto index = index_from(memory_.activity.item);
    if (speech == nullptr || index >= speech->puzzles.size()) return false;
    reply_.move = "play";
    if (memory_.activity.between) {
        const bool more = heard_.agrees() || heard_.says("more") || best_mention(0) == &topic;
        if (more && open_puzzle(topic)) return true;
        if (heard_.says("idk") && say(speech->game.find("again")->second)) return true;
        end_activity();
        return heard_.is_short() && heard_.says("no") && say(speech->game.find("enough")->second);
    }
    const auto* other = best_mention(interrupts_activities);
    const auto& puzzle = speech->puzzles[index];
    if (other != nullptr && other != &topic && !puzzle.accept.any(heard_.words)) return false;
    const bool wants_another = heard_.says("more") && !puzzle.accept.any(heard_.words);
    if (wants_another && open_puzzle(topic)) return true;
    judge_guess(*speech, puzzle);
    return true;
}

void GuidedTurn::judge_guess(const Speech& speech, const Puzzle& puzzle)
{
    const bool right = puzzle.accept.any(heard_.words);
    const bool first_try = memory_.activity.tries++ == 0;
    const bool gives_up = heard_.says("idk") || heard_.says("advice");
    if (!right && puzzle.hint && first_try) {
        if (!gives_up) static_cast<void>(say(speech.game.find("wrong")->second));
        say_line(*puzzle.hint);
        return;
    }
    if (right) static_cast<void>(say(speech.game.find("right")->second));
    say_line(puzzle.answer);
    ++memory_.activity.rounds;
    memory_.activity.between = true;
    const bool over = memory_.activity.rounds >= most_puzzles;
    static_cast<void>(say(speech.game.find(over ? "over" : "again")->second));
    if (over) end_activity();
}

void GuidedTurn::end_activity()
{
    memory_.activity = {};
}

}  // namespace buddy::advisors
