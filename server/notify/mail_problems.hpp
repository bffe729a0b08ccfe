// Addresses from which mail comes back, as a mail service tells. Kept as keyed hashes.
//
// Threads  Any event loop.
#pragma once

#include "core/clock.hpp"
#include "platform/async/task.hpp"
#include "platform/crypto/secret_key.hpp"
#include "platform/http/route.hpp"
#include "platform/sql/database.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace buddy::notify {

/// What became of a mail.
enum class MailFate : std::uint8_t { Delivered, Bounced, Complained };

class MailProblems {
public:
    /// News older than this were heard for good; an address is tried afresh after the longer one.
    static constexpr std::chrono::days events_kept{8};
    static constexpr std::chrono::days problems_kept{180};

    /// Both outlive this.
    MailProblems(sql::Database& database, const crypto::SecretKey& root, const Clock& clock)
        : database_{database}, clock_{clock}, key_{root.derive(1, "mailprob")}
    {
    }
    /// One event of the mail service; a repeated one changes nothing. A delivery forgives a bounce, never
    /// a complaint.
    Task<> note(std::string event_id, std::vector<std::string> addresses, MailFate fate);
    [[nodiscard]] Task<bool> comes_back(std::string address);
    Task<> forget_old();

private:
    [[nodiscard]] std::string hash_of(std::string_view address) const;

    sql::Database& database_;
    const Clock& clock_;
    crypto::SecretKey key_;
};

/// A webhook call as Svix signs it (Resend, Clerk).
struct SignedCall {
    std::string_view id;
    std::string_view timestamp;   ///< Seconds since 1970.
    std::string_view signatures;  ///< "v1,<base64> v1,<base64>"
    std::string_view body;
};
/// One of the signatures is right, and the call is at most five minutes from `now`, either way. `secret`:
/// "whsec_<base64>".
[[nodiscard]] bool is_genuine(const SignedCall& call, std::string_view secret, Time now);

/// POST /webhooks/resend: what became of mails that Resend sent. 404 without a secret.
class ResendEvents {
public:
    struct Parts {
        MailProblems& problems;
        const Clock& clock;
        std::string secret;  ///< RESEND_WEBHOOK_SECRET.
    };
    explicit ResendEvents(Parts parts) : parts_{std::move(parts)} {}
    [[nodiscard]] http::Routes routes();

private:
    Task<> hear(http::Exchange& exchange);

    Parts parts_;
};

}  // namespace buddy::notify
