// What models are asked and what that costs, as numbers by role and model; never a family. The log tells
// once when the ledger cannot be written, and once when it can again.
//
// Threads  Any event loop.
#pragma once

#include "spending/accounted_provider.hpp"

#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"

#include <atomic>
#include <cstddef>

namespace buddy::app {

class SpendingMetrics final : public spending::CallObserver {
public:
    /// Both outlive this.
    SpendingMetrics(metrics::Metrics& metrics, log::Log& log) : metrics_{metrics}, log_{log} {}

    void ended(const spending::CallEnd& call) override;
    void refused(spending::CallRole role, spending::Budget budget) override;
    void ledger_failed(spending::CallRole role) override;
    /// Calls whose lease ran out were counted at their worst case.
    void lost(std::size_t calls);

private:
    metrics::Metrics& metrics_;
    log::Log& log_;
    std::atomic<bool> is_away_ = false;
};

}  // namespace buddy::app
