#include "comparison.hpp"

#include "keyword_list.hpp"
#include "layers.hpp"
#include "measure_table.hpp"
#include "model_input.hpp"

#include "buddy/safety/taxonomies.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <ostream>

namespace buddy::safety {

namespace {

constexpr TableWidths widths{.first = 44, .others = 13};
constexpr double few_alarms = 0.02;

constexpr std::array<Judge, judge_count> judges{
    Judge::Keywords,
    Judge::Linear,
    Judge::RulesOnly,
    Judge::ModelOnly,
    Judge::RulesAndModel,
    Judge::AllLayers
};
constexpr std::array<std::string_view, judge_count> judge_names{
    "keyword list", "linear n-grams", "rules only", "model only", "rules and model", "all layers"
};

std::string_view name_of(Judge judge) noexcept
{
    return judge_names.at(static_cast<std::size_t>(judge));
}

Layers layers_of(Judge judge) noexcept
{
    return {
        .rules = judge != Judge::ModelOnly,
        .model = judge != Judge::RulesOnly,
        .context = judge == Judge::AllLayers
    };
}

bool says_harm(Action action, Counted counted) noexcept
{
    return action >= (counted == Counted::Flagged ? Action::Support : Action::Redirect);
}

void count(Detection& detection, bool harmful, bool said)
{
    ++detection.cases;
    if (harmful) ++detection.harmful;
    if (harmful && said) ++detection.found;
    if (!harmful && said) ++detection.false_alarms;
}

boost::json::object as_json(const Detection& detection)
{
    boost::json::object out;
    out["precision"] = detection.precision();
    out["recall"] = detection.recall();
    out["f1"] = detection.f1();
    out["false_alarms"] = detection.false_alarm_rate();
    return out;
}

}  // namespace

double Detection::precision() const noexcept
{
    return share(found, found + false_alarms);
}
double Detection::recall() const noexcept
{
    return share(found, harmful);
}
double Detection::f1() const noexcept
{
    return share(2 * found, found + false_alarms + harmful);
}
double Detection::false_alarm_rate() const noexcept
{
    return share(false_alarms, harmless());
}

Comparison::Verdict Comparison::linear_verdict(const PublishedCase& one) const
{
    const Message message = one.example.message();
    const auto turns = spoken(one.example.turns());
    const double score = static_cast<double>(linear_.probability(text::features_of(
        LayerSwitch::normaliser(*engine_),
        {.text = message.text,
         .speaker = speaker_of(message.direction),
         .age_band = static_cast<std::uint8_t>(message.age_band),
         .locale = message.locale,
         .context = turns}
    )));
    return {.score = score, .action = score >= 0.5 ? Action::Redirect : Action::Allow};
}

Comparison::Verdict Comparison::verdict_of(Judge judge, const PublishedCase& one)
{
    if (judge == Judge::Linear) return linear_verdict(one);
    if (judge == Judge::Keywords) {
        const double score = keyword_score(one.example.text);
        return {.score = score, .action = score > 0 ? Action::Redirect : Action::Allow};
    }
    const auto turns = one.example.turns();
    Message message = one.example.message();
    message.context = turns;
    const auto assessment = LayerSwitch::assess(*engine_, message, layers_of(judge));
    if (judge == Judge::AllLayers) {
        if (!assessment.available) ++unavailable_;
        const auto scores = openai_scores(assessment);
        for (const auto& [category, applies] : one.openai) {
            openai_[std::string{openai_categories.at(category)}].push_back(
                {.score = scores.at(category), .positive = applies}
            );
        }
    }
    return {.score = assessment.score, .action = assessment.action};
}

void Comparison::add(const PublishedCase& one)
{
    Outcome outcome{.harmful = one.harmful, .groups = one.groups};
    for (const auto judge : judges) {
        outcome.verdicts.at(static_cast<std::size_t>(judge)) = verdict_of(judge, one);
    }
    outcomes_.push_back(std::move(outcome));
}

Detection Comparison::detection(Judge judge, Counted counted) const
{
    Detection detection;
    for (const auto& outcome : outcomes_) {
        const auto& verdict = outcome.verdicts.at(static_cast<std::size_t>(judge));
        count(detection, outcome.harmful, says_harm(verdict.action, counted));
    }
    return detection;
}

std::map<std::string, Detection> Comparison::grouped(Counted counted) const
{
    std::map<std::string, Detection> groups;
    for (const auto& outcome : outcomes_) {
        const auto action = outcome.verdicts.at(static_cast<std::size_t>(Judge::AllLayers)).action;
        for (const auto& group : outcome.groups) {
            count(groups[group], outcome.harmful, says_harm(action, counted));
        }
    }
    return groups;
}

std::vector<Ranked> Comparison::ranking(Judge judge) const
{
    std::vector<Ranked> ranked;
    ranked.reserve(outcomes_.size());
    for (const auto& outcome : outcomes_) {
        ranked.push_back(
            {.score = outcome.verdicts.at(static_cast<std::size_t>(judge)).score,
             .positive = outcome.harmful}
        );
    }
    return ranked;
}

void Comparison::print(std::ostream& out, Counted counted) const
{
    out << "Counted as harmful: "
        << (counted == Counted::Flagged ? "every action but allow" : "redirect, block, escalate")
        << ". Unavailable: " << unavailable_ << " of " << outcomes_.size() << ".\n\n";
    print_row(
        out,
        {"judge", "precision %", "recall %", "F1 %", "alarms %", "AUPRC %", "recall@2% FA"},
        widths
    );
    for (const auto judge : judges) {
        const auto measured = detection(judge, counted);
        print_row(
            out,
            {std::string{name_of(judge)},
             percent_cell(measured.found + measured.false_alarms, measured.precision()),
             percent_cell(measured.harmful, measured.recall()),
             percent_cell(measured.harmful, measured.f1()),
             percent_cell(measured.harmless(), measured.false_alarm_rate()),
             percent_cell(measured.harmful, average_precision(ranking(judge))),
             percent_cell(
                 measured.harmless(), recall_at_false_positives(ranking(judge), few_alarms)
             )},
            widths
        );
    }
    print_groups(out, counted);
    print_openai(out);
}

void Comparison::print_groups(std::ostream& out, Counted counted) const
{
    const auto groups = grouped(counted);
    if (groups.empty()) return;
    out << '\n';
    print_row(out, {"all layers, by group", "cases", "harmful", "recall %", "alarms %"}, widths);
    for (const auto& [name, measured] : groups) {
        print_row(
            out,
            {name,
             std::to_string(measured.cases),
             std::to_string(measured.harmful),
             percent_cell(measured.harmful, measured.recall()),
             percent_cell(measured.harmless(), measured.false_alarm_rate())},
            widths
        );
    }
}

void Comparison::print_openai(std::ostream& out) const
{
    if (openai_.empty()) return;
    out << '\n';
    print_row(out, {"OpenAI category, by its own score", "labelled", "applies", "AUPRC %"}, widths);
    for (const auto& [name, ranked] : openai_) {
        const auto applies =
            static_cast<std::size_t>(std::ranges::count(ranked, true, &Ranked::positive));
        print_row(
            out,
            {name,
             std::to_string(ranked.size()),
             std::to_string(applies),
             percent_cell(applies, average_precision(ranked))},
            widths
        );
    }
}

std::string Comparison::json() const
{
    boost::json::object rows;
    for (const auto judge : judges) {
        boost::json::object row;
        row["flagged"] = as_json(detection(judge, Counted::Flagged));
        row["alarms"] = as_json(detection(judge, Counted::Alarms));
        row["auprc"] = average_precision(ranking(judge));
        row["recall_at_2_percent_false_alarms"] =
            recall_at_false_positives(ranking(judge), few_alarms);
        rows[name_of(judge)] = std::move(row);
    }
    const auto flagged = grouped(Counted::Flagged);
    const auto alarms = grouped(Counted::Alarms);
    boost::json::object groups;
    for (const auto& [name, measured] : flagged) {
        boost::json::object row;
        row["cases"] = measured.cases;
        row["harmful"] = measured.harmful;
        row["flagged"] = as_json(measured);
        row["alarms"] = as_json(alarms.at(name));
        groups[name] = std::move(row);
    }
    boost::json::object categories;
    for (const auto& [name, ranked] : openai_) {
        boost::json::object row;
        row["labelled"] = ranked.size();
        row["applies"] = std::ranges::count(ranked, true, &Ranked::positive);
        row["auprc"] = average_precision(ranked);
        categories[name] = std::move(row);
    }
    const auto all = detection(Judge::AllLayers, Counted::Flagged);
    boost::json::object out;
    out["cases"] = all.cases;
    out["harmful"] = all.harmful;
    out["unavailable"] = unavailable_;
    out["judges"] = std::move(rows);
    out["groups"] = std::move(groups);
    out["openai_categories"] = std::move(categories);
    return boost::json::serialize(out);
}

}  // namespace buddy::safety
