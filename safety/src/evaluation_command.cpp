#include "evaluation_command.hpp"

#include "comparison.hpp"
#include "disguise_evaluation.hpp"
#include "evaluation.hpp"
#include "json_reading.hpp"
#include "published_sets.hpp"

#include "buddy/safety/score_drift.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <functional>
#include <ostream>
#include <utility>
#include <vector>

namespace buddy::safety {

namespace {

using Families = std::optional<std::set<std::string>>;

struct EvaluationOrder {
    std::vector<std::filesystem::path> files;
    std::filesystem::path splits;
    std::string split;
    std::optional<PublishedFormat> format;
    std::vector<text::Disguise> disguises;
    std::uint64_t seed = 20260101;
    Counted counted = Counted::Flagged;
    bool json = false;
    bool bins = false;
};

using ReadOrder = std::expected<EvaluationOrder, std::string>;

std::string disguise_names()
{
    std::string names = "all";
    for (const auto disguise : text::all_disguises) names += ", " + std::string{id_of(disguise)};
    return names;
}

/// What is wrong with the name; empty when it is fine.
std::string take_disguise(EvaluationOrder& order, std::string_view name)
{
    if (name == "all") {
        order.disguises.assign(text::all_disguises.begin(), text::all_disguises.end());
        return {};
    }
    const auto disguise = text::disguise_from(name);
    if (!disguise) return "--disguise knows " + disguise_names() + ".";
    order.disguises.push_back(*disguise);
    return {};
}

/// What is wrong with the number; empty when it is fine.
std::string take_seed(EvaluationOrder& order, std::string_view number)
{
    const auto* const end = number.data() + number.size();
    const auto read = std::from_chars(number.data(), end, order.seed);
    const bool whole = read.ec == std::errc{} && read.ptr == end;
    return whole ? std::string{} : "--seed needs a whole number.";
}

/// Takes an option with a value; false when it is none of them.
std::expected<bool, std::string> take_value(
    EvaluationOrder& order, std::string_view name, std::string_view value
)
{
    if (name == "--split") {
        order.split = value;
    } else if (name == "--splits") {
        order.splits = value;
    } else if (name == "--format") {
        order.format = published_format_from(value);
        if (!order.format) {
            return std::unexpected("--format knows " + published_format_names() + ".");
        }
    } else if (name == "--disguise" || name == "--seed") {
        const auto wrong = name == "--seed" ? take_seed(order, value) : take_disguise(order, value);
        if (!wrong.empty()) return std::unexpected(wrong);
    } else {
        return false;
    }
    return true;
}

/// Why these options do not go together; empty when they do.
std::string_view contradiction_in(const EvaluationOrder& order)
{
    if (order.files.empty()) return "eval needs at least one file.";
    if (order.bins && (order.json || order.format)) {
        return "--bins goes with neither --json nor --format.";
    }
    if (!order.disguises.empty() && (order.bins || order.format)) {
        return "--disguise goes with neither --bins nor --format.";
    }
    if (order.counted == Counted::Alarms && !order.format) return "--alarms goes with --format.";
    if (!order.split.empty() &&
        order.format.value_or(PublishedFormat::Buddy) != PublishedFormat::Buddy) {
        return "--split goes with our own cases only.";
    }
    return {};
}

ReadOrder read_order(std::span<const std::string_view> args, const SafetyPaths& paths)
{
    EvaluationOrder order{
        .files = {}, .splits = paths.splits, .split = {}, .format = {}, .disguises = {}
    };
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (args[i] == "--json") {
            order.json = true;
        } else if (args[i] == "--bins") {
            order.bins = true;
        } else if (args[i] == "--alarms") {
            order.counted = Counted::Alarms;
        } else if (!args[i].starts_with("--")) {
            order.files.emplace_back(args[i]);
        } else {
            const auto value = i + 1 < args.size() ? args[i + 1] : std::string_view{};
            const auto taken = take_value(order, args[i], value);
            if (!taken) return std::unexpected(taken.error());
            if (!*taken || value.empty()) return std::unexpected("eval cannot read its options.");
            ++i;
        }
    }
    if (const auto wrong = contradiction_in(order); !wrong.empty()) {
        return std::unexpected(std::string{wrong});
    }
    return order;
}

/// Gives each case of the file that belongs to `families` to `each`.
int for_each_case(
    const std::filesystem::path& file,
    const Families& families,
    const Streams& streams,
    const std::function<void(const Case&)>& each
)
{
    std::ifstream lines{file};
    if (!lines) {
        *streams.err << file.string() << ": cannot be read\n";
        return something_wrong;
    }
    int status = fine;
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.empty()) continue;
        const auto example = parse_case(line);
        if (!example) {
            *streams.err << file.string() << ':' << number << ": " << example.error().detail
                         << '\n';
            status = something_wrong;
            continue;
        }
        if (!families || families->contains(example->family)) each(*example);
    }
    return status;
}

int measure_disguises(
    const Engine& engine,
    const EvaluationOrder& order,
    const Families& families,
    const Streams& streams
)
{
    DisguiseEvaluation evaluation{engine, order.disguises, order.seed};
    int status = fine;
    for (const auto& file : order.files) {
        const auto add = [&evaluation](const Case& example) { evaluation.add(example); };
        status = std::max(status, for_each_case(file, families, streams, add));
    }
    if (order.json) {
        *streams.out << evaluation.json() << '\n';
    } else {
        evaluation.print(*streams.out);
    }
    return status;
}

int measure_own(
    const Engine& engine,
    const EvaluationOrder& order,
    const Families& families,
    const Streams& streams
)
{
    Evaluation evaluation;
    int status = fine;
    for (const auto& file : order.files) {
        const auto add = [&](const Case& example) {
            const auto timed = timed_assessment(engine, example);
            evaluation.add(example, timed.assessment, timed.latency);
        };
        status = std::max(status, for_each_case(file, families, streams, add));
    }
    if (order.bins) {
        auto reference = evaluation.score_bins();
        reference.model = engine.model_version();
        reference.rules = engine.rules_version();
        reference.policy = engine.policy_version();
        *streams.out << score_reference_json(reference);
    } else if (order.json) {
        *streams.out << evaluation.json() << '\n';
    } else {
        evaluation.print(*streams.out);
    }
    return status;
}

/// A published set is compared whole or not at all: a number over the readable half of it would be
/// taken for the number.
int compare_published(
    const Engine& engine,
    const EvaluationOrder& order,
    const Families& families,
    const SafetyPaths& paths,
    const Streams& streams
)
{
    auto linear = text::LinearModel::load(paths.linear);
    if (!linear) {
        *streams.err << linear.error().detail << '\n';
        return something_wrong;
    }
    Comparison comparison{engine, std::move(*linear)};
    std::size_t unlabelled = 0;
    for (const auto& file : order.files) {
        const auto bytes = read_file(file);
        const auto set = bytes ? read_published(*order.format, file.string(), *bytes)
                               : Result<PublishedSet>{std::unexpected(bytes.error())};
        if (!set) {
            *streams.err << set.error().detail << '\n';
            return something_wrong;
        }
        for (const auto& one : set->cases) {
            if (!families || families->contains(one.example.family)) comparison.add(one);
        }
        unlabelled += set->unlabelled;
    }
    if (order.json) {
        *streams.out << comparison.json() << '\n';
    } else {
        *streams.out << id_of(*order.format) << ": " << unlabelled
                     << " records without a label left out.\n";
        comparison.print(*streams.out, order.counted);
    }
    return fine;
}

}  // namespace

Result<std::set<std::string>> families_of(const std::filesystem::path& file, std::string_view split)
{
    const auto bytes = read_file(file);
    if (!bytes) return std::unexpected(bytes.error());
    const auto json = parse_json(file.filename().string(), *bytes);
    if (!json) return std::unexpected(json.error());
    const auto* table = json->if_object();
    if (table != nullptr && table->contains("families")) table = table->at("families").if_object();
    if (table == nullptr) return failed(ErrorCode::Invalid, file.string() + ": not a split table");
    std::set<std::string> families;
    for (const auto& entry : *table) {
        const auto* const name = entry.value().if_string();
        if (name != nullptr && *name == split) families.emplace(entry.key());
    }
    if (families.empty()) {
        return failed(ErrorCode::Invalid, file.string() + ": no family in that split");
    }
    return families;
}

std::expected<int, std::string> run_evaluation(
    std::span<const std::string_view> args, const SafetyPaths& paths, const Streams& streams
)
{
    const auto order = read_order(args, paths);
    if (!order) return std::unexpected(order.error());
    Families families;
    if (!order->split.empty()) {
        auto found = families_of(order->splits, order->split);
        if (!found) {
            *streams.err << found.error().detail << '\n';
            return cannot_run;
        }
        families = std::move(*found);
    }
    const bool hurried = !order->format && order->disguises.empty();
    const auto engine = load_engine(paths, streams, hurried ? EngineHooks{} : unhurried());
    if (!engine) return cannot_run;
    if (order->format) return compare_published(*engine, *order, families, paths, streams);
    return order->disguises.empty() ? measure_own(*engine, *order, families, streams)
                                    : measure_disguises(*engine, *order, families, streams);
}

}  // namespace buddy::safety
