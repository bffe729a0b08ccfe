#include "app/model_metrics.hpp"

#include <algorithm>
#include <chrono>

namespace buddy::app {

namespace {

using conversation::ModelOutcome;

bool went_wrong(ModelOutcome outcome)
{
    return leaves_the_floor(outcome) || outcome == ModelOutcome::Broke;
}

/// Nothing is learned of the model: the child left, or it was not asked for a reason that is not its own.
bool says_nothing(ModelOutcome outcome)
{
    return outcome == ModelOutcome::Stopped || outcome == ModelOutcome::OverBudget ||
           outcome == ModelOutcome::Unbooked || outcome == ModelOutcome::TooLong;
}

}  // namespace

ModelMetrics::ModelMetrics(
    metrics::Metrics& metrics, log::Log& log, const std::vector<conversation::ModelVoice>& models
)
    : metrics_{metrics}, log_{log}
{
    for (const auto& model : models) {
        std::string name{model.provider.name()};
        const auto tokens = [&](const char* kind) {
            return metrics.counter(
                "buddy_model_tokens_total",
                "Tokens that the mentor's models cost.",
                {{"provider", name}, {"kind", kind}}
            );
        };
        series_.emplace_back(
            name,
            metrics.gauge(
                "buddy_model_resting",
                "1 while a model is not asked because it failed several times in a row.",
                {{"provider", name}}
            ),
            metrics.histogram(
                "buddy_model_first_word_seconds",
                "Time from asking a model to its first word.",
                metrics::duration_bounds(),
                {{"provider", name}}
            ),
            tokens("prompt"),
            tokens("completion")
        );
    }
}

void ModelMetrics::asked(const conversation::ModelCall& call)
{
    const auto series = std::ranges::find(series_, call.provider->name(), &Series::name);
    if (series == series_.end()) return;
    metrics_
        .counter(
            "buddy_model_calls_total",
            "Times a model of the mentor's was asked, by how that ended.",
            {{"provider", series->name}, {"outcome", std::string{id_of(call.outcome)}}}
        )
        .increment();
    series->resting.set(call.provider->is_resting() ? 1 : 0);
    if (!leaves_the_floor(call.outcome) && call.outcome != ModelOutcome::Stopped)
        series->first_word.observe(std::chrono::duration<double>(call.first_word).count());
    series->prompt_tokens.increment(static_cast<double>(call.usage.prompt_tokens));
    series->completion_tokens.increment(static_cast<double>(call.usage.completion_tokens));
    if (!says_nothing(call.outcome)) tell_operator(call, *series);
}

void ModelMetrics::tell_operator(const conversation::ModelCall& call, Series& series)
{
    const bool is_silent = went_wrong(call.outcome);
    if (series.is_silent.exchange(is_silent) == is_silent) return;
    const log::Code name{series.name};
    if (!is_silent)
        log_.info("a model answers again", {{"provider", name}});
    else if (call.error)
        log_.warning(
            "a model does not answer",
            {{"provider", name}, {"outcome", log::Code{id_of(call.outcome)}}, {"why", *call.error}}
        );
    else
        log_.warning(
            "a model does not answer",
            {{"provider", name}, {"outcome", log::Code{id_of(call.outcome)}}}
        );
}

}  // namespace buddy::app
