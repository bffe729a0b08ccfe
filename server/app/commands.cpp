#include "app/commands.hpp"

#include "app/command_line.hpp"

#include <algorithm>
#include <array>
#include <iomanip>
#include <iostream>

namespace buddy::app {

namespace {

struct Command {
    std::string_view name;
    std::string_view purpose;
    int (*run)(Words);
};

constexpr std::array<Command, 18> commands{{
    {"serve", "serve families over HTTP", command_serve},
    {"migrate", "bring the databases to the schema of this release", command_migrate},
    {"seed", "make a demo family to try things with", command_seed},
    {"doctor", "say what is on, off and broken, and what that means", command_doctor},
    {"chat", "talk with the mentor in this terminal, in memory, without a server", command_chat},
    {"cost", "what language models have cost, by day, role and model", command_cost},
    {"safety", "the safety engine: classify, eval, gate, explain, report", command_safety},
    {"law", "which laws hold for a child, and whether the packs of laws are sound", command_law},
    {"consent", "the notice to families: who gets what in this installation", command_consent},
    {"documents", "terms, notices and protocols: read, check, review them", command_documents},
    {"admin", "make staff accounts and API keys", command_admin},
    {"audit", "prove the audit log whole, and write it out", command_audit},
    {"retention", "remove what is old enough, and show the evidence", command_retention},
    {"hold", "keep a family's data while a court asks for it", command_hold},
    {"keys", "see whether every child has keys of its own, and see to it", command_keys},
    {"erasure", "check receipts, erase again after a restore, tell processors", command_erasure},
    {"compliance", "the draft of the impact assessments, as this is set up", command_compliance},
    {"config", "explain every setting", command_config},
}};

void print_commands(std::ostream& out)
{
    out << "buddy COMMAND [OPTIONS]\n\n";
    for (const auto& command : commands)
        out << "  " << std::left << std::setw(12) << command.name << command.purpose << '\n';
    out << "\n`buddy COMMAND --help` says more. The guide is docs/operator.md.\n";
}

}  // namespace

int run_buddy(Words words)
{
    if (words.empty()) {
        print_commands(std::cerr);
        return 2;
    }
    if (words.front() == "--help" || words.front() == "-h" || words.front() == "help") {
        print_commands(std::cout);
        return 0;
    }
    if (words.front() == "--version") {
        std::cout << "buddy " BUDDY_VERSION "\n";
        return 0;
    }
    const auto command = std::ranges::find(commands, words.front(), &Command::name);
    if (command == commands.end()) {
        std::cerr << "buddy: '" << words.front() << "' is not a command.\n\n";
        print_commands(std::cerr);
        return 2;
    }
    return command->run(words.subspan(1));
}

}  // namespace buddy::app
