// State that several threads share, reachable only under its lock.
//
//     Guarded<std::map<std::string, int>> counts;
//     counts.with([&](auto& map) { ++map[key]; });
//
// The function must be short and must not wait: a coroutine is refused at compile time.
#pragma once

#include "platform/async/task.hpp"

#include <functional>
#include <mutex>
#include <type_traits>
#include <utility>

namespace buddy {

namespace guarded_detail {

template <class T>
inline constexpr bool is_task = false;
template <class T>
inline constexpr bool is_task<Task<T>> = true;

}  // namespace guarded_detail

template <class T>
class Guarded {
public:
    Guarded() = default;
    explicit Guarded(T value) : value_{std::move(value)} {}

    /// Calls `function(T&)` under the lock and returns what it returns.
    template <class Function>
    decltype(auto) with(Function&& function)
    {
        static_assert(
            !guarded_detail::is_task<std::invoke_result_t<Function, T&>>,
            "no lock lives across co_await"
        );
        const std::scoped_lock lock{mutex_};
        return std::invoke(std::forward<Function>(function), value_);
    }
    template <class Function>
    decltype(auto) with(Function&& function) const
    {
        static_assert(
            !guarded_detail::is_task<std::invoke_result_t<Function, const T&>>,
            "no lock lives across co_await"
        );
        const std::scoped_lock lock{mutex_};
        return std::invoke(std::forward<Function>(function), value_);
    }

private:
    mutable std::mutex mutex_;
    T value_{};
};

}  // namespace buddy
