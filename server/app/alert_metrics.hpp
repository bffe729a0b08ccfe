// Alerts as numbers: how fast they are told, seen and answered, and how often they were right. Never a
// word.
//
// Threads  Any event loop.
#pragma once

#include "moderation/http_moderation.hpp"
#include "platform/metrics/metrics.hpp"

#include <chrono>
#include <vector>

namespace buddy::app {

class AlertMetrics final : public moderation::AlertObserver {
public:
    /// `metrics` outlives this.
    explicit AlertMetrics(metrics::Metrics& metrics);

    /// An alert and its mails are committed, so long after its message came in.
    void queued_after(std::chrono::milliseconds passed);
    void seen_after(std::chrono::milliseconds passed) override;
    void answered_after(std::chrono::milliseconds passed) override;
    void judged(const std::vector<moderation::VerdictCount>& all) override;

private:
    metrics::Metrics& metrics_;
    metrics::Histogram queued_;
    metrics::Histogram seen_;
    metrics::Histogram answered_;
};

}  // namespace buddy::app
