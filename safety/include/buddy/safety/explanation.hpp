// An account of one decision that a parent understands.
//
//     std::cout << safety::explanation(engine, message, assessment);
//
// It quotes the words that decided, so it is for the person who may read the message anyway: never
// for logs.
#pragma once

#include "buddy/safety/engine.hpp"

#include <string>

namespace buddy::safety {

[[nodiscard]] std::string explanation(
    const Engine& engine, const Message& message, const Assessment& assessment
);

}  // namespace buddy::safety
