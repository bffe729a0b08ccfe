// Which turns are Buddy's to answer in its manner, what a model is told of it, and which ways are barred now.
// What a persona may take up is data (data/mentor/manner.json).
//
// Threads  Pure functions.
#pragma once

#include "advisors/advisors.hpp"
#include "advisors/content.hpp"

#include <string>

namespace buddy::advisors {

/// By persona, lead and topic. What must be answered each time ("are you real?") always is.
[[nodiscard]] bool takes_up(const Content& content, Persona persona, const Choice& choice);

/// What is barred in the answer to this turn. A child that has spoken of feelings may be asked about them.
[[nodiscard]] BarredWays barred_ways(const Content& content, const TurnView& turn);

/// What a model is told; empty where nothing is taken from it.
[[nodiscard]] std::string manner_told(const Content& content, const TurnView& turn);

}  // namespace buddy::advisors
