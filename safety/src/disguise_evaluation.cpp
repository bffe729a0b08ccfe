#include "disguise_evaluation.hpp"

#include "command_streams.hpp"
#include "content_hash.hpp"
#include "measure_table.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <ostream>
#include <random>

namespace buddy::safety {

namespace {

constexpr TableWidths widths{.first = 18, .others = 12};

std::string percent(std::size_t part, std::size_t whole)
{
    return percent_cell(whole, share(part, whole));
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
        out,
        {"disguise", "caught", "kept %", "accepted %", "innocent", "alarms %", "plain %"},
        widths
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
             percent(of.plain_alarms, of.innocent)},
            widths
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
