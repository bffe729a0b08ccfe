// Jobs that wait for a database thread, and the way back to the event loop that asked.
//
// Threads  push() and submit() from anywhere; pop_batch() from database threads.
// Lifetime The queue outlives its jobs. An event loop outlives the jobs it has submitted.
#pragma once

#include "platform/async/task.hpp"
#include "platform/sql/database.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace buddy::sql {

enum class JobKind : std::uint8_t { Read, Write, Checkpoint };

struct QueuedJob {
    JobKind kind = JobKind::Read;
    Durability durability = Durability::Full;
    std::function<void(Connection&)> function;
    std::move_only_function<void(std::exception_ptr)> done;
};

class WorkQueue {
public:
    /// Runs `job` on a database thread and waits for it. What it throws is thrown here. The job
    /// runs to its end also when the awaiting coroutine is cancelled.
    Task<> submit(JobKind kind, Durability durability, std::function<void(Connection&)> function);

    /// Takes up to `most` jobs: one job that is no write, or a run of writes. Waits until there is
    /// one, the deadline (if any) passes (empty answer), or the queue is closed and drained (empty
    /// answer, closed() is true).
    [[nodiscard]] std::vector<QueuedJob> pop_batch(
        std::size_t most, std::optional<std::chrono::steady_clock::time_point> deadline
    );
    /// No job is accepted any more; those that wait are still run.
    void close();
    [[nodiscard]] bool closed() const;

private:
    void push(QueuedJob job);

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<QueuedJob> jobs_;
    bool closed_ = false;
};

}  // namespace buddy::sql
