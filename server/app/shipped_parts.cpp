#include "app/shipped_parts.hpp"

#include <utility>

namespace buddy::app {

Result<ShippedParts> load_shipped_parts(const ShippedFiles& files)
{
    auto engine = safety::Engine::load(
        {.model = files.model(), .rules = files.rules(), .policy = files.policy()}
    );
    if (!engine) return std::unexpected(engine.error());
    auto emotions = emotion::EmotionReader::load(files.moods());
    if (!emotions) return std::unexpected(emotions.error());
    auto mentor = advisors::Mentor::load(files.mentor(), files.stances());
    if (!mentor) return std::unexpected(mentor.error());
    auto help_lines = advisors::HelpLines::load(files.crisis_lines());
    if (!help_lines) return std::unexpected(help_lines.error());
    auto laws = law::Packs::load(files.law());
    if (!laws) return std::unexpected(laws.error());
    auto insight_words = insight::InsightWords::load(files.insight());
    if (!insight_words) return std::unexpected(insight_words.error());
    auto papers = documents::Library::load(files.documents());
    if (!papers) return std::unexpected(papers.error());
    auto answer_times = compliance::AnswerTimes::load(files.compliance());
    if (!answer_times) return std::unexpected(answer_times.error());
    auto assessment = compliance::AssessmentPack::load(files.compliance());
    if (!assessment) return std::unexpected(assessment.error());
    auto canaries = operations::load_canaries(files.canaries());
    if (!canaries) return std::unexpected(canaries.error());
    auto reference = safety::read_score_reference(files.score_bins());
    // Without it nothing is less safe: the staff's page says that drift is unknown.
    if (!reference && reference.error().code != ErrorCode::NotFound)
        return std::unexpected(reference.error());
    return ShippedParts{
        .engine = std::move(*engine),
        .emotions = std::move(*emotions),
        .mentor = std::move(*mentor),
        .help_lines = std::move(*help_lines),
        .laws = std::move(*laws),
        .insight_words = std::move(*insight_words),
        .papers = std::move(*papers),
        .answer_times = std::move(*answer_times),
        .assessment = std::move(*assessment),
        .canaries = std::move(*canaries),
        .score_reference = reference ? std::optional{std::move(*reference)}
                                     : std::optional<safety::ScoreReference>{}
    };
}

}  // namespace buddy::app
