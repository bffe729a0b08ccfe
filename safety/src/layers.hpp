// Assesses with layers switched off: what each of them is worth, for measuring only.
//
//     const auto by_rules = LayerSwitch::assess(engine, message, {.model = false, .context = false});
//
// It is no part of the public face: nothing that serves can include this file, and Engine::assess()
// always uses every layer.
//
// Threads  As Engine.
#pragma once

#include "buddy/safety/engine.hpp"
#include "text/normaliser.hpp"

namespace buddy::safety {

/// Which layers speak. The normaliser and the policy always do.
struct Layers {
    bool rules = true;    ///< Written rules and personal details.
    bool model = true;    ///< The learned model, with the turns it reads.
    bool context = true;  ///< What was said before, as the rules read it. Outputs have none.
};

class LayerSwitch {
public:
    /// Never throws; no state is kept.
    [[nodiscard]] static Assessment assess(
        const Engine& engine, const Message& message, const Layers& layers
    ) noexcept;
    /// What the engine reads texts with; lives as long as the engine.
    [[nodiscard]] static const text::Normaliser& normaliser(const Engine& engine) noexcept;
};

}  // namespace buddy::safety
