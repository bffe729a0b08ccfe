// Keeps us from asking a provider that has just failed several times.
//
// Closed at first. After `failures` failures in a row it opens: nobody asks for `rest`. Then one caller may try; success
// closes it, failure opens it again.
//
// Threads  Any.
#pragma once

#include "core/clock.hpp"
#include "platform/async/guarded.hpp"

#include <chrono>

namespace buddy::llm {

class CircuitBreaker {
public:
    struct Settings {
        int failures = 5;
        std::chrono::milliseconds rest{30'000};
    };
    CircuitBreaker(const Clock& clock, Settings settings) : clock_{clock}, settings_{settings} {}

    /// Whether to ask now. Each true must be followed by succeeded(), failed() or dismissed().
    [[nodiscard]] bool may_try();
    void succeeded();
    void failed();
    /// The try said nothing about the provider: it was cancelled, or the fault was ours.
    void dismissed();
    [[nodiscard]] bool is_open() const;

private:
    struct State {
        int failures_in_a_row = 0;
        Time rests_until{};
        bool trying = false;  // the one try after a rest is under way
    };
    const Clock& clock_;
    Settings settings_;
    Guarded<State> state_;
};

}  // namespace buddy::llm
