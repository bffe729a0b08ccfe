// Keeps us from asking a provider that has just failed several times.
//
// Closed at first. After `failures` failures in a row it opens: nobody asks for `rest`. Then one caller may try; success
// closes it, failure opens it again.
//
//     auto trial = CircuitBreaker::Trial::of(breaker);
//     if (!trial) …                       // it rests
//     …
//     trial->succeeded();                 // or failed(); neither: it was cancelled, or the fault was ours
//
// Threads  Any.
#pragma once

#include "core/clock.hpp"
#include "platform/async/guarded.hpp"

#include <chrono>
#include <memory>
#include <optional>

namespace buddy::llm {

class CircuitBreaker {
public:
    struct Settings {
        int failures = 5;
        std::chrono::milliseconds rest{30'000};
    };
    class Trial;

    CircuitBreaker(const Clock& clock, Settings settings) : clock_{clock}, settings_{settings} {}

    /// Nobody may ask now.
    [[nodiscard]] bool is_open() const;

private:
    struct State {
        int failures_in_a_row = 0;
        Time rests_until{};
        bool trying = false;  // the one try after a rest is under way
    };
    enum class Way : std::uint8_t { Shut, Open, AfterRest };
    [[nodiscard]] Way may_try();
    void succeeded();
    void failed();
    void dismissed();

    const Clock& clock_;
    Settings settings_;
    Guarded<State> state_;
};

/// Leave to ask once. It may outlive the one who asked: an answer that breaks late counts as well.
class CircuitBreaker::Trial {
public:
    /// Empty while the provider rests.
    [[nodiscard]] static std::optional<Trial> of(std::shared_ptr<CircuitBreaker> breaker);
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;
    Trial(Trial&&) noexcept = default;
    Trial& operator=(Trial&&) = delete;
    ~Trial();
    /// The first word of these two stands.
    void succeeded();
    void failed();

private:
    Trial(std::shared_ptr<CircuitBreaker> breaker, bool is_after_rest)
        : breaker_{std::move(breaker)}, is_after_rest_{is_after_rest}
    {
    }
    std::shared_ptr<CircuitBreaker> breaker_;  // null: the outcome has been told
    bool is_after_rest_;
};

}  // namespace buddy::llm
