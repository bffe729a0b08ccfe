// Identity's mails, handed from identity to the outbox in the same transaction.
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
    void enqueue(sql::Transaction& tx, const identity::InvitationMail& mail) override
    {
        outbox_.enqueue(
            tx,
            notify::InvitationMail{
                .family = mail.family,
                .to = mail.to,
                .language = mail.language,
                .inviter = mail.inviter,
                .as_guardian = mail.as_guardian,
                .token = mail.token
            }
        );
    }
    void enqueue(sql::Transaction& tx, const identity::FamilyNewsMail& mail) override
    {
        // The same list, in the same order: each names its own.
        static_assert(
            static_cast<int>(identity::FamilyNews::DisputeResolved) ==
            static_cast<int>(notify::FamilyNews::DisputeResolved)
        );
        outbox_.enqueue(
            tx,
            notify::FamilyNewsMail{
                .family = mail.family,
                .to = mail.to,
                .language = mail.language,
                .news = static_cast<notify::FamilyNews>(mail.news)
            }
        );
    }

private:
    const notify::Outbox& outbox_;
};

}  // namespace buddy::app
