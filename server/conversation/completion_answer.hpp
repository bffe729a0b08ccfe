// A turn as OpenAI's clients read it: one completion, or the chunks of a stream.
//
//     CompletionAnswer answer{{.id = completion_id(turn), .model = "buddy", .created = now}};
//     send(answer.opening());                                   // {"delta":{"role":"assistant", …}}
//     send(answer.clause(delta.text));                          // once for each cleared clause
//     send(answer.ending(outcome));
//
// Content is made of ClearedText only. Beside OpenAI's members a completion, and the last chunk of a
// stream, carry "buddy": what was decided about the message and what the child must be told; clients that
// do not know it pass it over.
//
// Threads  One answer is used by one coroutine at a time.
#pragma once

#include "conversation/turn_events.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buddy::conversation {

/// "chatcmpl-" and the turn: what the caller, a moderator's mail and the safety events have in common.
[[nodiscard]] std::string completion_id(const TurnId& turn);

/// "stop", also for the crisis path: a caller that hides filtered answers must not hide its words.
/// "content_filter" where prepared words stand in place of an answer, "length" where it broke off.
[[nodiscard]] std::string_view completion_finish_of(FinishReason reason) noexcept;

/// How a turn ended, for the last chunk.
struct CompletionOutcome {
    FinishReason reason = FinishReason::Failed;
    safety::Assessment decided;   ///< About the child's message.
    std::vector<Notice> notices;  ///< The AI notice, where help is …: the caller shows them.
    std::optional<llm::Usage> usage;
};

class CompletionAnswer {
public:
    struct Face {
        std::string id;
        std::string model;
        std::int64_t created = 0;  ///< Seconds since 1970.
        bool with_usage = false;   ///< Chunks only: stream_options.include_usage.
    };
    explicit CompletionAnswer(Face face) : face_{std::move(face)} {}

    /// The whole completion, as JSON.
    [[nodiscard]] std::string whole(
        const std::vector<ClearedText>& clauses, const CompletionOutcome& outcome
    ) const;

    // Chunks of a stream, framed as server-sent events.
    [[nodiscard]] std::string opening() const;
    [[nodiscard]] std::string clause(const ClearedText& text) const;
    /// The last chunk, the usage where it is wanted, and the mark of the end.
    [[nodiscard]] std::string ending(const CompletionOutcome& outcome) const;

private:
    /// `buddy` is left out when it is empty.
    [[nodiscard]] std::string chunk(
        boost::json::object delta, boost::json::value finish, boost::json::object buddy
    ) const;

    Face face_;
};

}  // namespace buddy::conversation
