// News inside one process: publish from any loop, hear it on your own.
//
//     auto alerts = bus.subscribe("family/" + family.text(), co_await asio::this_coro::executor);
//     while (true) {
//         const auto heard = co_await alerts->next(15s);
//         if (heard.kind == Heard::Kind::Closed) break;
//         …                                             // News: body. Lost: read the database
//         again. Quiet: keep alive.
//     }
//
// The bus carries no truth: what it says is in the database already, and who misses news reads it
// there.
//
// Threads  publish(), subscribe() and close() from any thread. A Subscription is used on the loop
// of its executor. Lifetime A Subscription unsubscribes when destroyed and may outlive the bus.
#pragma once

#include "platform/async/task.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace buddy::events {

struct Heard {
    enum class Kind : std::uint8_t {
        News,  ///< `body` is what was published.
        Lost,  ///< More came than the queue holds. All queued news was dropped; read again from the
               ///< start.
        Quiet,  ///< Nothing within the patience.
        Closed  ///< The bus is closing: end the stream.
    };
    Kind kind = Kind::Quiet;
    std::string body;
};

class Bus;

class Subscription {
public:
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;
    Subscription(Subscription&&) = delete;
    Subscription& operator=(Subscription&&) = delete;
    ~Subscription();
    /// The next thing that happens to this subscription. One coroutine at a time.
    [[nodiscard]] Task<Heard> next(std::chrono::steady_clock::duration patience);

private:
    friend class Bus;
    struct Queue;
    struct Directory;
    Subscription(std::shared_ptr<Directory> directory, std::shared_ptr<Queue> queue);
    std::shared_ptr<Directory> directory_;
    std::shared_ptr<Queue> queue_;
};

class Bus {
public:
    static constexpr std::size_t default_capacity = 64;

    Bus();
    Bus(const Bus&) = delete;
    Bus& operator=(const Bus&) = delete;
    Bus(Bus&&) = delete;
    Bus& operator=(Bus&&) = delete;
    ~Bus();

    [[nodiscard]] std::unique_ptr<Subscription> subscribe(
        std::string topic,
        const asio::any_io_executor& executor,
        std::size_t capacity = default_capacity
    );
    /// Tells everyone subscribed to exactly this topic. Never waits.
    void publish(std::string_view topic, const std::string& body);
    /// Every subscription hears Closed, now and from then on.
    void close();
    [[nodiscard]] std::size_t subscribers() const;

private:
    std::shared_ptr<Subscription::Directory> directory_;
};

}  // namespace buddy::events
