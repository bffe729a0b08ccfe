#include "measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace buddy::train {
namespace {

using safety::Ranked;

Measure measure_of(std::string name, const std::vector<Ranked>& scored)
{
    const auto positives = std::ranges::count_if(scored, &Ranked::positive);
    return {
        .name = std::move(name),
        .cases = scored.size(),
        .positives = static_cast<std::size_t>(positives),
        .average_precision = safety::average_precision(scored),
        .recall = safety::recall_at_false_positives(scored, 0.02),
        .calibration_error = calibration_error(scored)
    };
}

/// The groups that a case belongs to.
std::vector<std::string> groups_of(const Case& one)
{
    const bool output = one.speaker == text::Speaker::Mentor;
    return {
        "all",
        output ? "outputs" : "inputs",
        "language " + one.lang,
        "age " + std::string{age_band_names.at(one.age_band)},
        one.context.empty() ? "without context" : "with context",
        "frame " + std::string{frame_names.at(one.frame)},
    };
}

std::size_t best_of(const text::Prediction& prediction, const text::Head& head)
{
    const auto values = prediction.of(head);
    return static_cast<std::size_t>(std::ranges::max_element(values) - values.begin());
}

bool holds(const std::vector<std::size_t>& list, std::size_t value)
{
    return std::ranges::find(list, value) != list.end();
}

/// Counts right answers of the exclusive heads.
class Shares {
public:
    void count(const std::string& name, bool right)
    {
        auto& [hits, all] = counts_[name];
        hits += right ? 1 : 0;
        ++all;
    }
    [[nodiscard]] std::vector<std::pair<std::string, double>> all() const
    {
        std::vector<std::pair<std::string, double>> shares;
        for (const auto& [name, count] : counts_)
            shares.emplace_back(
                name, static_cast<double>(count.first) / static_cast<double>(count.second)
            );
        return shares;
    }

private:
    std::map<std::string, std::pair<std::size_t, std::size_t>> counts_;
};

void count_answers(
    const Case& one, const text::Prediction& prediction, const text::Model& model, Shares& shares
)
{
    for (const text::Head& head : model.heads()) {
        const std::size_t best = best_of(prediction, head);
        if (head.name == "severity") shares.count("severity", best == one.severity);
        if (head.name == "subject") shares.count("subject", best == one.subject);
        if (head.name == "time") shares.count("time", best == one.time);
        if (head.name == "frame") shares.count("frame", best == one.frame);
        if (head.name == "action") shares.count("action accepted", holds(one.actions, best));
        if (head.name == "emotions" && !one.emotions.empty())
            shares.count("strongest emotion felt", holds(one.emotions, best));
    }
}

}  // namespace

double calibration_error(std::span<const Ranked> scored)
{
    struct Bin {
        double promised = 0.0;
        double real = 0.0;
    };
    std::array<Bin, 15> bins{};
    for (const Ranked& one : scored) {
        const auto at = static_cast<std::size_t>(one.score * static_cast<double>(bins.size()));
        Bin& bin = bins.at(std::min(at, bins.size() - 1));
        bin.promised += one.score;
        bin.real += one.positive ? 1.0 : 0.0;
    }
    double error = 0.0;
    for (const Bin& bin : bins) error += std::abs(bin.promised - bin.real);
    return scored.empty() ? 0.0 : error / static_cast<double>(scored.size());
}

Report measure(const text::Model& model, std::span<const Case* const> cases)
{
    const auto needs = model.output("needs_action", "needs_action");
    std::map<std::string, std::vector<Ranked>> groups;
    std::vector<std::vector<Ranked>> categories(category_names.size());
    std::vector<std::vector<Ranked>> emotions(emotion_names.size());
    Shares shares;
    std::vector<text::SpokenTurn> turns;
    for (const Case* const one : cases) {
        const auto prediction = model.predict(input_of(*one, turns));
        const auto score = [&](std::optional<std::size_t> output) {
            return output ? static_cast<double>(prediction.values.at(*output)) : 0.0;
        };
        for (const std::string& group : groups_of(*one))
            groups[group].push_back({score(needs), one->needs_action()});
        for (std::size_t i = 0; i < categories.size(); ++i) {
            const auto output = model.output("categories", category_names.at(i));
            categories[i].push_back({score(output), holds(one->categories, i)});
        }
        count_answers(*one, prediction, model, shares);
        if (one->speaker == text::Speaker::Mentor) continue;
        for (std::size_t i = 0; i < emotions.size(); ++i) {
            const auto output = model.output("emotions", emotion_names.at(i));
            emotions[i].push_back({score(output), holds(one->emotions, i)});
        }
    }
    Report report{.shares = shares.all()};
    for (const auto& [name, scored] : groups) report.groups.push_back(measure_of(name, scored));
    for (std::size_t i = 0; i < categories.size(); ++i)
        report.categories.push_back(measure_of(std::string{category_names.at(i)}, categories[i]));
    for (std::size_t i = 0; i < emotions.size(); ++i)
        report.emotions.push_back(measure_of(std::string{emotion_names.at(i)}, emotions[i]));
    return report;
}

std::string table_of(const Report& report)
{
    std::string out;
    const auto add = [&](std::string_view title, const std::vector<Measure>& measures) {
        out += fmt::format(
            "{:<20} {:>6} {:>9} {:>7} {:>10} {:>7}\n",
            title,
            "cases",
            "positive",
            "AUPRC",
            "recall@2%",
            "ECE"
        );
        double sum = 0.0;
        std::size_t counted = 0;
        for (const Measure& m : measures) {
            out += fmt::format(
                "{:<20} {:>6} {:>9} {:>7.3f} {:>10.3f} {:>7.3f}\n",
                m.name,
                m.cases,
                m.positives,
                m.average_precision,
                m.recall,
                m.calibration_error
            );
            sum += m.positives == 0 ? 0.0 : m.average_precision;
            counted += m.positives == 0 ? 0 : 1;
        }
        if (counted != 0)
            out += fmt::format("{:<20} {:>24.3f}\n", "mean", sum / static_cast<double>(counted));
        out += '\n';
    };
    add("needs action", report.groups);
    add("category", report.categories);
    add("emotion", report.emotions);
    for (const auto& [name, share] : report.shares)
        out += fmt::format("{:<24} {:.3f}\n", name, share);
    return out;
}

}  // namespace buddy::train
