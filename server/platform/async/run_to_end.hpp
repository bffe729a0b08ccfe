// Runs one task on a loop of its own, for commands and tests that have no loop.
//
//     const auto made = run_to_end(identity.create_api_key(name, scopes));
//
// Threads  Blocks the calling thread, which must not run an event loop.
// Errors   What the task throws is thrown here.
#pragma once

#include "platform/async/task.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <utility>

namespace buddy {

template <class T>
T run_to_end(Task<T> task)
{
    asio::io_context loop{1};
    std::optional<T> out;
    std::exception_ptr failure;
    asio::co_spawn(loop, std::move(task), [&](std::exception_ptr why, T value) {
        failure = std::move(why);
        out.emplace(std::move(value));
    });
    loop.run();
    if (failure) std::rethrow_exception(failure);
    return std::move(*out);
}

inline void run_to_end(Task<> task)
{
    asio::io_context loop{1};
    std::exception_ptr failure;
    asio::co_spawn(loop, std::move(task), [&](std::exception_ptr why) {
        failure = std::move(why);
    });
    loop.run();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace buddy
