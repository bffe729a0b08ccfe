// What the guided mentor remembers between two turns: one small record, kept by the caller as a
// sealed byte string of at most 4 KiB.
#pragma once

#include "advisors/lines.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace buddy::advisors {

/// The kind of activity in which a sum is open.
inline constexpr std::string_view maths_activity = "maths";

/// The sum that is being worked on, or the riddle that is open.
struct Activity {
    std::string kind;      ///< "maths", a topic of puzzles, or empty.
    std::string item;      ///< The sum as encoded(); the number of the puzzle.
    int tries = 0;         ///< Attempts and "I don't know"s at this item.
    int rounds = 0;        ///< Items done.
    bool between = false;  ///< Solved, and asked whether to go on with another.
};

struct ConversationMemory {
    std::uint32_t turn = 0;
    std::string topic;          ///< The thread we are in; empty: none.
    std::string pending_topic;  ///< Whose question is open.
    int pending_beat = -1;
    bool ended = false;      ///< A thread has just come to its end.
    std::string thread;      ///< The last thread, also after its end; empty: none, or left.
    bool uneasy = false;     ///< Something spoke of danger at home or to the body.
    std::uint32_t door = 0;  ///< The turn in which a door was left open; 0: never.
    std::map<std::string, int, std::less<>> next_beat;  ///< How far each topic has come.
    Facts facts;
    Activity activity;
    SaidLately said;

    [[nodiscard]] std::string bytes() const;
    /// Damaged bytes give a fresh memory.
    [[nodiscard]] static ConversationMemory from_bytes(std::string_view bytes);
};

}  // namespace buddy::advisors
