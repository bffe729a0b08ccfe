// A bounded pool of threads for work that would block an event loop: SQL, password hashing, files.
//
//     const auto hash = co_await blocking.run([password] { return hash_password(password); });
//
// Threads  run() may be called from any event loop; it resumes on the caller's loop.
// Errors   What the job throws is thrown to the awaiting coroutine.
// Lifetime The pool must outlive every coroutine that awaits it. Destruction joins the threads.
#pragma once

#include "platform/async/task.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace buddy {

class BlockingPool {
public:
    explicit BlockingPool(std::size_t threads) : pool_{threads} {}
    BlockingPool(const BlockingPool&) = delete;
    BlockingPool& operator=(const BlockingPool&) = delete;
    BlockingPool(BlockingPool&&) = delete;
    BlockingPool& operator=(BlockingPool&&) = delete;
    ~BlockingPool() { pool_.join(); }

    /// Runs `job` on a thread of the pool and returns what it returns. A job that has started is
    /// never interrupted.
    template <class Job>
    Task<std::invoke_result_t<Job>> run(Job job)
    {
        // The named lambda captures nothing: the job travels as a parameter and so lives in the
        // coroutine's frame.
        auto body = [](Job inner) -> Task<std::invoke_result_t<Job>> { co_return inner(); };
        co_return co_await asio::co_spawn(pool_, body(std::move(job)), asio::use_awaitable);
    }

private:
    asio::thread_pool pool_;
};

}  // namespace buddy
