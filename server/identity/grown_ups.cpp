#include "identity/grown_ups.hpp"

#include "identity/rules.hpp"
#include "platform/crypto/random.hpp"

#include <algorithm>
#include <utility>

namespace buddy::identity {
namespace {

crypto::Place email_place(const std::string& invitation)
{
    return {.table = "invitations", .column = "email", .row = invitation};
}

std::optional<Reason> mistake_in(const std::string& password, const std::string& email_key)
{
    switch (judge_password(password, email_key)) {
        case PasswordVerdict::TooShort: return Reason::PasswordTooShort;
        case PasswordVerdict::TooLong: return Reason::PasswordTooLong;
        case PasswordVerdict::TooSimple: return Reason::PasswordTooSimple;
        case PasswordVerdict::IsTheEmail: return Reason::PasswordIsTheEmail;
        case PasswordVerdict::Good: break;
    }
    return std::nullopt;
}

std::size_t width_of(std::string_view visibility)
{
    return static_cast<std::size_t>(
        std::ranges::find(visibilities, visibility) - visibilities.begin()
    );
}

InvitationMail mail_for(
    const Invitation& invitation, const Household& house, std::string email, std::string token
)
{
    // Who asks writes in its own language; the one who is asked has none with us yet.
    const auto* const inviter = house.find(invitation.invited_by);
    return {
        .family = invitation.family,
        .to = std::move(email),
        .language = inviter == nullptr ? "en" : inviter->language,
        .inviter = inviter == nullptr ? "" : inviter->email,
        .as_guardian = invitation.role == GrownUpRole::Guardian,
        .token = std::move(token)
    };
}

}  // namespace

Task<Result<OpenedHousehold>> GrownUps::find(FamilyId family)
{
    OpenedHousehold opened{.house = co_await parts_.store.find(family), .invited = {}};
    if (opened.house.members.empty()) co_return failed(ErrorCode::NotFound, "no such family");
    const auto sealer = co_await parts_.keys.of(std::move(family));
    if (!sealer) co_return std::unexpected(sealer.error());
    for (const auto& invitation : opened.house.invitations) {
        auto email = sealer->open(invitation.email, email_place(invitation.id));
        if (!email) co_return std::unexpected(email.error());
        opened.invited.push_back(std::move(*email));
    }
    co_return opened;
}

Task<bool> GrownUps::is_other_adult(FamilyId family, GrownUpRole role, std::string key)
{
    if (role != GrownUpRole::Guardian) co_return false;
    const auto found = co_await parts_.families.find(std::move(family));
    co_return found && found->trusted_adult&& email_key(found->trusted_adult->email) == key;
}

Task<Answer<void>> GrownUps::invite(FamilyId family, GuardianId by, NewInvitation wanted)
{
    const auto key = email_key(wanted.email);
    if (!key) co_return refused(Reason::EmailInvalid);
    const auto opened = co_await find(family);
    if (!opened) co_return refused(Reason::Busy);
    const auto& house = opened->house;
    const auto now = parts_.clock.now();
    if (const auto no = may_invite(house, by, wanted.role, now)) co_return refused(*no);
    const auto* const inviter = house.find(by);
    if (width_of(wanted.visibility) > width_of(inviter->visibility))
        co_return refused(Reason::VisibilityRefused);
    const bool is_invited = std::ranges::any_of(opened->invited, [&key](const std::string& one) {
        return email_key(one) == key;
    });
    const bool is_here =
        std::ranges::find(house.members, *key, &Member::email_key) != house.members.end();
    if (is_here || is_invited) co_return refused(Reason::AlreadyGrownUp);
    if (co_await is_other_adult(family, wanted.role, *key))
        co_return refused(Reason::AdultIsGuardian);
    const auto sealer = co_await parts_.keys.of(family);
    if (!sealer) co_return refused(Reason::Busy);

    Invitation invitation{
        .id = crypto::new_id_text(now),
        .family = std::move(family),
        .role = wanted.role,
        .visibility = std::move(wanted.visibility),
        .alerts = std::move(wanted.alerts),
        .email = {},
        .invited_by = std::move(by),
        .created_at = now,
        .sent_at = now,
        .expires_at = now + invitation_life
    };
    const auto address = *clean_line(wanted.email, 254);
    invitation.email = sealer->seal(address, email_place(invitation.id));
    auto token = crypto::random_token();
    auto hash = crypto::hash_token(token);
    auto mail = mail_for(invitation, house, address, std::move(token));
    co_return co_await parts_.store.invite(std::move(invitation), std::move(hash), std::move(mail));
}

Task<Answer<void>> GrownUps::send_again(FamilyId family, GuardianId by, std::string id)
{
    const auto opened = co_await find(std::move(family));
    if (!opened) co_return refused(Reason::Busy);
    const auto& open = opened->house.invitations;
    const auto found = std::ranges::find(open, id, &Invitation::id);
    if (found == open.end()) co_return refused(Reason::InvitationInvalid);
    const auto number = static_cast<std::size_t>(found - open.begin());
    auto token = crypto::random_token();
    auto hash = crypto::hash_token(token);
    auto mail = mail_for(*found, opened->house, opened->invited.at(number), std::move(token));
    co_return co_await parts_.store.send_again(
        *found, std::move(by), std::move(hash), std::move(mail)
    );
}

Task<Answer<GrownUps::Found>> GrownUps::find_by_token(std::string token)
{
    auto invitation = co_await parts_.store.find_invitation(crypto::hash_token(token));
    if (!invitation) co_return refused(Reason::InvitationInvalid);
    const auto sealer = co_await parts_.keys.of(invitation->family);
    if (!sealer) co_return refused(Reason::InvitationInvalid);
    auto email = sealer->open(invitation->email, email_place(invitation->id));
    if (!email) co_return refused(Reason::InvitationInvalid);
    auto key = email_key(*email).value_or("");
    co_return Found{
        .invitation = std::move(*invitation),
        .email = std::move(*email),
        .email_key = std::move(key)
    };
}

Task<Answer<InvitationView>> GrownUps::look_at(std::string token)
{
    auto found = co_await find_by_token(std::move(token));
    if (!found) co_return std::unexpected(found.error());
    const auto house = co_await parts_.store.find(found->invitation.family);
    const auto* const inviter = house.find(found->invitation.invited_by);
    const auto account = co_await parts_.accounts.find_guardian_by_email(found->email_key);
    co_return InvitationView{
        .email = std::move(found->email),
        .inviter = inviter == nullptr ? std::string{} : inviter->email,
        .role = found->invitation.role,
        .visibility = found->invitation.visibility,
        .alerts = found->invitation.alerts,
        .expires_at = found->invitation.expires_at,
        .has_account = account.has_value()
    };
}

Task<Answer<OpenedSession>> GrownUps::finish(std::string token, GuardianRecord account, bool fresh)
{
    const auto joined = co_await parts_.store.accept(crypto::hash_token(token), account, fresh);
    if (!joined) co_return std::unexpected(joined.error());
    co_return co_await parts_.sessions.open_guardian(std::move(account));
}

Task<Answer<OpenedSession>> GrownUps::accept_anew(
    std::string token, std::string password, std::string language
)
{
    auto found = co_await find_by_token(token);
    if (!found) co_return std::unexpected(found.error());
    if (const auto mistake = mistake_in(password, found->email_key)) co_return refused(*mistake);
    if (!is_language(language)) co_return refused(Reason::LanguageUnknown);
    const auto& invitation = found->invitation;
    if (co_await is_other_adult(invitation.family, invitation.role, found->email_key))
        co_return refused(Reason::AdultIsGuardian);
    if (co_await parts_.accounts.find_guardian_by_email(found->email_key))
        co_return refused(Reason::EmailTaken);
    auto hash = co_await parts_.hasher.hash(std::move(password));
    if (!hash) co_return refused(Reason::Busy);
    const auto now = parts_.clock.now();
    GuardianRecord account{
        .id = crypto::new_id<GuardianId>(now),
        .family = invitation.family,
        .email = std::move(found->email),
        .email_key = std::move(found->email_key),
        .password_hash = std::move(*hash),
        .language = std::move(language),
        .email_verified_at = now,
        .created_at = now
    };
    co_return co_await finish(std::move(token), std::move(account), true);
}

Task<Answer<OpenedSession>> GrownUps::accept_with(std::string token, GuardianId account)
{
    const auto found = co_await find_by_token(token);
    if (!found) co_return std::unexpected(found.error());
    auto guardian = co_await parts_.accounts.find_guardian(std::move(account));
    if (!guardian || guardian->email_key != found->email_key)
        co_return refused(Reason::InvitationForOther);
    if (!guardian->email_verified_at) co_return refused(Reason::EmailUnverified);
    const auto& invitation = found->invitation;
    if (co_await is_other_adult(invitation.family, invitation.role, found->email_key))
        co_return refused(Reason::AdultIsGuardian);
    guardian->family = invitation.family;
    co_return co_await finish(std::move(token), std::move(*guardian), false);
}

}  // namespace buddy::identity
