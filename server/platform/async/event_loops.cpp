#include "platform/async/event_loops.hpp"

#include "platform/async/thread_name.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <future>
#include <stdexcept>
#include <thread>
#include <utility>

namespace buddy {

struct EventLoops::Loop {
    explicit Loop(TaskGroup::OnFailure on_failure)
        : context{1},
          work{context.get_executor()},
          tasks{context.get_executor(), std::move(on_failure)}
    {
    }
    asio::io_context context;
    asio::executor_work_guard<asio::io_context::executor_type> work;
    TaskGroup tasks;
    std::thread thread;
};

namespace {

// Tells the thread that stops the loops when a group has emptied.
Task<> stop_group(TaskGroup& tasks, std::shared_ptr<std::promise<void>> emptied)
{
    tasks.stop();
    co_await tasks.wait();
    emptied->set_value();
}

}  // namespace

EventLoops::EventLoops(std::size_t count, TaskGroup::OnFailure on_failure)
{
    if (count == 0) throw std::invalid_argument{"there must be at least one event loop"};
    loops_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) loops_.push_back(std::make_unique<Loop>(on_failure));
}

EventLoops::~EventLoops()
{
    stop(std::chrono::milliseconds{0});
}

asio::io_context& EventLoops::context(std::size_t index)
{
    return loops_.at(index)->context;
}

TaskGroup& EventLoops::tasks(std::size_t index)
{
    return loops_.at(index)->tasks;
}

TaskGroup& EventLoops::tasks()
{
    for (const auto& loop : loops_)
        if (loop->context.get_executor().running_in_this_thread()) return loop->tasks;
    return loops_.front()->tasks;
}

void EventLoops::start()
{
    if (std::exchange(started_, true)) return;
    for (const auto& loop : loops_)
        loop->thread = std::thread{[&context = loop->context] {
            name_this_thread("event-loop");
            context.run();
        }};
}

void EventLoops::post(std::size_t index, std::function<void()> job)
{
    asio::post(loops_.at(index)->context, std::move(job));
}

void EventLoops::spawn(std::size_t index, std::string_view name, std::function<Task<>()> task)
{
    auto& loop = *loops_.at(index);
    asio::post(loop.context, [&loop, name, task = std::move(task)] {
        loop.tasks.spawn(name, task());
    });
}

void EventLoops::stop(std::chrono::milliseconds grace)
{
    if (!std::exchange(started_, false)) return;
    const auto end = std::chrono::steady_clock::now() + grace;
    std::vector<std::future<void>> emptied;
    emptied.reserve(loops_.size());
    for (const auto& loop : loops_) {
        auto promise = std::make_shared<std::promise<void>>();
        emptied.push_back(promise->get_future());
        asio::post(
            loop->context,
            [&tasks = loop->tasks, promise, executor = loop->context.get_executor()] {
                // Not in the group itself: it would wait for its own end.
                asio::co_spawn(executor, stop_group(tasks, promise), [](const std::exception_ptr&) {
                    // A promise that was never kept ends the wait as well.
                });
            }
        );
    }
    for (auto& future : emptied) future.wait_until(end);
    for (const auto& loop : loops_) loop->context.stop();
    for (const auto& loop : loops_) loop->thread.join();
}

}  // namespace buddy
