#include "compliance/rights_request.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace buddy::compliance {
namespace {

// In the order of their enumerators.
constexpr std::array<std::string_view, 5> kinds{
    "access", "correct", "restrict", "object", "complain"
};
constexpr std::array<std::string_view, 5> states{
    "open", "waiting", "extended", "answered", "refused"
};
constexpr std::array<std::string_view, 3> urgencies{"usual", "soon", "now"};
constexpr std::array<std::string_view, 6> steps{
    "asked", "question", "reply", "extended", "answered", "refused"
};
constexpr std::array<std::string_view, 3> standings{"in_time", "soon", "late"};

template <std::size_t Count>
std::optional<std::size_t> place_of(
    const std::array<std::string_view, Count>& words, std::string_view word
)
{
    for (std::size_t i = 0; i < Count; ++i)
        if (words.at(i) == word) return i;
    return std::nullopt;
}

template <class Enum, std::size_t Count>
Enum word_or(const std::array<std::string_view, Count>& words, std::string_view word, Enum fallback)
{
    const auto place = place_of(words, word);
    return place ? static_cast<Enum>(*place) : fallback;
}

RequestState open_state_of(const RightsRequest& request)
{
    return request.extended_at ? RequestState::Extended : RequestState::Open;
}

}  // namespace

std::string_view id_of(RequestKind kind) noexcept
{
    return kinds.at(static_cast<std::size_t>(kind));
}

std::string_view id_of(RequestState state) noexcept
{
    return states.at(static_cast<std::size_t>(state));
}

std::string_view id_of(Urgency urgency) noexcept
{
    return urgencies.at(static_cast<std::size_t>(urgency));
}

std::string_view id_of(Step step) noexcept
{
    return steps.at(static_cast<std::size_t>(step));
}

std::string_view id_of(Standing standing) noexcept
{
    return standings.at(static_cast<std::size_t>(standing));
}

std::optional<RequestKind> request_kind_from(std::string_view id) noexcept
{
    const auto place = place_of(kinds, id);
    return place ? std::optional{static_cast<RequestKind>(*place)} : std::nullopt;
}

RequestState request_state_from(std::string_view id) noexcept
{
    return word_or(states, id, RequestState::Open);
}

Urgency urgency_from(std::string_view id) noexcept
{
    return word_or(urgencies, id, Urgency::Now);
}

Step step_from(std::string_view id) noexcept
{
    return word_or(steps, id, Step::Asked);
}

Result<RightsRequest> moved(RightsRequest request, const Move& move, const AnswerRule& rule)
{
    if (!request.is_open()) return failed(ErrorCode::Conflict, "the request is closed");
    switch (move.step) {
        case Step::Asked: return failed(ErrorCode::Invalid, "a request is asked once");
        case Step::Question: request.state = RequestState::Waiting; break;
        case Step::Reply:
            if (request.state != RequestState::Waiting)
                return failed(ErrorCode::Conflict, "nobody asked the family anything");
            request.state = open_state_of(request);
            break;
        case Step::Extended:
            if (request.extended_at || !rule.longer_by.has_length() || move.at > request.due_at)
                return failed(ErrorCode::Conflict, "the law gives no more time");
            request.extended_at = move.at;
            request.due_at = rule.extended_due(request.opened_at);
            if (request.state != RequestState::Waiting) request.state = RequestState::Extended;
            break;
        case Step::Answered:
        case Step::Refused:
            request.state =
                move.step == Step::Answered ? RequestState::Answered : RequestState::Refused;
            request.closed_at = move.at;
            break;
    }
    return request;
}

Standing standing_at(Time now, Time due, std::chrono::hours warning) noexcept
{
    if (now > due) return Standing::Late;
    return due - now < warning ? Standing::Soon : Standing::InTime;
}

}  // namespace buddy::compliance
