// The mentor that needs no model: a conversation made of authored moves. It hears topic, feeling
// and the answer to its own last question, and plans the next helping move.
//
//     const auto reply = GuidedTurn{content, turn, choice, state}.run();
//
// run() in guided_mentor.cpp shows the order in which a message is taken up: start there. How a topic
// goes on is in guided_topics.cpp, sums and riddles are in guided_activities.cpp, and how something is
// said is in guided_words.cpp.
//
// Lifetime One object per turn; everything is borrowed for its life.
#pragma once

#include "advisors/content.hpp"
#include "advisors/conversation_memory.hpp"
#include "advisors/understanding.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace buddy::advisors {

class GuidedTurn {
public:
    GuidedTurn(
        const Content& content, const TurnView& turn, const Choice& choice, std::string_view state
    );
    [[nodiscard]] PreparedReply run();

private:
    // Each takes the message up or leaves it to the next (false).
    [[nodiscard]] bool take_up_risk();
    [[nodiscard]] bool keep_safety_question();
    [[nodiscard]] bool answer_leads_on(const Topic& asked) const;
    [[nodiscard]] bool hears_graver(const Topic& topic) const;
    [[nodiscard]] bool answered_by_open_question(const Topic& other) const;
    [[nodiscard]] bool take_up_interruption();
    [[nodiscard]] bool go_on_with_activity();
    [[nodiscard]] bool take_up_sum();
    [[nodiscard]] bool answer_measure();
    [[nodiscard]] bool answer_any_time();
    [[nodiscard]] bool hear_answer();
    [[nodiscard]] bool take_up_mention();
    [[nodiscard]] bool give_advice();
    [[nodiscard]] bool advise();
    [[nodiscard]] bool go_on_with_thread();
    [[nodiscard]] bool answer_bare();
    [[nodiscard]] bool take_up_what_was_passed_over();
    [[nodiscard]] bool take_up_mood();
    [[nodiscard]] bool take_up_choice();
    [[nodiscard]] bool answer_honestly();
    [[nodiscard]] bool react();
    void stay_open();

    // The safety engine's suspicion.
    [[nodiscard]] bool sees_risk() const;
    void leave_a_door_open();

    // Topics.
    [[nodiscard]] bool start(const Topic& topic);
    [[nodiscard]] bool next_beat(const Topic& topic);
    [[nodiscard]] bool aside(const Topic& topic);
    [[nodiscard]] bool hear_with(const Hearing& hearing, const Topic& topic);
    [[nodiscard]] bool take_up_answer(const Hearing& hearing, const Beat& beat, const Topic& topic);
    [[nodiscard]] bool go_on_after(const Topic& topic);
    [[nodiscard]] bool presumes(const Hearing& hearing, const Beat& beat) const;
    [[nodiscard]] const Topic* thread_under_way() const;
    [[nodiscard]] bool fits(const Hearing& hearing, const Topic& topic) const;
    [[nodiscard]] bool is_heard(std::string_view answer, const Topic& topic) const;
    [[nodiscard]] bool answer_beside_safety(const Topic& topic, const Beat& beat);
    [[nodiscard]] const Speech* speech_of(const Topic& topic) const;
    [[nodiscard]] const Beat* pending_beat() const;
    [[nodiscard]] bool safety_waits() const;
    [[nodiscard]] const Topic* best_mention(int least_weight) const;
    [[nodiscard]] bool takes_over(const Topic& other) const;
    void acknowledge();
    void close_question();

    // Sums.
    [[nodiscard]] bool sum_words_exist() const;
    void open_sum(const Problem& problem);
    [[nodiscard]] bool go_on_with_sum();
    [[nodiscard]] bool take_up_other_sum(const Problem& problem);
    void judge_attempt(const Problem& problem, const Fraction& attempt);
    void help_on(const Problem& problem);
    [[nodiscard]] bool say_sum(const std::string& part, const Facts& numbers);

    // Riddles and jokes.
    [[nodiscard]] bool open_puzzle(const Topic& topic);
    [[nodiscard]] bool go_on_with_puzzle(const Topic& topic);
    void judge_guess(const Speech& speech, const Puzzle& puzzle);
    void end_activity();

    // Words.
    [[nodiscard]] bool say(const Lines& lines, bool may_repeat = false);
    [[nodiscard]] bool say_small(std::string_view group);
    void say_line(const Line& line);
    void suggest(const Lines& lines);
    [[nodiscard]] Listener listener(bool may_repeat) const;
    [[nodiscard]] std::string text() const;

    const Content& content_;
    const TurnView& turn_;
    const Choice& choice_;
    const Language& language_;
    ConversationMemory memory_;
    Understanding heard_;
    std::vector<std::string> parts_;
    PreparedReply reply_;
};

}  // namespace buddy::advisors
