#include "conversation/live_turns.hpp"

#include "platform/async/wakeup.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <exception>
#include <ranges>
#include <utility>

namespace buddy::conversation {

std::string topic_of(const ConversationId& conversation)
{
    return "conversation:" + conversation.text();
}

/// Holds what the turn has told so far, wakes its readers, and stops it. The turn's own coroutine
/// publishes; everyone else looks.
class LiveTurn final : public TurnSink {
public:
    LiveTurn(
        TurnId id,
        ConversationId conversation,
        const asio::any_io_executor& executor,
        events::Bus& bus
    )
        : id_{std::move(id)},
          conversation_{std::move(conversation)},
          executor_{executor},
          bus_{bus},
          readers_changed_{executor}
    {
    }

    [[nodiscard]] const TurnId& id() const noexcept { return id_; }
    [[nodiscard]] const ConversationId& conversation() const noexcept { return conversation_; }
    [[nodiscard]] StopSignal& stop_signal() noexcept { return stop_; }
    [[nodiscard]] const Wakeup& readers_changed() const noexcept { return readers_changed_; }

    void publish(const NumberedEvent& event) override
    {
        wake(state_.with([&event](State& state) {
            state.events.push_back(event);
            return wakeups(state);
        }));
        if (event.number == 1) bus_.publish(topic_of(conversation_), id_.text());
    }
    /// The first event was published: the turn is recorded.
    [[nodiscard]] bool begun() const
    {
        return state_.with([](const State& state) { return !state.events.empty(); });
    }
    /// Nothing will follow.
    void end(TurnNews last_word)
    {
        wake(state_.with([&last_word](State& state) {
            state.end = std::move(last_word);
            return wakeups(state);
        }));
        readers_changed_.notify();
    }
    [[nodiscard]] bool ended() const
    {
        return state_.with([](const State& state) { return state.end.has_value(); });
    }

    std::uint64_t enter(const Wakeup& reader)
    {
        return state_.with([&reader](State& state) {
            state.readers.emplace(++state.last_reader, reader);
            return state.last_reader;
        });
    }
    void leave(std::uint64_t reader)
    {
        state_.with([reader](State& state) { state.readers.erase(reader); });
        readers_changed_.notify();
    }
    [[nodiscard]] bool has_readers() const
    {
        return state_.with([](const State& state) { return !state.readers.empty(); });
    }
    /// What there is after event `after`; empty kind Quiet when there is nothing.
    [[nodiscard]] TurnNews after(int number) const
    {
        return state_.with([number](const State& state) {
            TurnNews news;
            std::ranges::copy_if(
                state.events,
                std::back_inserter(news.events),
                [number](const NumberedEvent& event) { return event.number > number; }
            );
            if (!news.events.empty()) news.kind = TurnNews::Kind::Events;
            if (news.events.empty() && state.end) news = *state.end;
            return news;
        });
    }
    [[nodiscard]] std::optional<Wakeup> wakeup_of(std::uint64_t reader) const
    {
        return state_.with([reader](const State& state) -> std::optional<Wakeup> {
            const auto found = state.readers.find(reader);
            if (found == state.readers.end()) return std::nullopt;
            return found->second;
        });
    }

    /// From any thread.
    static void stop(const std::shared_ptr<LiveTurn>& turn, FinishReason reason)
    {
        asio::post(turn->executor_, [turn, reason] { turn->stop_.stop(reason); });
    }

private:
    struct State {
        std::vector<NumberedEvent> events;
        std::optional<TurnNews> end;
        std::map<std::uint64_t, Wakeup> readers;
        std::uint64_t last_reader = 0;
    };
    static std::vector<Wakeup> wakeups(const State& state)
    {
        const auto values = state.readers | std::views::values;
        return {values.begin(), values.end()};
    }
    static void wake(const std::vector<Wakeup>& readers)
    {
        for (const auto& reader : readers) reader.notify();
    }

    TurnId id_;
    ConversationId conversation_;
    asio::any_io_executor executor_;
    events::Bus& bus_;
    Wakeup readers_changed_;  // waited for on the turn's loop
    StopSignal stop_;         // touched on the turn's loop
    Guarded<State> state_;
};

TurnReader::TurnReader(
    std::shared_ptr<LiveTurn> turn, const asio::any_io_executor& executor, int after
)
    : turn_{std::move(turn)}, id_{turn_->enter(Wakeup{executor})}, after_{after}
{
}

TurnReader::~TurnReader()
{
    turn_->leave(id_);
}

Task<TurnNews> TurnReader::next(std::chrono::steady_clock::duration patience)
{
    auto news = turn_->after(after_);
    auto wakeup = turn_->wakeup_of(id_);
    while (news.kind == TurnNews::Kind::Quiet && wakeup) {
        const bool woken = co_await wakeup->wait_for(patience);
        news = turn_->after(after_);
        if (!woken) break;
    }
    if (!news.events.empty()) after_ = news.events.back().number;
    co_return news;
}

LiveTurns::LiveTurns(Parts parts, Settings settings) : parts_{parts}, settings_{settings} {}

LiveTurns::~LiveTurns() = default;

std::unique_ptr<TurnReader> LiveTurns::start(
    TurnRequest request, const asio::any_io_executor& executor, TaskGroup& tasks
)
{
    auto turn =
        std::make_shared<LiveTurn>(request.turn, request.conversation, executor, parts_.bus);
    std::shared_ptr<LiveTurn> before;
    {
        const std::scoped_lock lock{mutex_};
        if (running_.closing) return nullptr;
        running_.turns.emplace(turn->id(), turn);
        before = std::exchange(running_.newest[turn->conversation()], turn);
    }
    auto reader = std::make_unique<TurnReader>(turn, executor, 0);
    tasks.spawn("turn", run(turn, std::move(request), std::move(before)));
    tasks.spawn("turn_readers", watch_readers(turn));
    return reader;
}

std::unique_ptr<TurnReader> LiveTurns::join(
    const TurnId& turn, const asio::any_io_executor& executor, int after
)
{
    const std::scoped_lock lock{mutex_};
    const auto found = running_.turns.find(turn);
    if (found == running_.turns.end()) return nullptr;
    return std::make_unique<TurnReader>(found->second, executor, after);
}

void LiveTurns::stop(const TurnId& turn)
{
    const std::scoped_lock lock{mutex_};
    if (const auto found = running_.turns.find(turn); found != running_.turns.end())
        LiveTurn::stop(found->second, FinishReason::StoppedByChild);
}

std::optional<TurnId> LiveTurns::running_in(const ConversationId& conversation) const
{
    const std::scoped_lock lock{mutex_};
    const auto found = running_.newest.find(conversation);
    if (found == running_.newest.end() || !found->second->begun()) return std::nullopt;
    return found->second->id();
}

Task<> LiveTurns::run(
    std::shared_ptr<LiveTurn> turn, TurnRequest request, std::shared_ptr<LiveTurn> before
)
{
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    TurnNews end;
    try {
        if (before) {
            // What was said so far is part of what the next answer must know.
            auto executor = co_await asio::this_coro::executor;
            LiveTurn::stop(before, FinishReason::Superseded);
            TurnReader rest{before, executor, 0};
            while (!before->ended()) co_await rest.next(std::chrono::seconds{1});
        }
        auto report = co_await parts_.pipeline.run(std::move(request), *turn, turn->stop_signal());
        if (!report)
            end = {.kind = TurnNews::Kind::Refused, .error = report.error()};
        else if (report->repeated)
            end = {.kind = TurnNews::Kind::Repeated, .turn = report->turn};
        else
            end = {
                .kind = TurnNews::Kind::Ended,
                .reason = report->reason,
                .decided = std::move(report->assessment)
            };
    } catch (const std::exception&) {
        // Like a job's: nobody above could answer it, and the readers must hear of it.
        parts_.log.error("turn failed", {{"turn", turn->id()}});
        end = {.kind = TurnNews::Kind::Broken};
    }
    if (end.kind == TurnNews::Kind::Broken) co_await close_failed(turn->id());
    forget(turn);
    turn->end(std::move(end));
}

Task<> LiveTurns::close_failed(TurnId turn) const
{
    try {
        co_await parts_.pipeline.close_failed_turn(turn);
    } catch (const std::exception&) {
        parts_.log.error("failed turn stays open until the next start", {{"turn", turn}});
    }
}

Task<> LiveTurns::watch_readers(std::shared_ptr<LiveTurn> turn) const
{
    auto changed = turn->readers_changed();
    while (!turn->ended()) {
        if (turn->has_readers()) {
            co_await changed.wait();
        } else if (!co_await changed.wait_for(settings_.linger) && !turn->has_readers()) {
            turn->stop_signal().stop(FinishReason::ReadersLeft);
            co_return;
        }
    }
}

void LiveTurns::forget(const std::shared_ptr<LiveTurn>& turn)
{
    const std::scoped_lock lock{mutex_};
    running_.turns.erase(turn->id());
    const auto newest = running_.newest.find(turn->conversation());
    if (newest != running_.newest.end() && newest->second == turn) running_.newest.erase(newest);
    if (running_.turns.empty()) none_left_.notify_all();
}

bool LiveTurns::finish_all(std::chrono::milliseconds patience)
{
    {
        const std::scoped_lock lock{mutex_};
        running_.closing = true;
    }
    if (wait_until_none(patience)) return true;
    {
        const std::scoped_lock lock{mutex_};
        for (const auto& turn : running_.turns | std::views::values)
            LiveTurn::stop(turn, FinishReason::ServerClosing);
    }
    wait_until_none(std::chrono::seconds{5});
    return false;
}

bool LiveTurns::wait_until_none(std::chrono::milliseconds patience)
{
    std::unique_lock lock{mutex_};
    return none_left_.wait_for(lock, patience, [this] { return running_.turns.empty(); });
}

}  // namespace buddy::conversation
