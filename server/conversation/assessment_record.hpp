// What is kept of an assessment: everything that decided, and no words.
#pragma once

#include "conversation/conversation_store.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace buddy::conversation {

/// JSON: action, severity, score, categories, subject, time, frame, notify, evidence.
[[nodiscard]] std::string assessment_record(const safety::Assessment& assessment);
[[nodiscard]] AlertFacts alert_facts_of(const safety::Assessment& assessment);
/// Where the message gives away something personal, in order and without overlap.
[[nodiscard]] std::vector<PrivateSpan> private_spans_of(
    const safety::Assessment& assessment, std::size_t text_bytes
);

}  // namespace buddy::conversation
