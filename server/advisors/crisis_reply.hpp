// One answer on the crisis path. Only crisis_guide.cpp uses it.
#pragma once

#include "advisors/crisis_guide.hpp"
#include "advisors/understanding.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace buddy::advisors {

/// The question that matters is asked so often before the path goes on.
inline constexpr int times_to_ask = 2;

class CrisisReply {
public:
    CrisisReply(
        const Content& content,
        const TurnView& turn,
        CrisisState state,
        std::span<const HelpLine> lines,
        safety::Notify will_be_told
    );
    [[nodiscard]] PreparedReply run();

private:
    // How grave the message is.
    void weigh();
    void weigh_guess(const safety::Assessment& guess);
    [[nodiscard]] std::string_view danger_in(const safety::Assessment& assessment) const;
    [[nodiscard]] bool speaks_plainly() const;

    void open();
    void begin();
    void asked();
    void answer_false_blame();

    // In doubt: crisis_doubt.cpp.
    void open_in_doubt();
    void asked_in_doubt();
    void asked_while_held();
    void quiet();
    [[nodiscard]] bool answers_check();
    [[nodiscard]] bool check_is_due() const;
    void check();
    void ask_straight();
    void take_for_sure();
    void ease();
    void hand_over(std::string_view beside);
    [[nodiscard]] bool affirms() const;
    [[nodiscard]] bool denies() const;
    [[nodiscard]] bool lets_go() const;
    [[nodiscard]] bool evades() const;
    [[nodiscard]] bool says_goodbye() const;
    [[nodiscard]] bool is_judged() const;
    [[nodiscard]] bool still_guessed() const;

    void company();
    void words();
    void watch();
    void alarm_again();
    void close();

    void go_to(CrisisStep step);
    void say(std::string_view part);
    void tell_who_is_told();
    void tell_if_changed();
    void give_lines();
    [[nodiscard]] std::string line_text(const HelpLine& line) const;
    [[nodiscard]] const Lines& words_for(std::string_view part) const;
    [[nodiscard]] bool hears(std::string_view what) const;
    /// "im safe", but not "i dont think im safe".
    [[nodiscard]] bool hears_safe() const;
    [[nodiscard]] bool says(std::string_view answer) const;
    [[nodiscard]] Listener listener() const;

    const Content& content_;
    const TurnView& turn_;
    CrisisState state_;
    std::span<const HelpLine> lines_;
    safety::Notify told_;
    std::vector<Word> heard_;
    Answers answers_;
    std::string_view language_;
    bool alarm_ = false;
    bool reopens_ = false;  // a doubt that was let be
    bool grave_ = false;    // a guess that is sure, without a plain word of the child's
    bool surer_ = false;    // in an open doubt, and not sure enough for an alarm
    bool hands_over_ = false;
    std::vector<std::string> parts_;
    std::string move_;
};

}  // namespace buddy::advisors
