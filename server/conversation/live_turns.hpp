// The turns that are running now, and who is reading them. A turn does not belong to the request
// that began it: readers come and go, on any loop, and the record is kept in any case.
//
//     auto reader = turns.start(request, tasks);             // this request's own view of the turn
//     while (true) {
//         const auto heard = co_await reader->next(15s);
//         …
//     }
//
// Every event a reader hears was stored before. A reader that comes late hears all of them.
// When the last reader has gone the reply goes on for `linger`; nobody came back, and it ends.
//
// Threads  Everything from any loop; finish_all() from a thread that is not a loop's.
// Lifetime The LiveTurns outlives the loops' threads. A TurnReader is used on the loop that made it.
#pragma once

#include "conversation/turn_pipeline.hpp"
#include "platform/async/guarded.hpp"
#include "platform/async/task_group.hpp"
#include "platform/events/bus.hpp"
#include "platform/log/log.hpp"

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace buddy::conversation {

/// One running turn (live_turns.cpp).
class LiveTurn;

/// Where the bus tells of turns that begin; the body is the turn's id.
[[nodiscard]] std::string topic_of(const ConversationId& conversation);

/// What a reader learns at once.
struct TurnNews {
    enum class Kind : std::uint8_t {
        Events,    ///< `events`, in order.
        Quiet,     ///< Nothing within the patience.
        Ended,     ///< The turn is over and everything was heard. `reason` is set unless it failed.
        Refused,   ///< It never began: `error`.
        Repeated,  ///< The idempotency key had begun `turn` before.
        Broken     ///< Something of ours broke; the record tells the rest later.
    };
    Kind kind = Kind::Quiet;
    std::vector<NumberedEvent> events;
    std::optional<FinishReason> reason;
    std::optional<safety::Assessment> decided;  ///< About the message; set with `reason`.
    Error error;
    TurnId turn;
};

/// One reader of one running turn. Leaves when destroyed.
class TurnReader {
public:
    TurnReader(std::shared_ptr<LiveTurn> turn, const asio::any_io_executor& executor, int after);
    TurnReader(const TurnReader&) = delete;
    TurnReader& operator=(const TurnReader&) = delete;
    TurnReader(TurnReader&&) = delete;
    TurnReader& operator=(TurnReader&&) = delete;
    ~TurnReader();
    /// What has happened since the last call; waits for it at most `patience`.
    Task<TurnNews> next(std::chrono::steady_clock::duration patience);

private:
    std::shared_ptr<LiveTurn> turn_;
    std::uint64_t id_ = 0;
    int after_ = 0;
};

class LiveTurns {
public:
    struct Settings {
        std::chrono::milliseconds linger{30'000};  ///< After the last reader has gone.
    };
    struct Parts {
        const TurnPipeline& pipeline;
        events::Bus& bus;
        log::Log& log;
    };
    explicit LiveTurns(Parts parts) : LiveTurns{parts, Settings{}} {}
    LiveTurns(Parts parts, Settings settings);
    LiveTurns(const LiveTurns&) = delete;
    LiveTurns& operator=(const LiveTurns&) = delete;
    LiveTurns(LiveTurns&&) = delete;
    LiveTurns& operator=(LiveTurns&&) = delete;
    ~LiveTurns();

    /// Starts the turn in `tasks`, the group of the calling loop, and reads it from the first
    /// event. A reply still running in the conversation is stopped first. Null: the server is
    /// closing.
    [[nodiscard]] std::unique_ptr<TurnReader> start(
        TurnRequest request, const asio::any_io_executor& executor, TaskGroup& tasks
    );
    /// Reads a running turn after event `after`. Null: it does not run here (any more).
    [[nodiscard]] std::unique_ptr<TurnReader> join(
        const TurnId& turn, const asio::any_io_executor& executor, int after
    );
    /// Ends the reply at once; the record follows. Nothing happens when it does not run.
    void stop(const TurnId& turn);
    /// The turn that runs in a conversation now.
    [[nodiscard]] std::optional<TurnId> running_in(const ConversationId& conversation) const;

    /// Refuses new turns, lets running ones end within `patience`, then stops the rest kindly and
    /// waits until they are recorded. true: none had to be stopped.
    bool finish_all(std::chrono::milliseconds patience);

private:
    Task<> run(
        std::shared_ptr<LiveTurn> turn, TurnRequest request, std::shared_ptr<LiveTurn> before
    );
    Task<> close_failed(TurnId turn) const;
    Task<> watch_readers(std::shared_ptr<LiveTurn> turn) const;
    void forget(const std::shared_ptr<LiveTurn>& turn);
    bool wait_until_none(std::chrono::milliseconds patience);

    struct Running {
        std::map<TurnId, std::shared_ptr<LiveTurn>> turns;
        std::map<ConversationId, std::shared_ptr<LiveTurn>> newest;
        bool closing = false;
    };
    Parts parts_;
    Settings settings_;
    mutable std::mutex mutex_;
    std::condition_variable none_left_;
    Running running_;  // under mutex_
};

}  // namespace buddy::conversation
