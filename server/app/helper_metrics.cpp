#include "app/helper_metrics.hpp"

#include <optional>
#include <string>

namespace buddy::app {

namespace {

using conversation::NoteOutcome;
using conversation::SummaryOutcome;

constexpr auto note_tokens = "buddy_supporter_tokens_total";
constexpr auto note_tokens_meaning = "Tokens that notes cost.";
constexpr auto summary_tokens = "buddy_summary_tokens_total";
constexpr auto summary_tokens_meaning = "Tokens that summaries cost.";

/// A late answer says nothing of why.
Error why_of(const std::optional<Error>& error)
{
    return error.value_or(Error{.code = ErrorCode::Unavailable, .detail = "no answer in time"});
}

}  // namespace

HelperMetrics::HelperMetrics(metrics::Metrics& metrics, log::Log& log)
    : metrics_{metrics},
      log_{log},
      seconds_{metrics.histogram(
          "buddy_supporter_seconds",
          "Time that a turn waited for all of its notes.",
          metrics::duration_bounds()
      )},
      note_prompt_{metrics.counter(note_tokens, note_tokens_meaning, {{"kind", "prompt"}})},
      note_completion_{metrics.counter(note_tokens, note_tokens_meaning, {{"kind", "completion"}})},
      summary_prompt_{metrics.counter(summary_tokens, summary_tokens_meaning, {{"kind", "prompt"}})
      },
      summary_completion_{
          metrics.counter(summary_tokens, summary_tokens_meaning, {{"kind", "completion"}})
      }
{
}

void HelperMetrics::noted(const conversation::NoteCall& call)
{
    const auto outcome = conversation::id_of(call.outcome);
    metrics_
        .counter(
            "buddy_supporter_notes_total",
            "Notes that were to be asked for, by how that ended.",
            {{"outcome", std::string{outcome}}}
        )
        .increment();
    note_prompt_.increment(static_cast<double>(call.usage.prompt_tokens));
    note_completion_.increment(static_cast<double>(call.usage.completion_tokens));
    const bool is_silent = call.outcome == NoteOutcome::Late || call.outcome == NoteOutcome::Failed;
    const bool is_heard = call.outcome == NoteOutcome::Used || call.outcome == NoteOutcome::Empty ||
                          call.outcome == NoteOutcome::Dropped;
    if (!is_silent && !is_heard) return;
    if (notes_are_silent_.exchange(is_silent) == is_silent) return;
    if (is_silent)
        log_.warning(
            "the supporters give no notes; whoever leads answers alone",
            {{"outcome", log::Code{outcome}}, {"why", why_of(call.error)}}
        );
    else
        log_.info("the supporters give notes again");
}

void HelperMetrics::waited(std::chrono::steady_clock::duration time)
{
    seconds_.observe(std::chrono::duration<double>(time).count());
}

void HelperMetrics::summed_up(const conversation::SummaryCall& call)
{
    const auto outcome = conversation::id_of(call.outcome);
    metrics_
        .counter(
            "buddy_summaries_total",
            "Talks that were to be summed up, by how that ended.",
            {{"outcome", std::string{outcome}}}
        )
        .increment();
    summary_prompt_.increment(static_cast<double>(call.usage.prompt_tokens));
    summary_completion_.increment(static_cast<double>(call.usage.completion_tokens));
    const bool is_silent =
        call.outcome == SummaryOutcome::Late || call.outcome == SummaryOutcome::Failed;
    const bool is_heard =
        call.outcome == SummaryOutcome::Kept || call.outcome == SummaryOutcome::Dropped;
    if (!is_silent && !is_heard) return;
    if (summaries_are_silent_.exchange(is_silent) == is_silent) return;
    if (is_silent)
        log_.warning(
            "talks are not summed up; a line of topics and moods tells of them",
            {{"outcome", log::Code{outcome}}, {"why", why_of(call.error)}}
        );
    else
        log_.info("talks are summed up again");
}

}  // namespace buddy::app
