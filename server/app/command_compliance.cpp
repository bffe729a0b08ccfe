// `buddy compliance`: the draft of the impact assessments, made from what is configured.

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/compliance_desk.hpp"
#include "app/open_database.hpp"
#include "app/processors.hpp"
#include "core/clock.hpp"
#include "platform/async/run_to_end.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

namespace buddy::app {

namespace {

constexpr std::string_view usage =
    "buddy compliance pack --out DIR\n\n"
    "pack: writes assessment.html: a draft of the data protection impact assessment and of the "
    "child-rights impact\n"
    "assessment for this installation, from its settings, the agreements written down and "
    "data/compliance. Open\n"
    "questions are marked for the operator and for counsel. It reads the database and changes "
    "nothing.\n";

int refuse(const std::string& why)
{
    std::cerr << "buddy compliance: " << why << '\n';
    return 1;
}

int write_pack(const Config& config, const std::filesystem::path& folder)
{
    const auto parts = load_shipped_parts(find_shipped_files(config::environment_of_process()));
    if (!parts) return refuse(parts.error().detail);
    auto database = open_migrated(config.storage.database_url, sql::main_schema());
    if (!database) return refuse(database.error().detail);
    const SystemClock clock;
    const audit::Trail trail{**database, clock};
    compliance::SqlBoardStore store{**database, trail};
    const auto now = clock.now();
    auto processors =
        compliance::processor_lines(notice_of(config), run_to_end(store.agreements()), now);
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    const auto path = folder / "assessment.html";
    std::ofstream out{path, std::ios::binary | std::ios::trunc};
    out << parts->assessment.html(pack_facts(config, *parts, std::move(processors), now));
    out.close();
    if (error || !out) return refuse(path.string() + " cannot be written");
    std::cout << path.string() << '\n';
    return 0;
}

}  // namespace

int command_compliance(Words words)
{
    if (wants_help(words)) {
        std::cout << usage;
        return 0;
    }
    if (words.empty() || words.front() != "pack") {
        std::cerr << "Which: pack?\n\n" << usage;
        return 2;
    }
    Options options{{{"--out", true}}};
    const auto wrong = options.read(words.subspan(1));
    if (wrong || !options.has("--out") || !options.rest().empty()) {
        std::cerr << wrong.value_or("--out needs a folder.") << "\n\n" << usage;
        return 2;
    }
    const auto loaded = load_config(config::environment_of_process(), Needs::Nothing);
    if (!loaded.mistakes.empty()) {
        for (const auto& mistake : loaded.mistakes) static_cast<void>(refuse(mistake));
        return 1;
    }
    return write_pack(loaded.config, options.value("--out", ""));
}

}  // namespace buddy::app
