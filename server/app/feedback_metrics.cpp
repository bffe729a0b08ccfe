#include "app/feedback_metrics.hpp"

#include <limits>
#include <string>

namespace buddy::app {
namespace {

/// Too few have spoken.
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

}  // namespace

FeedbackMetrics::FeedbackMetrics(metrics::Metrics& metrics)
    : metrics_{metrics},
      satisfied_{metrics.gauge(
          "buddy_satisfied_share",
          "Guardians who gave Buddy four or five of five in the last half year; NaN: too few "
          "answered."
      )},
      promoters_{metrics.gauge(
          "buddy_promoter_score",
          "Net promoter score of the last half year, -100 to 100; NaN: too few answered."
      )},
      waiting_{metrics.gauge(
          "buddy_answer_reports_waiting",
          "Answers that children reported and no moderator has judged."
      )}
{
    satisfied_.set(unknown);
    promoters_.set(unknown);
}

void FeedbackMetrics::count(const feedback::Figures& figures)
{
    satisfied_.set(figures.satisfied.figure ? figures.satisfied.figure->share : unknown);
    promoters_.set(figures.promoters.figure ? figures.promoters.figure->score : unknown);
    for (const auto& kind : figures.thumbs)
        metrics_
            .gauge(
                "buddy_thumbs_up_share",
                "Thumbs up among all, by who led and which voice spoke; NaN: too few.",
                {{"advisor", kind.advisor}, {"voice", kind.voice}}
            )
            .set(kind.up.figure ? kind.up.figure->share : unknown);
}

void FeedbackMetrics::waiting(std::int64_t reports)
{
    waiting_.set(static_cast<double>(reports));
}

void FeedbackMetrics::found(feedback::Finding finding)
{
    metrics_
        .counter(
            "buddy_answer_reports_total",
            "Reported answers by what a moderator found.",
            {{"finding", std::string{feedback::id_of(finding)}}}
        )
        .increment();
}

}  // namespace buddy::app
