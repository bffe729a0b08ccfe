#include "identity/household.hpp"

#include <algorithm>

namespace buddy::identity {
namespace {

constexpr std::array<std::string_view, 2> roles{"guardian", "trusted_adult"};
constexpr std::array<std::string_view, 2> kinds{"removal", "hand_over"};
constexpr std::array<std::string_view, 4> reasons{
    "objection", "court_order", "safety", "asked_for"
};
constexpr std::array<std::string_view, 4> answers{"accept", "decline", "object", "withdraw"};

template <class T, std::size_t Count>
std::optional<T> value_of(const std::array<std::string_view, Count>& names, std::string_view name)
{
    const auto* const found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<T>(found - names.begin());
}

std::size_t width_of(std::string_view visibility)
{
    return static_cast<std::size_t>(
        std::ranges::find(visibilities, visibility) - visibilities.begin()
    );
}

}  // namespace

std::string_view id_of(GrownUpRole role) noexcept
{
    return roles.at(static_cast<std::size_t>(role));
}
std::optional<GrownUpRole> role_from(std::string_view id) noexcept
{
    return value_of<GrownUpRole>(roles, id);
}
bool is_visibility(std::string_view text) noexcept
{
    return std::ranges::find(visibilities, text) != visibilities.end();
}
bool is_hearing(std::string_view text) noexcept
{
    return text == "grave" || text == "all";
}
std::string_view id_of(RequestKind kind) noexcept
{
    return kinds.at(static_cast<std::size_t>(kind));
}
std::optional<RequestKind> request_kind_from(std::string_view id) noexcept
{
    return value_of<RequestKind>(kinds, id);
}
std::string_view id_of(DisputeReason reason) noexcept
{
    return reasons.at(static_cast<std::size_t>(reason));
}
std::optional<DisputeReason> dispute_reason_from(std::string_view id) noexcept
{
    return value_of<DisputeReason>(reasons, id);
}
std::optional<RequestAnswer> request_answer_from(std::string_view id) noexcept
{
    return value_of<RequestAnswer>(answers, id);
}

const Member* Household::find(const GuardianId& id) const noexcept
{
    const auto found = std::ranges::find(members, id, &Member::id);
    return found == members.end() ? nullptr : &*found;
}

const Request* Household::request(std::string_view id) const noexcept
{
    const auto found = std::ranges::find(requests, id, &Request::id);
    return found == requests.end() ? nullptr : &*found;
}

const Request* Household::disputed_removal() const noexcept
{
    const Request* waiting = nullptr;
    for (const auto& one : requests) {
        if (one.kind != RequestKind::Removal) continue;
        if (one.is_disputed) return &one;
        if (waiting == nullptr) waiting = &one;
    }
    return waiting;
}

std::size_t Household::guardians() const noexcept
{
    return static_cast<std::size_t>(
        std::ranges::count(members, GrownUpRole::Guardian, &Member::role)
    );
}

bool Household::is_to_leave(const GuardianId& who) const noexcept
{
    return std::ranges::any_of(requests, [&who](const Request& one) {
        return one.kind == RequestKind::Removal && one.about == who;
    });
}

std::optional<Reason> may_invite(
    const Household& house, const GuardianId& by, GrownUpRole role, Time now
)
{
    if (house.dispute) return Reason::FamilyDisputed;
    const auto* const who = house.find(by);
    if (who == nullptr) return Reason::NoSuchGrownUp;
    if (!who->email_verified) return Reason::EmailUnverified;
    if (house.is_to_leave(by)) return Reason::RemovalWaits;
    const auto here = std::ranges::count(house.members, role, &Member::role);
    const auto asked = std::ranges::count_if(house.invitations, [&](const Invitation& open) {
        return open.role == role && open.expires_at > now;
    });
    if (static_cast<std::size_t>(here + asked) >= most_of_a_role) return Reason::TooManyGrownUps;
    return std::nullopt;
}

std::optional<Reason> may_send_again(
    const Household& house, const Invitation& invitation, const GuardianId& by
)
{
    if (house.dispute) return Reason::FamilyDisputed;
    if (house.is_to_leave(by) || house.is_to_leave(invitation.invited_by))
        return Reason::RemovalWaits;
    return std::nullopt;
}

std::optional<Reason> may_come(const Household& house, const Invitation& invitation)
{
    if (house.dispute) return Reason::FamilyDisputed;
    const auto* const inviter = house.find(invitation.invited_by);
    const bool is_guardian = inviter != nullptr && inviter->role == GrownUpRole::Guardian;
    if (!is_guardian || house.is_to_leave(inviter->id)) return Reason::InvitationInvalid;
    if (width_of(invitation.visibility) > width_of(inviter->visibility))
        return Reason::InvitationInvalid;
    return std::nullopt;
}

std::optional<Reason> may_leave(const Household& house, const GuardianId& who)
{
    const auto* const member = house.find(who);
    if (member == nullptr) return Reason::NoSuchGrownUp;
    if (member->role != GrownUpRole::Guardian) return std::nullopt;
    if (house.guardians() == 1) return Reason::LastGuardian;
    if (member->is_first) return Reason::FirstGuardian;
    return std::nullopt;
}

std::optional<Reason> may_let_go(const Household& house, const GuardianId& whom)
{
    const auto* const member = house.find(whom);
    if (member == nullptr || member->role != GrownUpRole::TrustedAdult)
        return Reason::NoSuchGrownUp;
    if (house.dispute) return Reason::FamilyDisputed;
    return std::nullopt;
}

std::optional<Reason> may_be_removed(const Household& house, const GuardianId& whom)
{
    const auto* const member = house.find(whom);
    if (member == nullptr || member->role != GrownUpRole::Guardian) return Reason::NoSuchGrownUp;
    if (house.guardians() < 2) return Reason::LastGuardian;
    return std::nullopt;
}

std::optional<Reason> may_ask(
    const Household& house, RequestKind kind, const GuardianId& by, const GuardianId& about
)
{
    if (house.dispute) return Reason::FamilyDisputed;
    const auto* const asker = house.find(by);
    const auto* const other = house.find(about);
    if (asker == nullptr || other == nullptr || by == about) return Reason::NoSuchGrownUp;
    if (other->role != GrownUpRole::Guardian) return Reason::NoSuchGrownUp;
    if (kind == RequestKind::HandOver && !asker->is_first) return Reason::NoSuchRequest;
    if (kind == RequestKind::HandOver && !other->email_verified) return Reason::EmailUnverified;
    for (const auto& open : house.requests) {
        if (open.kind == kind && open.about == about) return Reason::RequestStands;
        // Who is asked to go cannot answer by asking the same of the other: it objects.
        if (open.kind == kind && kind == RequestKind::Removal && open.about == by)
            return Reason::RequestStands;
    }
    return std::nullopt;
}

std::optional<Reason> may_answer(
    const Household& house, const Request& request, const GuardianId& by, RequestAnswer answer
)
{
    const bool is_asker = request.asked_by == by;
    switch (answer) {
        case RequestAnswer::Withdraw:
            if (!is_asker || request.is_disputed) return Reason::NoSuchRequest;
            return std::nullopt;
        case RequestAnswer::Object:
            if (request.kind != RequestKind::Removal || is_asker || request.is_disputed)
                return Reason::NoSuchRequest;
            return std::nullopt;
        case RequestAnswer::Accept:
            if (request.kind != RequestKind::HandOver || request.about != by)
                return Reason::NoSuchRequest;
            if (house.dispute) return Reason::FamilyDisputed;
            return std::nullopt;
        case RequestAnswer::Decline:
            if (request.kind != RequestKind::HandOver || request.about != by)
                return Reason::NoSuchRequest;
            return std::nullopt;
    }
    return Reason::NoSuchRequest;
}

std::optional<Reason> may_set_visibility(
    const Household& house, const GuardianId& by, const GuardianId& whose, std::string_view to
)
{
    const auto* const member = house.find(whose);
    if (member == nullptr || member->role != GrownUpRole::Guardian) return Reason::NoSuchGrownUp;
    const bool is_wider = width_of(to) > width_of(member->visibility);
    if (is_wider && house.dispute) return Reason::FamilyDisputed;
    const bool is_own = by == whose;
    if (is_own && is_wider && house.guardians() > 1) return Reason::VisibilityRefused;
    if (!is_own && !is_wider && to != member->visibility) return Reason::VisibilityRefused;
    return std::nullopt;
}

}  // namespace buddy::identity
