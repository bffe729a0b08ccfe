#include "buddy/safety/command_line.hpp"

#include "calendar_day.hpp"
#include "command_streams.hpp"
#include "evaluation_command.hpp"
#include "safety_gate.hpp"

#include "buddy/safety/assessment_json.hpp"
#include "buddy/safety/engine.hpp"
#include "buddy/safety/explanation.hpp"

#include <chrono>
#include <fstream>
#include <istream>
#include <iterator>
#include <optional>
#include <ostream>
#include <string>

namespace buddy::safety {

namespace {

constexpr std::string_view usage = R"(Usage: buddy safety COMMAND

  classify                     read cases (JSON Lines) from standard input, write one decision each
  eval FILE.jsonl ... [--json] [--split train|calibration|test] [--splits FILE]
                               measure labelled cases
  eval --format NAME FILE ... [--json] [--alarms]
                               measure a published set beside baselines; docs/safety.md names
                               the formats; --alarms counts redirect, block and escalate only
  eval --disguise NAME|all FILE.jsonl ... [--json] [--split ...] [--seed N]
                               measure what is kept of the messages it catches when children
                               write them in disguise, and the alarms on innocent ones
  eval --bins FILE.jsonl ... [--split ...]
                               write their scores in tenths, as data/models/score_bins.json keeps them
  gate [--json]                run the safety gate; exit 0 only if every blocking family passes
                               and nothing fell by more than a point since the last release
       --record [--date YYYY-MM-DD]
                               write its measures down as those of this release
  explain "TEXT" | -           tell in words why one message is decided as it is
          [--direction input|output] [--age-band 7-9|10-12|13-17] [--locale en]

Exit status: 0 fine, 1 a line or the gate failed, 2 wrong usage or safety files that cannot load.
)";

int wrong_usage(const Streams& streams, std::string_view why)
{
    *streams.err << why << "\n\n" << usage;
    return cannot_run;
}

int classify(const Engine& engine, const Streams& streams)
{
    int status = fine;
    std::string line;
    while (std::getline(*streams.in, line)) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        const auto example = parse_case(line);
        if (!example) {
            *streams.out << error_json(case_id(line), example.error().detail) << '\n';
            status = something_wrong;
            continue;
        }
        const auto timed = timed_assessment(engine, *example);
        *streams.out << decision_json(
                            example->id_json,
                            timed.assessment,
                            std::chrono::duration_cast<std::chrono::microseconds>(timed.latency)
                        )
                     << '\n';
    }
    return status;
}

/// A record is the measure for the releases after it, so none is written over a better one: who
/// accepts a fall removes the file first, in the open.
int record_release(
    const GateReport& report, std::string day, const SafetyPaths& paths, const Streams& streams
)
{
    const bool fell = report.last && !report.falls.empty();
    if (!report.families_pass() || fell) {
        *streams.err << "Nothing is recorded, because the gate is closed.\n";
        return something_wrong;
    }
    const auto file = paths.gate / ReleaseRecord::file_name;
    std::ofstream out{file, std::ios::binary | std::ios::trunc};
    out << report.record(BUDDY_VERSION, std::move(day)).json();
    out.close();
    if (!out) {
        *streams.err << file.string() << ": cannot be written\n";
        return cannot_run;
    }
    // Not on `out`, which --json gives to programs.
    *streams.err << "Recorded as release " BUDDY_VERSION " in " << file.string() << ".\n";
    return fine;
}

int gate(std::span<const std::string_view> args, const SafetyPaths& paths, const Streams& streams)
{
    bool json = false;
    bool record = false;
    std::string day = today();
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (args[i] == "--json") {
            json = true;
        } else if (args[i] == "--record") {
            record = true;
        } else if (args[i] == "--date" && i + 1 < args.size() && is_day(args[i + 1])) {
            day = args[++i];
        } else {
            return wrong_usage(streams, "gate takes --json, --record and --date YYYY-MM-DD.");
        }
    }
    const auto report = run_gate(paths);
    if (!report) {
        *streams.err << "The gate cannot run: " << report.error().detail << '\n';
        return cannot_run;
    }
    if (json) {
        *streams.out << report->json() << '\n';
    } else {
        report->print(*streams.out);
    }
    if (record) return record_release(*report, std::move(day), paths, streams);
    return report->passes() ? fine : something_wrong;
}

/// Reads options into a case; false when one is unknown.
bool read_option(std::string_view name, std::string_view value, Case& example)
{
    if (name == "--direction") {
        const auto direction = direction_from(value);
        example.direction = direction.value_or(Direction::Input);
        return direction.has_value();
    }
    if (name == "--age-band") {
        const auto band = age_band_from(value);
        example.age_band = band.value_or(AgeBand::From10To12);
        return band.has_value();
    }
    if (name == "--locale") example.locale = value;
    return name == "--locale";
}

int explain(
    std::span<const std::string_view> args, const SafetyPaths& paths, const Streams& streams
)
{
    Case example;
    std::optional<std::string> text;
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (!args[i].starts_with("--")) {
            if (text) return wrong_usage(streams, "explain takes one text; put it in quotes.");
            text = args[i];
        } else if (i + 1 >= args.size() || !read_option(args[i], args[i + 1], example)) {
            return wrong_usage(streams, "explain does not know that option.");
        } else {
            ++i;
        }
    }
    if (!text) return wrong_usage(streams, "explain needs a text, or - for standard input.");
    if (*text == "-") text = std::string{std::istreambuf_iterator<char>{*streams.in}, {}};
    example.text = std::move(*text);
    const auto engine = load_engine(paths, streams);
    if (!engine) return cannot_run;
    const auto timed = timed_assessment(*engine, example);
    *streams.out << explanation(*engine, example.message(), timed.assessment);
    return fine;
}

}  // namespace

int run_safety_command(
    std::span<const std::string_view> args,
    const SafetyPaths& paths,
    std::istream& in,
    std::ostream& out,
    std::ostream& err
)
{
    const Streams streams{.in = &in, .out = &out, .err = &err};
    if (args.empty()) return wrong_usage(streams, "A command is missing.");
    const auto command = args.front();
    const auto rest = args.subspan(1);
    if (command == "--help" || command == "-h" || command == "help") {
        out << usage;
        return fine;
    }
    if (command == "eval") {
        const auto status = run_evaluation(rest, paths, streams);
        return status ? *status : wrong_usage(streams, status.error());
    }
    if (command == "gate") return gate(rest, paths, streams);
    if (command == "explain") return explain(rest, paths, streams);
    if (command != "classify") return wrong_usage(streams, "That command is unknown.");
    if (!rest.empty()) return wrong_usage(streams, "classify takes no arguments.");
    const auto engine = load_engine(paths, streams);
    return engine ? classify(*engine, streams) : cannot_run;
}

}  // namespace buddy::safety
