// The models that help the one who speaks, as numbers: notes and summaries asked for, how that ended, what a turn waited,
// what it cost. Never a word. The log tells once when one of them stops answering, and once when it answers again.
//
// Threads  Any event loop.
#pragma once

#include "conversation/summaries.hpp"
#include "conversation/supporters.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"

#include <atomic>
#include <chrono>

namespace buddy::app {

class HelperMetrics final : public conversation::SupporterObserver,
                            public conversation::SummaryObserver {
public:
    /// Both outlive this.
    HelperMetrics(metrics::Metrics& metrics, log::Log& log);

    void noted(const conversation::NoteCall& call) override;
    void waited(std::chrono::steady_clock::duration time) override;
    void summed_up(const conversation::SummaryCall& call) override;

private:
    metrics::Metrics& metrics_;
    log::Log& log_;
    metrics::Histogram seconds_;
    metrics::Counter note_prompt_;
    metrics::Counter note_completion_;
    metrics::Counter summary_prompt_;
    metrics::Counter summary_completion_;
    std::atomic<bool> notes_are_silent_ = false;
    std::atomic<bool> summaries_are_silent_ = false;
};

}  // namespace buddy::app
