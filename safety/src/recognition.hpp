// The recognisers of personal details, made ready before a child's message needs one.
#pragma once

namespace buddy::safety {

/// Compiles every recogniser that is not compiled yet; some ten milliseconds. Any thread may call it.
/// Errors   throws std::bad_alloc.
void compile_recognisers();

}  // namespace buddy::safety
