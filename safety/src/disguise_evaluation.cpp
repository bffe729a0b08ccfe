#include "disguise_evaluation.hpp"

#include "command_streams.hpp"
#include "content_hash.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <iomanip>
#include <ostream>
#include <random>
#include <sstream>

namespace buddy::safety {

namespace {

double share(std::size_t part, std::size_t whole) noexcept
{
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string percent(std::size_t part, std::size_t whole)
{
    if (whole == 0) return "-";
    constexpr double hundred = 100;
    std::ostringstream text;
    text << std::fixed << std::setprecision(1) << hundred * share(part, whole);
    return text.str();
}

void print_row(std::ostream& out, const std::array<std::string, 7>& cells)
{
    constexpr int first_width = 18;
    constexpr int width = 12;
    out << std::left << std::setw(first_width) << cells.front() << std::right;
    for (std::size_t i = 1; i < cells.size(); ++i) out << std::setw(width) << cells.at(i);
    out << '\n';
}

bool alarms(Action action) noexcept
{
    return action >= Action::Redirect;
}

}  // namespace

double DisguiseMeasures::kept_rate() const noexcept
{
    return share(kept, needing);
}
double DisguiseMeasures::alarm_rate() const noexcept
{
    return share(alarms, innocent);
}
double DisguiseMeasures::plain_alarm_rate() const noexcept
{
    return share(plain_alarms, innocent);
}

DisguiseEvaluation::DisguiseEvaluation(
    const Engine& engine, std::span<const text::Disguise> disguises, std::uint64_t seed
)
    : engine_{&engine}, seed_{seed}
{
    for (const auto disguise : disguises) measures_.push_back({.disguise = disguise});
}

Action DisguiseEvaluation::action_of(const Case& example) const
{
    return timed_assessment(*engine_, example).assessment.action;
}

void DisguiseEvaluation::add(const Case& example)
{
    if (!example.labelled || example.accepted.empty()) return;
    if (example.direction != Direction::Input) return;
    const auto& accepted = example.accepted;
    const bool needs = std::ranges::find(accepted, Action::Allow) == accepted.end();
    const Action enough = *std::ranges::min_element(accepted);
    const Action plain = action_of(example);
    if (needs) ++needing_;
    if (needs && plain < enough) return;
    if (needs) ++caught_;
    for (auto& measures : measures_) {
        const auto name = text::id_of(measures.disguise);
        std::mt19937_64 random{seed_ ^ content_hash(example.id, content_hash(name))};
        Case hidden = example;
        hidden.text = text::disguised(example.text, measures.disguise, random);
        if (hidden.text == example.text) continue;
        const Action action = action_of(hidden);
        if (needs) {
            ++measures.needing;
            if (action >= enough) ++measures.kept;
            if (std::ranges::find(accepted, action) != accepted.end()) ++measures.accepted;
        } else {
            ++measures.innocent;
            if (alarms(action)) ++measures.alarms;
            if (alarms(plain)) ++measures.plain_alarms;
        }
    }
}

void DisguiseEvaluation::print(std::ostream& out) const
{
    out << needing_ << " messages of children need action, " << caught_
        << " of them are caught as written; these in disguise:\n\n";
    print_row(
        out, {"disguise", "caught", "kept %", "accepted %", "innocent", "alarms %", "plain %"}
    );
    for (const auto& of : measures_) {
        print_row(
            out,
            {std::string{text::id_of(of.disguise)},
             std::to_string(of.needing),
             percent(of.kept, of.needing),
             percent(of.accepted, of.needing),
             std::to_string(of.innocent),
             percent(of.alarms, of.innocent),
             percent(of.plain_alarms, of.innocent)}
        );
    }
}

std::string DisguiseEvaluation::json() const
{
    boost::json::object all;
    all["needing"] = needing_;
    all["caught"] = caught_;
    boost::json::object disguises;
    for (const auto& of : measures_) {
        disguises[text::id_of(of.disguise)] = boost::json::object{
            {"needing", of.needing},
            {"kept", of.kept_rate()},
            {"accepted", share(of.accepted, of.needing)},
            {"innocent", of.innocent},
            {"false_alarms", of.alarm_rate()},
            {"false_alarms_plain", of.plain_alarm_rate()}
        };
    }
    all["disguises"] = std::move(disguises);
    return boost::json::serialize(all);
}

}  // namespace buddy::safety
