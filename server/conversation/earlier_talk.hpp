// What was said before the messages that a model is sent, in a few words of ours.
//
//     prompt.earlier = earlier_talk(memory.notes);
//
// Topics in their order and moods, by their identifiers: no word of the child's or of a model's is in it, so
// nothing can be quoted, given away or smuggled in. It is made anew for each turn from what is sealed with the
// turns, goes when they go, and is shown to nobody but the model that answers.
//
// Threads  Pure functions.
#pragma once

#include "conversation/conversation_store.hpp"

#include <string>
#include <vector>

namespace buddy::conversation {

/// In English, as the instructions are; at most a few hundred bytes. Empty when there is nothing to tell.
[[nodiscard]] std::string earlier_talk(const std::vector<TurnNote>& notes);

}  // namespace buddy::conversation
