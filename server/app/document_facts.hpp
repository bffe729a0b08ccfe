// What the documents say of this installation: from its settings, its clocks, its laws and its help lines.
//
//     const auto facts = facts_of({.config = config, .lines = lines, .laws = laws}, "DE", clock.now());
//
// The same sources are behind the consent notice and the retention job: a document cannot say
// something else than what happens.
//
// Threads  Pure functions.
#pragma once

#include "documents/facts.hpp"
#include "law/law.hpp"

#include "advisors/advisors.hpp"
#include "app/config.hpp"
#include "core/clock.hpp"

#include <string>

namespace buddy::app {

struct FactSources {
    const Config& config;
    const advisors::HelpLines& lines;
    const law::Packs& laws;
};

/// `country`: the reader's, ISO 3166-1; empty: not known.
[[nodiscard]] documents::Facts facts_of(
    const FactSources& sources, const std::string& country, Time now
);

}  // namespace buddy::app
