#include "platform/sql/work_queue.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace buddy::sql {

Task<> WorkQueue::submit(
    JobKind kind, Durability durability, std::function<void(Connection&)> function
)
{
    // The handler owns the waiting coroutine: it lives in the job until the job has ended.
    auto start = [](auto handler, WorkQueue* queue, QueuedJob job) {
        auto executor = asio::get_associated_executor(handler);
        auto busy = asio::make_work_guard(executor);
        job.done = [executor,
                    busy = std::move(busy),
                    handler = std::move(handler)](std::exception_ptr failure) mutable {
            asio::post(
                executor,
                [handler = std::move(handler), failure = std::move(failure)]() mutable {
                    std::move(handler)(std::move(failure));
                }
            );
            busy.reset();
        };
        queue->push(std::move(job));
    };
    QueuedJob job{
        .kind = kind, .durability = durability, .function = std::move(function), .done = {}
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(std::exception_ptr)>(
        std::move(start), asio::use_awaitable, this, std::move(job)
    );
}

void WorkQueue::push(QueuedJob job)
{
    {
        const std::scoped_lock lock{mutex_};
        if (!closed_) {
            jobs_.push_back(std::move(job));
            changed_.notify_one();
            return;
        }
    }
    job.done(std::make_exception_ptr(DatabaseError{"submit", "closed"}));
}

std::vector<QueuedJob> WorkQueue::pop_batch(
    std::size_t most, std::optional<std::chrono::steady_clock::time_point> deadline
)
{
    std::unique_lock lock{mutex_};
    const auto ready = [this] { return closed_ || !jobs_.empty(); };
    if (!deadline)
        changed_.wait(lock, ready);
    else
        changed_.wait_until(lock, *deadline, ready);

    std::vector<QueuedJob> batch;
    while (!jobs_.empty() && batch.size() < most) {
        const auto is_write = jobs_.front().kind == JobKind::Write;
        if (!is_write && !batch.empty()) break;
        batch.push_back(std::move(jobs_.front()));
        jobs_.pop_front();
        if (!is_write) break;
    }
    return batch;
}

void WorkQueue::close()
{
    const std::scoped_lock lock{mutex_};
    closed_ = true;
    changed_.notify_all();
}

bool WorkQueue::closed() const
{
    const std::scoped_lock lock{mutex_};
    return closed_ && jobs_.empty();
}

}  // namespace buddy::sql
