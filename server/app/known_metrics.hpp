// Answers that were given again as numbers: how often, why not, and what that saved. Never a word.
//
// Threads  Any event loop.
#pragma once

#include "conversation/known_answers.hpp"
#include "platform/metrics/metrics.hpp"

namespace buddy::app {

class KnownMetrics final : public conversation::KnownObserver {
public:
    /// `metrics` outlives this.
    explicit KnownMetrics(metrics::Metrics& metrics);

    void looked(conversation::KnownOutcome outcome) override;
    void left_alone(conversation::Unshared reason) override;
    void saved(const llm::Usage& cost) override;

private:
    metrics::Metrics& metrics_;
    metrics::Counter prompt_tokens_;
    metrics::Counter completion_tokens_;
};

}  // namespace buddy::app
