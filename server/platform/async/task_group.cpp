#include "platform/async/task_group.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <chrono>
#include <map>
#include <utility>
#include <vector>

namespace buddy {

struct TaskGroup::Handle::Shared {
    Shared(const asio::any_io_executor& on, OnFailure report)
        : executor{on}, on_failure{std::move(report)}, emptied{on}
    {
        emptied.expires_at(std::chrono::steady_clock::time_point::max());
    }

    asio::any_io_executor executor;
    OnFailure on_failure;
    asio::steady_timer emptied;  // cancelled whenever the last task has ended
    std::map<std::uint64_t, std::shared_ptr<asio::cancellation_signal>> running;
    std::uint64_t next_id = 1;
    bool stopped = false;

    void cancel(std::uint64_t id)
    {
        const auto found = running.find(id);
        if (found == running.end()) return;
        const auto signal =
            found->second;  // the task may end, and be forgotten, while the signal is given
        signal->emit(asio::cancellation_type::terminal);
    }
    void cancel_all()
    {
        std::vector<std::uint64_t> ids;
        ids.reserve(running.size());
        for (const auto& entry : running) ids.push_back(entry.first);
        for (const auto id : ids) cancel(id);
    }
    void ended(std::uint64_t id, std::string_view name, const std::exception_ptr& why)
    {
        running.erase(id);
        if (running.empty()) emptied.cancel();
        if (why && !is_cancellation(why) && on_failure) on_failure(name, why);
    }

private:
    static bool is_cancellation(const std::exception_ptr& why)
    {
        try {
            std::rethrow_exception(why);
        } catch (const boost::system::system_error& error) {
            return error.code() == asio::error::operation_aborted;
        } catch (...) {  // whatever it is, the failure handler gets it
            return false;
        }
    }
};

namespace {

// The task starts on a later turn of the loop, so that spawn() never runs foreign code.
Task<> start_later(Task<> task)
{
    co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
    co_await std::move(task);
}

}  // namespace

void TaskGroup::Handle::cancel() const
{
    if (const auto shared = shared_.lock()) shared->cancel(id_);
}

TaskGroup::TaskGroup(asio::any_io_executor executor, OnFailure on_failure)
    : shared_{std::make_shared<Handle::Shared>(executor, std::move(on_failure))}
{
}

TaskGroup::~TaskGroup()
{
    stop();
}

TaskGroup::Handle TaskGroup::spawn(std::string_view name, Task<> task)
{
    Handle handle;
    if (shared_->stopped) return handle;
    const auto id = shared_->next_id++;
    handle.shared_ = shared_;
    handle.id_ = id;
    auto signal = std::make_shared<asio::cancellation_signal>();
    shared_->running.emplace(id, signal);
    // The completion handler keeps the signal alive for as long as the task may look at its slot.
    asio::co_spawn(
        shared_->executor,
        start_later(std::move(task)),
        asio::bind_cancellation_slot(
            signal->slot(),
            [shared = shared_, signal, id, name](const std::exception_ptr& why) {
                shared->ended(id, name, why);
            }
        )
    );
    return handle;
}

void TaskGroup::stop()
{
    shared_->stopped = true;
    shared_->cancel_all();
}

Task<> TaskGroup::wait()
{
    const auto shared = shared_;
    while (!shared->running.empty()) {
        boost::system::error_code
            ignored;  // the wait ends only by being cancelled: that is the news
        co_await shared->emptied.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        const auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none) co_return;
    }
}

std::size_t TaskGroup::size() const noexcept
{
    return shared_->running.size();
}

}  // namespace buddy
