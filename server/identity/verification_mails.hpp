// The mail that confirms a guardian's address, as identity asks for it. The application plugs in
// who really sends it.
#pragma once

#include "core/ids.hpp"
#include "platform/sql/database.hpp"

#include <string>

namespace buddy::identity {

struct VerificationMail {
    FamilyId family;
    std::string to;
    std::string language;
    std::string token;  ///< Only here in plain; the store keeps its hash.
};

class VerificationMails {
public:
    VerificationMails() = default;
    VerificationMails(const VerificationMails&) = delete;
    VerificationMails& operator=(const VerificationMails&) = delete;
    VerificationMails(VerificationMails&&) = delete;
    VerificationMails& operator=(VerificationMails&&) = delete;
    virtual ~VerificationMails() = default;
    /// Queues the mail with the transaction. Called on a database thread.
    virtual void enqueue(sql::Transaction& tx, const VerificationMail& mail) = 0;
};

}  // namespace buddy::identity
