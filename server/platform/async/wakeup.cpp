#include "platform/async/wakeup.hpp"

#include <boost/asio/execution_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <mutex>

namespace buddy {

namespace {

// Whether a loop is still there to be posted to. Shared with whoever may call it from another thread.
struct Life {
    std::mutex mutex;
    bool ended = false;
};

// Lives in the loop and notes its end.
class LoopLife final : public asio::execution_context::service {
public:
    using key_type = LoopLife;
    static asio::execution_context::id id;

    explicit LoopLife(asio::execution_context& context) : asio::execution_context::service{context}
    {
    }
    static std::shared_ptr<Life> of(const asio::any_io_executor& executor)
    {
        return asio::use_service<LoopLife>(asio::query(executor, asio::execution::context)).life_;
    }

private:
    void shutdown() override
    {
        const std::scoped_lock lock{life_->mutex};
        life_->ended = true;
    }
    std::shared_ptr<Life> life_ = std::make_shared<Life>();
};

asio::execution_context::id LoopLife::id;

}  // namespace

struct Wakeup::Shared {
    explicit Shared(const asio::any_io_executor& on) : executor{on}, life{LoopLife::of(on)} {}
    asio::any_io_executor executor;
    std::shared_ptr<Life> life;
    std::atomic<bool> called = false;        // set by notify(), taken by the waiting side
    asio::steady_timer* sleeping = nullptr;  // in the frame of wait_for(); touched on the loop only
};

Wakeup::Wakeup(const asio::any_io_executor& executor) : shared_{std::make_shared<Shared>(executor)}
{
}

void Wakeup::notify() const
{
    // A call that has not been heard yet stands for this one too.
    if (shared_->called.exchange(true)) return;
    const std::scoped_lock lock{shared_->life->mutex};
    if (shared_->life->ended) return;
    asio::post(shared_->executor, [shared = shared_] {
        if (shared->sleeping != nullptr) shared->sleeping->cancel();
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
    asio::steady_timer timer{shared->executor, patience};
    shared->sleeping = &timer;
    boost::system::error_code ignored;  // cancelled by notify(), or run out: `called` tells
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    shared->sleeping = nullptr;
    co_return shared->called.exchange(false);
}

}  // namespace buddy
