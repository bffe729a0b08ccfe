// Numbers for operators, in the text format of Prometheus.
//
//     auto turns = metrics.counter("buddy_turns_total", "Turns by how they ended.", {{"finish",
//     "complete"}}); turns.increment();
//
// Look a series up once and keep the handle: an increment takes about 15 ns, a look-up fifty times
// that. Labels come from closed lists; never a name, an id or anything a person typed.
//
// Threads  Any thread.
// Lifetime Handles are valid as long as the Metrics they came from.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
}  // namespace prometheus

namespace buddy::metrics {

using Labels = std::map<std::string, std::string>;

class Counter {
public:
    explicit Counter(prometheus::Counter& series) : series_{&series} {}
    void increment(double by = 1) const;
    [[nodiscard]] double value() const;

private:
    prometheus::Counter* series_;
};

class Gauge {
public:
    explicit Gauge(prometheus::Gauge& series) : series_{&series} {}
    void set(double value) const;
    void add(double by) const;
    [[nodiscard]] double value() const;

private:
    prometheus::Gauge* series_;
};

class Histogram {
public:
    explicit Histogram(prometheus::Histogram& series) : series_{&series} {}
    void observe(double value) const;

private:
    prometheus::Histogram* series_;
};

class Metrics {
public:
    Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;
    Metrics(Metrics&&) = delete;
    Metrics& operator=(Metrics&&) = delete;
    ~Metrics();

    /// The series of that name and those labels, made on first use.
    [[nodiscard]] Counter counter(
        const std::string& name, const std::string& meaning, const Labels& labels = {}
    );
    [[nodiscard]] Gauge gauge(
        const std::string& name, const std::string& meaning, const Labels& labels = {}
    );
    /// `bounds`: upper bounds of the buckets, inclusive, rising.
    [[nodiscard]] Histogram histogram(
        const std::string& name,
        const std::string& meaning,
        const std::vector<double>& bounds,
        const Labels& labels = {}
    );
    /// Everything, in the text exposition format (content type below).
    [[nodiscard]] std::string text() const;
    static constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

private:
    struct Store;
    std::unique_ptr<Store> store_;
};

/// Bounds for durations in seconds, from 100 µs to 30 s.
[[nodiscard]] const std::vector<double>& duration_bounds();

}  // namespace buddy::metrics
