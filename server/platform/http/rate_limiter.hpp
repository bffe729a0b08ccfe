// Budgets: so many calls within so long.
//
// Threads  Any loop.
#pragma once

#include "core/clock.hpp"
#include "platform/async/task.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace buddy::http {

struct Budget {
    std::string_view name;  ///< A literal; part of the key.
    int calls = 0;          ///< At most, in any window of that length.
    std::chrono::seconds window{0};
};

struct Allowance {
    bool allowed = true;
    int remaining = 0;              ///< Calls left now.
    std::chrono::seconds reset{0};  ///< Until the oldest call that counts is forgotten, rounded up.
};

class RateLimiter {
public:
    RateLimiter() = default;
    RateLimiter(const RateLimiter&) = delete;
    RateLimiter& operator=(const RateLimiter&) = delete;
    RateLimiter(RateLimiter&&) = delete;
    RateLimiter& operator=(RateLimiter&&) = delete;
    virtual ~RateLimiter() = default;
    /// Takes one call from the budget of `key`. A refused call is not counted.
    [[nodiscard]] virtual Task<Allowance> take(Budget budget, std::string key) = 0;
};

/// Counts in memory, exactly (a sliding window), for one process.
class LocalRateLimiter final : public RateLimiter {
public:
    explicit LocalRateLimiter(const Clock& clock, std::size_t max_keys = 100'000);
    ~LocalRateLimiter() override;
    LocalRateLimiter(const LocalRateLimiter&) = delete;
    LocalRateLimiter& operator=(const LocalRateLimiter&) = delete;
    LocalRateLimiter(LocalRateLimiter&&) = delete;
    LocalRateLimiter& operator=(LocalRateLimiter&&) = delete;
    [[nodiscard]] Task<Allowance> take(Budget budget, std::string key) override;

private:
    struct Store;
    const Clock& clock_;
    std::unique_ptr<Store> store_;
};

}  // namespace buddy::http
