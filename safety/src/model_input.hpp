// A message as the learned readers take it.
#pragma once

#include "buddy/safety/engine.hpp"
#include "text/model.hpp"

#include <span>
#include <vector>

namespace buddy::safety {

[[nodiscard]] constexpr text::Speaker speaker_of(Role role) noexcept
{
    return role == Role::Child ? text::Speaker::Child : text::Speaker::Mentor;
}
[[nodiscard]] constexpr text::Speaker speaker_of(Direction direction) noexcept
{
    return direction == Direction::Input ? text::Speaker::Child : text::Speaker::Mentor;
}
/// Borrows the words.
[[nodiscard]] inline std::vector<text::SpokenTurn> spoken(std::span<const Turn> turns)
{
    std::vector<text::SpokenTurn> out;
    out.reserve(turns.size());
    for (const auto& turn : turns)
        out.push_back({.speaker = speaker_of(turn.role), .text = turn.text});
    return out;
}

[[nodiscard]] inline std::vector<text::SpokenTurn> spoken_by_child(std::span<const Turn> turns)
{
    auto out = spoken(turns);
    std::erase_if(out, [](const auto& turn) { return turn.speaker != text::Speaker::Child; });
    return out;
}

}  // namespace buddy::safety
