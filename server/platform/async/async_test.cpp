#include "platform/async/deadline.hpp"
#include "platform/async/event_loops.hpp"
#include "platform/async/guarded.hpp"
#include "platform/async/run_to_end.hpp"
#include "platform/async/task_group.hpp"
#include "platform/async/wakeup.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace buddy {
namespace {

using namespace std::chrono_literals;

Task<> sleep_for(std::chrono::milliseconds span)
{
    asio::steady_timer timer{co_await asio::this_coro::executor, span};
    co_await timer.async_wait(asio::use_awaitable);
}

Task<> note_how_it_ends(std::string& how)
{
    try {
        co_await sleep_for(1h);
        how = "finished";
    } catch (const boost::system::system_error&) {
        how = "cancelled";
        throw;
    }
}

Task<> fail()
{
    co_await sleep_for(0ms);
    throw std::runtime_error{"broken"};
}

Task<int> answer_after(std::chrono::milliseconds span, int value)
{
    co_await sleep_for(span);
    co_return value;
}

TEST(TaskGroup, StopsEveryTaskAndWaitsForTheirEnds)
{
    std::string first;
    std::string second;
    std::size_t left = 99;
    asio::io_context context{1};
    TaskGroup group{context.get_executor(), {}};
    group.spawn("first", note_how_it_ends(first));
    group.spawn("second", note_how_it_ends(second));
    asio::co_spawn(
        context,
        [](TaskGroup& tasks, std::size_t& remaining) -> Task<> {
            co_await sleep_for(1ms);
            tasks.stop();
            co_await tasks.wait();
            remaining = tasks.size();
        }(group, left),
        [](const std::exception_ptr&) {}
    );
    context.run();
    EXPECT_EQ(first, "cancelled");
    EXPECT_EQ(second, "cancelled");
    EXPECT_EQ(left, 0U);
}

TEST(TaskGroup, CancelsOneTaskByItsHandle)
{
    std::string first;
    asio::io_context context{1};
    TaskGroup group{context.get_executor(), {}};
    const auto handle = group.spawn("first", note_how_it_ends(first));
    asio::steady_timer timer{context, 1ms};
    timer.async_wait([&](auto) { handle.cancel(); });
    context.run();
    handle.cancel();  // after its end: no harm
    EXPECT_EQ(first, "cancelled");
}

TEST(TaskGroup, ReportsFailuresButNoCancellation)
{
    std::vector<std::string> failed;
    std::string how;
    asio::io_context context{1};
    TaskGroup group{context.get_executor(), [&](std::string_view name, const std::exception_ptr&) {
                        failed.emplace_back(name);
                        group.stop();
                    }};
    group.spawn("bad", fail());
    group.spawn("good", note_how_it_ends(how));
    context.run();
    EXPECT_EQ(failed, std::vector<std::string>{"bad"});
    EXPECT_EQ(how, "cancelled");
}

TEST(TaskGroup, DropsWhatIsSpawnedAfterTheStop)
{
    std::string how = "never started";
    asio::io_context context{1};
    TaskGroup group{context.get_executor(), {}};
    group.stop();
    group.spawn("late", note_how_it_ends(how));
    context.run();
    EXPECT_EQ(how, "never started");
}

TEST(TaskGroup, MayGoBeforeItsLoop)
{
    std::string how;
    asio::io_context context{1};
    {
        TaskGroup group{context.get_executor(), {}};
        group.spawn("orphan", note_how_it_ends(how));
        context.poll();
    }
    context.run();
    EXPECT_EQ(how, "cancelled");
}

TEST(Deadline, GivesTheValueInTime)
{
    const auto value = run_to_end(with_deadline(1h, answer_after(0ms, 7)));
    EXPECT_EQ(value, 7);
}

TEST(Deadline, CancelsWhatIsLate)
{
    const auto value = run_to_end(with_deadline(1ms, answer_after(1h, 7)));
    EXPECT_FALSE(value);
}

TEST(Deadline, PassesOnWhatTheWorkThrows)
{
    EXPECT_THROW(run_to_end(with_deadline(1h, fail())), std::runtime_error);
}

TEST(Deadline, IsCancelledWithItsCaller)
{
    std::string how;
    asio::io_context context{1};
    TaskGroup group{context.get_executor(), {}};
    group.spawn("outer", [](std::string& inner) -> Task<> {
        co_await with_deadline(1h, note_how_it_ends(inner));
    }(how));
    asio::steady_timer timer{context, 2ms};
    timer.async_wait([&](auto) { group.stop(); });
    context.run();
    EXPECT_EQ(how, "cancelled");
}

TEST(Wakeup, RemembersACallThatCameBeforeTheWait)
{
    asio::io_context context{1};
    const Wakeup wakeup{context.get_executor()};
    wakeup.notify();
    wakeup.notify();
    auto done = asio::co_spawn(
        context,
        [](Wakeup waiting) -> Task<bool> {
            const bool first = co_await waiting.wait_for(1h);
            const bool second = co_await waiting.wait_for(1ms);
            co_return first && !second;
        }(wakeup),
        asio::use_future
    );
    context.run();
    EXPECT_TRUE(done.get());
}

TEST(Wakeup, WakesAcrossThreads)
{
    asio::io_context context{1};
    const Wakeup wakeup{context.get_executor()};
    auto done = asio::co_spawn(
        context,
        [](Wakeup waiting) -> Task<bool> { co_return co_await waiting.wait_for(10s); }(wakeup),
        asio::use_future
    );
    std::thread caller{[&] { wakeup.notify(); }};
    context.run();
    caller.join();
    EXPECT_TRUE(done.get());
}

TEST(Wakeup, MayBeCalledWhenItsLoopIsGone)
{
    std::optional<Wakeup> wakeup;
    {
        asio::io_context context{1};
        wakeup.emplace(context.get_executor());
    }
    wakeup->notify();
}

TEST(EventLoops, RunJobsOnTheirOwnThreads)
{
    EventLoops loops{2, {}};
    loops.start();
    std::array<std::promise<TaskGroup*>, 2> groups;
    for (std::size_t i = 0; i < 2; ++i)
        loops.post(i, [&, i] { groups.at(i).set_value(&loops.tasks()); });
    EXPECT_EQ(groups[0].get_future().get(), &loops.tasks(0));
    EXPECT_EQ(groups[1].get_future().get(), &loops.tasks(1));
}

TEST(EventLoops, EndTheirTasksWhenTheyStop)
{
    std::string how;
    EventLoops loops{1, {}};
    loops.start();
    std::promise<void> started;
    loops.spawn(0, "long", [&] {
        started.set_value();
        return note_how_it_ends(how);
    });
    started.get_future().get();
    loops.stop(5s);
    EXPECT_TRUE(how == "cancelled" || how.empty());
}

TEST(Guarded, ReturnsWhatTheFunctionReturns)
{
    Guarded<int> number{3};
    EXPECT_EQ(number.with([](int& value) { return ++value; }), 4);
}

}  // namespace
}  // namespace buddy
