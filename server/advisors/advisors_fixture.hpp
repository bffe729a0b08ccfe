// For tests: the real content, and a conversation with it.
#pragma once

#include "advisors/advisors.hpp"
#include "advisors/content.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::advisors::testing {

inline std::filesystem::path data_folder(std::string_view name)
{
    return std::filesystem::path{BUDDY_SOURCE_DIR} / "data" / name;
}

inline const Mentor& mentor()
{
    static const auto loaded = Mentor::load(data_folder("mentor"), data_folder("stances"));
    EXPECT_TRUE(loaded.has_value()) << loaded.error().detail;
    return *loaded;
}

inline const Content& content()
{
    static const auto loaded = Content::load(data_folder("mentor"));
    EXPECT_TRUE(loaded.has_value()) << loaded.error().detail;
    return *loaded;
}

inline const HelpLines& help_lines()
{
    static const auto loaded = HelpLines::load(data_folder("crisis-lines"));
    EXPECT_TRUE(loaded.has_value()) << loaded.error().detail;
    return *loaded;
}

inline safety::Assessment assessed(
    safety::Action action, std::optional<safety::Category> primary = std::nullopt
)
{
    safety::Assessment assessment;
    assessment.available = true;
    assessment.action = action;
    assessment.severity = safety::Severity::None;
    assessment.primary = primary;
    assessment.subject = safety::Subject::Self;
    return assessment;
}

/// Talks with the guided mentor and keeps its state.
struct Conversation {
    safety::AgeBand band = safety::AgeBand::From10To12;
    std::string locale = "en";
    std::string nickname;
    std::uint64_t seed = 1;
    std::string state;
    safety::Assessment assessment = assessed(safety::Action::Allow);

    PreparedReply say(std::string_view text, std::string_view mood = {})
    {
        const TurnView turn{
            .text = text,
            .age_band = band,
            .locale = locale,
            .nickname = nickname,
            .mood = mood,
            .assessment = &assessment,
            .seed = seed++
        };
        auto reply = mentor().guided_reply(turn, mentor().choose(turn), state);
        state = reply.state;
        EXPECT_FALSE(reply.text.empty());
        EXPECT_LE(state.size(), 4096U);
        return reply;
    }
};

/// Talks on the crisis path and keeps its state.
struct Crisis {
    safety::AgeBand band = safety::AgeBand::From10To12;
    std::string locale = "en";
    std::string country = "US";
    safety::Notify told{.guardian = true, .moderator = true};
    std::uint64_t seed = 1;
    std::string state;
    std::optional<std::chrono::sys_days> today;

    PreparedReply say(std::string_view text, const safety::Assessment& assessment)
    {
        const auto lines = help_lines().lines_for(country, locale);
        const TurnView turn{
            .text = text,
            .age_band = band,
            .locale = locale,
            .country = country,
            .assessment = &assessment,
            .seed = seed++,
            .today = today
        };
        auto reply = mentor().crisis_reply(turn, state, lines, told);
        state = reply.state;
        EXPECT_EQ(reply.text.empty(), reply.hands_over);
        EXPECT_LE(state.size(), 4096U);
        return reply;
    }
    PreparedReply alarm(
        std::string_view text, safety::Category category = safety::Category::SelfHarm
    )
    {
        auto assessment = assessed(safety::Action::Escalate, category);
        assessment.evidence.push_back({.category = category, .source = "rule:test"});
        return say(text, assessment);
    }
    PreparedReply calm(std::string_view text) { return say(text, assessed(safety::Action::Allow)); }
    [[nodiscard]] bool open() const { return Mentor::in_crisis(state); }
};

inline constexpr std::array<safety::AgeBand, 3> all_bands = {
    safety::AgeBand::From7To9, safety::AgeBand::From10To12, safety::AgeBand::From13To17
};

}  // namespace buddy::advisors::testing
