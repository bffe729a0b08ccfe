// One deadline for a piece of work.
//
//     const auto reply = co_await with_deadline(2s, critic.check(draft));
//     if (!reply) …                                     // too late: it was cancelled and has ended
//
// Two cancellation signals do it: the timer's and the caller's own, both forwarded to the work.
// Asio's `||` is not used: it has open bugs.
#pragma once

#include "platform/async/task.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace buddy {

namespace deadline_detail {

struct Link {
    asio::cancellation_signal to_work;
    bool late = false;
    bool ended = false;
};

}  // namespace deadline_detail

/// Runs `work` for at most `limit`. Empty when it was too late; the work has been cancelled and has
/// ended by then. What the work throws in time is thrown here. Cancelling the caller cancels the
/// work.
template <class T>
    requires(!std::is_void_v<T>)
Task<std::optional<T>> with_deadline(std::chrono::steady_clock::duration limit, Task<T> work)
{
    auto executor = co_await asio::this_coro::executor;
    auto outer = co_await asio::this_coro::cancellation_state;
    auto link = std::make_shared<deadline_detail::Link>();
    asio::steady_timer timer{executor, limit};
    timer.async_wait([link](boost::system::error_code error) {
        if (error || link->ended) return;
        link->late = true;
        link->to_work.emit(asio::cancellation_type::terminal);
    });
    if (outer.slot().is_connected())
        outer.slot().assign([link](asio::cancellation_type type) { link->to_work.emit(type); });
    auto [failure, value] = co_await asio::co_spawn(
        executor,
        std::move(work),
        asio::bind_cancellation_slot(link->to_work.slot(), asio::as_tuple(asio::use_awaitable))
    );
    link->ended = true;
    timer.cancel();
    if (outer.slot().is_connected()) outer.slot().clear();
    if (link->late) co_return std::nullopt;
    if (failure) std::rethrow_exception(failure);
    co_return std::optional<T>{std::move(value)};
}

namespace deadline_detail {

inline Task<bool> finished(Task<> work)
{
    co_await std::move(work);
    co_return true;
}

}  // namespace deadline_detail

/// The same for work without a value: false when it was too late.
inline Task<bool> with_deadline(std::chrono::steady_clock::duration limit, Task<> work)
{
    const auto done =
        co_await with_deadline<bool>(limit, deadline_detail::finished(std::move(work)));
    co_return done.has_value();
}

}  // namespace buddy
