#include "platform/http/rate_limiter.hpp"

#include "platform/async/guarded.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <list>
#include <unordered_map>
#include <utility>

namespace buddy::http {

namespace {

using std::chrono::milliseconds;

// The calls that still count against one key, oldest first.
struct Window {
    std::deque<Time> calls;
    Time forgotten_at{};                     // when the youngest of them stops to count
    std::list<std::string>::iterator place;  // in the order of use
};

std::chrono::seconds rounded_up(milliseconds span)
{
    return std::chrono::ceil<std::chrono::seconds>(std::max(span, milliseconds{0}));
}

// Some of the keys, under one lock, so that loops seldom wait for each other.
class Shard {
public:
    void set_capacity(std::size_t keys) { capacity_ = std::max<std::size_t>(keys, 1); }

    Allowance take(const Budget& budget, const std::string& key, Time now)
    {
        auto& window = touch(key, now);
        while (!window.calls.empty() && window.calls.front() + budget.window <= now)
            window.calls.pop_front();
        const auto used = static_cast<int>(window.calls.size());
        const bool allowed = used < budget.calls;
        if (allowed) {
            window.calls.push_back(now);
            window.forgotten_at = now + budget.window;
        }
        const auto oldest = window.calls.empty() ? now : window.calls.front();
        return {
            .allowed = allowed,
            .remaining = std::max(budget.calls - used - (allowed ? 1 : 0), 0),
            .reset = rounded_up(oldest + budget.window - now)
        };
    }

private:
    Window& touch(const std::string& key, Time now)
    {
        if (const auto found = windows_.find(key); found != windows_.end()) {
            order_.splice(order_.end(), order_, found->second.place);
            return found->second;
        }
        make_room(now);
        auto& window = windows_[key];
        window.place = order_.insert(order_.end(), key);
        return window;
    }
    // Forgets keys whose calls no longer count, from the least recently used on, and one more when that is not enough.
    void make_room(Time now)
    {
        while (!order_.empty()) {
            const auto oldest = windows_.find(order_.front());
            const bool expired = oldest->second.forgotten_at <= now;
            if (!expired && windows_.size() < capacity_) return;
            windows_.erase(oldest);
            order_.pop_front();
        }
    }

    std::size_t capacity_ = 1;
    std::unordered_map<std::string, Window> windows_;
    std::list<std::string> order_;
};

}  // namespace

struct LocalRateLimiter::Store {
    std::array<Guarded<Shard>, 16> shards;
};

LocalRateLimiter::LocalRateLimiter(const Clock& clock, std::size_t max_keys)
    : clock_{clock}, store_{std::make_unique<Store>()}
{
    for (auto& shard : store_->shards)
        shard.with([&](Shard& inside) { inside.set_capacity(max_keys / store_->shards.size()); });
}

LocalRateLimiter::~LocalRateLimiter() = default;

Task<Allowance> LocalRateLimiter::take(Budget budget, std::string key)
{
    key.insert(0, std::string{budget.name} + ":");
    auto& shard = store_->shards.at(std::hash<std::string>{}(key) % store_->shards.size());
    co_return shard.with([&](Shard& inside) { return inside.take(budget, key, clock_.now()); });
}

}  // namespace buddy::http
