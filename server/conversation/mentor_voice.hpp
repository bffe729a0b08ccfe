// The mentor as a turn uses it: advisors::Mentor, or a test's own.
//
//     const AdvisorsVoice voice{mentor};
#pragma once

#include "advisors/advisors.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace buddy::conversation {

/// The mentor as the turn uses it: advisors::Mentor behind an interface, or a test's own. Semantics as there.
class MentorVoice {
public:
    MentorVoice() = default;
    MentorVoice(const MentorVoice&) = delete;
    MentorVoice& operator=(const MentorVoice&) = delete;
    MentorVoice(MentorVoice&&) = delete;
    MentorVoice& operator=(MentorVoice&&) = delete;
    virtual ~MentorVoice() = default;
    [[nodiscard]] virtual advisors::Choice choose(const advisors::TurnView& turn) const = 0;
    [[nodiscard]] virtual bool may_take_up(
        const advisors::TurnView& turn, const advisors::Choice& choice
    ) const = 0;
    [[nodiscard]] virtual advisors::PreparedReply guided_reply(
        const advisors::TurnView& turn, const advisors::Choice& choice, std::string_view state
    ) const = 0;
    [[nodiscard]] virtual advisors::PreparedReply crisis_reply(
        const advisors::TurnView& turn,
        std::string_view state,
        std::span<const advisors::HelpLine> lines,
        safety::Notify will_be_told
    ) const = 0;
    [[nodiscard]] virtual bool in_crisis(std::string_view crisis_state) const = 0;
    [[nodiscard]] virtual advisors::PreparedReply kind_words(
        const advisors::TurnView& turn, advisors::Mentor::Kindness kind
    ) const = 0;
    [[nodiscard]] virtual advisors::SystemPrompt system_prompt(
        const advisors::TurnView& turn, const advisors::Choice& choice
    ) const = 0;
    [[nodiscard]] virtual advisors::SystemPrompt note_prompt(
        const advisors::TurnView& turn, const advisors::Choice& choice, advisors::Advisor supporter
    ) const = 0;
    [[nodiscard]] virtual std::string_view about_notes() const = 0;
    [[nodiscard]] virtual std::string summary_prompt(safety::AgeBand age_band) const = 0;
    [[nodiscard]] virtual advisors::Review review(
        const advisors::TurnView& turn, const advisors::Choice& choice
    ) const = 0;
};

/// The real one.
class AdvisorsVoice final : public MentorVoice {
public:
    explicit AdvisorsVoice(advisors::Mentor mentor) : mentor_{std::move(mentor)} {}
    [[nodiscard]] advisors::Choice choose(const advisors::TurnView& turn) const override
    {
        return mentor_.choose(turn);
    }
    [[nodiscard]] bool may_take_up(const advisors::TurnView& turn, const advisors::Choice& choice)
        const override
    {
        return mentor_.may_take_up(turn, choice);
    }
    [[nodiscard]] advisors::PreparedReply guided_reply(
        const advisors::TurnView& turn, const advisors::Choice& choice, std::string_view state
    ) const override
    {
        return mentor_.guided_reply(turn, choice, state);
    }
    [[nodiscard]] advisors::PreparedReply crisis_reply(
        const advisors::TurnView& turn,
        std::string_view state,
        std::span<const advisors::HelpLine> lines,
        safety::Notify will_be_told
    ) const override
    {
        return mentor_.crisis_reply(turn, state, lines, will_be_told);
    }
    [[nodiscard]] bool in_crisis(std::string_view crisis_state) const override
    {
        return advisors::Mentor::in_crisis(crisis_state);
    }
    [[nodiscard]] advisors::PreparedReply kind_words(
        const advisors::TurnView& turn, advisors::Mentor::Kindness kind
    ) const override
    {
        return mentor_.kind_words(turn, kind);
    }
    [[nodiscard]] advisors::SystemPrompt system_prompt(
        const advisors::TurnView& turn, const advisors::Choice& choice
    ) const override
    {
        return mentor_.system_prompt(turn, choice);
    }
    [[nodiscard]] advisors::SystemPrompt note_prompt(
        const advisors::TurnView& turn, const advisors::Choice& choice, advisors::Advisor supporter
    ) const override
    {
        return mentor_.note_prompt(turn, choice, supporter);
    }
    [[nodiscard]] std::string_view about_notes() const override { return mentor_.about_notes(); }
    [[nodiscard]] std::string summary_prompt(safety::AgeBand age_band) const override
    {
        return mentor_.summary_prompt(age_band);
    }
    [[nodiscard]] advisors::Review review(
        const advisors::TurnView& turn, const advisors::Choice& choice
    ) const override
    {
        return mentor_.review(turn, choice);
    }

private:
    advisors::Mentor mentor_;
};

}  // namespace buddy::conversation
