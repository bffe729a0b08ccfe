// What a guardian has answered to a document, and whether it still covers it: pure logic.
//
//     if (state_of(answers, version) == State::Asked) …        // something material is new
//
// Answers are never changed; the last one counts. To have read a small change is no new agreement.
#pragma once

#include "documents/library.hpp"

#include "core/clock.hpp"
#include "core/ids.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace buddy::documents {

enum class Reply : std::uint8_t { Accepted, Declined, Read };
/// "accepted", "declined", "read".
[[nodiscard]] std::string_view name_of(Reply reply) noexcept;
[[nodiscard]] std::optional<Reply> reply_from(std::string_view name) noexcept;

struct Answer {
    FamilyId family;
    GuardianId guardian;
    std::string kind;
    Version version;  ///< Of what was shown.
    Reply reply = Reply::Accepted;
    Time at;
    friend bool operator==(const Answer&, const Answer&) = default;
};

enum class State : std::uint8_t {
    Never,     ///< Not answered yet: asked.
    Accepted,  ///< And nothing is new since.
    Changed,   ///< Something small is new: told once.
    Asked,     ///< Something material is new: what was accepted does not cover it.
    Declined   ///< As it stands now.
};
/// "never", "accepted", "changed", "asked", "declined".
[[nodiscard]] std::string_view name_of(State state) noexcept;

/// The last that was accepted; nothing when none was.
[[nodiscard]] const Answer* last_accepted(
    std::span<const Answer> answers, std::string_view kind
) noexcept;
/// `answers` are one guardian's, oldest first.
[[nodiscard]] State state_of(
    std::span<const Answer> answers, std::string_view kind, const Version& now
) noexcept;

}  // namespace buddy::documents
