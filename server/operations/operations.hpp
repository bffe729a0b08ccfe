// Whether Buddy is fit to serve, as the operator and the load balancer see it.
//
//     SafetyHealth safety{engine};
//     safety.note(assessment.available);               // after every assessment
//     const auto canary = safety.run_canaries();       // every few minutes, and at start
//
// Threads  SafetyHealth may be used from any thread.
#pragma once

#include "buddy/safety/engine.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace buddy::operations {

/// One thing that must be well.
struct Check {
    std::string name;  ///< Stable: "safety", "database".
    bool ok = false;
    std::string detail;  ///< For operators; no words, no secrets.
};

/// Watches the safety engine while it works.
class SafetyHealth {
public:
    /// More than this many unavailable among the last `window` assessments, and chat is refused.
    static constexpr std::size_t window = 1000;
    static constexpr std::size_t most_unavailable = 10;

    explicit SafetyHealth(safety::Engine engine) : engine_{std::move(engine)} {}

    /// Remembers whether an assessment could be made.
    void note(bool available);
    /// Asks the live engine about messages whose answer is known. Takes about a millisecond.
    /// true: every answer was right.
    bool run_canaries();
    /// The canaries were right, and few enough assessments were unavailable.
    [[nodiscard]] Check check() const;
    [[nodiscard]] std::size_t unavailable() const;

private:
    safety::Engine engine_;
    mutable std::mutex mutex_;
    std::array<bool, window> failed_{};  // a ring: true where an assessment was unavailable
    std::size_t next_ = 0;
    std::size_t failures_ = 0;
    std::atomic<bool> canaries_right_{true};
};

}  // namespace buddy::operations
