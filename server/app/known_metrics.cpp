#include "app/known_metrics.hpp"

#include <string>

namespace buddy::app {

namespace {

constexpr auto saved_name = "buddy_response_cache_saved_tokens_total";
constexpr auto saved_meaning = "Tokens that answers given again had cost when a model gave them.";

}  // namespace

KnownMetrics::KnownMetrics(metrics::Metrics& metrics)
    : metrics_{metrics},
      prompt_tokens_{metrics.counter(saved_name, saved_meaning, {{"kind", "prompt"}})},
      completion_tokens_{metrics.counter(saved_name, saved_meaning, {{"kind", "completion"}})}
{
}

void KnownMetrics::looked(conversation::KnownOutcome outcome)
{
    metrics_
        .counter(
            "buddy_response_cache_total",
            "Plain questions by what the response cache had, and answers kept.",
            {{"outcome", std::string{conversation::id_of(outcome)}}}
        )
        .increment();
}

void KnownMetrics::left_alone(conversation::Unshared reason)
{
    metrics_
        .counter(
            "buddy_response_cache_left_alone_total",
            "Messages not looked up and answers not kept, by reason.",
            {{"reason", std::string{conversation::id_of(reason)}}}
        )
        .increment();
}

void KnownMetrics::saved(const llm::Usage& cost)
{
    prompt_tokens_.increment(static_cast<double>(cost.prompt_tokens));
    completion_tokens_.increment(static_cast<double>(cost.completion_tokens));
}

}  // namespace buddy::app
