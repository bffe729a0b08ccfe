// What a family has agreed to, read from its ledger: pure logic.
//
//     const auto now = standing_of(entries, use);
//     if (now.state != State::Given) …              // nothing may be handed over
//
// The last entry about a use is in force. An agreement to other terms, to another purpose or to
// another processor never covers a use.
#pragma once

#include "consent/notice.hpp"

#include "core/clock.hpp"
#include "core/ids.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace buddy::consent {

enum class Event : std::uint8_t {
    Given,
    Withdrawn,
    Lapsed  ///< An upgrade found an agreement that was not given under a notice.
};
[[nodiscard]] std::string_view id_of(Event event) noexcept;
[[nodiscard]] std::optional<Event> event_from(std::string_view id) noexcept;

/// A row of the ledger. It is never changed.
struct Entry {
    FamilyId family;
    GuardianId guardian;  ///< Empty: an upgrade wrote it.
    Scope scope;
    Event event = Event::Given;
    std::string method;          ///< How the guardian was known: Method::id.
    std::string notice_version;  ///< Of the notice that was shown.
    std::string terms;           ///< Notice::terms_of, then.
    std::string evidence;        ///< Of the method; never a document.
    std::string undo_hash;       ///< Of the token in the mail that can take it back; or empty.
    Time at;
    std::int64_t number = 0;  ///< Given by the store: 1, 2, 3 … in a family.
    friend bool operator==(const Entry&, const Entry&) = default;
};

enum class State : std::uint8_t {
    None,
    Given,
    Withdrawn,
    Outdated,  ///< Given to other terms: it counts as none.
    ToRenew    ///< An upgrade found it: it counts as none, and the guardian is asked.
};
[[nodiscard]] std::string_view id_of(State state) noexcept;

struct Standing {
    State state = State::None;
    std::optional<Time> since;  ///< Of the entry that decides.
    std::string method;         ///< Of that entry.
};

/// `entries` are one family's, oldest first.
[[nodiscard]] Standing standing_of(std::span<const Entry> entries, const Use& use);

/// A way of being sure that a guardian agrees. Whoever has checked by another one (a card payment, a
/// call) tells Consents::record_verified().
struct Method {
    std::string_view id;
    bool is_sure = false;  ///< Enough where data go to a third party.
};
/// Said on the page, where this server sends no mail: at home, where the operator is the guardian.
inline constexpr Method statement{.id = "statement"};
/// Said on the page of a confirmed address, and a second mail that can take it back.
inline constexpr Method email_plus{.id = "email_plus"};
/// A form on paper, signed, looked at by staff.
inline constexpr Method signed_form{.id = "signed_form", .is_sure = true};

}  // namespace buddy::consent
