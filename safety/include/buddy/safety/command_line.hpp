// `buddy safety …` as a function: classify, eval, gate, explain.
//
//     return safety::run_safety_command(args, paths, std::cin, std::cout, std::cerr);
//
// Threads  Call from one thread.
// Errors   Told on `err` in plain sentences; the exit status says the rest: 0 fine, 1 something in
//          the input or the gate was wrong, 2 wrong usage or the safety files cannot load.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <span>
#include <string_view>

namespace buddy::safety {

/// Where the files lie that the commands need.
struct SafetyPaths {
    std::filesystem::path model;   ///< data/models/safety.bdm
    std::filesystem::path linear;  ///< data/models/linear.bin, the yardstick of comparisons
    std::filesystem::path rules;   ///< safety/rules
    std::filesystem::path policy;  ///< data/policy/policy.json
    std::filesystem::path gate;    ///< data/safety-gate
    std::filesystem::path splits;  ///< data/corpus/splits.json
};

/// `args` is what follows `buddy safety`.
[[nodiscard]] int run_safety_command(
    std::span<const std::string_view> args,
    const SafetyPaths& paths,
    std::istream& in,
    std::ostream& out,
    std::ostream& err
);

}  // namespace buddy::safety
