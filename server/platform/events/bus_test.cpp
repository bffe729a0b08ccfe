#include "platform/events/bus.hpp"

#include "platform/async/run_to_end.hpp"

#include <boost/asio/this_coro.hpp>
#include <gtest/gtest.h>

#include <functional>
#include <thread>
#include <vector>

namespace buddy::events {
namespace {

using namespace std::chrono_literals;
using Kinds = std::vector<Heard::Kind>;

struct Story {
    Kinds kinds;
    std::vector<std::string> bodies;
};

// Subscribes, lets `act` happen, then hears `count` times.
Task<Story> hear(Bus& bus, std::function<void()> act, int count, std::size_t capacity = 4)
{
    const auto subscription = bus.subscribe("a", co_await asio::this_coro::executor, capacity);
    act();
    Story story;
    for (int i = 0; i < count; ++i) {
        auto heard = co_await subscription->next(1ms);
        story.kinds.push_back(heard.kind);
        story.bodies.push_back(std::move(heard.body));
    }
    co_return story;
}

TEST(Bus, TellsThoseWhoListenToTheTopic)
{
    Bus bus;
    const auto story = run_to_end(hear(
        bus,
        [&] {
            bus.publish("a", "one");
            bus.publish("b", "other");
            bus.publish("a", "two");
        },
        3
    ));
    EXPECT_EQ(story.kinds, (Kinds{Heard::Kind::News, Heard::Kind::News, Heard::Kind::Quiet}));
    EXPECT_EQ(story.bodies, (std::vector<std::string>{"one", "two", ""}));
}

TEST(Bus, TellsASlowListenerThatNewsWereLost)
{
    Bus bus;
    const auto story = run_to_end(hear(
        bus,
        [&] {
            for (int i = 0; i < 9; ++i) bus.publish("a", "x");
        },
        2
    ));
    EXPECT_EQ(story.kinds, (Kinds{Heard::Kind::Lost, Heard::Kind::Quiet}));
}

TEST(Bus, TellsEveryListenerThatItCloses)
{
    Bus bus;
    const auto story = run_to_end(hear(bus, [&] { bus.close(); }, 2));
    EXPECT_EQ(story.kinds, (Kinds{Heard::Kind::Closed, Heard::Kind::Closed}));
    const auto late = run_to_end(hear(bus, [] {}, 1));
    EXPECT_EQ(late.kinds, Kinds{Heard::Kind::Closed});
}

TEST(Bus, ForgetsAListenerThatIsGone)
{
    Bus bus;
    run_to_end(hear(bus, [] {}, 0));
    EXPECT_EQ(bus.subscribers(), 0U);
}

TEST(Bus, CarriesNewsBetweenThreads)
{
    Bus bus;
    std::thread publisher;
    const auto heard = run_to_end([](Bus& shared, std::thread& other) -> Task<Heard> {
        const auto subscription = shared.subscribe("a", co_await asio::this_coro::executor);
        other = std::thread{[&shared] { shared.publish("a", "hello"); }};
        co_return co_await subscription->next(10s);
    }(bus, publisher));
    publisher.join();
    EXPECT_EQ(heard.body, "hello");
}

}  // namespace
}  // namespace buddy::events
