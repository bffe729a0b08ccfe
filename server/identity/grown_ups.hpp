// The grown-ups of a family: asked by mail, come with an account of their own, and go, without leaving a
// child alone or shutting each other out (household.hpp).
//
//     const auto asked = co_await grown_ups.invite(family, guardian, {.email = …, .role = …});
//     const auto opened = co_await grown_ups.accept_anew(token, password, "en");    // from the mail
//
// Threads  From any event loop.
#pragma once

#include "core/clock.hpp"
#include "identity/families.hpp"
#include "identity/sessions.hpp"
#include "identity/sql_grown_up_store.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/crypto/password.hpp"

#include <optional>
#include <string>
#include <vector>

namespace buddy::identity {

/// Whom to ask.
struct NewInvitation {
    std::string email;
    GrownUpRole role = GrownUpRole::Guardian;
    std::string visibility = "transcript";  ///< A guardian's; no wider than the inviter's own.
    std::string alerts = "grave";           ///< A trusted adult's.
};

/// As who is asked may see it.
struct InvitationView {
    std::string email;
    std::string inviter;  ///< An address; empty when it has left.
    GrownUpRole role = GrownUpRole::Guardian;
    std::string visibility;
    std::string alerts;
    Time expires_at;
    bool has_account = false;
};

/// A household with the addresses of its invitations, in their order.
struct OpenedHousehold {
    Household house;
    std::vector<std::string> invited;
};

class GrownUps {
public:
    /// All outlive this.
    struct Parts {
        SqlGrownUpStore& store;
        FamilyStore& accounts;
        Families& families;
        Sessions& sessions;
        crypto::FamilyKeys& keys;
        crypto::PasswordHasher& hasher;
        const Clock& clock;
    };
    explicit GrownUps(Parts parts) : parts_{parts} {}

    /// NotFound  no such family, or its keys are gone.
    Task<Result<OpenedHousehold>> find(FamilyId family);

    /// EmailInvalid, AlreadyGrownUp, AdultIsGuardian (the other trusted adult hears what no guardian
    /// may), VisibilityRefused, and as may_invite().
    Task<Answer<void>> invite(FamilyId family, GuardianId by, NewInvitation wanted);
    /// InvitationInvalid, MailJustSent, and as may_send_again().
    Task<Answer<void>> send_again(FamilyId family, GuardianId by, std::string invitation);
    /// InvitationInvalid.
    Task<Answer<InvitationView>> look_at(std::string token);
    /// With a new account, whose address the mail has proved. InvitationInvalid, EmailTaken, the
    /// password's reasons, LanguageUnknown, FamilyDisputed, AdultIsGuardian.
    Task<Answer<OpenedSession>> accept_anew(
        std::string token, std::string password, std::string language
    );
    /// With the account that is signed in. InvitationInvalid, InvitationForOther, EmailUnverified,
    /// AlreadyGrownUp, FamilyDisputed, AdultIsGuardian.
    Task<Answer<OpenedSession>> accept_with(std::string token, GuardianId account);

private:
    struct Found {
        Invitation invitation;
        std::string email;
        std::string email_key;
    };
    Task<Answer<Found>> find_by_token(std::string token);
    Task<bool> is_other_adult(FamilyId family, GrownUpRole role, std::string email_key);
    Task<Answer<OpenedSession>> finish(std::string token, GuardianRecord account, bool fresh);

    Parts parts_;
};

}  // namespace buddy::identity
