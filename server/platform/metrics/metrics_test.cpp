#include "platform/metrics/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace buddy::metrics {
namespace {

using testing::HasSubstr;

TEST(Metrics, AreWrittenInTheTextFormat)
{
    Metrics metrics;
    metrics.counter("buddy_turns_total", "Turns.", {{"finish", "complete"}}).increment(2);
    metrics.gauge("buddy_streams", "Streams.").set(3);
    metrics.histogram("buddy_seconds", "Time.", {0.1, 1}).observe(0.5);
    const auto text = metrics.text();
    EXPECT_THAT(
        text, HasSubstr("# HELP buddy_turns_total Turns.\n# TYPE buddy_turns_total counter\n")
    );
    EXPECT_THAT(text, HasSubstr("buddy_turns_total{finish=\"complete\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("buddy_streams 3\n"));
    EXPECT_THAT(text, HasSubstr("buddy_seconds_bucket{le=\"1\"} 1\n"));
}

TEST(Metrics, GiveTheSameSeriesForTheSameLabels)
{
    Metrics metrics;
    metrics.counter("a_total", "A.", {{"x", "1"}}).increment();
    EXPECT_EQ(metrics.counter("a_total", "A.", {{"x", "1"}}).value(), 1);
    EXPECT_EQ(metrics.counter("a_total", "A.", {{"x", "2"}}).value(), 0);
}

}  // namespace
}  // namespace buddy::metrics
