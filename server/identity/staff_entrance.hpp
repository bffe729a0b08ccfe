// Staff signing in: password, then second factor. Who has none sets it up in between; there is no session
// before.
//
//     const auto step = co_await entrance.give_password(email, password);
//     const auto opened = co_await entrance.give_code(step->ticket, code);
//
// Threads  From any event loop. Passwords are hashed on threads of their own.
#pragma once

#include "identity/second_factor.hpp"
#include "identity/sessions.hpp"
#include "identity/staff_store.hpp"
#include "platform/crypto/password.hpp"

#include <optional>
#include <string>
#include <vector>

namespace buddy::identity {

class StaffEntrance {
public:
    struct Parts {
        StaffStore& staff;
        SessionStore& attempts;
        Sessions& sessions;
        SecondFactor& factor;
        crypto::PasswordHasher& hasher;
        const Clock& clock;
    };
    explicit StaffEntrance(Parts parts) : parts_{parts} {}

    struct Step {
        std::string ticket;       ///< For what comes next.
        bool has_factor = false;  ///< false: it is set up now.
    };
    /// WrongCredentials, TooManyAttempts, Busy. Takes as long and says the same whether or not the account
    /// exists. A guardian's account opens nothing here, not even with the same address, and a staff
    /// account no family.
    Task<Answer<Step>> give_password(std::string email, std::string password);
    /// SignInOver, and what SecondFactor::check() says.
    Task<Answer<OpenedSession>> give_code(std::string ticket, std::string code);
    /// SignInOver, FactorStands.
    Task<Answer<NewFactor>> set_up(std::string ticket);
    struct SetUp {
        OpenedSession opened;
        std::vector<std::string> recovery_codes;
    };
    /// SignInOver, and what SecondFactor::confirm() says.
    Task<Answer<SetUp>> confirm(std::string ticket, std::string code);

private:
    Task<Answer<StaffRecord>> member_of(std::string ticket);

    Parts parts_;
};

}  // namespace buddy::identity
