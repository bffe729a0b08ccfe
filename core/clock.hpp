// The time of day as something that tests can set.
//
// Threads  now() may be called from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace buddy {

/// A moment, to the millisecond, UTC. Stored as BIGINT milliseconds since 1970.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

[[nodiscard]] constexpr std::int64_t to_millis(Time time) noexcept
{
    return time.time_since_epoch().count();
}
[[nodiscard]] constexpr Time from_millis(std::int64_t millis) noexcept
{
    return Time{std::chrono::milliseconds{millis}};
}

/// Where the time comes from.
class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    Clock(Clock&&) = delete;
    Clock& operator=(Clock&&) = delete;
    virtual ~Clock() = default;
    [[nodiscard]] virtual Time now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Time now() const override
    {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(
            std::chrono::system_clock::now()
        );
    }
};

/// A clock that stands still until a test moves it.
class FakeClock final : public Clock {
public:
    explicit FakeClock(Time start) : millis_{to_millis(start)} {}
    [[nodiscard]] Time now() const override { return from_millis(millis_.load()); }
    void advance(std::chrono::milliseconds by) { millis_ += by.count(); }

private:
    std::atomic<std::int64_t> millis_;
};

}  // namespace buddy
