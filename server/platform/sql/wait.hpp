// Waits for a task without an event loop of one's own: start-up, command line and tests only.
//
//     const auto rows = sql::wait_for(database.read([](sql::Connection& db) { … }));
//
// Threads  Blocks the calling thread until the task has ended. Never call it on an event loop.
// Errors   What the task throws is thrown here.
#pragma once

#include "platform/async/task.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace buddy::sql {

namespace wait_detail {

template <class T>
Task<> keep(Task<T> task, std::optional<T>& out)
{
    out.emplace(co_await std::move(task));
}

}  // namespace wait_detail

inline void wait_for(Task<> task)
{
    asio::io_context loop{1};
    std::exception_ptr failure;
    asio::co_spawn(loop, std::move(task), [&failure](std::exception_ptr thrown) {
        failure = std::move(thrown);
    });
    loop.run();
    if (failure) std::rethrow_exception(failure);
}

template <class T>
    requires(!std::is_void_v<T>)
T wait_for(Task<T> task)
{
    std::optional<T> out;
    wait_for(wait_detail::keep(std::move(task), out));
    return std::move(*out);
}

}  // namespace buddy::sql
