// A child's talks as a guardian sees them: folded from turns, as far as the child's level opens them.
//
// Threads  Pure functions.
#pragma once

#include "oversight/level.hpp"

#include "conversation/conversation.hpp"

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace buddy::oversight {

/// A conversation, as its title tells it.
struct Talk {
    ConversationId id;
    Time started_at;
    std::chrono::minutes length{1};  ///< Rounded up.
    std::vector<std::string>
        topics;                  ///< Ids that have a title, most talked of first, at most three.
    Level open = Level::Titles;  ///< The widest that opens some of it.
};

/// What a talk was about. No quotes: there is nothing here that a child or Buddy said.
struct Summary {
    std::vector<std::string> topics;    ///< As Talk::topics, all of them.
    std::vector<emotion::Mood> moods;   ///< In the order of their first appearance.
    std::vector<std::string> advisors;  ///< Who of the council led: what Buddy did.
    friend bool operator==(const Summary&, const Summary&) = default;
};

/// Newest first. `turns` oldest first, of any conversations.
[[nodiscard]] std::vector<Talk> talks_of(
    const std::vector<conversation::TalkTurn>& turns, const Course& course
);

/// The turns that a level opens, in order.
[[nodiscard]] std::vector<conversation::TalkTurn> open_to(
    const std::vector<conversation::TalkTurn>& turns, const Course& course, Level level
);

[[nodiscard]] Summary summary_of(const std::vector<conversation::TalkTurn>& turns);

}  // namespace buddy::oversight
