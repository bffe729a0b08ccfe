// The mail that confirms an address, handed from identity to the outbox in the same transaction.
#pragma once

#include "identity/verification_mails.hpp"
#include "notify/notify.hpp"

namespace buddy::app {

class OutboxForAccounts final : public identity::VerificationMails {
public:
    /// `outbox` outlives this.
    explicit OutboxForAccounts(const notify::Outbox& outbox) : outbox_{outbox} {}
    void enqueue(sql::Transaction& tx, const identity::VerificationMail& mail) override
    {
        outbox_.enqueue(
            tx,
            notify::VerificationMail{
                .family = mail.family, .to = mail.to, .language = mail.language, .token = mail.token
            }
        );
    }

private:
    const notify::Outbox& outbox_;
};

}  // namespace buddy::app
