#include "feedback/feedback.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace buddy::feedback {
namespace {

using ReasonName = std::pair<ThumbReason, std::string_view>;
constexpr std::array<ReasonName, thumb_reasons.size()> reason_names{{
    {ThumbReason::NotTrue, "not_true"},
    {ThumbReason::DidNotListen, "did_not_listen"},
    {ThumbReason::Scary, "scary"},
    {ThumbReason::Unkind, "unkind"},
    {ThumbReason::WrongAnswer, "wrong_answer"},
    {ThumbReason::Other, "other"},
}};

}  // namespace

std::string_view id_of(Thumb thumb) noexcept
{
    return thumb == Thumb::Up ? "up" : "down";
}

std::optional<Thumb> thumb_from(std::string_view id) noexcept
{
    for (const auto thumb : {Thumb::Up, Thumb::Down})
        if (id_of(thumb) == id) return thumb;
    return std::nullopt;
}

std::string_view id_of(ThumbReason reason) noexcept
{
    const auto* const found = std::ranges::find(reason_names, reason, &ReasonName::first);
    return found == reason_names.end() ? "other" : found->second;
}

std::optional<ThumbReason> thumb_reason_from(std::string_view id) noexcept
{
    const auto* const found = std::ranges::find(reason_names, id, &ReasonName::second);
    if (found == reason_names.end()) return std::nullopt;
    return found->first;
}

std::string_view id_of(Finding finding) noexcept
{
    switch (finding) {
        case Finding::Fault: return "fault";
        case Finding::Fine: return "fine";
        case Finding::Unsure: return "unsure";
    }
    return "unsure";
}

std::optional<Finding> finding_from(std::string_view id) noexcept
{
    for (const auto finding : {Finding::Fault, Finding::Fine, Finding::Unsure})
        if (id_of(finding) == id) return finding;
    return std::nullopt;
}

std::string month_of(Time at)
{
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(at)};
    return fmt::format(
        "{:04}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month())
    );
}

}  // namespace buddy::feedback
