// What every way of talking with Buddy needs: the engine, the mood reader, the mentor, the help lines, the packs of laws and
// the words of insights; and what an operator answers for.
//
// Errors  NotFound or Invalid, as the first part that could not be loaded says; the detail names file and place.
#pragma once

#include "compliance/answer_times.hpp"
#include "compliance/assessment_pack.hpp"
#include "documents/library.hpp"
#include "insight/insight_words.hpp"
#include "law/law.hpp"

#include "advisors/advisors.hpp"
#include "app/config.hpp"
#include "buddy/safety/engine.hpp"
#include "buddy/safety/score_drift.hpp"
#include "emotion/emotion.hpp"
#include "operations/canaries.hpp"

#include <optional>
#include <vector>

namespace buddy::app {

struct ShippedParts {
    safety::Engine engine;
    emotion::EmotionReader emotions;
    advisors::Mentor mentor;
    advisors::HelpLines help_lines;
    law::Packs laws;
    insight::InsightWords insight_words;
    documents::Library papers;
    compliance::AnswerTimes answer_times;
    compliance::AssessmentPack assessment;
    std::vector<safety::Case> canaries;
    std::optional<safety::ScoreReference> score_reference;  ///< None: the file is not there.
};

/// Blocks for some hundred milliseconds.
[[nodiscard]] Result<ShippedParts> load_shipped_parts(const ShippedFiles& files);

}  // namespace buddy::app
