// What of a child's talks the mentor, or a model, may still be told: by the law, by the family, by the child.
//
//     const auto begins = memory_begins(limit, clock.now(), memory.turn_times);
//     const auto recalled = recall_since(memory, begins);      // for the mentor; the safety engine hears all of it
//
// A limit is about what is told on, not about the record: the talk stays with the child, with guardians as far as they
// may see it, and with the engine that keeps the child safe.
//
// Threads  Pure functions.
#pragma once

#include "conversation/conversation_store.hpp"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace buddy::conversation {

struct MemoryLimit {
    std::optional<std::chrono::hours> window;  ///< How long; empty: no limit.
    bool ends_with_session = false;  ///< Nothing of an earlier sitting; there is no summary at all.
    bool keeps_nothing = false;      ///< Each message stands by itself; no summary, either.
    std::optional<Time> forgotten;   ///< Nothing from before this moment.

    [[nodiscard]] bool allows_summaries() const noexcept
    {
        return !ends_with_session && !keeps_nothing;
    }
    friend bool operator==(const MemoryLimit&, const MemoryLimit&) = default;
};

/// The first moment of which something may be told at `now`, inclusive. `turn_times`: Memory::turn_times.
[[nodiscard]] Time memory_begins(
    const MemoryLimit& limit, Time now, std::span<const Time> turn_times
);

/// The part of a memory that may be told.
struct Recalled {
    std::vector<Said> said;
    std::vector<TurnNote> notes;
    std::string guided_state;  ///< Empty: what it tells of began too early.
    std::optional<Time>
        guided_since;  ///< Of guided_state; nothing: it is empty, or as old as the talk.
};
[[nodiscard]] Recalled recall_since(const Memory& memory, Time begins);

}  // namespace buddy::conversation
