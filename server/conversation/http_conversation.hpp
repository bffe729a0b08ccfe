// The conversation over HTTP: JSON in, server-sent events out, as api/openapi.yaml describes it.
//
//     ConversationHttp conversation{{.store = store, .turns = live_turns, …}};
//     routes.append_range(conversation.routes());
//
// Threads  Any loop. Lifetime  Outlives the server.
#pragma once

#include "conversation/conversation_store.hpp"
#include "conversation/live_turns.hpp"
#include "conversation/speakers.hpp"
#include "platform/async/event_loops.hpp"
#include "platform/events/bus.hpp"
#include "platform/http/route.hpp"

namespace buddy::conversation {

class ConversationHttp {
public:
    struct Parts {
        ConversationStore& store;
        LiveTurns& turns;
        identity::Directory& directory;
        events::Bus& bus;
        EventLoops& loops;
        const Clock& clock;
        NameForModels name_for_models;
        MayReach may_reach;     ///< Empty: no model outside this server is asked.
        MayKeep may_keep = {};  ///< Empty: every turn is kept.
        /// Whether moods of this child are read and kept now. Empty: they are.
        std::function<Task<bool>(ChildId child)> reads_moods = {};
    };
    /// Characters of one message, inclusive.
    static constexpr std::size_t longest_message = 4000;

    explicit ConversationHttp(Parts parts) : parts_{std::move(parts)} {}
    [[nodiscard]] http::Routes routes();

private:
    Task<> list(http::Exchange& exchange);
    Task<> start(http::Exchange& exchange);
    Task<> show(http::Exchange& exchange);
    Task<> watch(http::Exchange& exchange);
    Task<> start_turn(http::Exchange& exchange);
    Task<> resume_turn(http::Exchange& exchange);
    Task<> stop_reply(http::Exchange& exchange);
    Task<> correct_mood(http::Exchange& exchange);

    Task<> follow(http::Exchange& exchange, TurnId turn, int after);
    Task<> stream(http::Exchange& exchange, TurnReader& reader, TurnNews first);
    Task<> answer_over_limit(http::Exchange& exchange, TurnReader& reader, TurnNews first);
    Task<> keep_watching(http::Exchange& exchange, ConversationId conversation);

    Parts parts_;
};

}  // namespace buddy::conversation
