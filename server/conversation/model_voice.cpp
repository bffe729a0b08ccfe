#include "conversation/model_voice.hpp"

namespace buddy::conversation {

std::string_view id_of(ModelOutcome outcome) noexcept
{
    switch (outcome) {
        case ModelOutcome::Answered: return "answered";
        case ModelOutcome::Failed: return "failed";
        case ModelOutcome::Resting: return "resting";
        case ModelOutcome::OverBudget: return "over_budget";
        case ModelOutcome::Unbooked: return "unbooked";
        case ModelOutcome::TooLong: return "too_long";
        case ModelOutcome::Refused: return "refused";
        case ModelOutcome::Broke: return "broke";
        case ModelOutcome::Replaced: return "replaced";
        case ModelOutcome::Stopped: return "stopped";
    }
    return "failed";
}

bool leaves_the_floor(ModelOutcome outcome) noexcept
{
    switch (outcome) {
        case ModelOutcome::Failed:
        case ModelOutcome::Resting:
        case ModelOutcome::OverBudget:
        case ModelOutcome::Unbooked:
        case ModelOutcome::TooLong: return true;
        case ModelOutcome::Answered:
        case ModelOutcome::Refused:
        case ModelOutcome::Broke:
        case ModelOutcome::Replaced:
        case ModelOutcome::Stopped: return false;
    }
    return false;
}

}  // namespace buddy::conversation
