// Wakes one waiting coroutine, from any thread.
//
//     Wakeup wakeup{executor};
//     worker:   while (true) { co_await wakeup.wait(); take_all(); }
//     anyone:   queue.push(item); wakeup.notify();
//
// Notifications between two waits are one: look at all that is there after each wait.
//
// Threads  notify() from any thread. wait() and wait_for() by one coroutine at a time, on the loop
// of `executor`. Lifetime notify() on a copy is safe after the waiting side is gone.
#pragma once

#include "platform/async/task.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <memory>

namespace buddy {

class Wakeup {
public:
    explicit Wakeup(const asio::any_io_executor& executor);

    void notify() const;
    /// Returns after the next notification, or at once when there was one since the last wait.
    [[nodiscard]] Task<> wait();
    /// The same, for at most `patience`. false: nobody called.
    [[nodiscard]] Task<bool> wait_for(std::chrono::steady_clock::duration patience);

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace buddy
