#include "app/shipped_parts.hpp"

#include <utility>

namespace buddy::app {

Result<ShippedParts> load_shipped_parts(const ShippedFiles& files)
{
    auto engine = safety::Engine::load(
        {.model = files.model(), .rules = files.rules(), .policy = files.policy()}
    );
    if (!engine) return std::unexpected(engine.error());
    auto emotions = emotion::EmotionReader::load(files.model());
    if (!emotions) return std::unexpected(emotions.error());
    auto mentor = advisors::Mentor::load(files.mentor());
    if (!mentor) return std::unexpected(mentor.error());
    auto help_lines = advisors::HelpLines::load(files.crisis_lines());
    if (!help_lines) return std::unexpected(help_lines.error());
    return ShippedParts{
        std::move(*engine), std::move(*emotions), std::move(*mentor), std::move(*help_lines)
    };
}

}  // namespace buddy::app
