// The safety gate: twenty families of cases and faults (data/safety-gate/README.md), run against an
// engine. A family that blocks must pass entirely.
#pragma once

#include "buddy/safety/command_line.hpp"
#include "core/result.hpp"

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace buddy::safety {

struct GateFamily {
    std::string id;
    std::string title;
    std::string file;
    bool blocking = false;
    std::size_t cases = 0;
    std::vector<std::string> failed;  ///< Ids, each with what was wrong; never a case's words.
    [[nodiscard]] bool passes() const noexcept { return cases > 0 && failed.empty(); }
};

struct GateReport {
    std::vector<GateFamily> families;
    /// Every blocking family passes, and there is at least one family.
    [[nodiscard]] bool passes() const noexcept;
    void print(std::ostream& out) const;
    [[nodiscard]] std::string json() const;
};

/// Runs all families. NotFound, Invalid: the gate's own files, or the engine's, cannot be read.
[[nodiscard]] Result<GateReport> run_gate(const SafetyPaths& paths);

}  // namespace buddy::safety
