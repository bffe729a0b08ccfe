// Runs of retention in words, for an operator.
#pragma once

#include "compliance/retention_store.hpp"

#include <span>
#include <string>

namespace buddy::compliance {

[[nodiscard]] std::string as_text(std::span<const RetentionRun> runs);
[[nodiscard]] std::string as_json(std::span<const RetentionRun> runs);

}  // namespace buddy::compliance
