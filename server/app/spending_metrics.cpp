#include "app/spending_metrics.hpp"

#include <string>

namespace buddy::app {

void SpendingMetrics::ended(const spending::CallEnd& call)
{
    if (is_away_.exchange(false)) log_.info("the ledger of model calls can be written again");
    const std::string role{spending::id_of(call.role)};
    const std::string model = std::string{call.vendor} + "/" + std::string{call.model};
    metrics_
        .counter(
            "buddy_ledger_calls_total",
            "Calls of language models that ended in the ledger.",
            {{"role", role},
             {"model", model},
             {"outcome", call.was_answered ? "answered" : (call.is_worst_case ? "silent" : "failed")
             }}
        )
        .increment();
    if (!call.was_answered && !call.is_worst_case) return;
    metrics_
        .counter(
            "buddy_model_cost_total",
            "What they cost, in the currency of the prices; the ledger has it exactly.",
            {{"role", role}, {"model", model}}
        )
        .increment(call.cost.about());
    const auto count = [&](const char* kind, std::int64_t tokens) {
        metrics_
            .counter(
                "buddy_ledger_tokens_total",
                "Their tokens.",
                {{"role", role}, {"model", model}, {"kind", kind}}
            )
            .increment(static_cast<double>(tokens));
    };
    count("input", call.tokens.input - call.tokens.cached_input);
    count("cached_input", call.tokens.cached_input);
    count("output", call.tokens.output);
}

void SpendingMetrics::refused(spending::CallRole role, spending::Budget budget)
{
    metrics_
        .counter(
            "buddy_model_refusals_total",
            "Calls that were not made because a budget is used up.",
            {{"role", std::string{spending::id_of(role)}},
             {"budget", std::string{spending::id_of(budget)}}}
        )
        .increment();
}

void SpendingMetrics::ledger_failed(spending::CallRole role)
{
    metrics_
        .counter(
            "buddy_ledger_failures_total",
            "Calls that could not be written into the ledger.",
            {{"role", std::string{spending::id_of(role)}}}
        )
        .increment();
    if (!is_away_.exchange(true))
        log_.error("the ledger of model calls cannot be written; the guided mentor answers");
}

void SpendingMetrics::lost(std::size_t calls)
{
    metrics_
        .counter(
            "buddy_model_calls_lost_total",
            "Calls cut off with a server, counted at their worst case."
        )
        .increment(static_cast<double>(calls));
    log_.warning("model calls of a stopped server count at their worst case", {{"calls", calls}});
}

}  // namespace buddy::app
