// The OpenAI-compatible door: POST /v1/chat/completions (JSON and server-sent events) and GET /v1/models, so that OpenAI's
// SDKs work by changing the base URL. Needs an API key with scope "chat"; docs/chat-api.md is its page.
//
// Behind it is the whole turn pipeline, for guests (sql_guest_turns.hpp). A caller that goes away ends the reply and the
// call to a model with it.
//
// Threads  Any loop. Lifetime  Outlives the server.
#pragma once

#include "conversation/completion_answer.hpp"
#include "conversation/completion_request.hpp"
#include "conversation/live_turns.hpp"
#include "conversation/recollection.hpp"
#include "conversation/speakers.hpp"
#include "platform/async/blocking.hpp"
#include "platform/async/event_loops.hpp"
#include "platform/http/route.hpp"

namespace buddy::conversation {

class CompletionsHttp {
public:
    struct Parts {
        LiveTurns& turns;  ///< Over SqlGuestTurns, with no time to linger.
        EventLoops& loops;
        BlockingPool& recollecting;
        const Clock& clock;
        /// What recollection asks. `judge` is not the watched one: an old message is no new one.
        Judge judge;
        ReadMood read_mood;
        const MentorVoice& mentor;
        LinesFor lines_for;
        NameForModels name_for_models;
    };

    explicit CompletionsHttp(Parts parts) : parts_{std::move(parts)} {}
    [[nodiscard]] http::Routes routes();

private:
    /// What a turn has told.
    struct Heard;

    Task<> complete(http::Exchange& exchange);
    Task<> list_models(http::Exchange& exchange);
    Task<> show_model(http::Exchange& exchange);

    [[nodiscard]] Speaker speaker_of(const http::Exchange& exchange, const CompletionRequest& asked)
        const;
    Task<TurnRequest> turn_for(const http::Exchange& exchange, CompletionRequest asked);
    Task<> stream(
        http::Exchange& exchange, TurnReader& reader, CompletionAnswer answer, Heard heard
    );

    Parts parts_;
};

}  // namespace buddy::conversation
