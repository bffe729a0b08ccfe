// Runs one coroutine to its end on a loop of its own, for tests and for programs without a server.
//
//     const auto reply = run_task(pipeline.reply(turn));
#pragma once

#include "platform/async/task.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <utility>

namespace buddy {

/// Blocks until `task` has ended; returns what it returns and throws what it throws.
template <class T>
T run_task(Task<T> task)
{
    asio::io_context context{1};
    auto result = asio::co_spawn(context, std::move(task), asio::use_future);
    context.run();
    return result.get();
}

}  // namespace buddy
