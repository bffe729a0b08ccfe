#include "buddy/safety/report_card.hpp"

#include "calendar_day.hpp"
#include "command_streams.hpp"
#include "comparison.hpp"
#include "evaluation.hpp"
#include "evaluation_command.hpp"
#include "json_reading.hpp"
#include "published_sets.hpp"
#include "safety_gate.hpp"
#include "talk_reader.hpp"

#include "text/digest.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <initializer_list>
#include <iomanip>
#include <span>
#include <sstream>
#include <utility>
#include <vector>

namespace buddy::safety {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr double percent = 100;

/// A file under the name that the card gives it, wherever this installation keeps it.
struct NamedFile {
    std::string name;
    fs::path path;
};

Result<std::vector<NamedFile>> files_below(
    const fs::path& folder, const std::string& as, std::string_view extension
)
{
    std::error_code error;
    std::vector<NamedFile> files;
    for (const auto& entry : fs::directory_iterator{folder, error}) {
        const auto name = entry.path().filename().string();
        if (name.ends_with(extension)) files.push_back({as + "/" + name, entry.path()});
    }
    if (files.empty()) {
        return failed(
            ErrorCode::NotFound, folder.string() + ": no file *" + std::string{extension}
        );
    }
    std::ranges::sort(files, {}, &NamedFile::name);
    return files;
}

Result<json::array> digests_of(std::span<const NamedFile> files)
{
    json::array out;
    for (const auto& file : files) {
        const auto bytes = read_file(file.path);
        if (!bytes) return std::unexpected(bytes.error());
        json::object row;
        row["file"] = file.name;
        row["blake2b_256"] = text::hex(text::digest_of(std::as_bytes(std::span{*bytes})));
        out.emplace_back(std::move(row));
    }
    return out;
}

/// Measures of the test side of our corpus.
struct TestSide {
    Evaluation evaluation;
    Comparison comparison;
    TestSide(const Engine& engine, text::LinearModel linear) : comparison{engine, std::move(linear)}
    {
    }
};

Result<void> measure_file(
    const NamedFile& file,
    const std::set<std::string>& families,
    const Engine& engine,
    TestSide& side
)
{
    const auto bytes = read_file(file.path);
    if (!bytes) return std::unexpected(bytes.error());
    const auto set = read_published(PublishedFormat::Buddy, file.name, *bytes);
    if (!set) return std::unexpected(set.error());
    for (const auto& one : set->cases) {
        if (!families.contains(one.example.family)) continue;
        const auto timed = timed_assessment(engine, one.example);
        side.evaluation.add(one.example, timed.assessment, timed.latency);
        side.comparison.add(one);
    }
    return {};
}

/// Latency differs from run to run; a card holds what can be repeated.
json::object without_latency(const std::string& measures)
{
    auto object = json::parse(measures).as_object();
    object.erase("latency_us_p50");
    object.erase("latency_us_p99");
    return object;
}

Result<json::object> test_side_of(const Engine& engine, const SafetyPaths& paths)
{
    const auto families = families_of(paths.splits, "test");
    if (!families) return std::unexpected(families.error());
    auto files = files_below(paths.splits.parent_path(), "corpus", ".jsonl");
    if (!files) return std::unexpected(files.error());
    auto linear = text::LinearModel::load(paths.linear);
    if (!linear) return std::unexpected(linear.error());
    TestSide side{engine, std::move(*linear)};
    for (const auto& file : *files) {
        const auto measured = measure_file(file, *families, engine, side);
        if (!measured) return std::unexpected(measured.error());
    }
    files->push_back({"corpus/" + paths.splits.filename().string(), paths.splits});
    auto digests = digests_of(*files);
    if (!digests) return std::unexpected(digests.error());
    json::object out;
    out["name"] = "own corpus, test side";
    out["measures"] = without_latency(side.evaluation.json());
    out["comparison"] = json::parse(side.comparison.json());
    out["files"] = std::move(*digests);
    return out;
}

Result<json::object> engine_of(const Engine& engine, const SafetyPaths& paths)
{
    auto files = files_below(paths.rules, "rules", ".json");
    if (!files) return std::unexpected(files.error());
    files->insert(files->begin(), {"policy/" + paths.policy.filename().string(), paths.policy});
    const auto talks = talks_beside(paths.model);
    files->insert(files->begin(), {"models/" + talks.filename().string(), talks});
    files->insert(files->begin(), {"models/" + paths.model.filename().string(), paths.model});
    auto digests = digests_of(*files);
    if (!digests) return std::unexpected(digests.error());
    json::object out;
    out["model"] = engine.model_version();
    out["policy"] = engine.policy_version();
    out["rules"] = engine.rules_version();
    out["files"] = std::move(*digests);
    return out;
}

Result<json::object> gate_of(const SafetyPaths& paths, bool& passes)
{
    const auto report = run_gate(paths);
    if (!report) return std::unexpected(report.error());
    passes = report->passes();
    std::vector<NamedFile> files{{"gate/families.json", paths.gate / "families.json"}};
    for (const auto& family : report->families) {
        files.push_back({"gate/" + family.file, paths.gate / family.file});
    }
    auto digests = digests_of(files);
    if (!digests) return std::unexpected(digests.error());
    auto out = json::parse(report->json()).as_object();
    out["files"] = std::move(*digests);
    return out;
}

// ---------------------------------------------------------------- for people

std::string text_of(const json::value& value)
{
    return value.is_string() ? std::string{value.as_string()} : json::serialize(value);
}

std::string in_percent(const json::value& value)
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(1) << value.to_number<double>() * percent;
    return text.str();
}

/// A rate of so many cases; nothing where there are none.
std::string rate(const json::object& row, std::string_view of, std::string_view field)
{
    return row.at(of).to_number<std::uint64_t>() == 0 ? "" : in_percent(row.at(field));
}

void write_row(std::ostream& out, std::initializer_list<std::string> cells)
{
    out << '|';
    for (const auto& cell : cells) out << ' ' << cell << " |";
    out << '\n';
}

void write_head(std::ostream& out, std::initializer_list<std::string> cells)
{
    write_row(out, cells);
    out << '|';
    for (std::size_t i = 0; i < cells.size(); ++i) out << " --- |";
    out << '\n';
}

void write_gate(std::ostream& out, const json::object& gate)
{
    out << "## The gate\nPublic regression cases; no evidence of accuracy. It is "
        << (gate.at("passes").as_bool() ? "open" : "**closed**") << ".";
    const auto& last = gate.at("last_release");
    if (!last.is_null()) {
        out << " Compared with release " << text_of(last)
            << (gate.at("falls").as_array().empty() ? ", nothing fell." : ":");
    }
    out << "\n\n";
    for (const auto& fall : gate.at("falls").as_array()) out << "- " << text_of(fall) << '\n';
    write_head(out, {"family", "right", "of", "recall %", "false alarms %", "blocks a release"});
    for (const auto& entry : gate.at("families").as_array()) {
        const auto& row = entry.as_object();
        write_row(
            out,
            {text_of(row.at("title")),
             text_of(row.at("passed")),
             text_of(row.at("cases")),
             in_percent(row.at("recall")),
             in_percent(row.at("false_alarms")),
             row.at("blocking").as_bool() ? "yes" : "no"}
        );
    }
}

void write_measures(std::ostream& out, const json::object& side)
{
    const auto& measures = side.at("measures").as_object();
    out << "\n## Cases that the trainer never saw (" << text_of(side.at("name"))
        << ")\n*Recall*: needing cases answered at least as strongly as they must be. *Alarms*: "
           "redirect, block or escalate on an innocent case; look-alikes are innocent cases that "
           "sound dangerous.\n\n";
    write_head(
        out, {"group", "cases", "needing", "recall %", "alarms %", "look-alikes %", "wrong %"}
    );
    for (const auto& entry : measures.at("groups").as_object()) {
        const auto& row = entry.value().as_object();
        write_row(
            out,
            {std::string{entry.key()},
             text_of(row.at("cases")),
             text_of(row.at("needing")),
             rate(row, "needing", "recall"),
             rate(row, "everyday", "false_alarms_everyday"),
             rate(row, "look_alikes", "false_alarms_look_alikes"),
             in_percent(row.at("wrong_action"))}
        );
    }
    out << "\nArea under the precision-recall curve by score: " << in_percent(measures.at("auprc"))
        << " %. Calibration error: " << in_percent(measures.at("ece")) << " %.\n";
}

void write_comparison(std::ostream& out, const json::object& comparison)
{
    out << "\n## The same cases, beside simpler judges\nCounted as found: every action "
           "but allow.\n\n";
    write_head(
        out,
        {"judge", "precision %", "recall %", "F1 %", "false alarms %", "AUPRC %", "recall at 2 %"}
    );
    for (const auto& entry : comparison.at("judges").as_object()) {
        const auto& row = entry.value().as_object();
        const auto& flagged = row.at("flagged").as_object();
        write_row(
            out,
            {std::string{entry.key()},
             in_percent(flagged.at("precision")),
             in_percent(flagged.at("recall")),
             in_percent(flagged.at("f1")),
             in_percent(flagged.at("false_alarms")),
             in_percent(row.at("auprc")),
             in_percent(row.at("recall_at_2_percent_false_alarms"))}
        );
    }
}

void write_files(std::ostream& out, const json::object& card)
{
    out << "\n## What was measured, byte by byte\nBLAKE2b-256, as `b2sum -l 256` prints it.\n\n";
    write_head(out, {"file", "hash"});
    for (const auto* const part : {"engine", "gate", "test_side"}) {
        for (const auto& entry : card.at(part).as_object().at("files").as_array()) {
            const auto& row = entry.as_object();
            write_row(out, {text_of(row.at("file")), "`" + text_of(row.at("blake2b_256")) + "`"});
        }
    }
}

std::string markdown_of(const json::object& card)
{
    const auto& engine = card.at("engine").as_object();
    std::ostringstream out;
    out << "# Safety report card: Buddy " << text_of(card.at("release")) << "\n\nDay "
        << text_of(card.at("day")) << " · model `" << text_of(engine.at("model")) << "` · policy `"
        << text_of(engine.at("policy")) << "` · rules `" << text_of(engine.at("rules")) << "`";
    if (!card.at("signer").is_null()) {
        out << " · signed by the Ed25519 key `" << text_of(card.at("signer")) << "`";
    }
    out << "\n\nThe signature is over the JSON file beside this page, which holds the same "
           "numbers. No real child's words were used; the corpus was written by the project "
           "itself, so other children will be judged differently.\n\n";
    write_gate(out, card.at("gate").as_object());
    write_measures(out, card.at("test_side").as_object());
    write_comparison(out, card.at("test_side").as_object().at("comparison").as_object());
    write_files(out, card);
    return out.str();
}

}  // namespace

bool is_report_day(std::string_view text) noexcept
{
    return is_day(text);
}

Result<ReportCard> write_report_card(const SafetyPaths& paths, const ReportOrder& order)
{
    const auto engine = Engine::load(
        {.model = paths.model, .rules = paths.rules, .policy = paths.policy}, unhurried()
    );
    if (!engine) return std::unexpected(engine.error());
    auto identity = engine_of(*engine, paths);
    if (!identity) return std::unexpected(identity.error());
    ReportCard made;
    auto gate = gate_of(paths, made.gate_passes);
    if (!gate) return std::unexpected(gate.error());
    auto side = test_side_of(*engine, paths);
    if (!side) return std::unexpected(side.error());
    json::object card;
    card["card"] = "buddy-safety-report";
    card["version"] = 1;
    card["release"] = BUDDY_VERSION;
    card["day"] = order.day.empty() ? today() : order.day;
    card["signer"] = nullptr;
    if (!order.signer.empty()) card["signer"] = order.signer;
    card["engine"] = std::move(*identity);
    card["gate"] = std::move(*gate);
    card["test_side"] = std::move(*side);
    made.json = json::serialize(card) + "\n";
    made.markdown = markdown_of(card);
    return made;
}

}  // namespace buddy::safety
