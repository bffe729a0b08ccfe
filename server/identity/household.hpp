// The grown-ups of a family, and what one of them may do to another. Pure: no HTTP, no SQL.
//
//     if (const auto no = may_leave(house, who)) return refused(*no);
//
// Three ideas rule it. Nobody can orphan a child: who holds the family's account hands it over before
// leaving. Nobody can shut another out silently: a removal waits a week, and each guardian is told and
// may object. While guardians are in dispute nothing is taken from either and nothing is widened.
//
// Threads  Values and pure functions.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "identity/records.hpp"
#include "identity/refusal.hpp"
#include "platform/crypto/sealer.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::identity {

inline constexpr std::chrono::days invitation_life{7};
inline constexpr std::chrono::days request_grace{7};
inline constexpr std::chrono::minutes between_invitation_mails{10};
/// Of guardians, and of trusted adults; open invitations included.
inline constexpr std::size_t most_of_a_role = 4;

[[nodiscard]] std::string_view id_of(GrownUpRole role) noexcept;  ///< "guardian", "trusted_adult"
[[nodiscard]] std::optional<GrownUpRole> role_from(std::string_view id) noexcept;

/// Levels of oversight, each wider than the one before; what they open is the business of oversight.
inline constexpr std::array<std::string_view, 4> visibilities{
    "titles", "summary", "excerpts", "transcript"
};
[[nodiscard]] bool is_visibility(std::string_view text) noexcept;
/// What a trusted adult hears of: "grave" or "all".
[[nodiscard]] bool is_hearing(std::string_view text) noexcept;

struct Member {
    GuardianId id;
    std::string email;
    std::string email_key;
    bool email_verified = false;
    std::string language;
    GrownUpRole role = GrownUpRole::Guardian;
    std::string visibility = "transcript";
    std::string alerts = "all";
    bool is_first = false;  ///< Holds the family's account.
    Time joined_at;
};

/// Somebody who was asked to come.
struct Invitation {
    std::string id;
    FamilyId family;
    GrownUpRole role = GrownUpRole::Guardian;
    std::string visibility = "transcript";
    std::string alerts = "grave";
    crypto::Sealed email;  ///< Place {invitations, email, id}.
    GuardianId invited_by;
    Time created_at;
    Time sent_at;
    Time expires_at;
};

enum class RequestKind : std::uint8_t {
    Removal,  ///< Of a guardian: takes effect after request_grace unless somebody objects.
    HandOver  ///< Of the family's account: takes effect when the other accepts.
};
[[nodiscard]] std::string_view id_of(RequestKind kind) noexcept;  ///< "removal", "hand_over"
[[nodiscard]] std::optional<RequestKind> request_kind_from(std::string_view id) noexcept;

struct Request {
    std::string id;
    RequestKind kind = RequestKind::Removal;
    GuardianId asked_by;
    GuardianId about;
    Time asked_at;
    Time due_at;
    bool is_disputed = false;
};

enum class DisputeReason : std::uint8_t { Objection, CourtOrder, Safety, AskedFor };
[[nodiscard]] std::string_view id_of(DisputeReason reason) noexcept;  ///< "objection" …
[[nodiscard]] std::optional<DisputeReason> dispute_reason_from(std::string_view id) noexcept;

struct Dispute {
    std::string id;
    FamilyId family;
    std::string request;  ///< The removal that was objected to; empty: staff opened it.
    DisputeReason reason = DisputeReason::Objection;
    std::string reference;  ///< For staff only.
    Time opened_at;
};

/// All of it, as it stands.
struct Household {
    FamilyId family;
    std::vector<Member> members;  ///< Who holds the account first, then the oldest.
    std::vector<Invitation> invitations;
    std::vector<Request> requests;  ///< Open and disputed ones.
    std::optional<Dispute> dispute;

    [[nodiscard]] const Member* find(const GuardianId& id) const noexcept;
    [[nodiscard]] const Request* request(std::string_view id) const noexcept;
    /// What the dispute is about: the removal that was objected to, else one that waits; or nothing.
    [[nodiscard]] const Request* disputed_removal() const noexcept;
    /// A removal of it waits or is in dispute.
    [[nodiscard]] bool is_to_leave(const GuardianId& who) const noexcept;
    [[nodiscard]] std::size_t guardians() const noexcept;
};

// Each says why not, or nothing. The caller is a guardian of the family where nothing else is said.

[[nodiscard]] std::optional<Reason> may_invite(
    const Household& house, const GuardianId& by, GrownUpRole role, Time now
);
/// Who is to leave asks nobody in, nor does anybody in its name: it would stay by a second account.
[[nodiscard]] std::optional<Reason> may_send_again(
    const Household& house, const Invitation& invitation, const GuardianId& by
);
/// The inviter still stands for it: a guardian who sees at least what it offers.
[[nodiscard]] std::optional<Reason> may_come(const Household& house, const Invitation& invitation);
/// For anybody who belongs to the family.
[[nodiscard]] std::optional<Reason> may_leave(const Household& house, const GuardianId& who);
/// A trusted adult goes at once; a guardian only by may_ask().
[[nodiscard]] std::optional<Reason> may_let_go(const Household& house, const GuardianId& whom);
/// By staff, at the end of a dispute: whom it names, whoever asked for what.
[[nodiscard]] std::optional<Reason> may_be_removed(const Household& house, const GuardianId& whom);
[[nodiscard]] std::optional<Reason> may_ask(
    const Household& house, RequestKind kind, const GuardianId& by, const GuardianId& about
);

enum class RequestAnswer : std::uint8_t { Accept, Decline, Object, Withdraw };
[[nodiscard]] std::optional<RequestAnswer> request_answer_from(std::string_view id) noexcept;
[[nodiscard]] std::optional<Reason> may_answer(
    const Household& house, const Request& request, const GuardianId& by, RequestAnswer answer
);
/// Everybody narrows its own view; widening it takes another guardian, where there is one.
[[nodiscard]] std::optional<Reason> may_set_visibility(
    const Household& house, const GuardianId& by, const GuardianId& whose, std::string_view to
);

}  // namespace buddy::identity
