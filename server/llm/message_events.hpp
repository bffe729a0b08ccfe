// The events of one streamed message (Anthropic), read in order.
//
//     MessageEvents events;
//     const auto chunk = events.read(event);
//
// Only `message_stop` ends a message well: a stop reason before it is kept until then, for a stream that is cut in between
// was cut. A refusal counts at once. Numbers of `message_delta` are totals so far, not increments. Events and parts of a
// message that are not known are skipped: the vendor adds some within a version.
#pragma once

#include "llm/reply_chunk.hpp"

#include <boost/json/object.hpp>

#include <optional>

namespace buddy::llm {

class MessageEvents {
public:
    /// Unavailable  as ReadEvent.
    [[nodiscard]] Result<ReplyChunk> read(const SseEvent& event);

private:
    void note_prompt(const boost::json::object& usage);
    void read_delta(const boost::json::object& event, ReplyChunk& chunk);

    Usage usage_;  // what is known of the prompt
    std::optional<Finish> finish_;
};

}  // namespace buddy::llm
