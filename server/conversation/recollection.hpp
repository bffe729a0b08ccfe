// What a store would remember of a conversation, found out again from what was said: for callers that
// keep their conversations themselves and send all of it with each message.
//
//     auto memory = recollect({.judge = judge, …}, speaker, said, variation);
//
// Every earlier message is judged as it was when it came, so that a crisis stays open, risk adds up and
// what gives a child away is masked. The guided mentor's own state is found again where it would have
// said what was said.
//
// Threads  Pure, but for what the parts do. Takes about a millisecond a message: not for an event loop.
// Errors   None. A message that cannot be judged is masked whole; no model outside this server sees it.
#pragma once

#include "conversation/turn_pipeline.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::conversation {

/// Borrowed for the call.
struct RecollectionParts {
    const Judge& judge;
    const ReadMood& read_mood;
    const MentorVoice& mentor;
    const LinesFor& lines_for;
};

/// Older things than these are not looked at.
inline constexpr std::size_t most_recollected = 200;

/// `said`: oldest first, without the message that is answered now; private spans are found here.
/// `variation`: TurnRequest::variation.
[[nodiscard]] Memory recollect(
    const RecollectionParts& parts,
    const Speaker& speaker,
    std::vector<Said> said,
    std::string_view variation
);

}  // namespace buddy::conversation
