#include "documents/standing.hpp"

#include <algorithm>
#include <array>
#include <ranges>

namespace buddy::documents {
namespace {

constexpr std::array<std::string_view, 3> replies{"accepted", "declined", "read"};

}  // namespace

std::string_view name_of(Reply reply) noexcept
{
    return replies.at(static_cast<std::size_t>(reply));
}

std::optional<Reply> reply_from(std::string_view name) noexcept
{
    const auto* const found = std::ranges::find(replies, name);
    if (found == replies.end()) return std::nullopt;
    return static_cast<Reply>(found - replies.begin());
}

std::string_view name_of(State state) noexcept
{
    constexpr std::array<std::string_view, 5> names{
        "never", "accepted", "changed", "asked", "declined"
    };
    return names.at(static_cast<std::size_t>(state));
}

const Answer* last_accepted(std::span<const Answer> answers, std::string_view kind) noexcept
{
    for (const auto& answer : std::views::reverse(answers))
        if (answer.kind == kind && answer.reply == Reply::Accepted) return &answer;
    return nullptr;
}

State state_of(std::span<const Answer> answers, std::string_view kind, const Version& now) noexcept
{
    const Answer* decided = nullptr;
    bool has_read = false;
    for (const auto& answer : answers) {
        if (answer.kind != kind) continue;
        if (answer.reply == Reply::Read)
            has_read = has_read || answer.version == now;
        else
            decided = &answer;
    }
    if (decided != nullptr && decided->reply == Reply::Declined &&
        decided->version.binding == now.binding)
        return State::Declined;
    const auto* const accepted = last_accepted(answers, kind);
    if (accepted == nullptr) return State::Never;
    if (accepted->version.binding != now.binding) return State::Asked;
    return accepted->version == now || has_read ? State::Accepted : State::Changed;
}

}  // namespace buddy::documents
