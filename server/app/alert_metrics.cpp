#include "app/alert_metrics.hpp"

#include "buddy/safety/assessment.hpp"

#include <string>

namespace buddy::app {
namespace {

double seconds(std::chrono::milliseconds passed)
{
    return std::chrono::duration<double>(passed).count();
}

/// From a minute to a week: how long people take.
const std::vector<double>& human_bounds()
{
    static const std::vector<double> bounds{
        60, 300, 900, 1'800, 3'600, 14'400, 43'200, 86'400, 259'200, 604'800
    };
    return bounds;
}

metrics::Gauge verdicts(metrics::Metrics& metrics, std::string category, std::string verdict)
{
    return metrics.gauge(
        "buddy_alert_verdicts",
        "Alerts that grown-ups found right, nothing, or could not tell, since this server exists.",
        {{"category", std::move(category)}, {"verdict", std::move(verdict)}}
    );
}

}  // namespace

AlertMetrics::AlertMetrics(metrics::Metrics& metrics)
    : metrics_{metrics},
      queued_{metrics.histogram(
          "buddy_alert_queue_seconds",
          "From a message to the commit of its alert and mails.",
          {0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60}
      )},
      seen_{metrics.histogram(
          "buddy_alert_seen_seconds",
          "From a message to the first page that showed its alert.",
          human_bounds()
      )},
      answered_{metrics.histogram(
          "buddy_alert_answered_seconds",
          "From a message to the first grown-up who answered its alert.",
          human_bounds()
      )}
{
    for (const auto verdict :
         {moderation::Verdict::Right, moderation::Verdict::Nothing, moderation::Verdict::Unsure})
        verdicts(
            metrics_,
            std::string{safety::id_of(safety::Category::SelfHarm)},
            std::string{moderation::id_of(verdict)}
        )
            .set(0);
}

void AlertMetrics::queued_after(std::chrono::milliseconds passed)
{
    queued_.observe(seconds(passed));
}

void AlertMetrics::seen_after(std::chrono::milliseconds passed)
{
    seen_.observe(seconds(passed));
}

void AlertMetrics::answered_after(std::chrono::milliseconds passed)
{
    answered_.observe(seconds(passed));
}

void AlertMetrics::judged(const std::vector<moderation::VerdictCount>& all)
{
    for (const auto& count : all)
        verdicts(metrics_, count.category, count.verdict).set(static_cast<double>(count.alerts));
}

}  // namespace buddy::app
