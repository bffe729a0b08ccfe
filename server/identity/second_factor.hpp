// A second factor beside the password: codes of an authenticator app, and ten recovery codes for the day
// on which the app is gone. It knows accounts by their ids, whosever they are.
//
//     const auto made = co_await factor.begin(account, "mo@example.org");   // show made->uri
//     const auto codes = co_await factor.confirm({account, by}, typed);     // show *codes, once
//     …
//     const auto right = co_await factor.check({account, by}, typed);
//
// Between password and code stands a ticket: text that says whose password was right, for ten minutes. It
// opens nothing but the second step, and the server keeps nothing of it.
//
// After five wrong codes in a row the app's codes are shut for 30 s, then longer. Only who knows the
// password comes that far, and recovery codes, which nobody guesses, always work: so nobody is shut out by
// somebody else.
//
// Threads  From any event loop.
#pragma once

#include "core/clock.hpp"
#include "identity/factor_store.hpp"
#include "identity/refusal.hpp"
#include "identity/session_store.hpp"
#include "platform/async/task.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/crypto/secret_key.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace buddy::identity {

struct NewFactor {
    std::string secret;  ///< As base32, for typing.
    std::string uri;     ///< "otpauth://…", for the app.
};

/// Whose factor, and who is accounted for.
struct FactorOwner {
    std::string account;
    audit::Actor actor;
};

class SecondFactor {
public:
    static constexpr std::size_t recovery_code_count = 10;
    static constexpr std::chrono::minutes ticket_life{10};

    struct Parts {
        FactorStore& store;
        SessionStore& attempts;
        const Clock& clock;
    };
    /// `root` makes the keys that seal secrets, hash recovery codes and sign tickets.
    SecondFactor(Parts parts, const crypto::SecretKey& root);

    /// Whether it guards the account.
    Task<bool> is_set(std::string account);
    /// A new secret; it guards nothing before confirm(). FactorStands.
    Task<Answer<NewFactor>> begin(std::string account, std::string label);
    /// With the app's first code. Returns the recovery codes. FactorMissing, FactorStands,
    /// FactorCodeWrong, TooManyAttempts.
    Task<Answer<std::vector<std::string>>> confirm(FactorOwner owner, std::string code);
    struct Enrolled {
        NewFactor factor;
        std::vector<std::string> recovery_codes;
    };
    /// begin() and confirm() at once, for an operator who hands the secret on. FactorStands.
    Task<Answer<Enrolled>> enrol(FactorOwner owner, std::string label);
    /// A code of the app or a recovery code, with blanks and dashes or without. Each works once.
    /// FactorMissing, FactorCodeWrong, TooManyAttempts.
    Task<Answer<void>> check(FactorOwner owner, std::string code);
    Task<std::int64_t> recovery_codes_left(std::string account);
    /// false: there is none.
    Task<bool> reset(FactorOwner owner);

    [[nodiscard]] std::string ticket_for(const std::string& account) const;
    /// Whose password was right. Nothing: no ticket of ours, or one that is over.
    [[nodiscard]] std::optional<std::string> account_in(const std::string& ticket) const;

private:
    [[nodiscard]] std::string signature_of(const std::string& text) const;
    [[nodiscard]] std::string secret_of(const FactorRecord& factor) const;
    Task<Answer<void>> take_attempt(std::string account);
    Task<Answer<std::vector<std::string>>> settle(FactorOwner owner, std::int64_t step);

    Parts parts_;
    crypto::Sealer sealer_;
    crypto::SecretKey code_key_;
    crypto::SecretKey ticket_key_;
};

}  // namespace buddy::identity
