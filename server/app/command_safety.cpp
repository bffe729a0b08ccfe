#include "app/commands.hpp"
#include "app/config.hpp"
#include "buddy/safety/command_line.hpp"

#include <iostream>

namespace buddy::app {

int command_safety(Words words)
{
    const auto files = find_shipped_files(config::environment_of_process());
    const safety::SafetyPaths paths{
        .model = files.model(),
        .rules = files.rules(),
        .policy = files.policy(),
        .gate = files.safety_gate(),
        .splits = files.root / "data/corpus/splits.json"
    };
    return safety::run_safety_command(words, paths, std::cin, std::cout, std::cerr);
}

}  // namespace buddy::app
