#include "platform/async/wakeup.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>

namespace buddy {

struct Wakeup::Shared {
    explicit Shared(const asio::any_io_executor& on) : executor{on}, timer{on} {}
    asio::any_io_executor executor;
    asio::steady_timer timer;
    std::atomic<bool> called = false;  // set by notify(), taken by the waiting side
    bool waiting = false;              // touched on the loop only
};

Wakeup::Wakeup(const asio::any_io_executor& executor) : shared_{std::make_shared<Shared>(executor)}
{
}

void Wakeup::notify() const
{
    // A call that has not been heard yet stands for this one too.
    if (shared_->called.exchange(true)) return;
    asio::post(shared_->executor, [shared = shared_] {
        if (shared->waiting) shared->timer.cancel();
    });
}

Task<> Wakeup::wait()
{
    while (!co_await wait_for(std::chrono::hours{1})) {
    }
}

Task<bool> Wakeup::wait_for(std::chrono::steady_clock::duration patience)
{
    const auto shared = shared_;
    if (shared->called.exchange(false)) co_return true;
    shared->timer.expires_after(patience);
    shared->waiting = true;
    boost::system::error_code ignored;  // cancelled by notify(), or run out: `called` tells
    co_await shared->timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    shared->waiting = false;
    co_return shared->called.exchange(false);
}

}  // namespace buddy
