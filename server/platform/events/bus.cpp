#include "platform/events/bus.hpp"

#include "platform/async/guarded.hpp"
#include "platform/async/wakeup.hpp"

#include <deque>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace buddy::events {

// One subscription's letter box: filled by publishers on any thread, emptied on the subscriber's loop.
struct Subscription::Queue {
    Queue(std::string on, const asio::any_io_executor& executor, std::size_t most)
        : topic{std::move(on)}, capacity{most}, wakeup{executor}
    {
    }
    struct Box {
        std::deque<std::string> news;
        bool lost = false;
        bool closed = false;
    };
    std::string topic;
    std::size_t capacity;
    Wakeup wakeup;
    Guarded<Box> box;

    void put(const std::string& body)
    {
        box.with([&](Box& inside) {
            if (inside.lost) return;  // the reader has to read everything again anyway
            if (inside.news.size() < capacity) {
                inside.news.push_back(body);
                return;
            }
            inside.news.clear();
            inside.lost = true;
        });
        wakeup.notify();
    }
    void close()
    {
        box.with([](Box& inside) { inside.closed = true; });
        wakeup.notify();
    }
    std::optional<Heard> take()
    {
        return box.with([](Box& inside) -> std::optional<Heard> {
            if (inside.closed) return Heard{.kind = Heard::Kind::Closed, .body = {}};
            if (std::exchange(inside.lost, false))
                return Heard{.kind = Heard::Kind::Lost, .body = {}};
            if (inside.news.empty()) return std::nullopt;
            Heard heard{.kind = Heard::Kind::News, .body = std::move(inside.news.front())};
            inside.news.pop_front();
            return heard;
        });
    }
};

struct Subscription::Directory {
    struct Entries {
        std::multimap<std::string, std::shared_ptr<Queue>, std::less<>> by_topic;
        bool closed = false;
    };
    Guarded<Entries> entries;

    void remove(const std::shared_ptr<Queue>& queue)
    {
        entries.with([&](Entries& all) {
            const auto [first, last] = all.by_topic.equal_range(queue->topic);
            for (auto at = first; at != last; ++at) {
                if (at->second != queue) continue;
                all.by_topic.erase(at);
                return;
            }
        });
    }
};

Subscription::Subscription(std::shared_ptr<Directory> directory, std::shared_ptr<Queue> queue)
    : directory_{std::move(directory)}, queue_{std::move(queue)}
{
}

Subscription::~Subscription()
{
    directory_->remove(queue_);
}

Task<Heard> Subscription::next(std::chrono::steady_clock::duration patience)
{
    const auto queue = queue_;
    if (auto heard = queue->take()) co_return std::move(*heard);
    const auto end = std::chrono::steady_clock::now() + patience;
    while (co_await queue->wakeup.wait_for(end - std::chrono::steady_clock::now()))
        if (auto heard = queue->take()) co_return std::move(*heard);
    co_return Heard{};
}

Bus::Bus() : directory_{std::make_shared<Subscription::Directory>()} {}

Bus::~Bus()
{
    close();
}

std::unique_ptr<Subscription> Bus::subscribe(
    std::string topic, const asio::any_io_executor& executor, std::size_t capacity
)
{
    auto queue = std::make_shared<Subscription::Queue>(std::move(topic), executor, capacity);
    const bool closed = directory_->entries.with([&](Subscription::Directory::Entries& all) {
        all.by_topic.emplace(queue->topic, queue);
        return all.closed;
    });
    if (closed) queue->close();
    return std::unique_ptr<Subscription>{new Subscription{directory_, std::move(queue)}};
}

void Bus::publish(std::string_view topic, const std::string& body)
{
    std::vector<std::shared_ptr<Subscription::Queue>> listeners;
    directory_->entries.with([&](Subscription::Directory::Entries& all) {
        const auto [first, last] = all.by_topic.equal_range(topic);
        for (auto at = first; at != last; ++at) listeners.push_back(at->second);
    });
    for (const auto& listener : listeners) listener->put(body);
}

void Bus::close()
{
    std::vector<std::shared_ptr<Subscription::Queue>> listeners;
    directory_->entries.with([&](Subscription::Directory::Entries& all) {
        all.closed = true;
        for (const auto& entry : all.by_topic) listeners.push_back(entry.second);
    });
    for (const auto& listener : listeners) listener->close();
}

std::size_t Bus::subscribers() const
{
    return directory_->entries.with([](const Subscription::Directory::Entries& all) {
        return all.by_topic.size();
    });
}

}  // namespace buddy::events
