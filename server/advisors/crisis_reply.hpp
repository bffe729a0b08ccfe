// One answer on the crisis path. Only crisis_guide.cpp uses it.
#pragma once

#include "advisors/crisis_guide.hpp"
#include "advisors/understanding.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace buddy::advisors {

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
    void open();
    void open_in_doubt();
    void begin();
    void asked();
    void asked_in_doubt();
    [[nodiscard]] bool affirms() const;
    [[nodiscard]] bool denies() const;
    [[nodiscard]] bool lets_go() const;
    void company();
    void words();
    void watch();
    void alarm_again();
    void close();

    void go_to(CrisisStep step);
    void say(std::string_view part);
    void tell_who_is_told();
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
    std::vector<std::string> parts_;
    std::string move_;
};

}  // namespace buddy::advisors
