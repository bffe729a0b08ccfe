#include "app/turn_metrics.hpp"

namespace buddy::app {

TurnMetrics::TurnMetrics(metrics::Metrics& metrics, ModelMetrics& models)
    : metrics_{metrics}, models_{models}
{
    // Made once, so that a turn never waits for the registry.
    for (const auto& step : conversation::TurnPipeline::steps) {
        steps_.emplace(
            step.name,
            metrics.histogram(
                "buddy_turn_step_seconds",
                "Time of each step of a turn.",
                metrics::duration_bounds(),
                {{"step", std::string{step.name}}}
            )
        );
    }
}

void TurnMetrics::step_ended(std::string_view step, std::chrono::nanoseconds took)
{
    if (const auto found = steps_.find(step); found != steps_.end()) {
        found->second.observe(std::chrono::duration<double>(took).count());
    }
}

void TurnMetrics::message_assessed(safety::Action action, bool available)
{
    const auto decided =
        available ? std::string{safety::id_of(action)} : std::string{"unavailable"};
    metrics_
        .counter(
            "buddy_messages_assessed_total",
            "Messages by what safety decided.",
            {{"action", decided}}
        )
        .increment();
}

void TurnMetrics::days_were_damaged()
{
    metrics_
        .counter(
            "buddy_damaged_days_total",
            "Courses over days that could not be read and were begun anew."
        )
        .increment();
}

void TurnMetrics::criticised(const advisors::Criticism& criticism)
{
    metrics_
        .counter(
            "buddy_critics_total",
            "What critics found in models' replies, and what became of it.",
            {{"critic", std::string{advisors::id_of(criticism.critic)}},
             {"outcome", std::string{advisors::id_of(criticism.remark)}}}
        )
        .increment(criticism.times);
}

void TurnMetrics::turn_ended(conversation::FinishReason reason, std::string_view voice)
{
    metrics_
        .counter(
            "buddy_turns_total",
            "Turns by how they ended and who spoke.",
            {{"reason", std::string{conversation::id_of(reason)}}, {"voice", std::string{voice}}}
        )
        .increment();
}

}  // namespace buddy::app
