// Guardians' accounts: signing up, signing in, confirming the address.
//
// Threads  From any event loop. Passwords are hashed on threads of their own.
#pragma once

#include "core/clock.hpp"
#include "identity/family_store.hpp"
#include "identity/refusal.hpp"
#include "identity/session_store.hpp"
#include "identity/sessions.hpp"
#include "platform/async/task.hpp"
#include "platform/crypto/family_keys.hpp"
#include "platform/crypto/password.hpp"

#include <chrono>
#include <string>

namespace buddy::identity {

struct SignUp {
    std::string email;
    std::string password;
    std::string country;
    std::string language;
    std::string time_zone = "UTC";
};

class Accounts {
public:
    static constexpr std::chrono::hours link_life{24};
    static constexpr std::chrono::minutes mail_pause{1};

    struct Parts {
        FamilyStore& families;
        SessionStore& attempts;
        Sessions& sessions;
        crypto::FamilyKeys& keys;
        crypto::PasswordHasher& hasher;
        const Clock& clock;
    };
    explicit Accounts(Parts parts) : parts_{parts} {}

    /// Makes a family with its keys and its first guardian, queues the mail, signs in.
    /// EmailInvalid, Password…, CountryUnknown, LanguageUnknown, TimeZoneUnknown, EmailTaken, Busy.
    Task<Answer<OpenedSession>> sign_up(SignUp form);
    /// WrongCredentials, TooManyAttempts, Busy. Takes as long and says the same whether or not the
    /// account exists.
    Task<Answer<OpenedSession>> sign_in(std::string email, std::string password);
    /// Whether this is the guardian's password, for what must not be done from a screen left open.
    /// WrongCredentials, TooManyAttempts (counted with sign_in()), Busy.
    Task<Answer<void>> confirm_password(GuardianId guardian, std::string password);
    /// LinkInvalid.
    Task<Answer<GuardianId>> verify_email(std::string token);
    /// AlreadyVerified, MailJustSent.
    Task<Answer<void>> resend_verification(GuardianId guardian);

private:
    Task<Answer<GuardianRecord>> prepare(const SignUp& form, std::string key);

    Parts parts_;
};

}  // namespace buddy::identity
