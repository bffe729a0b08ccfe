// The mentor's models as numbers: who was asked, how that ended, how long the first word took, what it cost, who rests. Never a
// word. The log tells once when a model stops answering, and once when it answers again.
//
// Threads  Any event loop.
#pragma once

#include "conversation/model_voice.hpp"
#include "platform/log/log.hpp"
#include "platform/metrics/metrics.hpp"

#include <atomic>
#include <list>
#include <string>
#include <vector>

namespace buddy::app {

class ModelMetrics {
public:
    /// All outlive this. `models` are those that can be asked.
    ModelMetrics(
        metrics::Metrics& metrics,
        log::Log& log,
        const std::vector<conversation::ModelVoice>& models
    );
    void asked(const conversation::ModelCall& call);

private:
    struct Series {
        std::string name;
        metrics::Gauge resting;
        metrics::Histogram first_word;
        metrics::Counter prompt_tokens;
        metrics::Counter completion_tokens;
        std::atomic<bool> is_silent = false;
    };
    void tell_operator(const conversation::ModelCall& call, Series& series);

    metrics::Metrics& metrics_;
    log::Log& log_;
    std::list<Series> series_;  // a Series cannot move
};

}  // namespace buddy::app
