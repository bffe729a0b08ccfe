// Turns as numbers: how long each step takes, what safety decided, how turns end. Never a word.
//
// Threads  Any event loop.
#pragma once

#include "app/model_metrics.hpp"
#include "conversation/turn_pipeline.hpp"
#include "platform/metrics/metrics.hpp"

#include <map>
#include <string>

namespace buddy::app {

class TurnMetrics final : public conversation::TurnObserver {
public:
    /// Both outlive this.
    TurnMetrics(metrics::Metrics& metrics, ModelMetrics& models);

    void step_ended(std::string_view step, std::chrono::nanoseconds took) override;
    void message_assessed(safety::Action action, bool available) override;
    void days_were_damaged() override;
    void model_asked(const conversation::ModelCall& call) override { models_.asked(call); }
    void criticised(const advisors::Criticism& criticism) override;
    void turn_ended(conversation::FinishReason reason, std::string_view voice) override;

private:
    metrics::Metrics& metrics_;
    ModelMetrics& models_;
    std::map<std::string, metrics::Histogram, std::less<>> steps_;
};

}  // namespace buddy::app
