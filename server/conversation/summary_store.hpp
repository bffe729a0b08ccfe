// What is kept of a talk when its words are not sent to models any more: a summary that a model wrote.
//
// It is sealed under the family's key, replaced as the talk grows, and goes with its conversation. Nothing of a
// protected turn, a crisis or a refusal is ever in it.
//
// Threads  Any event loop. One function is one transaction.
// Errors   A broken database throws (sql::DatabaseError).
#pragma once

#include "conversation/conversation_store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace buddy::conversation {

struct Summary {
    std::string text;
    int until = 0;  ///< Number of the last turn that it may tell of.
    Time oldest;    ///< When the first turn began that it tells of.
    friend bool operator==(const Summary&, const Summary&) = default;
};

/// A part of a talk that may be summed up.
struct TalkPart {
    std::vector<Said> said;      ///< Oldest first.
    std::optional<Time> oldest;  ///< When the first of these turns began; empty when there is none.
};

/// Which turns, by their numbers from 1.
struct TurnRange {
    int after = 0;  ///< Exclusive.
    int until = 0;  ///< Inclusive.
    Time since;     ///< Only turns that began then or later.
};

class SummaryStore {
public:
    SummaryStore() = default;
    SummaryStore(const SummaryStore&) = delete;
    SummaryStore& operator=(const SummaryStore&) = delete;
    SummaryStore(SummaryStore&&) = delete;
    SummaryStore& operator=(SummaryStore&&) = delete;
    virtual ~SummaryStore() = default;
    /// Empty when there is none, or nobody can open it any more.
    virtual Task<std::optional<Summary>> find(ChildRef child, ConversationId id) = 0;
    /// Of turns that were answered, and of which a guardian may know.
    virtual Task<TalkPart> part_of(ChildRef child, ConversationId id, TurnRange range) = 0;
    /// Replaces what is kept, unless that tells of as much already. Nothing happens when the conversation is
    /// gone, or another child's.
    virtual Task<> keep(ChildRef child, ConversationId id, Summary summary) = 0;
    virtual Task<> forget(ChildRef child, ConversationId id) = 0;
};

}  // namespace buddy::conversation
