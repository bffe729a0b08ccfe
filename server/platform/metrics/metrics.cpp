#include "platform/metrics/metrics.hpp"

#include "platform/async/guarded.hpp"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace buddy::metrics {

void Counter::increment(double by) const
{
    series_->Increment(by);
}
double Counter::value() const
{
    return series_->Value();
}
void Gauge::set(double value) const
{
    series_->Set(value);
}
void Gauge::add(double by) const
{
    series_->Increment(by);
}
double Gauge::value() const
{
    return series_->Value();
}
void Histogram::observe(double value) const
{
    series_->Observe(value);
}

struct Metrics::Store {
    prometheus::Registry registry;
    struct Families {
        std::map<std::string, prometheus::Family<prometheus::Counter>*> counters;
        std::map<std::string, prometheus::Family<prometheus::Gauge>*> gauges;
        std::map<std::string, prometheus::Family<prometheus::Histogram>*> histograms;
    };
    Guarded<Families> families;
};

Metrics::Metrics() : store_{std::make_unique<Store>()} {}
Metrics::~Metrics() = default;

Counter Metrics::counter(const std::string& name, const std::string& meaning, const Labels& labels)
{
    return store_->families.with([&](Store::Families& families) {
        auto*& family = families.counters[name];
        if (family == nullptr)
            family =
                &prometheus::BuildCounter().Name(name).Help(meaning).Register(store_->registry);
        return Counter{family->Add(labels)};
    });
}

Gauge Metrics::gauge(const std::string& name, const std::string& meaning, const Labels& labels)
{
    return store_->families.with([&](Store::Families& families) {
        auto*& family = families.gauges[name];
        if (family == nullptr)
            family = &prometheus::BuildGauge().Name(name).Help(meaning).Register(store_->registry);
        return Gauge{family->Add(labels)};
    });
}

Histogram Metrics::histogram(
    const std::string& name,
    const std::string& meaning,
    const std::vector<double>& bounds,
    const Labels& labels
)
{
    return store_->families.with([&](Store::Families& families) {
        auto*& family = families.histograms[name];
        if (family == nullptr)
            family =
                &prometheus::BuildHistogram().Name(name).Help(meaning).Register(store_->registry);
        return Histogram{family->Add(labels, bounds)};
    });
}

std::string Metrics::text() const
{
    return prometheus::TextSerializer{}.Serialize(store_->registry.Collect());
}

const std::vector<double>& duration_bounds()
{
    static const std::vector<double> bounds{
        0.0001,
        0.00025,
        0.0005,
        0.001,
        0.0025,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.2,
        0.5,
        1,
        2,
        5,
        10,
        30
    };
    return bounds;
}

}  // namespace buddy::metrics
