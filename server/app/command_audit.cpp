// `buddy audit`: proves the audit log whole, and writes it out.

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/config.hpp"
#include "app/open_database.hpp"
#include "platform/async/run_to_end.hpp"
#include "platform/audit/verify.hpp"

#include <unistd.h>

#include <charconv>
#include <iostream>
#include <string>
#include <vector>

namespace buddy::app {

namespace {

constexpr std::string_view usage =
    "buddy audit verify [--anchors FILE] [--anchor NUMBER:HASH]   walks the whole chain and holds "
    "it "
    "against the anchors;\n"
    "                                                             status 1 and the first bad entry "
    "when it is not whole\n"
    "buddy audit export [--after NUMBER]                          every entry as a line of JSON on "
    "standard output\n\n"
    "Anchors say where the chain's end was. The server sets one down each day in "
    "audit-anchors.jsonl in the data folder and in\n"
    "its log; give one from a log that is kept elsewhere with --anchor. Both may run beside the "
    "server.\n";

constexpr std::size_t page = 1000;

int refuse(const std::string& why)
{
    std::cerr << "buddy audit: " << why << '\n';
    return 1;
}

Result<std::vector<audit::Anchor>> anchors_to_meet(const Config& config, const Options& options)
{
    const audit::AnchorFile file{options.value("--anchors", anchor_file(config).string())};
    if (options.has("--anchors") && !std::filesystem::exists(file.path()))
        return failed(ErrorCode::NotFound, "there is no file of anchors of that name");
    auto anchors = file.read();
    if (!anchors || !options.has("--anchor")) return anchors;
    auto more = audit::parse_anchor(options.value("--anchor", ""));
    if (!more) return std::unexpected(more.error());
    anchors->push_back(std::move(*more));
    return anchors;
}

int verify_chain(audit::Trail& trail, const Config& config, const Options& options)
{
    auto anchors = anchors_to_meet(config, options);
    if (!anchors) return refuse(anchors.error().detail + ".");
    const bool watched = ::isatty(STDERR_FILENO) != 0;
    const auto verdict = run_to_end(audit::verify(
        trail,
        std::move(*anchors),
        [watched](std::int64_t done, std::int64_t all) {
            if (watched) std::cerr << "\rbuddy audit: " << done << " of " << all << std::flush;
        }
    ));
    if (watched) std::cerr << '\n';
    if (verdict.fault)
        return refuse(
            "the audit log is not whole: entry " + std::to_string(verdict.fault->number) + ": " +
            verdict.fault->why + "."
        );
    std::cout << "The audit log is whole: " << verdict.entries << " entries, " << verdict.anchors
              << " anchors.\n";
    return 0;
}

int export_chain(audit::Trail& trail, const Config&, const Options& options)
{
    const auto from = options.value("--after", "0");
    std::int64_t number = 0;
    const auto read = std::from_chars(from.data(), from.data() + from.size(), number);
    if (read.ec != std::errc{} || read.ptr != from.data() + from.size() || number < 0)
        return refuse("--after takes the number of an entry.");
    while (true) {
        const auto entries = run_to_end(trail.after(number, page));
        for (const auto& entry : entries) std::cout << audit::to_json(entry) << '\n';
        if (!std::cout) return refuse("standard output cannot be written.");
        if (entries.size() < page) return std::cout.flush() ? 0 : refuse("the disk is full.");
        number = entries.back().number;
    }
}

using Act = int (*)(audit::Trail& trail, const Config& config, const Options& options);

Act act_of(const Options& options)
{
    if (options.rest().size() != 1) return nullptr;
    const auto word = options.rest().front();
    if (word == "verify" && !options.has("--after")) return verify_chain;
    if (word == "export" && !options.has("--anchor") && !options.has("--anchors"))
        return export_chain;
    return nullptr;
}

}  // namespace

int command_audit(Words words)
{
    if (wants_help(words)) {
        std::cout << usage;
        return 0;
    }
    Options options{{{"--anchors", true}, {"--anchor", true}, {"--after", true}}};
    const auto wrong = options.read(words);
    const auto act = act_of(options);
    if (wrong || act == nullptr) {
        std::cerr << "buddy audit: " << wrong.value_or("say verify or export.") << "\n\n" << usage;
        return 2;
    }
    const auto loaded = load_config(config::environment_of_process(), Needs::Nothing);
    if (!loaded.mistakes.empty()) return refuse(loaded.mistakes.front());
    const auto database = open_migrated(loaded.config.storage.database_url, sql::main_schema());
    if (!database) return refuse(database.error().detail);
    const SystemClock clock;
    audit::Trail trail{**database, clock};
    return act(trail, loaded.config, options);
}

}  // namespace buddy::app
