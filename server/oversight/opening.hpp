// Broken glass: a member of staff may read what one child said, for a stated reason and a limited time. The
// family learns of it.
//
//     const auto told = told_as(opening.purpose);      // what guardians and the child are told of the reason
//
// What is told never says which talk was read, nor whether a turn of it was protected; looks for safety, for
// quality, for somebody's request and at a reported answer are told as the same. So what guardians see is no sign of what they may
// not know: neither of an alert, nor that their child asked for it.
//
// Threads  Pure functions.
#pragma once

#include "conversation/conversation.hpp"
#include "core/clock.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace buddy::oversight {

/// Why. Staff chooses one and says more in words of its own.
enum class Purpose : std::uint8_t {
    Safety,   ///< A child may be in danger.
    Quality,  ///< Whether Buddy answered well.
    Request,  ///< Somebody of the family asked for it, perhaps the child alone.
    Fault,    ///< Something is broken.
    Law,      ///< An authority may demand it.
    Report    ///< A child reported an answer: it opens no talk, and nobody chooses it.
};
inline constexpr std::array<Purpose, 6> purposes{
    Purpose::Safety,
    Purpose::Quality,
    Purpose::Request,
    Purpose::Fault,
    Purpose::Law,
    Purpose::Report
};
[[nodiscard]] std::string_view id_of(Purpose purpose) noexcept;  ///< "safety" …
[[nodiscard]] std::optional<Purpose> purpose_from(std::string_view id) noexcept;

/// "care" (safety, quality, request and report alike), "fault" or "law".
[[nodiscard]] std::string_view told_as(Purpose purpose) noexcept;
/// The same as a sentence for the child, in "en", "es", "fr", "de" or "pt"; English for others.
[[nodiscard]] std::string_view told_to_child(Purpose purpose, std::string_view language) noexcept;

struct Opening {
    static constexpr std::chrono::minutes shortest{5};
    static constexpr std::chrono::minutes longest{240};
    static constexpr std::size_t shortest_reason = 10;  ///< Characters.
    static constexpr std::size_t longest_reason = 500;

    std::string id;
    conversation::ChildRef child;
    std::optional<ConversationId> conversation;  ///< None: every talk of the child.
    StaffId staff;
    Purpose purpose = Purpose::Safety;
    std::string
        reason;  ///< In staff's words; no guardian reads it. Empty where it was not asked for.
    Time begun_at;
    Time ends_at;
    std::optional<Time> ended_at;  ///< Closed by hand.
    bool is_quiet = false;         ///< Guardians are not told.

    [[nodiscard]] Time end() const { return ended_at.value_or(ends_at); }
    [[nodiscard]] bool is_open(Time now) const { return now < end(); }
    /// Whether it opens this talk.
    [[nodiscard]] bool opens(const ConversationId& talk) const
    {
        return !conversation || *conversation == talk;
    }
    friend bool operator==(const Opening&, const Opening&) = default;
};

}  // namespace buddy::oversight
