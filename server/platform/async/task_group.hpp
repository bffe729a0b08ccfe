// Coroutines that run beside the one that started them, and can be stopped and awaited.
//
//     TaskGroup tasks{loop.get_executor(), [&log](std::string_view name, std::exception_ptr why) {
//     … }}; tasks.spawn("title_conversation", title(conversation)); … tasks.stop(); co_await
//     tasks.wait();
//
// Threads  A group belongs to one event loop; call it only from there.
// Errors   What a task throws goes to the failure handler. A task that ends because it was
// cancelled has not failed. Lifetime The group may be destroyed while tasks are still ending; it
// cancels them then.
#pragma once

#include "platform/async/task.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string_view>

namespace buddy {

class TaskGroup {
public:
    using OnFailure = std::function<void(std::string_view name, std::exception_ptr why)>;

    /// One spawned task, to cancel it alone. Outlives the task without harm.
    class Handle {
    public:
        Handle() = default;
        /// Asks the task to end at its next suspension. Nothing happens when it has ended already.
        void cancel() const;

    private:
        friend class TaskGroup;
        struct Shared;
        std::weak_ptr<Shared> shared_;
        std::uint64_t id_ = 0;
    };

    TaskGroup(asio::any_io_executor executor, OnFailure on_failure);
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;
    TaskGroup(TaskGroup&&) = delete;
    TaskGroup& operator=(TaskGroup&&) = delete;
    ~TaskGroup();

    /// Starts `task` on a later turn of the loop. `name` is a literal, for the failure handler.
    /// After stop() the task is dropped unstarted.
    Handle spawn(std::string_view name, Task<> task);

    /// Cancels every task and refuses new ones.
    void stop();
    /// Returns when no task is left. Several coroutines may wait.
    Task<> wait();
    [[nodiscard]] std::size_t size() const noexcept;

private:
    std::shared_ptr<Handle::Shared> shared_;
};

}  // namespace buddy
