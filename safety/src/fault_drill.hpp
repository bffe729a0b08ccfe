// One injected fault of the gate's fail-safe family: something breaks, the engine must close, and
// the next assessment must be fine again.
//
//     const auto ground = DrillGround::open(files);
//     const auto drill = FaultDrill::parse(line);
//     if (const auto wrong = drill->run(*ground)) …   // nothing: it failed closed, and recovered
#pragma once

#include "buddy/safety/assessment_json.hpp"
#include "buddy/safety/engine.hpp"
#include "core/result.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::safety {

/// The engine that drills happen to; loaded once, its hooks obey the drill.
class DrillGround {
public:
    /// As Engine::load().
    [[nodiscard]] static Result<DrillGround> open(const EngineFiles& files);

private:
    friend class FaultDrill;
    struct Injection;
    DrillGround(EngineFiles files, Engine engine, std::shared_ptr<Injection> injection);

    EngineFiles files_;
    Engine engine_;
    std::shared_ptr<Injection> injection_;
};

class FaultDrill {
public:
    /// Invalid: not a fault as data/safety-gate/README.md describes it.
    [[nodiscard]] static Result<FaultDrill> parse(std::string_view line);
    /// What went wrong, or nothing. Load faults work on copies in a folder of their own. One drill
    /// at a time on one ground.
    [[nodiscard]] std::optional<std::string> run(const DrillGround& ground) const;
    [[nodiscard]] const std::string& id() const noexcept { return id_; }

private:
    [[nodiscard]] std::optional<std::string> run_load_fault(const DrillGround& ground) const;
    [[nodiscard]] std::optional<std::string> run_layer_fault(const DrillGround& ground) const;
    [[nodiscard]] EngineFiles broken(const EngineFiles& files, const std::filesystem::path& folder)
        const;

    std::string id_;
    std::string fault_;
    std::string at_;
    std::string expect_;
    Case example_;
};

}  // namespace buddy::safety
