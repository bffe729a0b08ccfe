// The threads that serve: one single-threaded event loop each, sharing nothing.
//
//     EventLoops loops{2, [&log](std::string_view task, std::exception_ptr why) { … }};
//     server.listen();
//     loops.start();
//     …
//     loops.stop();                                     // or the destructor
//
// Threads  start(), stop() and post() from any thread. tasks() only from the loop it belongs to.
// Lifetime stop() joins the threads. The contexts, and what still hangs in them, go with the
// destructor.
#pragma once

#include "platform/async/task_group.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace buddy {

class EventLoops {
public:
    EventLoops(std::size_t count, TaskGroup::OnFailure on_failure);
    EventLoops(const EventLoops&) = delete;
    EventLoops& operator=(const EventLoops&) = delete;
    EventLoops(EventLoops&&) = delete;
    EventLoops& operator=(EventLoops&&) = delete;
    ~EventLoops();

    [[nodiscard]] std::size_t size() const noexcept { return loops_.size(); }
    [[nodiscard]] asio::io_context& context(std::size_t index);
    /// The group of loop `index`.
    [[nodiscard]] TaskGroup& tasks(std::size_t index);
    /// The group of the loop that the calling thread runs; loop 0's when the thread runs none.
    [[nodiscard]] TaskGroup& tasks();

    /// Starts one thread per loop. They run until stop(), also when there is nothing to do.
    void start();
    /// Runs `job` on loop `index`, soon.
    void post(std::size_t index, std::function<void()> job);
    /// Starts `task` in the group of loop `index`; from any thread.
    void spawn(std::size_t index, std::string_view name, std::function<Task<>()> task);
    /// Cancels the tasks of every group, waits for them at most `grace`, then ends the loops and
    /// joins the threads. Not from a loop's own thread.
    void stop(std::chrono::milliseconds grace = std::chrono::milliseconds{2000});

private:
    struct Loop;
    std::vector<std::unique_ptr<Loop>> loops_;
    bool started_ = false;
};

}  // namespace buddy
