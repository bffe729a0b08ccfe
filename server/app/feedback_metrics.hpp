// What people say of Buddy, as numbers: never whose, and nothing while too few have spoken.
//
// Threads  Any event loop.
#pragma once

#include "feedback/figures.hpp"

#include "platform/metrics/metrics.hpp"

#include <cstdint>

namespace buddy::app {

class FeedbackMetrics {
public:
    /// `metrics` outlives this.
    explicit FeedbackMetrics(metrics::Metrics& metrics);

    void count(const feedback::Figures& figures);
    void waiting(std::int64_t reports);
    void found(feedback::Finding finding);

private:
    metrics::Metrics& metrics_;
    metrics::Gauge satisfied_;
    metrics::Gauge promoters_;
    metrics::Gauge waiting_;
};

}  // namespace buddy::app
